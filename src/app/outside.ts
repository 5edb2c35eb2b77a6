import type { Agent } from '#agents/contract.ts'
import { channelOperationsOver } from '#api/channels.ts'
import type { OutsideChannels } from '#channels/contract.ts'
import { urlOf, type OpenPort } from '#channels/open-port.ts'
import { startListeners } from '#channels/listeners.ts'
import { startOutbox } from '#channels/outbox.ts'
import { loadChannels } from '#channels/outside-channels.ts'
import type { Operations } from '#contract/operations.ts'
import type { Config } from '#core/config.ts'
import type { Context } from '#core/context.ts'
import type { Logger } from '#core/log.ts'
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
  return { channels, operations: channelOperationsOver({ services, operations, address }) }
}

interface Beside {
  readonly log: Logger
  readonly signal: AbortSignal
  readonly parts: AsyncDisposableStack
}

/** Begins to send what is due, and to fetch what came, until `parts` are closed. */
export async function startOutside(
  outside: ReturnType<typeof outsideOver>,
  { log, signal, parts }: Beside,
): Promise<void> {
  parts.use(await startOutbox({ ...outside, log, signal }))
  parts.use(startListeners({ ...outside, log, signal }))
}
