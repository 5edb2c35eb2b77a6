import type { Agent } from '#agents/contract.ts'
import { channelOperationsOver } from '#api/channels.ts'
import { starterOperationsOver } from '#api/starters.ts'
import { subscriptionOperationsOver } from '#api/subscriptions.ts'
import type { OutsideChannels } from '#channels/contract.ts'
import { loadSubscriptions, type EventReceiver } from '#channels/event-receivers.ts'
import { urlOf, type OpenPort } from '#channels/web/open-port.ts'
import { loadChannels } from '#channels/outside-channels.ts'
import type { InstallationOperations } from '#contract/installation-operations.ts'
import type { Operations } from '#contract/operations.ts'
import type { Config } from '#core/config.ts'
import type { Context } from '#core/context.ts'
import { DEFAULT_TENANT } from '#memory/people/tenants.ts'
import type { ConfirmingRoles } from '#turn/agent-runtime.ts'
import type { Services } from '#turn/services.ts'
import { publicAddress } from '#channels/web/public-address.ts'

interface Around {
  readonly context: Context
  readonly agents: readonly Agent[]
}

/** What `CHANNELS_FILE` names. */
interface Named {
  readonly channels: OutsideChannels['channels']
  /** Who is told what happens. */
  readonly receivers: readonly EventReceiver[]
  /** Says where apps are installed, once there is a database: nobody calls a channel before. */
  installed(operations: InstallationOperations): void
}

const NOBODY_ASKED = 'What it begins is done without asking anybody ("confirmBy: nobody"): only the rules hold it back.'

/** Who is asked in the place of a requester, by the channels that say so. */
export function confirmingRoles(channels: OutsideChannels['channels']): ConfirmingRoles {
  return new Map(channels.flatMap(({ name, confirmBy }) => (confirmBy === undefined ? [] : [[name, confirmBy]])))
}

/** What `CHANNELS_FILE` names. Throws `configuration`: what is wrong with it stops the start before there is a database. */
export async function channelsFor(
  { CHANNELS_FILE: file, reference, SIGN_IN_KEY: key }: Config,
  { agents, context }: Around,
): Promise<Named> {
  const installed = Promise.withResolvers<InstallationOperations>()
  const reading: Parameters<typeof loadChannels>[0] = {
    file,
    reference,
    agents: agents.map(({ name }) => name),
    defaultTenant: DEFAULT_TENANT,
    now: context.now,
    canSeal: key !== undefined,
    readInstallation: async (of, workspace) => (await installed.promise).readInstallation(of, workspace),
  }
  const channels = await loadChannels(reading)
  for (const { name, confirmBy } of channels) {
    if (confirmBy === null) context.log.warn({ event: 'channel-warning', channel: name, detail: NOBODY_ASKED })
  }
  return {
    channels,
    receivers: await loadSubscriptions(reading),
    installed: installed.resolve,
  }
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
  const url = config.PUBLIC_URL ?? (port && urlOf(config, port.address))
  const address = url && publicAddress(config, url)
  const outside = channelOperationsOver({ services, operations, address })
  const listed = channels.map(({ name, tenantId, agent, outlet, listener = null, installer = null }) => ({
    name,
    tenantId,
    agent,
    sends: outlet !== null,
    isFetched: listener !== null,
    isInstalled: installer !== null,
  }))
  return {
    channels,
    operations: outside,
    decisions: { decidePlan: operations.decidePlan, readPlan: operations.readPlan },
    address,
    starters: starterOperationsOver({ services, operations: outside }),
    subscriptions: subscriptionOperationsOver({ services, subscriptions: receivers, channels: listed, address }),
  }
}
