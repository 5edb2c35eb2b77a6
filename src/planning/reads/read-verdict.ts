import { combineVerdicts, type Verdict } from '#core/verdict.ts'
import type { PlanFacts, PolicySet } from '#guardrails/contract.ts'
import type { ReadRequest } from '#plan-language/contract.ts'

/** By what a read of a plan is judged. */
export interface ReadRules {
  readonly policies: Pick<PolicySet, 'judgeCall'>
  /** What is said of every read, whatever its rules say; null where nothing is. */
  readonly asks: Verdict | null
}

/** What is said of a read before it is made: by the rules, and by what its plan's planner was shown. */
export function readVerdict({ policies, asks }: ReadRules, request: ReadRequest, facts: PlanFacts): Verdict {
  const judged = policies.judgeCall(request, facts)
  return asks === null ? judged : combineVerdicts([judged, asks])
}
