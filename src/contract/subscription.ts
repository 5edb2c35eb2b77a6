import { z } from 'zod'
import { ChannelView } from './channel.ts'
import { endpoint } from './endpoint.ts'
import { Moment } from './fields.ts'
import type { ExplainedPartView, ExplainedRuleView, ExplainedValueView } from './explanation.ts'
import type { PlanView } from './plan.ts'
import type { DueMessage, OutgoingPlan, Outlet } from './channel-operations.ts'
import type { Principal, TenantId } from '#core/principal.ts'

/** What a subscription can be told of, by what threads call it. */
export const EVENT_KINDS = {
  'plan.waiting': 'run-waiting',
  'plan.decided': 'plan-decided',
  'plan.escalated': 'plan-escalated',
  'limit.reached': 'plan-proposed',
  'effect.completed': 'effect-completed',
  'run.completed': 'run-completed',
  'run.failed': 'run-failed',
  'run.set-aside': 'run-set-aside',
  'hand-over.opened': 'handed-over',
  'hand-over.taken': 'hand-over-taken',
  'hand-over.released': 'hand-over-released',
  'hand-over.closed': 'hand-over-closed',
} as const
export type SubscriptionKind = keyof typeof EVENT_KINDS

/** One of them, as the operator's file names it. */
export const SubscriptionKind = z.enum([
  'plan.waiting',
  'plan.decided',
  'plan.escalated',
  'limit.reached',
  'effect.completed',
  'run.completed',
  'run.failed',
  'run.set-aside',
  'hand-over.opened',
  'hand-over.taken',
  'hand-over.released',
  'hand-over.closed',
]) satisfies z.ZodType<SubscriptionKind>

export const listChannels = endpoint({
  method: 'GET',
  path: '/v1/channels',
  actions: ['channel.list'],
  summary: 'List what comes in from outside and goes out, and how it stands',
  description: 'The channels and subscriptions of the operator’s file, and the webhooks of agents’ folders.',
  success: 'They.',
  result: z.object({ channels: z.array(ChannelView).readonly() }),
  problems: [{ status: 403, code: 'wrong-role', when: 'you are neither an operator nor an auditor' }],
})

export const beginInstallation = endpoint({
  method: 'POST',
  path: '/v1/channels/slack/{name}/installations',
  actions: ['installation.begin'],
  summary: 'Begin to install a channel’s app in a workspace',
  description:
    'For an entry of `slack:` with `install:`. Whoever opens the address agrees at Slack for a workspace of theirs, once and within ten minutes: its people talk to the entry’s agent from then on.',
  params: z.object({ name: z.string().max(40) }),
  status: 201,
  success: 'Where it is agreed to.',
  result: z.object({ url: z.string(), until: Moment }),
  problems: [
    { status: 403, code: 'wrong-role', when: 'you aren’t an operator' },
    {
      status: 404,
      code: 'not-found',
      when: 'there is no such channel, or its file names the one workspace that it is for',
    },
  ],
})

/** What is sent again: all since a moment, or some by their ids. */
export const SendAgain = z
  .strictObject({
    since: z.iso.datetime({ offset: true }).optional().describe('Everything that happened from then on.'),
    ids: z.array(z.string()).min(1).max(100).optional().describe('Events by what they came with as `webhook-id`.'),
  })
  .refine(({ since, ids }) => (since === undefined) !== (ids === undefined), 'must have either "since" or "ids"')
  .meta({ id: 'SendAgain' })

export const sendEventsAgain = endpoint({
  method: 'POST',
  path: '/v1/event-subscriptions/{name}/replays',
  actions: ['events.send-again'],
  summary: 'Have a subscription told again what happened',
  description:
    'With the ids that they had before, and cut to what its roles may read now. At most 10,000 at once, the earliest first. What waits to be sent stays as it is.',
  params: z.object({ name: z.string().max(40) }),
  body: SendAgain,
  status: 202,
  success: 'How many are sent again.',
  result: z.object({ queued: z.int() }),
  problems: [
    { status: 403, code: 'wrong-role', when: 'you aren’t an operator' },
    { status: 422, code: 'event-id', when: 'one of them is no id of an event' },
  ],
})

/** A program that is told what happens, as the operator's file names it. */
export interface Subscription extends Pick<Outlet, 'timeoutMs' | 'giveUpAfterMs'> {
  readonly name: string
  readonly tenantId: TenantId
  readonly kinds: readonly SubscriptionKind[]
  /** The roles that what it is told is cut to: what they may not read isn't told. */
  readonly roles: readonly string[]
}

/** Something that happened, as a subscription may see it now. */
export interface OutgoingEvent {
  /** The same for every attempt, and when it is sent again. */
  readonly id: string
  readonly kind: SubscriptionKind
  readonly at: string
  readonly threadId: string
  readonly seq: number
  readonly runId: string | null
  readonly agent: string
  readonly channel: string
  readonly content: EventContent
}

/** `link`: where people look at it; null where nobody told us our address. */
export type EventContent =
  | {
      readonly plan: OutgoingPlan
      readonly link: string | null
      readonly decision?: string
      readonly role?: string
      readonly effect?: OutgoingEffect
      readonly limits?: readonly OutgoingLimit[]
    }
  | { readonly handOver: { readonly id: string; readonly role: string; readonly takenBy: string | null } }
  | {
      readonly run:
        | { readonly status: 'completed' }
        | { readonly status: 'failed' | 'set-aside'; readonly code: string; readonly text: string }
    }

export type OutgoingEffect = Pick<PlanView['effects'][number], 'index' | 'tool' | 'title'> & { readonly state: string }

/** What was added up over time, and had a plan asked about or refused: by which rule, and which parts of its condition. */
export interface OutgoingLimit extends Pick<ExplainedRuleView, 'reason'> {
  readonly rule: string
  readonly conditions: readonly (Pick<ExplainedPartView, 'text' | 'words'> & {
    readonly values: readonly Pick<ExplainedValueView, 'name' | 'value'>[]
  })[]
}

/** What programs that follow what happens are told. */
export interface SubscriptionOperations {
  /** Keeps which there are, so that what happens from now on is told to them. */
  keepSubscriptions(): Promise<void>
  takeDueEvents(subscription: Subscription, atMost: number): Promise<readonly DueMessage<OutgoingEvent>[]>
  /** What comes in from outside and goes out, and how it stands. For operators and auditors; throws `wrong-role`. */
  listChannels(principal: Principal): Promise<readonly ChannelView[]>
  /** Has a subscription told again what happened since a moment, or some events by their ids; gives how many. */
  sendAgain(
    principal: Principal,
    name: string,
    again: { readonly since: string } | { readonly ids: readonly string[] },
  ): Promise<number>
}
