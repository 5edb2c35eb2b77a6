import { Cholesky } from '../../src/dialogue/recognition/cholesky.ts'
import { dot } from '../../src/dialogue/recognition/dot.ts'

/** What a way to recognise takes a message for, and how surely. */
export interface Guess {
  readonly intent: string
  readonly score: number
}

/** A way to recognise by vectors alone, and what it would have taken each of its own examples for without it. */
export interface OnVectors {
  guess(vector: readonly number[]): Guess
  readonly trials: readonly (Guess & { readonly meant: string })[]
}

interface Placed {
  readonly intent: string
  readonly vector: readonly number[]
}

/** The intent of the example with the nearest vector, by cosine; vectors have length 1. */
export function nearestNeighbour(examples: readonly Placed[]): OnVectors {
  const placed = examples.map(({ intent, vector }) => ({ intent, vector: Float64Array.from(vector) }))
  const nearest = (vector: Float64Array, without: number): Guess =>
    placed.reduce<Guess>(
      (best, other, index) => {
        const score = index === without ? -1 : dot(vector, other.vector, 0, vector.length)
        return score > best.score ? { intent: other.intent, score } : best
      },
      { intent: '', score: -1 },
    )
  return {
    guess: (vector) => nearest(Float64Array.from(vector), -1),
    trials: placed.map(({ intent, vector }, index) => ({ ...nearest(vector, index), meant: intent })),
  }
}

const RIDGE = 0.3

/** One weight for each number of a vector and each intent: ridge regression, in closed form, with its leave-one-out. */
export function linearClassifier(examples: readonly Placed[]): OnVectors {
  const intents = [...new Set(examples.map(({ intent }) => intent))]
  const vectors = examples.map(({ vector }) => Float64Array.from(vector))
  const rows = vectors.map((vector, index) =>
    Float64Array.from({ length: index + 1 }, (_, other) => {
      const product = dot(vector, vectors[other] ?? vector, 0, vector.length)
      return other === index ? product + RIDGE : product
    }),
  )
  const factors = new Cholesky(rows)
  const targets = intents.map((intent) => Float64Array.from(examples, (one) => (one.intent === intent ? 1 : 0)))
  const weights = factors.solve(targets)
  const diagonal = factors.inverseColumns().map((column) => dot(column, column, 0, column.length))
  const best = (scores: readonly number[]): Guess =>
    scores.reduce<Guess>(
      (first, score, index) => (score > first.score ? { intent: intents[index] ?? '', score } : first),
      { intent: '', score: -Infinity },
    )
  return {
    guess(vector) {
      const own = Float64Array.from(vector)
      const row = Float64Array.from(vectors, (other) => dot(own, other, 0, own.length))
      return best(weights.map((ofIntent) => dot(row, ofIntent, 0, row.length)))
    },
    trials: examples.map(({ intent }, at) => ({
      ...best(
        weights.map((ofIntent, index) => (targets[index]?.[at] ?? 0) - (ofIntent[at] ?? 0) / (diagonal[at] ?? 1)),
      ),
      meant: intent,
    })),
  }
}
