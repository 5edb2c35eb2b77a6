import { REQUESTER } from '#auth/roles.ts'
import type { PlanRecord } from '#memory/plans/plan-record.ts'
import { OWN_REASONS } from '#guardrails/policy/named-rules.ts'
import { combineVerdicts, type Verdict } from '#core/verdict.ts'
import { coversIntent } from '../document.ts'

type Judged = Pick<PlanRecord, 'verdict' | 'seal' | 'intent' | 'effects' | 'digest'>

/**
 * What a plan is asked, with what no rule asked when it was sealed: its requester's yes, where it is from before intents were
 * covered and nothing of it has begun. Its digest stays as it is, and what others have said of it counts.
 */
export function approvalVerdict(plan: Judged): Verdict | null {
  return plan.verdict && isFromBefore(plan) ? combineVerdicts([plan.verdict, UNKNOWN_INTENT]) : plan.verdict
}

/** Whether a sealed plan has no known intent, and nothing of it was done. */
export function isFromBefore(plan: Judged): boolean {
  return plan.digest !== null && !coversIntent(plan) && plan.effects.every(({ state }) => state === 'planned')
}

const UNKNOWN_INTENT: Verdict = {
  decision: 'ask',
  roles: [REQUESTER],
  reasons: [OWN_REASONS.unknown],
  policies: ['parley.inferred'],
}
