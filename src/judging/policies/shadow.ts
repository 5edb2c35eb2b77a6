import { canonicalJson } from '#core/commitment.ts'
import type { PlanVerdict, PolicySet } from '#guardrails/contract.ts'
import type { ShadowJudgement } from '#memory/plans/judgements.ts'
import type { PlanRecord } from '#memory/plans/plan-record.ts'
import type { JournalEntry } from '#plan-language/contract.ts'
import { combineVerdicts, type Verdict } from '#core/verdict.ts'
import type { AgentRuntime } from '#turn/agent-runtime.ts'
import { askAfterEdit } from '#sealed-plan/approval/after-edit.ts'
import { askForPrograms } from '../ask-for-programs.ts'
import { askForShown } from '../ask-for-shown.ts'
import { LOOK_AGAIN, withLook } from '../ask-to-reread.ts'
import { judgeBy, NOT_YOURS, OWNERSHIP } from '../judge.ts'
import { PENDING_LIMIT } from '../pending-limit.ts'
import type { JudgingContext } from '#turn/plan-context.ts'

/** The quota windows that a judgement reads: those of the policy in force, and of the shadow policy. */
export function judgedWindows({ policies, shadow }: Pick<AgentRuntime, 'policies' | 'shadow'>): PolicySet['windows'] {
  const onTrial = shadow?.policies?.windows
  return onTrial ? policies.windows.union(onTrial) : policies.windows
}

/**
 * Judges a plan by the shadow policy (a canary of rules) after the one in force; null where there is none. Its verdict is
 * recorded and has no effect.
 */
export function judgeInShadow(
  live: Pick<AgentRuntime, 'agent' | 'confirmBy' | 'shadow'>,
  judged: {
    readonly plan: Pick<PlanRecord, 'effects' | 'edits' | 'intent' | 'refs' | 'requester' | 'requesterName'>
    readonly journal: readonly JournalEntry[]
    readonly context: JudgingContext
    readonly verdicts: PlanVerdict
  },
): ShadowJudgement | null {
  const policies = live.shadow?.policies
  if (!policies) return null
  const { plan, journal, context, verdicts } = judged
  try {
    const judged = judgeBy(policies, plan.effects, context, journal)
    const { plan: verdict, effects } = withCircumstances(judged, verdicts, plan, live)
    return { hash: policies.hash, verdict, effects, differs: differsFrom({ plan: verdict, effects }, verdicts) }
  } catch {
    return { hash: policies.hash, verdict: null, effects: [], differs: true }
  }
}

/** Whether two verdicts differ in effect: another decision, or other people asked. Their reasons may differ. */
export function differsFrom(one: PlanVerdict, other: PlanVerdict): boolean {
  return canonicalJson(outcomesOf(one)) !== canonicalJson(outcomesOf(other))
}

/** Whether two verdicts come to the same: the same decision, and the same roles asked. */
export function comesToTheSame(one: Verdict, other: Verdict): boolean {
  return canonicalJson(outcomeOf(one)) === canonicalJson(outcomeOf(other))
}

/**
 * What other rules say of a plan, with what was said of it that no rule gave and none changes: that a step touches what
 * isn't the requester's, that somebody changed it, that a program asked for it, that its planner was shown what was read,
 * that it has to look again, and that too many of their plans wait already.
 */
export function withCircumstances(
  judged: PlanVerdict,
  said: PlanVerdict,
  plan: Pick<PlanRecord, 'edits' | 'intent' | 'refs' | 'requester' | 'requesterName'>,
  /** Null where its agent is gone. */
  live: Pick<AgentRuntime, 'agent' | 'confirmBy'> | null,
): PlanVerdict {
  const effects = judged.effects.map((verdict, place) =>
    said.effects[place]?.policies.includes(OWNERSHIP) === true ? combineVerdicts([verdict, NOT_YOURS]) : verdict,
  )
  const whole = { plan: combineVerdicts([judged.plan, ...effects]), effects }
  const asked = askAfterEdit(live ? askForPrograms(lookedAt(whole, said, plan, live), plan, live) : whole, plan.edits)
  const isFull = asked.plan.decision === 'ask' && said.plan.policies.includes(PENDING_LIMIT)
  return isFull ? { ...asked, plan: said.plan } : asked
}

function lookedAt(
  judged: PlanVerdict,
  said: PlanVerdict,
  plan: Pick<PlanRecord, 'refs' | 'requester' | 'requesterName'>,
  live: Pick<AgentRuntime, 'agent'>,
): PlanVerdict {
  const shown = askForShown(judged, plan, live)
  const looks = shown.plan.decision === 'allow' && said.plan.policies.includes(LOOK_AGAIN)
  return looks ? { ...shown, plan: withLook(shown.plan, live) } : shown
}

function outcomesOf({ plan, effects }: PlanVerdict) {
  return { plan: outcomeOf(plan), effects: effects.map(outcomeOf) }
}

function outcomeOf({ decision, roles, several = [] }: Verdict) {
  return { decision, roles: roles.toSorted(), several }
}
