import { ALLOW, combineVerdicts, type Verdict } from '#core/verdict.ts'
import type { JudgedCall, JudgedPlan, PlanFacts, PlanVerdict } from '../contract.ts'
import type { SeenCall } from './call-context.ts'
import { decide } from './decide.ts'
import { questioning, type PreparedPolicy, type Question } from './questions.ts'
import { NO_RULE, refuse } from './refusal.ts'

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
  const verdicts = new Map<string, Verdict>()
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

  // Calls that look alike to the rules are judged once.
  function once({ action, rules, request, untrusted }: Question): Verdict {
    const key = JSON.stringify([action, request.context, untrusted])
    const known = verdicts.get(key)
    if (known) return known
    const verdict = decide(request, rules, untrusted)
    verdicts.set(key, verdict)
    return verdict
  }
}
