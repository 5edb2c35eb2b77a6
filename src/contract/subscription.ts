import { z } from 'zod'

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
