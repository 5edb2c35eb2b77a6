import { isLookup } from '#plan-language/values/lookups.ts'
import type { PlanVerdict, PolicySet } from '#guardrails/contract.ts'
import type { JudgedPlan } from '#memory/plans/judged-plans.ts'
import type { JudgementRecord } from '#memory/plans/judgements.ts'
import type { PlanRecord } from '#memory/plans/plan-record.ts'
import type { Principal } from '#core/principal.ts'
import type { Verdict } from '#core/verdict.ts'
import type { AgentRuntime } from '#turn/agent-runtime.ts'
import type { LeftOutReason } from '#contract/policy-diff.ts'
import { factsAgain } from '../judged-facts.ts'
import { judgeReads } from '../judge.ts'
import { withCircumstances } from './shadow.ts'

/** A judged plan whose rows can be read, with its verdict. */
export interface WholePlan {
  readonly plan: PlanRecord & { readonly verdict: Verdict }
  readonly judgement: JudgementRecord
  readonly said: PlanVerdict
}

/** The plan with the facts of its judgement, or why it can't be rejudged. */
export function wholePlan({ plan, judgement }: JudgedPlan): WholePlan | LeftOutReason {
  if (!plan?.verdict) return 'unreadable'
  if (!judgement) return 'facts-not-kept'
  const effects = plan.effects.flatMap(({ verdict }) => verdict ?? [])
  if (effects.length < plan.effects.length) return 'unreadable'
  return { plan: { ...plan, verdict: plan.verdict }, judgement, said: { plan: plan.verdict, effects } }
}

/** Rejudges a plan by another policy, from the facts of its judgement; or says why it can't be. No tool is called. */
export function rejudge(
  policies: PolicySet,
  { plan, judgement, said }: WholePlan,
  {
    live,
    tenantId,
  }: {
    readonly live: Pick<AgentRuntime, 'agent' | 'confirmBy' | 'declarations'>
    readonly tenantId: Principal['tenantId']
  },
): PlanVerdict | LeftOutReason {
  if (plan.effects.some(({ tool }) => !live.declarations.has(tool) && !isLookup(tool))) return 'tool-gone'
  const { trustedSources } = live.agent
  // What wasn't added up isn't nothing: a rule that looks at it would take it for that.
  if ([...policies.windows].some((window) => !Object.hasOwn(judgement.facts.ledger, window))) return 'window-not-kept'
  try {
    const facts = factsAgain(plan, judgement.facts, { tenantId, trustedSources })
    const judged = plan.asking ? judgeReads(policies, plan.effects, facts) : policies.judgePlan(plan.effects, facts)
    return withCircumstances(judged, said, plan, live)
  } catch {
    return 'rules-failed'
  }
}
