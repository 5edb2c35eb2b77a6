import type { PlanView } from '#graph/contract.ts'

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
  return [...Map.groupBy(plans, askedFor).values()].flat()
}

/** How many of these undecided plans ask for just what this one does, for the same person, itself among them. */
export function timesAsked(plan: PlanView, plans: Iterable<PlanView>): number {
  const asked = askedFor(plan)
  return [...plans].filter((other) => other.status === 'waiting' && askedFor(other) === asked).length
}

// The steps with every argument, so that nothing which differs in anything looks like the same.
function askedFor({ status, agent, requester, effects }: PlanView): string {
  return JSON.stringify([status, agent, requester.id, effects.map(({ tool, args }) => [tool, args])])
}
