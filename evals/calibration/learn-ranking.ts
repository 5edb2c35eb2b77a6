import { type Features, FEATURES, type Ranking } from '#answers/ranking/features/features.ts'
import { FEATURE_SIGNS, held } from './signs.ts'

/** The sentences that were found for a question, and whether each answers it. */
export interface Choice {
  readonly share: number
  readonly sentences: readonly { readonly features: Features; readonly answers: boolean }[]
}

const STEPS = 300
const RATE = 0.15
const PULL = 0.02

/**
 * Learns what each feature counts for, so that of a question's sentences one that answers is likeliest: a regression over
 * the sentences of each question. Nothing is drawn by chance, so the same questions give the same weights; none is
 * learned against its sign.
 */
export function learnRanking(choices: readonly Choice[]): Ranking {
  const rows = choices
    .filter(({ sentences }) => sentences.some(({ answers }) => answers))
    .map(({ share, sentences }) => ({
      share,
      inputs: sentences.map(({ features }) => FEATURES.map((name) => features[name])),
      answers: sentences.map(({ answers }) => answers),
    }))
  const total = rows.reduce((sum, { share }) => sum + share, 0)
  const weights = FEATURES.map(() => 0)
  const [first, second] = [FEATURES.map(() => 0), FEATURES.map(() => 0)]
  for (let step = 1; step <= STEPS; step++) {
    const slope = weights.map((weight) => PULL * weight)
    for (const row of rows) addSlope(slope, row, { weights, of: row.share / total })
    for (const at of weights.keys()) {
      const here = slope[at] ?? 0
      first[at] = 0.9 * (first[at] ?? 0) + 0.1 * here
      second[at] = 0.99 * (second[at] ?? 0) + 0.01 * here * here
      const mean = (first[at] ?? 0) / (1 - 0.9 ** step)
      const spread = Math.sqrt((second[at] ?? 0) / (1 - 0.99 ** step)) + 1e-8
      const weight = (weights[at] ?? 0) - (RATE * (1 - step / (STEPS + 1)) * mean) / spread
      weights[at] = held(weight, FEATURE_SIGNS[at] ?? 0)
    }
  }
  const named = FEATURES.map((name, at) => [name, Math.round((weights[at] ?? 0) * 1_000) / 1_000])
  return Object.fromEntries(named) as Ranking
}

function addSlope(
  slope: number[],
  { inputs, answers }: { readonly inputs: readonly (readonly number[])[]; readonly answers: readonly boolean[] },
  { weights, of }: { readonly weights: readonly number[]; readonly of: number },
): void {
  const worths = inputs.map((row) => {
    let worth = 0
    for (let at = 0; at < row.length; at++) worth += (row[at] ?? 0) * (weights[at] ?? 0)
    return worth
  })
  const most = Math.max(...worths)
  const chances = worths.map((worth) => Math.exp(worth - most))
  const all = chances.reduce((sum, chance) => sum + chance, 0)
  const right = chances.reduce((sum, chance, at) => sum + (answers[at] ? chance : 0), 0)
  for (const [index, row] of inputs.entries()) {
    const chance = chances[index] ?? 0
    const error = (chance / all - (answers[index] ? chance / Math.max(right, 1e-12) : 0)) * of
    for (let at = 0; at < row.length; at++) slope[at] = (slope[at] ?? 0) + error * (row[at] ?? 0)
  }
}
