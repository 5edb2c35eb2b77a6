import type { Logistic } from './logistic.ts'
import type { Signal } from './signals.ts'

// Learned by `npm run evals -- calibration --renew`, which writes this file and prints the reliability table.

/** How likely the best sentences answer. */
export const RIGHT: Logistic<Signal> = {
  bias: -4.152,
  weights: {
    together: -0.843,
    alone: 1.63,
    sentence: 2.223,
    lead: 3.707,
    similarity: 2.945,
    agreement: -0.498,
    kindGiven: 1.254,
    kindMissing: -0.45,
    nameMissing: -0.472,
    rarestMissing: -1.317,
    missing: -1.604,
    complete: -0.807,
    words: 0.998,
    yesNo: 0.436,
    inNamed: 0.431,
  },
}

/** How likely what was found has the answer in it. */
export const THERE: Logistic<Signal> = {
  bias: -4.887,
  weights: {
    together: -1.008,
    alone: 1.406,
    sentence: 2.369,
    lead: 3.188,
    similarity: 3.436,
    agreement: 0.135,
    kindGiven: 0.578,
    kindMissing: -0.848,
    nameMissing: -0.316,
    rarestMissing: -0.742,
    missing: -1.547,
    complete: -0.158,
    words: 2.983,
    yesNo: -0.929,
    inNamed: 1.021,
  },
}
