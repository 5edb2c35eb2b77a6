import { enforce } from '#auth/authorize.ts'
import type { DueMessage } from '#contract/channel-operations.ts'
import {
  EVENT_KINDS,
  type OutgoingEvent,
  type Subscription,
  type SubscriptionOperations,
} from '#contract/subscription.ts'
import { AppError, notFound } from '#core/errors.ts'
import {
  claimDeliveries,
  deliverAgain,
  endSubscription,
  keepSubscriptions,
  settleDelivery,
  type Again,
  type ClaimedDelivery,
} from '#memory/events-out/deliveries.ts'
import { OUTBOX_CHANNEL } from '#memory/threads/outbox.ts'
import { DEFAULT_TENANT } from '#memory/people/tenants.ts'
import type { Services } from '#turn/services.ts'
import { channelViews, type ListedChannel } from './events-out/channel-views.ts'
import { endOf } from './events-out/delivery-end.ts'
import { outgoingEvent } from './events-out/outgoing-event.ts'

/** A lease outlasts the attempt that it is for by this, in ms. */
const LEASE_MARGIN_MS = 5_000

interface Followed {
  readonly services: Services
  readonly subscriptions: readonly Subscription[]
  readonly channels: readonly ListedChannel[]
  /** Where people find our pages; null where nobody told us. */
  readonly address: string | null
}

/** What programs that follow what happens are told, over the given services. */
export function subscriptionOperationsOver({
  services,
  subscriptions,
  channels,
  address,
}: Followed): SubscriptionOperations {
  const { database } = services
  return {
    keepSubscriptions: async () => {
      const tenants = new Set([DEFAULT_TENANT, ...subscriptions.map(({ tenantId }) => tenantId)])
      for (const tenantId of tenants) {
        const own = subscriptions.filter((each) => each.tenantId === tenantId)
        const kept = own.map(({ name, kinds }) => ({ name, kinds: kinds.map((kind) => EVENT_KINDS[kind]) }))
        await database.tenant(tenantId, (tx) => keepSubscriptions(tx, kept))
      }
    },
    takeDueEvents: async (subscription, atMost) => {
      const { name, tenantId, timeoutMs } = subscription
      const claim = { subscription: name, leaseMs: timeoutMs + LEASE_MARGIN_MS, atMost }
      const claimed = await database.batch(tenantId, (tx) => claimDeliveries(tx, claim))
      return claimed.map((delivery) => dueEvent(services, { subscription, delivery, address }))
    },
    listChannels: async (principal) => {
      enforce(principal, 'channel.list', 'tenant')
      return channelViews(services, principal, { channels, subscriptions })
    },
    sendAgain: async (principal, name, wanted) => {
      enforce(principal, 'events.send-again', 'tenant')
      const subscription = subscriptions.find((each) => each.name === name && each.tenantId === principal.tenantId)
      if (!subscription) throw notFound('subscription')
      const again: Again = 'since' in wanted ? wanted : { events: wanted.ids.map(eventOf) }
      const count = await database.tenant(principal.tenantId, async (tx) => {
        const queued = await deliverAgain(tx, name, again)
        await tx.notify(OUTBOX_CHANNEL, tx.tenantId)
        return queued
      })
      services.context.log.info({ event: 'events-sent-again', subscription: name, count, by: principal.id })
      return count
    },
  }
}

interface Due {
  readonly subscription: Subscription
  readonly delivery: ClaimedDelivery
  readonly address: string | null
}

function dueEvent(services: Services, { subscription, delivery, address }: Due): DueMessage<OutgoingEvent> {
  const { name, tenantId, giveUpAfterMs } = subscription
  const { threadId, seq, attempts } = delivery
  return {
    threadId,
    seq,
    attempt: attempts,
    read: () => outgoingEvent(services, { subscription, threadId, seq, address }),
    settle: async (outcome) => {
      const end = endOf(outcome, { attempts, giveUpAfterMs })
      const state = await services.database.tenant(tenantId, async (tx) => {
        const settled = await settleDelivery(tx, name, delivery, end)
        if (settled !== null && outcome.outcome === 'gave-up' && outcome.endsSubscription)
          await endSubscription(tx, name, outcome.error)
        return settled
      })
      if (state === null) return { state: 'taken-over' }
      if (state === 'pending') return { state, afterMs: end.afterMs }
      return { state: state === 'failed' ? 'failed' : 'delivered' }
    },
  }
}

function eventOf(id: string): { readonly threadId: string; readonly seq: number } {
  const [, threadId, seq] = /^([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})-([1-9]\d{0,8})$/.exec(id) ?? []
  if (threadId !== undefined && seq !== undefined) return { threadId, seq: Number(seq) }
  throw new AppError('This is no id of an event: it is what came as webhook-id.', { code: 'event-id', status: 422 })
}
