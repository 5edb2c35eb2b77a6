import type { ChannelView } from './channel.ts'
import type { ExplainedPartView, ExplainedRuleView, ExplainedValueView } from './explanation.ts'
import type { PlanView } from './plan.ts'
import type { DueMessage, OutgoingPlan, Outlet } from './channel-operations.ts'
import type { SubscriptionKind } from './subscription.ts'
import type { Principal, TenantId } from '#core/principal.ts'

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
