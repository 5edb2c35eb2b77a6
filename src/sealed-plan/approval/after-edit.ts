import type { PlanVerdict } from '#guardrails/contract.ts'
import type { PlanEdits } from '#plan-language/values/plan-edit.ts'
import type { Verdict } from '#core/verdict.ts'

/** By which a verdict says that only the change is asked about: the rules by themselves would let the plan go ahead. */
const EDITED = 'parley.edited'

/**
 * A changed plan that no rule asks about any more still waits for a yes: whoever changes a number mustn't find that the
 * money has left. Those are asked who were before, and the one who changed it may say it.
 */
export function askAfterEdit(verdict: PlanVerdict, edits: PlanEdits | null): PlanVerdict {
  if (edits === null || verdict.plan.decision !== 'allow') return verdict
  const reasons = ['It was changed, so somebody has to agree to it as it is now']
  return { ...verdict, plan: { decision: 'ask', roles: edits.asks, reasons, policies: [EDITED] } }
}

/** Whether nothing but that it was changed is asked about. */
export function asksForEditAlone({ policies }: Verdict): boolean {
  return policies.length > 0 && policies.every((id) => id === EDITED)
}
