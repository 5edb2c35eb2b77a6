import { learnLogistic, type Logistic } from '#guardrails/knowing/logistic.ts'
import { SIGNALS, type Signal } from '#guardrails/knowing/signals.ts'
import type { Case } from './collect.ts'

/** What a case counts for whose answer was taken away: there are more of them than people ask. */
const TAKEN_AWAY = 0.25
const PULL = 0.0001

export interface Learned {
  readonly right: Logistic<Signal>
  readonly there: Logistic<Signal>
}

/** Learns from cases whether what is found answers, and whether the answer is near. */
export function learn(cases: readonly Case[]): Learned {
  const of = (isTrue: (one: Case) => boolean) =>
    learnLogistic(
      SIGNALS,
      cases.map((one) => ({ inputs: one.signals, isTrue: isTrue(one), share: one.isTakenAway ? TAKEN_AWAY : 1 })),
      { pull: PULL },
    )
  return { right: of(({ isRight }) => isRight), there: of(({ isThere }) => isThere) }
}
