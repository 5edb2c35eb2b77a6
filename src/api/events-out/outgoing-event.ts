import { isAllowed } from '#auth/authorize.ts'
import type { ThreadEvent } from '#contract/event.ts'
import type { PlanView } from '#contract/plan.ts'
import {
  EVENT_KINDS,
  SubscriptionKind,
  type EventContent,
  type OutgoingEvent,
  type Subscription,
} from '#contract/subscription.ts'
import { outsidePrincipalId } from '#core/outside-principal.ts'
import type { Principal } from '#core/principal.ts'
import { handOverAccess } from '#turn/hand-over/rights.ts'
import { readEvents } from '#memory/events/events.ts'
import { readHandOver } from '#memory/threads/hand-overs.ts'
import { readThread, type Thread } from '#memory/threads/threads.ts'
import type { Services } from '#turn/services.ts'
import { inShort, planFor } from '../channels/outgoing-content.ts'
import { explanationOperations } from '../operations/explain-plan.ts'
import { reachedLimits } from './reached-limits.ts'

interface Wanted {
  readonly subscription: Subscription
  readonly threadId: string
  readonly seq: number
  readonly address: string | null
}

/** What a subscription is told of an event: as its roles may see it now. Null where they may not. */
export async function outgoingEvent(
  services: Services,
  { subscription, threadId, seq, address }: Wanted,
): Promise<OutgoingEvent | null> {
  const reader = readerOf(subscription)
  const [thread, [event]] = await services.database.batch(reader.tenantId, (tx) =>
    Promise.all([readThread(tx, threadId), readEvents(tx, threadId, { after: seq - 1, limit: 1 })]),
  )
  const kind = SubscriptionKind.options.find((each) => EVENT_KINDS[each] === event?.type)
  if (!thread || event?.seq !== seq || kind === undefined) return null
  const content = await contentOf(services, { event, thread, reader, address })
  if (content === null) return null
  const { agent, channel } = thread
  const runId = event.runId ?? null
  return { id: `${threadId}-${seq}`, kind, at: event.at, threadId, seq, runId, agent, channel, content }
}

// What it is told is what somebody with these roles could read, and nothing is asked of it.
function readerOf({ name, tenantId, roles }: Subscription): Principal {
  const id = outsidePrincipalId('events', name)
  return { id, tenantId, name, email: null, roles, groups: [], authenticatedBy: 'token', scopes: ['read'] }
}

interface Told {
  readonly event: ThreadEvent
  readonly thread: Thread
  readonly reader: Principal
  readonly address: string | null
}

async function contentOf(services: Services, { event, thread, reader, address }: Told): Promise<EventContent | null> {
  switch (event.type) {
    case 'run-waiting':
    case 'plan-decided':
    case 'plan-escalated':
    case 'effect-completed': {
      const plan = await planFor(services, reader, event.planId)
      return plan && { ...planContent(plan, address), ...planDetails(event, plan) }
    }
    case 'plan-proposed':
      return limitContent(services, event, { reader, address })
    case 'handed-over':
      return event.handOverId === undefined ? null : handOverContent(services, reader, event.handOverId)
    case 'hand-over-taken':
    case 'hand-over-released':
    case 'hand-over-closed':
      return handOverContent(services, reader, event.handOverId)
    case 'run-completed':
      return isAllowed(reader, 'run.read', thread) ? { run: { status: 'completed' } } : null
    case 'run-failed':
    case 'run-set-aside': {
      const { code, text } = event
      const status = event.type === 'run-failed' ? 'failed' : 'set-aside'
      return isAllowed(reader, 'run.read', thread) ? { run: { status, code, text } } : null
    }
    // Nobody can be told of these (`EVENT_KINDS`).
    case 'message-received':
    case 'message-owned':
    case 'message-completed':
    case 'run-started':
    case 'node-started':
    case 'effect-dispatched':
    case 'effect-tried':
    case 'run-resting':
    case 'person-answered':
      return null
  }
}

async function limitContent(
  services: Services,
  { planId, decision }: Extract<ThreadEvent, { type: 'plan-proposed' }>,
  { reader, address }: Pick<Told, 'reader' | 'address'>,
): Promise<EventContent | null> {
  const plan = await planFor(services, reader, planId)
  if (plan === null) return null
  const limits = reachedLimits(await explanationOperations(services).explainPlan(reader, { planId }))
  return limits.length === 0 ? null : { ...planContent(plan, address), decision, limits }
}

function planContent(plan: PlanView, address: string | null) {
  return { plan: inShort(plan), link: address === null ? null : `${address}/console/queue/${plan.id}` }
}

function planDetails(event: ThreadEvent, { effects }: PlanView) {
  if (event.type === 'plan-decided') return { decision: event.decision }
  if (event.type === 'plan-escalated') return { role: event.role }
  if (event.type !== 'effect-completed') return {}
  const effect = effects.find(({ index }) => index === event.index)
  return effect ? { effect: { index: effect.index, tool: effect.tool, title: effect.title, state: event.state } } : {}
}

async function handOverContent(services: Services, reader: Principal, id: string): Promise<EventContent | null> {
  const handOver = await services.database.batch(reader.tenantId, (tx) => readHandOver(tx, id))
  if (handOver === null || !isAllowed(reader, 'hand-over.read', handOverAccess(handOver))) return null
  return { handOver: { id, role: handOver.role, takenBy: handOver.takenBy?.name ?? null } }
}
