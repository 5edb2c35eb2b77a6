import type { Agent } from '#agents/contract.ts'
import { channelOperationsOver } from '#api/channels.ts'
import { starterOperationsOver } from '#api/starters.ts'
import type { OutsideChannels } from '#channels/contract.ts'
import { urlOf, type OpenPort } from '#channels/open-port.ts'
import { loadChannels } from '#channels/outside-channels.ts'
import type { Operations } from '#contract/operations.ts'
import type { Config } from '#core/config.ts'
import type { Context } from '#core/context.ts'
import { DEFAULT_TENANT } from '#memory/people/tenants.ts'
import type { Services } from '#turn/services.ts'

interface Around {
  readonly context: Context
  readonly agents: readonly Agent[]
}

/** The channels that `CHANNELS_FILE` names. Throws `configuration`. */
export function channelsFor(
  { CHANNELS_FILE: file, reference }: Config,
  { context, agents }: Around,
): Promise<OutsideChannels['channels']> {
  const names = agents.map(({ name }) => name)
  return loadChannels({ file, reference, agents: names, defaultTenant: DEFAULT_TENANT, now: context.now })
}

interface Served {
  readonly config: Config
  readonly services: Services
  readonly operations: Operations
  /** Where the links in outgoing messages lead, unless `PUBLIC_URL` says where. */
  readonly port: OpenPort | null
}

/** What goes out to those channels and comes in from them. */
export function outsideOver(channels: OutsideChannels['channels'], { config, services, operations, port }: Served) {
  const address = config.PUBLIC_URL?.replace(/\/$/, '') ?? (port && urlOf(config, port.address))
  const outside = channelOperationsOver({ services, operations, address })
  return { channels, operations: outside, starters: starterOperationsOver({ services, operations: outside }) }
}
