import { AppError } from '#core/errors.ts'
import { canonicalJson } from '#core/commitment.ts'
import type { PlanFacts, PolicySet } from '#guardrails/contract.ts'
import type { PlanExplanation } from '#guardrails/policy/explanation.ts'
import { declaredMoney } from '#guardrails/policy/money.ts'
import { passageAskedOf } from '#knowledge/journalled-passages.ts'
import { readablePassages } from '#memory/documents/documents.ts'
import { readJudgement, readPolicySet } from '#memory/plans/judgements.ts'
import type { EffectRecord, PlanRecord } from '#memory/plans/plan-record.ts'
import type { Principal } from '#core/principal.ts'
import { combineVerdicts, type Verdict } from '#core/verdict.ts'
import type { Operations } from '#contract/operations.ts'
import type { ExplanationView } from '#contract/explanation.ts'
import { factsAgain } from '#judging/judged-facts.ts'
import { policiesOf } from '#judging/policies/policies-of.ts'
import { withCircumstances } from '#judging/policies/shadow.ts'
import type { Services } from '#turn/services.ts'
import { approvalPassages } from '#cards/plan-view/approval-quotes.ts'
import { effectTitle } from '#cards/titles/effect-title.ts'
import { explainedVerdictView, explanationReader, type StepSubjects } from '#cards/plan-view/explanation-view.ts'
import { planFor } from '#cards/plan-view/plan-for-reader.ts'
import { planTitle } from '#cards/titles/plan-title.ts'
import { GONE_AGENT, viewedTool, type ViewedAgent } from '#cards/titles/viewed-agent.ts'
import { viewFor } from '#memory/database/reader.ts'

/** Why a stored plan was judged as it was: from the rules and facts that it was judged by, whatever they are today. */
export function explanationOperations(services: Services): Pick<Operations, 'explainPlan'> {
  return {
    explainPlan: async (principal, { planId }) => {
      const { plan, verdict, policyHash, judgement, kept, readable } = await stored(services, principal, planId)
      const live = services.agents.get(plan.agent)
      const policies = judgement && policiesOf(policyHash, live, kept)
      const facts = policies && factsAgain(plan, judgement.facts, { tenantId: principal.tenantId, ...policies })
      const explained = policies && facts ? explanationOf(plan, policies.policies, facts) : null
      const reader = explanationReader(plan, principal)
      const texts = { atJudgement: policies?.policies ?? NO_RULES, today: live?.policies ?? null }
      const viewed = live ?? GONE_AGENT
      const titles = plan.effects.map(({ tool, args }) => ({ declaration: viewedTool(viewed, tool), args }))
      return {
        planId: plan.id,
        status: plan.status,
        title: planTitle(titles),
        digest: plan.digest,
        judgedAt: judgement?.judgedAt ?? null,
        rules: explained === null ? 'not-kept' : live?.policies.hash === policyHash ? 'current' : 'replaced',
        agrees: explained && agrees(plan, verdict, { explained, live: live ?? null }),
        conditions: reader.seesConditions,
        verdict,
        whole:
          explained && !plan.asking
            ? explainedVerdictView(explained.whole, reader, { texts, about: subjects(viewed, null) })
            : null,
        effects: plan.effects.map((effect, place) => {
          const rules = explained?.effects[place]?.rules ?? []
          const about = subjects(viewed, effect)
          const own = explainedVerdictView({ verdict: effect.verdict ?? UNJUDGED, rules }, reader, { texts, about })
          const askedOf = passageAskedOf(effect)
          // What a rule saw of a quote is the quote.
          const isShown = askedOf === null || readable.has(askedOf)
          const seen = isShown ? own.rules : own.rules.map((rule) => ({ ...rule, parts: [] }))
          const title = effectTitle(viewedTool(viewed, effect.tool), effect.args)
          return { index: effect.index, title, ...own, rules: seen }
        }),
      } satisfies ExplanationView
    },
  }
}

// Reads that people are asked about are judged each by itself: there is no plan yet that rules could see as a whole.
function explanationOf({ asking, effects }: PlanRecord, policies: PolicySet, facts: PlanFacts): PlanExplanation {
  const explained = policies.explainPlan(effects, facts)
  if (!asking) return explained
  return { ...explained, verdict: combineVerdicts(explained.effects.map(({ verdict }) => verdict)) }
}

const NO_RULES = { textOf: () => null }
const UNJUDGED: Verdict = { decision: 'deny', roles: [], reasons: [], policies: [] }

// By what a step's arguments, and the plan's other steps, are called.
function subjects(viewed: ViewedAgent, effect: Pick<EffectRecord, 'tool' | 'args'> | null): StepSubjects {
  const own = effect && viewedTool(viewed, effect.tool)
  return {
    own,
    toolOf: (name) => viewedTool(viewed, name),
    moneyOf: (name) => {
      const declared = own?.money[name]
      return (declared && effect && declaredMoney(effect.args, name, declared)?.currency) ?? null
    },
  }
}

async function stored({ database, ...services }: Services, principal: Principal, planId: string) {
  return database.tenant(principal.tenantId, async (tx) => {
    const plan = await planFor({ database, ...services }, tx, planId, { principal, action: 'plan.explain' })
    const { verdict, policyHash } = plan
    if (!verdict || !policyHash) {
      const message =
        plan.status === 'making'
          ? 'This plan is still being made.'
          : 'This plan was never judged: it ended before it had a step.'
      throw new AppError(message, { code: 'plan-not-judged', status: 409, retryable: plan.status === 'making' })
    }
    const judgement = await readJudgement(tx, plan.id)
    const readable = await readablePassages(tx, approvalPassages(plan), viewFor(principal, 'any'))
    return { readable, plan, verdict, policyHash, judgement, kept: await readPolicySet(tx, policyHash) }
  })
}

// Why is no part of it: only that the same rules named the same people for the same thing.
function agrees(
  plan: PlanRecord,
  verdict: Verdict,
  { explained, live }: { readonly explained: PlanExplanation; readonly live: Parameters<typeof withCircumstances>[3] },
): boolean {
  const { effects, verdict: again } = explained
  const said = { plan: verdict, effects: plan.effects.map((effect) => effect.verdict ?? UNJUDGED) }
  const judged = withCircumstances({ plan: again, effects: effects.map((effect) => effect.verdict) }, said, plan, live)
  return (
    canonicalJson([judged.plan, ...judged.effects].map(told)) === canonicalJson([said.plan, ...said.effects].map(told))
  )
}

function told({ decision, roles, several = [], policies }: Verdict) {
  return { decision, roles: roles.toSorted(), several, policies: policies.toSorted() }
}
