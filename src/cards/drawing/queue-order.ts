import type { PlanView } from '#contract/plan.ts'

/**
 * What a queue shows first: what nobody knows the outcome of, then the riskiest (unchecked words, then money, then what
 * can't be undone), then what has least time left, then the oldest.
 */
export function byUrgency(left: PlanView, right: PlanView): number {
  const unknownFirst = Number(right.status === 'unknown') - Number(left.status === 'unknown')
  return (
    unknownFirst ||
    byRisk(left, right) ||
    deadline(left) - deadline(right) ||
    left.createdAt.localeCompare(right.createdAt) ||
    left.id.localeCompare(right.id)
  )
}

function byRisk({ risk: left }: PlanView, { risk: right }: PlanView): number {
  const place = Math.max(left.length, right.length)
  for (let index = 0; index < place; index++) {
    const difference = (right[index] ?? 0) - (left[index] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}

function deadline({ expiresAt }: PlanView): number {
  return expiresAt === null ? Number.MAX_SAFE_INTEGER : Date.parse(expiresAt)
}

/** Requests for the same: the one that stands for them, and all of them, itself among them. */
export interface EqualRequests {
  readonly first: PlanView
  readonly all: readonly PlanView[]
}

/** One for all that wait for the same, by the same person: in the order of their first. Each of the others stands alone. */
export function equalRequests(plans: readonly PlanView[]): readonly EqualRequests[] {
  return [...Map.groupBy(plans, requestKey).values()].flatMap((all) => (all[0] ? [{ first: all[0], all }] : []))
}

/** In how many conversations they were asked for. */
export function conversationsOf(plans: readonly PlanView[]): number {
  return new Set(plans.map(({ threadId }) => threadId)).size
}

/**
 * Whether a plan that waits is left to what becomes of another one: that is being done, or was after this was asked for, and
 * then this one ends. Where it fails, or nobody knows, it is asked for still.
 */
export function isLeftTo(plan: PlanView, other: PlanView): boolean {
  if (plan.id === other.id || plan.status !== 'waiting' || plan.asking || equalKey(plan) !== equalKey(other))
    return false
  if (other.status === 'applying') return true
  return other.status === 'done' && plan.createdAt < (other.decisions.at(-1)?.at ?? '')
}

// What doesn't wait is over for itself, and of what is withheld nobody can tell whether it is the same.
function requestKey(plan: PlanView): string {
  return plan.status === 'waiting' && !plan.withheld ? equalKey(plan) : plan.id
}

// A view is never changed, and a queue is drawn again with every key.
const known = new WeakMap<PlanView, string>()

// The steps with every argument, so that nothing which differs in anything looks like the same.
function equalKey(plan: PlanView): string {
  const { agent, asking, requester, effects } = plan
  const key =
    known.get(plan) ?? JSON.stringify([agent, asking, requester.id, effects.map(({ tool, args }) => [tool, args])])
  known.set(plan, key)
  return key
}
