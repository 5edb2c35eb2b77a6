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

/** The same plans, each that asks for the same as an earlier one right after it. */
export function equalsTogether(plans: readonly PlanView[]): readonly PlanView[] {
  return [...Map.groupBy(plans, requestQuote).values()].flat()
}

/** How often what a plan asks for is asked for among these that wait, by the same person, itself among them. */
export function askedTimes(plans: Iterable<PlanView>): (plan: PlanView) => number {
  const times = new Map<string, number>()
  for (const plan of plans) {
    if (plan.status === 'waiting') times.set(requestQuote(plan), (times.get(requestQuote(plan)) ?? 0) + 1)
  }
  return (plan) => times.get(requestQuote(plan)) ?? 0
}

// A view is never changed, and a queue is drawn again with every key.
const known = new WeakMap<PlanView, string>()

// The steps with every argument, so that nothing which differs in anything looks like the same.
function requestQuote(plan: PlanView): string {
  const { status, agent, requester, effects } = plan
  const asked =
    known.get(plan) ?? JSON.stringify([status, agent, requester.id, effects.map(({ tool, args }) => [tool, args])])
  known.set(plan, asked)
  return asked
}
