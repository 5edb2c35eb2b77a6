/*
 * What may become of plans, without database, process or clock: the reference that random histories are held against.
 */

export const LEADS = ['support-lead', 'other-lead'] as const
export type Lead = (typeof LEADS)[number]
export type Decider = Lead | 'customer' | 'finance'
export type Choice = 'approve' | 'reject'
export type Answer = Choice | 'edit'

export type Ended = 'done' | 'refused-by-shop' | 'rejected' | 'expired' | 'cancelled'

export interface ModelPlan {
  readonly order: string
  state: 'waiting' | Ended
  /** Who changed it last: another person has to agree. */
  editor: Lead | null
  /** Who decided it, and how. */
  decided: { readonly by: Lead; readonly choice: Choice } | null
}

/** Plans by their number, in the order in which they were asked for, and the orders that were paid back. */
export interface Model {
  readonly plans: ModelPlan[]
  readonly refunded: Set<string>
  /** Those of them of which nothing is left: a changed plan pays back less than all. */
  readonly inFull: Set<string>
}

export function emptyModel(): Model {
  return { plans: [], refunded: new Set(), inFull: new Set() }
}

export interface Decision {
  readonly by: Decider
  readonly choice: Answer
  /** Whether the digest is the plan's. */
  readonly sound: boolean
}

/** What the API answers to a decision, and what becomes of the plan. */
export function decide(model: Model, plan: ModelPlan, { by, choice, sound }: Decision): number {
  // To the role that isn't asked there is no such plan; who asked for it may see it and not decide it.
  if (by === 'finance') return 404
  if (by === 'customer') return 403
  if (sound && plan.decided?.by === by && plan.decided.choice === choice) return 200
  if (plan.state === 'expired') return 410
  if (plan.state !== 'waiting') return 409
  if (!sound) return 412
  if (choice === 'edit') {
    plan.editor = by
    return 200
  }
  if (choice === 'approve' && plan.editor === by) return 403
  settle(model, plan, { by, choice })
  return 200
}

/** Lets a decision that was made take its effect. */
export function settle(model: Model, plan: ModelPlan, decided: { readonly by: Lead; readonly choice: Choice }): void {
  plan.decided = decided
  plan.state = decided.choice === 'reject' ? 'rejected' : stateAfterApply(model, plan)
}

/** Whoever asked takes it back. Afterwards there is nothing to take back. */
export function cancel(plan: ModelPlan): number {
  if (plan.state !== 'waiting') return 409
  plan.state = 'cancelled'
  return 200
}

// An order is paid back once: a second plan for it, made before that was known, finds it out when it is applied.
function stateAfterApply(model: Model, { order, editor }: ModelPlan): Ended {
  if (model.refunded.has(order)) return 'refused-by-shop'
  model.refunded.add(order)
  if (editor === null) model.inFull.add(order)
  return 'done'
}
