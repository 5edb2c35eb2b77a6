import { featuresOf, PLACES } from '#dialogue/speech-acts/learned/features.ts'
import { LEARNED_ACTS } from '#dialogue/speech-acts/learned/learned-act.ts'
import { randomNumbers } from '../../test/helpers/random-numbers.ts'
import type { KnownSentence } from './texts.ts'

const ROUNDS = 25
const RATE = 6
/** What keeps weights small. */
const DECAY = 2e-6

/**
 * Softmax regression by stochastic gradient descent (Bishop, "Pattern Recognition and Machine Learning", 2006, section 4.3.4): a row of
 * weights for each act. A sentence written singly counts as much as some made from one pattern.
 */
export function train(sentences: readonly KnownSentence[]): readonly Float64Array[] {
  const weights = LEARNED_ACTS.map(() => new Float64Array(PLACES))
  const random = randomNumbers(18)
  const examples = sentences.map(({ text, act, family }) => ({
    features: [...featuresOf(text)],
    act: LEARNED_ACTS.indexOf(act),
    counts: family === text ? 3 : 1,
  }))
  for (let round = 0; round < ROUNDS; round += 1)
    for (const example of shuffled(examples, random)) learn(weights, example, RATE / (1 + round))
  return weights
}

interface Example {
  readonly features: readonly (readonly [number, number])[]
  readonly act: number
  readonly counts: number
}

function learn(weights: readonly Float64Array[], { features, act, counts }: Example, rate: number): void {
  const likely = softmax(weights.map((row) => sum(features, row)))
  for (const [index, row] of weights.entries()) {
    const error = (index === act ? 1 : 0) - (likely[index] ?? 0)
    for (const [place, weight] of features) {
      const before = row[place] ?? 0
      row[place] = before + rate * counts * (error * weight - DECAY * before)
    }
  }
}

function sum(features: readonly (readonly [number, number])[], row: Float64Array): number {
  return features.reduce((total, [place, weight]) => total + weight * (row[place] ?? 0), 0)
}

function softmax(scores: readonly number[]): readonly number[] {
  const powers = scores.map((score) => Math.exp(score - Math.max(...scores)))
  const total = powers.reduce((all, power) => all + power, 0)
  return powers.map((power) => power / total)
}

function shuffled<T>(all: readonly T[], random: () => number): readonly T[] {
  return all
    .map((one) => ({ one, at: random() }))
    .toSorted((left, right) => left.at - right.at)
    .map(({ one }) => one)
}
