import type { ChannelView } from '#contract/channel.ts'
import type { Subscription } from '#contract/subscription.ts'
import type { Principal } from '#core/principal.ts'
import { starterChannel } from '#core/starter-id.ts'
import { channelStates, type ChannelState } from '#memory/events-out/channel-states.ts'
import { subscriptionState } from '#memory/events-out/deliveries.ts'
import { listInstallations, type Installation } from '#memory/people/installations.ts'
import { connectedChannels } from '#memory/threads/channel-cursors.ts'
import type { Services } from '#turn/services.ts'

/** A channel of the operator's file, as far as its list has to know. */
export interface ListedChannel {
  readonly name: string
  readonly tenantId: string
  readonly agent: string
  readonly sends: boolean
  /** Whether what comes in is fetched by us. */
  readonly isFetched: boolean
  /** Whether its app is installed by people of other places. */
  readonly isInstalled: boolean
}

interface Listed {
  readonly channels: readonly ListedChannel[]
  readonly subscriptions: readonly Subscription[]
}

/** What comes in from outside and goes out, of a principal's tenant. */
export async function channelViews(
  services: Services,
  { tenantId }: Principal,
  { channels, subscriptions }: Listed,
): Promise<readonly ChannelView[]> {
  const own = channels.filter((channel) => channel.tenantId === tenantId)
  const followed = subscriptions.filter((subscription) => subscription.tenantId === tenantId)
  const { database } = services
  const [states, connected, installations, deliveries] = await Promise.all([
    database.batch(tenantId, channelStates),
    database.batch(tenantId, connectedChannels),
    database.batch(tenantId, listInstallations),
    database.batch(tenantId, (tx) => Promise.all(followed.map(({ name }) => subscriptionState(tx, name)))),
  ])
  const stateOf = (name: string) => states.find((state) => state.channel === name) ?? NOTHING
  return [
    ...own.map(({ name, agent, sends, isFetched, isInstalled }): ChannelView => {
      const connection = !isFetched ? null : connected.includes(name) ? 'connected' : 'away'
      const workspaces = isInstalled ? workspacesIn(installations, name) : null
      return { ...view(stateOf(name)), name, kind: 'channel', agent, sends, connection, workspaces }
    }),
    ...webhooksOf(services).map(({ name, agent }) => ({
      ...view(stateOf(name)),
      name,
      kind: 'webhook' as const,
      agent,
    })),
    ...followed.map(({ name }, index): ChannelView => {
      const { pending = 0, failed = 0, lastDeliveredAt = null, lastError = null } = deliveries[index] ?? {}
      const out = {
        lastInAt: null,
        lastOutAt: lastDeliveredAt?.toISOString() ?? null,
        pending,
        failed,
        code: lastError,
      }
      return {
        name: `events/${name}`,
        kind: 'subscription',
        agent: null,
        takes: false,
        sends: true,
        connection: null,
        workspaces: null,
        ...out,
      }
    }),
  ]
}

const NOTHING: Omit<ChannelState, 'channel'> = {
  lastInAt: null,
  lastOutAt: null,
  pending: 0,
  failed: 0,
  lastError: null,
}

function workspacesIn(installations: readonly Installation[], channel: string): ChannelView['workspaces'] {
  return installations
    .filter((each) => each.channel === channel)
    .map(({ workspace, name, installedAt }) => ({ id: workspace, name, installedAt: installedAt.toISOString() }))
}

function view({ lastInAt, lastOutAt, pending, failed, lastError }: Omit<ChannelState, 'channel'>) {
  const [inAt, outAt] = [lastInAt?.toISOString() ?? null, lastOutAt?.toISOString() ?? null]
  return {
    takes: true,
    sends: false,
    connection: null,
    workspaces: null,
    lastInAt: inAt,
    lastOutAt: outAt,
    pending,
    failed,
    code: lastError,
  }
}

function webhooksOf({ agents }: Services) {
  return [...agents.values()].flatMap(({ agent }) =>
    (agent.starters ?? [])
      .filter(({ kind }) => kind === 'hook')
      .map(({ kind, name }) => ({ agent: agent.name, name: starterChannel({ agent: agent.name, kind, name }) })),
  )
}
