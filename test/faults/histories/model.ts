/*
 * What may become of plans, without database, process or clock: the reference that random histories are held against.
 */

export const LEADS = ['support-lead', 'other-lead', 'desk'] as const
export type Lead = (typeof LEADS)[number]
export type Decider = Lead | 'customer' | 'finance'
export type Choice = 'approve' | 'reject'
export type Answer = Choice | 'edit'
/** What a person says of a step that nobody knows of. */
export type Word = 'happened' | 'did-not' | 'look-again'

/** `told-undone`: paid back, and a person said that its mail never went. */
export type Ended = 'done' | 'refused-by-shop' | 'stale' | 'rejected' | 'expired' | 'cancelled' | 'told-undone'

export interface ModelPlan {
  readonly order: string
  /** What the order came to, in minor units. */
  readonly total: number
  /** How many people it asks. */
  asks: number
  state: 'waiting' | 'agreed' | 'unknown' | Ended
  /** What it pays back: what is left of the order, or what an editor made of it. */
  amount: number
  /** Whether what it read is surely too old to be relied on. */
  isOld: boolean
  /** Who changed it last: other people have to agree. */
  editor: Lead | null
  /** Who said what to it as it is now. */
  readonly said: Map<Lead, Choice>
  isPaid: boolean
  isMailed: boolean
  /** What was left of the order when it was read for this plan. */
  leftWhenRead: number
}

/** Plans in the order in which they were asked for, and what was paid back of each order, by plans and at the shop's desk. */
export interface Model {
  readonly plans: ModelPlan[]
  readonly paid: Map<string, number>
}

export function emptyModel(): Model {
  return { plans: [], paid: new Map() }
}

export function newPlan({ paid }: Model, order: string, amount: number): ModelPlan {
  const isNew = { isOld: false, editor: null, isPaid: false, isMailed: false, leftWhenRead: amount }
  const total = amount + (paid.get(order) ?? 0)
  return { order, total, amount, asks: asksFor(amount), state: 'waiting', ...isNew, said: new Map() }
}

function asksFor(amount: number): number {
  return amount > 10_000 ? 2 : 1
}

/** It looked again before it began, and the order isn't what people agreed by: they are asked anew. An edit stands. */
export function askAnew(model: Model, plan: ModelPlan): void {
  const left = leftOf(model, plan)
  const amount = plan.editor === null ? left : plan.amount
  Object.assign(plan, { amount, asks: asksFor(amount), state: 'waiting', isOld: false, leftWhenRead: left })
  plan.said.clear()
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
  if (sound && plan.said.get(by) === choice) return 200
  if (plan.state === 'expired') return 410
  if (plan.state !== 'waiting') return 409
  if (!sound) return 412
  if (choice === 'edit') {
    // Another digest, to which nobody has said anything; it was judged just now.
    Object.assign(plan, { editor: by, amount: plan.amount - 1, isOld: false })
    plan.said.clear()
    return 200
  }
  if (choice === 'approve' && plan.editor === by) return 403
  settle(model, plan, { by, choice })
  return 200
}

/** Lets a decision that was made take its effect: one no is a no, and a yes may be one of two. */
export function settle(model: Model, plan: ModelPlan, { by, choice }: { by: Lead; choice: Choice }): void {
  plan.said.set(by, choice)
  if (choice === 'reject') plan.state = 'rejected'
  else if (plan.said.size === plan.asks) plan.state = 'agreed'
  // What it read is young or old by the clock: where something is left and it isn't as much as then, both may be.
  if (plan.state === 'agreed' && [0, plan.leftWhenRead].includes(leftOf(model, plan))) begin(model, plan)
}

/** Whoever asked takes it back. Once something was begun, or it ended, there is nothing to take back. */
export function cancel(plan: ModelPlan): number {
  if (plan.state !== 'waiting') return 409
  plan.state = 'cancelled'
  return 200
}

/** What the API answers to a word on a plan's mail, and what becomes of the plan. */
export function resolve(plan: ModelPlan, { by, word }: Resolution): number {
  if (by === 'finance') return 404
  if (by === 'customer') return 403
  if (plan.state !== 'unknown') return 409
  if (word === 'did-not') plan.state = 'told-undone'
  if (word === 'happened') plan.state = 'done'
  // A mail without a key isn't sent again, and nobody can look it up: whoever says to look again is asked again.
  return 200
}

export interface Resolution {
  readonly by: Decider
  readonly word: Word
}

/** What is left of an order to be paid back. */
export function leftOf(model: Model, { order, total }: Pick<ModelPlan, 'order' | 'total'>): number {
  return total - (model.paid.get(order) ?? 0)
}

export function pay(model: Model, order: string, amount: number): void {
  model.paid.set(order, (model.paid.get(order) ?? 0) + amount)
}

/** It begins. More than the order came to is never paid back: the shop refuses that, or it is seen before. */
export function begin(model: Model, plan: ModelPlan): void {
  const left = leftOf(model, plan)
  if (plan.amount > left) {
    plan.state = left === 0 && plan.isOld ? 'stale' : 'refused-by-shop'
    return
  }
  pay(model, plan.order, plan.amount)
  Object.assign(plan, { state: 'done', isPaid: true, isMailed: true })
}
