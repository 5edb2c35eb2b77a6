import type { PlanVerdict, PolicySet } from '#guardrails/contract.ts'
import { ownsArguments } from '#guardrails/ownership.ts'
import type { EffectRecord, PlanRecord } from '#memory/plan-record.ts'
import type { JournalEntry } from '#plan/contract.ts'
import { combineVerdicts, type Verdict } from '#core/verdict.ts'
import { declarationOf } from '#turn/agent-runtime.ts'
import { askAfterEdit } from '#plan/sealed/after-edit.ts'
import { askForShown } from './ask-for-shown.ts'
import { planFacts } from './facts.ts'
import type { JudgingContext } from '#turn/plan-context.ts'

/**
 * What policy says of a plan's effects, and whether the requester may touch what they touch at all. One that people have
 * changed, or that was written after its planner was shown what was read, is never allowed by itself.
 */
export function judge(
  plan: Pick<PlanRecord, 'edits' | 'refs' | 'requester' | 'requesterName'> & {
    readonly effects: readonly Pick<EffectRecord, 'tool' | 'args' | 'labels' | 'because'>[]
  },
  context: JudgingContext,
  journal: readonly JournalEntry[],
): PlanVerdict {
  const judged = judgeBy(context.live.policies, plan.effects, context, journal)
  return askAfterEdit(askForShown(judged, plan, context.live), plan.edits)
}

/** The same by other rules. */
export function judgeBy(
  policies: Pick<PolicySet, 'judgePlan'>,
  effects: readonly Pick<EffectRecord, 'tool' | 'args' | 'labels' | 'because'>[],
  context: JudgingContext,
  journal: readonly JournalEntry[],
): PlanVerdict {
  const facts = planFacts(context, journal)
  const judged = policies.judgePlan(effects, facts)
  const owned = effects.map(({ tool, args }) =>
    ownsArguments(declarationOf(context.live, tool).owner, args, context.principal, facts.reads),
  )
  if (owned.every(Boolean)) return judged
  return {
    plan: combineVerdicts([judged.plan, NOT_YOURS]),
    effects: judged.effects.map((verdict, index) => (owned[index] ? verdict : combineVerdicts([verdict, NOT_YOURS]))),
  }
}

/** By what a refusal is reported that no rule gave: what is touched isn't the requester's. */
export const OWNERSHIP = 'parley.ownership'

export const NOT_YOURS: Verdict = {
  decision: 'deny',
  roles: [],
  reasons: ['A step touches something that isn’t yours'],
  policies: [OWNERSHIP],
}
