import { FEATURES, featuresOf } from '../../src/guardrails/screening/injection/features.ts'
import { sentencesOf } from '../../src/text/sentences.ts'
import { type Example, readAllExamples } from './examples.ts'
import { randomNumbers } from './random-numbers.ts'

/** What the classifier is: `SCALE` times each weight, a byte, and a threshold for the sum. */
export interface LearnedWeights {
  readonly bias: number
  readonly scale: number
  readonly threshold: number
  readonly weights: Int8Array
}

/** Of the benign examples that a classifier didn't see, the share that may come out above the threshold. */
const FALSE_SHARE = 0.007
const ROUNDS = 16
const RATE = 2
const SHRINK = 1e-5
const HOSTILE_WEIGHT = 1
const FOLDS = 5

/** Learns the weights from the examples of this folder: the same examples, the same weights. */
export function learnWeights(): LearnedWeights {
  const examples = readAllExamples()
  const unseen = examples.map(() => 0)
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const model = logistic(examples.filter(({ family }) => family % FOLDS !== fold))
    for (const [index, example] of examples.entries()) {
      if (example.family % FOLDS === fold) unseen[index] = scored(example.text, model)
    }
  }
  const benign = unseen.filter((_, index) => !examples[index]?.isHostile).toSorted((one, other) => other - one)
  const { bias, weights } = logistic(examples)
  const scale = Math.max(...weights.map(Math.abs)) / 127
  return {
    bias: rounded(bias),
    scale: rounded(scale),
    threshold: rounded(benign[Math.floor(benign.length * FALSE_SHARE)] ?? 0),
    weights: Int8Array.from(weights, (weight) => Math.round(weight / scale)),
  }
}

interface Model {
  readonly bias: number
  readonly weights: Float64Array
}

// Logistic regression by stochastic gradient descent, with a little shrinking.
function logistic(examples: readonly Example[]): Model {
  const inputs = examples.map(({ text, isHostile }) => ({ features: featuresOf(text), isHostile }))
  const weights = new Float64Array(FEATURES)
  let bias = 0
  const random = randomNumbers(1)
  for (let round = 0; round < ROUNDS; round += 1) {
    const rate = RATE / (1 + round * 0.1)
    for (const { features, isHostile } of shuffled(inputs, random)) {
      const expected = 1 / (1 + Math.exp(-sum(features, { bias, weights })))
      const step = rate * (isHostile ? HOSTILE_WEIGHT * (expected - 1) : expected)
      bias -= step * 0.1
      for (const [feature, value] of features) {
        weights[feature] = (weights[feature] ?? 0) * (1 - RATE * SHRINK) - step * value
      }
    }
  }
  return { bias, weights }
}

function scored(text: string, model: Model): number {
  const sentences = sentencesOf(text).map(({ plain }) => plain)
  return Math.max(...(sentences.length > 0 ? sentences : [text]).map((sentence) => sum(featuresOf(sentence), model)))
}

function sum(features: ReadonlyMap<number, number>, { bias, weights }: Model): number {
  let total = bias
  for (const [feature, value] of features) total += (weights[feature] ?? 0) * value
  return total
}

function shuffled<T>(list: readonly T[], random: () => number): readonly T[] {
  const order = list.map((item) => ({ item, at: random() }))
  return order.toSorted((one, other) => one.at - other.at).map(({ item }) => item)
}

function rounded(number: number): number {
  return Number(number.toPrecision(6))
}
