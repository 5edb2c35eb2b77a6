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
