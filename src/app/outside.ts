import type { Agent } from '#agents/contract.ts'
import { channelOperationsOver } from '#api/channels.ts'
import { starterOperationsOver } from '#api/starters.ts'
import { subscriptionOperationsOver } from '#api/subscriptions.ts'
import type { OutsideChannels } from '#channels/contract.ts'
import { loadSubscriptions, type EventReceiver } from '#channels/event-receivers.ts'
import { urlOf, type OpenPort } from '#channels/open-port.ts'
import { loadChannels } from '#channels/outside-channels.ts'
import type { Operations } from '#contract/operations.ts'
import type { Config } from '#core/config.ts'
import type { Context } from '#core/context.ts'
import { DEFAULT_TENANT } from '#memory/people/tenants.ts'
import type { ConfirmingRoles } from '#turn/agent-runtime.ts'
import type { Services } from '#turn/services.ts'

interface Around {
  readonly context: Context
  readonly agents: readonly Agent[]
}

/** The channels that `CHANNELS_FILE` names; what is odd in them and stops nothing is logged. Throws `configuration`. */
export async function channelsFor(
  { CHANNELS_FILE: file, reference }: Config,
  { context, agents }: Around,
): Promise<OutsideChannels['channels']> {
  const names = agents.map(({ name }) => name)
  const channels = await loadChannels({
    ...{ file, reference, agents: names },
    ...{ defaultTenant: DEFAULT_TENANT, now: context.now },
  })
  for (const { name, confirmBy } of channels) {
    if (confirmBy === null) context.log.warn({ event: 'channel-warning', channel: name, detail: NOBODY_ASKED })
  }
  return channels
}

const NOBODY_ASKED = 'Nobody is asked before what it begins is done ("confirmBy: nobody"): only the rules hold it back.'

/** Who is asked in the place of a requester, by the channels that say so. */
export function confirmingRoles(channels: OutsideChannels['channels']): ConfirmingRoles {
  return new Map(channels.flatMap(({ name, confirmBy }) => (confirmBy === undefined ? [] : [[name, confirmBy]])))
}

/** Who is told what happens, by the same file. Throws `configuration`. */
export function receiversFor(
  { CHANNELS_FILE: file, reference }: Config,
  { context, agents }: Around,
): Promise<readonly EventReceiver[]> {
  const names = agents.map(({ name }) => name)
  return loadSubscriptions({ file, reference, agents: names, defaultTenant: DEFAULT_TENANT, now: context.now })
}

interface Served {
  readonly receivers: readonly EventReceiver[]
  readonly config: Config
  readonly services: Services
  readonly operations: Operations
  /** Where the links in outgoing messages lead, unless `PUBLIC_URL` says where. */
  readonly port: OpenPort | null
}

/** What goes out to those channels and comes in from them. */
export function outsideOver(
  channels: OutsideChannels['channels'],
  { config, services, operations, port, receivers }: Served,
) {
  const address = config.PUBLIC_URL?.replace(/\/$/, '') ?? (port && urlOf(config, port.address))
  const outside = channelOperationsOver({ services, operations, address })
  const listed = channels.map(({ name, tenantId, agent, outlet }) => ({
    name,
    tenantId,
    agent,
    sends: outlet !== null,
  }))
  return {
    channels,
    operations: outside,
    starters: starterOperationsOver({ services, operations: outside }),
    subscriptions: subscriptionOperationsOver({ services, subscriptions: receivers, channels: listed, address }),
  }
}
