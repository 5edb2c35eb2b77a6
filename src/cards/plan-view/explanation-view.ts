import { isAllowed } from '#auth/authorize.ts'
import type { PolicySet } from '#guardrails/contract.ts'
import type { ExplainedRule, ExplainedVerdict } from '#guardrails/policy/explanation.ts'
import type { PlanRecord } from '#memory/plans/plan-record.ts'
import type { Principal } from '#core/principal.ts'
import type { ExplainedRuleView, ExplainedValueView, ExplainedVerdictView } from '#contract/explanation.ts'
import { explainCondition } from '../origins/explain-condition.ts'
import type { SubjectSource } from '../origins/path-subject.ts'

/** What of an explanation a reader may see. */
export interface ExplanationReader {
  readonly principal: Principal
  readonly seesConditions: boolean
}

export function explanationReader(plan: Pick<PlanRecord, 'requester'>, principal: Principal): ExplanationReader {
  return { principal, seesConditions: isAllowed(principal, 'plan.read-conditions', plan) }
}

/** The rules as they stood, and as they stand today. */
export interface RuleTexts {
  readonly atJudgement: Pick<PolicySet, 'textOf'>
  readonly today: Pick<PolicySet, 'textOf'> | null
}

/** By what the attributes that rules look at are called, of one step or of the plan as a whole. */
export type StepSubjects = Omit<SubjectSource, 'sumsIn'>

/** An explained verdict for one reader. */
export function explainedVerdictView(
  { verdict, rules }: ExplainedVerdict,
  reader: ExplanationReader,
  { texts, about }: { readonly texts: RuleTexts; readonly about: StepSubjects },
): ExplainedVerdictView {
  // What might have permitted it says nothing to whoever may not see what it asks for.
  const seen = reader.seesConditions ? rules : rules.filter(({ id }) => verdict.policies.includes(id))
  return { verdict, rules: seen.map((rule) => ruleView(rule, reader, { texts, about })) }
}

function ruleView(
  rule: ExplainedRule,
  reader: ExplanationReader,
  { texts, about }: { readonly texts: RuleTexts; readonly about: StepSubjects },
): ExplainedRuleView {
  const { id, effect, asks, reason, at, holds, currency, parts } = rule
  const wording = { ...about, sumsIn: rule.sumsIn, maySee: (path: readonly string[]) => maySee(path, rule, reader) }
  return {
    id,
    effect,
    asks,
    reason,
    at: reader.seesConditions ? at : null,
    today: at === null ? 'same' : standsToday(id, texts),
    holds,
    currency,
    parts: !reader.seesConditions
      ? []
      : parts.map((part) => ({
          text: part.text,
          words: explainCondition(part, wording),
          holds: part.holds,
          values: part.values.map(({ path, value }): ExplainedValueView => {
            const name = path.join('.')
            return wording.maySee(path)
              ? { name, shown: true, value: value ?? null }
              : { name, shown: false, value: null }
          }),
        })),
  }
}

// What others did, and how the requester is reached, is in no plan.
function maySee([root, name]: readonly string[], { asks }: ExplainedRule, { principal }: ExplanationReader): boolean {
  const isElsewhere = (root === 'context' && name === 'ledger') || (root === 'principal' && name === 'email')
  return !isElsewhere || isAllowed(principal, 'rule.read-others', { asks: asks ?? [] })
}

function standsToday(id: string, { atJudgement, today }: RuleTexts): ExplainedRuleView['today'] {
  const text = today?.textOf(id) ?? null
  if (text === null) return 'gone'
  return text === atJudgement.textOf(id) ? 'same' : 'changed'
}
