import type { Logistic } from '#answers/answerability/logistic.ts'
import { held, type Sign } from './signs.ts'

/** An example to learn from; `share` is what it counts for. */
export interface Example {
  readonly inputs: Readonly<Record<string, number>>
  readonly isTrue: boolean
  readonly share: number
}

const STEPS = 1_000
const RATE = 0.08

/**
 * Learns a logistic regression; `pull` draws weights to zero, and none is learned against its sign. Nothing is drawn by
 * chance, so the same examples give the same weights.
 */
export function learnLogistic(
  names: readonly string[],
  examples: readonly Example[],
  { pull, signOf }: { readonly pull: number; readonly signOf: (name: string) => Sign },
): Logistic {
  const signs = [0 as const, ...names.map(signOf)]
  // The first input is 1, and its weight the bias.
  const rows = examples.map(({ inputs }) => Float64Array.from([1, ...names.map((name) => inputs[name] ?? 0)]))
  const total = examples.reduce((sum, { share }) => sum + share, 0)
  const [weights, first, second] = [0, 1, 2].map(() => new Float64Array(signs.length)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ]
  for (let step = 1; step <= STEPS; step++) {
    const slope = weights.map((weight, at) => (at === 0 ? 0 : pull * weight))
    for (const [index, row] of rows.entries()) {
      const { isTrue, share } = examples[index] ?? { isTrue: false, share: 0 }
      let sum = 0
      for (let at = 0; at < row.length; at++) sum += (row[at] ?? 0) * (weights[at] ?? 0)
      const error = (1 / (1 + Math.exp(-sum)) - Number(isTrue)) * (share / total)
      for (let at = 0; at < row.length; at++) slope[at] = (slope[at] ?? 0) + error * (row[at] ?? 0)
    }
    for (const [at, here] of slope.entries()) {
      first[at] = 0.9 * (first[at] ?? 0) + 0.1 * here
      second[at] = 0.99 * (second[at] ?? 0) + 0.01 * here * here
      const mean = (first[at] ?? 0) / (1 - 0.9 ** step)
      const spread = Math.sqrt((second[at] ?? 0) / (1 - 0.99 ** step)) + 1e-8
      const weight = (weights[at] ?? 0) - (RATE * (1 - step / (STEPS + 1)) * mean) / spread
      weights[at] = held(weight, signs[at] ?? 0)
    }
  }
  const rounded = (value: number) => Math.round(value * 1_000) / 1_000
  const [bias = 0, ...others] = weights
  return { bias: rounded(bias), weights: Object.fromEntries(names.map((name, at) => [name, rounded(others[at] ?? 0)])) }
}
