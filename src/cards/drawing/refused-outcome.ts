import type { DecisionOutcome } from '#contract/operations.ts'
import type { PressProblem } from '#contract/press-problem.ts'
import type { Refusal } from '#contract/problem.ts'
import { AppError } from '#core/errors.ts'
import { problemTexts } from '../texts/problem-texts.ts'

type Refused = Exclude<DecisionOutcome, { readonly outcome: 'decided' }>

/** A decision that changed nothing, as the error that every door answers with: its code, its words and its facts. */
export function refusedOutcome(outcome: Refused): AppError {
  switch (outcome.outcome) {
    case 'wrong-role':
    case 'own-edit':
      return refusal(403, outcome.outcome, { needs: outcome.needs })
    case 'person-required':
    case 'own-page-required':
      return refusal(403, outcome.outcome)
    case 'decided-before':
      return refusal(409, 'decided-before', { decision: outcome.by }, { plan: outcome.plan })
    case 'expired':
      return refusal(410, 'plan-expired')
    case 'digest-differs':
      return refusal(412, 'digest-differs', {}, { digest: outcome.digest })
  }
}

function refusal(status: number, code: PressProblem, facts: Refusal = {}, more: AppError['details'] = {}): AppError {
  return new AppError(problemTexts[code](facts), { status, code, details: { ...facts, ...more } })
}
