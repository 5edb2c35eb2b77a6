/** A logistic regression: a weight for each input, by name. */
export interface Logistic<Input extends string = string> {
  readonly bias: number
  readonly weights: Readonly<Record<Input, number>>
}

/** The probability that a model gives. */
export function probability<Input extends string>(
  { bias, weights }: Logistic<Input>,
  inputs: Readonly<Record<Input, number>>,
): number {
  let sum = bias
  for (const name in weights) sum += weights[name] * inputs[name]
  return 1 / (1 + Math.exp(-sum))
}

/** An example to learn from; `share` is what it counts for. */
export interface Example<Input extends string = string> {
  readonly inputs: Readonly<Record<Input, number>>
  readonly isTrue: boolean
  readonly share?: number
}

const STEPS = 4_000
const RATE = 0.8

/** Learns by gradient descent; `pull` draws the weights towards those of `from`, or to zero. */
export function learnLogistic<Input extends string>(
  names: readonly Input[],
  examples: readonly Example<Input>[],
  { pull, from }: { readonly pull: number; readonly from?: Logistic<Input> },
): Logistic<Input> {
  const start = names.map((name) => from?.weights[name] ?? 0)
  const weights = [...start]
  let bias = from?.bias ?? 0
  const rows = examples.map(({ inputs }) => names.map((name) => inputs[name]))
  const total = examples.reduce((sum, { share = 1 }) => sum + share, 0)
  for (let step = 0; step < STEPS; step++) {
    const slope = names.map(() => 0)
    let biasSlope = 0
    for (const [index, row] of rows.entries()) {
      const { isTrue, share = 1 } = examples[index] ?? { isTrue: false }
      const sum = row.reduce((so, value, at) => so + value * (weights[at] ?? 0), bias)
      const error = (1 / (1 + Math.exp(-sum)) - (isTrue ? 1 : 0)) * (share / total)
      biasSlope += error
      for (const [at, value] of row.entries()) slope[at] = (slope[at] ?? 0) + error * value
    }
    bias -= RATE * biasSlope
    for (const at of names.keys())
      weights[at] = (weights[at] ?? 0) - RATE * ((slope[at] ?? 0) + pull * ((weights[at] ?? 0) - (start[at] ?? 0)))
  }
  const rounded = (value: number) => Math.round(value * 1_000) / 1_000
  const named = names.map((name, at) => [name, rounded(weights[at] ?? 0)])
  return { bias: rounded(bias), weights: Object.fromEntries(named) as Record<Input, number> }
}
