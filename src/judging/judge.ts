import type { PlanFacts, PlanVerdict, PolicySet } from '#guardrails/contract.ts'
import { ownsArguments } from '#guardrails/policy/ownership.ts'
import type { EffectRecord, PlanRecord } from '#memory/plans/plan-record.ts'
import type { JournalEntry } from '#plan-language/contract.ts'
import { combineVerdicts, type Verdict } from '#core/verdict.ts'
import { declarationOf } from '#turn/agent-runtime.ts'
import { askAfterEdit } from '#sealed-plan/approval/after-edit.ts'
import { askForPrograms } from './ask-for-programs.ts'
import { askForShown } from './ask-for-shown.ts'
import { askToReread } from './ask-to-reread.ts'
import { planFacts } from './facts.ts'
import type { JudgingContext } from '#turn/plan-context.ts'

type Judged = Pick<PlanRecord, 'edits' | 'intent' | 'refs'> &
  Parameters<typeof askToReread>[1] & {
    readonly effects: readonly Pick<EffectRecord, 'tool' | 'args' | 'labels' | 'because'>[]
  }

/**
 * What policy says of a plan's effects, and whether the requester may touch what they touch at all. One that people have
 * changed, that was written after its planner was shown what was read, or that has to look again at what untrusted text led
 * it to, is never allowed by itself.
 */
export function judge(plan: Judged, context: JudgingContext, journal: readonly JournalEntry[]): PlanVerdict {
  const { live } = context
  const judged = judgeBy(live.policies, plan.effects, context, journal)
  const asked = askToReread(askForShown(judged, plan, live), plan, live)
  return askAfterEdit(askForPrograms(asked, plan, live), plan.edits)
}

/** What policy says of a plan as it stands: of its steps, or of the reads that people are to be asked about first. */
export function judgeStanding(
  plan: Judged & Pick<PlanRecord, 'asking'>,
  context: JudgingContext,
  journal: readonly JournalEntry[],
): PlanVerdict {
  if (!plan.asking) return judge(plan, context, journal)
  const judged = judgeReads(context.live.policies, plan.effects, planFacts(context, journal))
  return askForPrograms(askForShown(judged, plan, context.live), plan, context.live)
}

/** What policy says of reads before anything is staged: each by itself, since no plan is there yet to be judged as a whole. */
export function judgeReads(
  policies: Pick<PolicySet, 'judgeCall'>,
  reads: readonly Pick<EffectRecord, 'tool' | 'args' | 'labels' | 'because'>[],
  facts: PlanFacts,
): PlanVerdict {
  const verdicts = reads.map((read) => policies.judgeCall(read, facts))
  return { plan: combineVerdicts(verdicts), effects: verdicts }
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
