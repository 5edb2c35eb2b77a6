import type { DecisionView } from '#contract/decision.ts'
import type { PlanView } from '#contract/plan.ts'
import { planTexts as texts } from './plan-texts.ts'

/** What came of an answer to a plan. Everything but `decided` changed nothing. */
export type DecisionAnswer =
  | { readonly outcome: 'decided'; readonly plan: PlanView }
  | { readonly outcome: 'decided-before'; readonly by: DecisionView | null; readonly message: string }
  | { readonly outcome: 'changed' | 'expired' | 'refused' | 'gone' | 'invalid'; readonly message: string }

/** What a server's refusal of a decision says about itself. */
export interface DecisionRefusal {
  readonly code?: string | undefined
  readonly detail?: string | undefined
  readonly needs?: readonly string[] | undefined
  readonly decision?: DecisionView | null | undefined
}

/** A refusal in words, by its status; null for a status that says nothing about the plan. */
export function refusedDecision(status: number, refusal: DecisionRefusal): DecisionAnswer | null {
  const words = texts.decide
  switch (status) {
    case 409: {
      const by = refusal.decision ?? null
      return { outcome: 'decided-before', by, message: by === null ? words.decidedBefore : beforeText(by) }
    }
    case 410:
      return { outcome: 'expired', message: words.expired }
    case 412:
      return { outcome: 'changed', message: words.changedWhileYouLooked }
    case 404:
      return { outcome: 'gone', message: words.gone }
    case 403:
      return { outcome: 'refused', message: refusedText(refusal) }
    case 423:
      return { outcome: 'refused', message: refusal.detail ?? words.nothing }
    case 400:
    case 422:
      return { outcome: 'invalid', message: refusal.detail ?? words.nothing }
  }
  return null
}

function beforeText(by: DecisionView): string {
  const words = texts.decide
  return { approve: words.saidYesBefore, edit: words.changedBefore, reject: words.saidNoBefore }[by.decision](
    by.principal.name,
  )
}

function refusedText({ code, needs = [], detail }: DecisionRefusal): string {
  if (code === 'person-required') return texts.decide.personRequired
  if (code === 'document-not-yours') return texts.edit.withheld
  if (code === 'own-edit') return texts.edit.somebodyElse
  return needs.length > 0 ? texts.decide.wrongRole(needs) : (detail ?? texts.decide.forbidden)
}
