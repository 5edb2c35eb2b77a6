import { canonicalJson } from '#core/commitment.ts'
import { isJsonObject, type Json } from '#core/json.ts'
import type { PlanRecord } from '#memory/plans/plan-record.ts'
import { readThreadPlans } from '#memory/plans/thread-plans.ts'
import type { Principal } from '#core/principal.ts'
import type { Services } from '#turn/services.ts'
import type { Turn } from '#turn/turn.ts'
import { cancelIfNotBegun } from './claims/cancel-if-not-begun.ts'

/**
 * Deduplicates waiting plans: cancels one in the thread whose steps are all in a new plan, or have all of the new plan's, so
 * that a person isn't asked twice for one deed. What has begun stays, and so does a plan of the same procedure: the requester
 * was told of it before the new one began, and wanted it once more.
 */
export async function replaceSame(
  services: Services,
  turn: Turn,
  plan: PlanRecord,
  requester: Principal,
): Promise<void> {
  const { threadId, requester: whose } = plan
  const plans = await services.database.batch(turn.tenantId, (tx) =>
    readThreadPlans(tx, { threadId, requester: whose }),
  )
  const waiting = plans.filter(({ status, runId }) => status === 'waiting' && runId !== plan.runId)
  for (const { runId } of waiting.filter((other) => isReplacedBy(plan, other))) {
    await cancelIfNotBegun(services, { tenantId: turn.tenantId, runId, principal: requester })
  }
}

function isReplacedBy(plan: PlanRecord, other: PlanRecord): boolean {
  const isOnceMore = plan.playbook !== null && plan.playbook === other.playbook
  if (isOnceMore || plan.asking !== other.asking) return false
  const both = [hasAllOf(plan, other), hasAllOf(other, plan)]
  // What is only looked up may be for something else.
  return plan.asking ? !both.includes(false) : both.includes(true)
}

function hasAllOf(plan: PlanRecord, { effects }: PlanRecord): boolean {
  const left = [...plan.effects]
  return effects.every((effect) => {
    const at = left.findIndex(({ tool, args }) => tool === effect.tool && isSame(args, effect.args))
    if (at !== -1) left.splice(at, 1)
    return at !== -1
  })
}

// What one of two says besides may be left out: a reason, a field of a mail's.
function isSame(one: Json, other: Json): boolean {
  if (!isJsonObject(one) || !isJsonObject(other)) return canonicalJson(one) === canonicalJson(other)
  const both = Object.keys(one).filter((name) => one[name] != null && other[name] != null)
  const isNothing = Object.keys(one).length === 0 && Object.keys(other).length === 0
  return (both.length > 0 || isNothing) && both.every((name) => isSame(one[name] ?? null, other[name] ?? null))
}
