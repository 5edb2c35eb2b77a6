import { memoized } from '#core/memoized.ts'
import { ALLOW, combineVerdicts, type Verdict } from '#core/verdict.ts'
import type { JudgedCall, JudgedPlan, PlanFacts, PlanVerdict } from '#guardrails/contract.ts'
import type { SeenCall } from './call-context.ts'
import { decide } from './decide.ts'
import type { PreparedRules } from './prepare-rules.ts'
import { questioning, type PreparedPolicy, type Question } from './questions.ts'
import { NO_RULE } from '#core/verdict.ts'
import { refuse } from './refusal.ts'

/** Judges one call. A write is judged as part of its plan. */
export function judgeCall(policy: PreparedPolicy, call: JudgedCall, facts: PlanFacts, within?: JudgedPlan): Verdict {
  return judging(policy, facts, effectsAround(policy, call, within)).judge(call).verdict
}

/** Judges every effect and the plan as a whole. */
export function judgePlan(policy: PreparedPolicy, effects: readonly JudgedCall[], facts: PlanFacts): PlanVerdict {
  const { judge, judgeWhole } = judging(policy, facts, effects)
  const judged = effects.map(judge)
  const verdicts = judged.map(({ verdict }) => verdict)
  const whole = judgeWhole(judged.flatMap(({ seen }) => seen ?? []))
  return { plan: combineVerdicts([...verdicts, whole]), effects: verdicts }
}

function effectsAround(policy: PreparedPolicy, call: JudgedCall, within?: JudgedPlan): readonly JudgedCall[] {
  if (within) return within.effects.with(within.index, call)
  return policy.actions.get(call.tool)?.tool.effect === 'write' ? [call] : []
}

interface Judged {
  readonly verdict: Verdict
  /** Null where the call couldn't even be read. */
  readonly seen: SeenCall | null
}

function judging(policy: PreparedPolicy, facts: PlanFacts, effects: readonly JudgedCall[]) {
  const { aboutCall, aboutWhole } = questioning(policy, facts, effects)
  return { judge, judgeWhole }

  function judge(call: JudgedCall): Judged {
    const asked = aboutCall(call)
    if (!asked.ok) return { verdict: refuse(asked.reason), seen: null }
    return { verdict: combineVerdicts(asked.questions.map(once)), seen: asked.seen }
  }

  function judgeWhole(calls: readonly SeenCall[]): Verdict {
    const questions = aboutWhole(calls)
    if (questions === null) return refuse(NO_RULE)
    return questions.length === 0 ? ALLOW : combineVerdicts(questions.map(once))
  }
}

/** For each action of a policy set: a plan is judged again before each of its steps, by those of a few tools. */
const MOST_KEPT = 50

// Cedar is a function of what it is asked and by which rules: a plan that is judged again as it was, and calls that look
// alike, are asked once. What was refused is asked again, since it may be that Cedar couldn't answer.
const KNOWN = new WeakMap<PreparedRules, (question: Question) => Verdict>()

function once(question: Question): Verdict {
  const { rules } = question
  const known =
    KNOWN.get(rules) ??
    memoized(({ request, untrusted }: Question) => decide(request, rules, untrusted), {
      keyOf: ({ request, untrusted }) => JSON.stringify([request, untrusted]),
      most: MOST_KEPT,
      keeps: ({ decision }) => decision !== 'deny',
    })
  KNOWN.set(rules, known)
  return known(question)
}
