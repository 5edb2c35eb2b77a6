import { remembered } from '#core/remembered.ts'
import { featuresOf, PLACES } from './features.ts'
import { LEARNED_ACTS, type LearnedAct } from './learned-act.ts'
import { STEP, WEIGHTS } from './weights.ts'

/** How likely some words do each of what is learned, by sentences about deeds of many trades; together 1. */
export type LearnedActs = Readonly<Record<LearnedAct, number>>

const weights = new Int8Array(Buffer.from(WEIGHTS, 'base64'))

/** What was learned says of some words by themselves. It is sure of too much: the rules have the last word. */
export const learnedActs: (text: string) => LearnedActs = remembered(
  (text: string) => likelihoodsBy(text, (act, place) => STEP * (weights[act * PLACES + place] ?? 0)),
  { keyOf: (text) => text, most: 200 },
)

/** The same by other weights, of an act at a place. */
export function likelihoodsBy(text: string, weightAt: (act: number, place: number) => number): LearnedActs {
  const features = [...featuresOf(text)]
  const scores = LEARNED_ACTS.map((_, act) =>
    features.reduce((sum, [place, count]) => sum + count * weightAt(act, place), 0),
  )
  const powers = scores.map((score) => Math.exp(score - Math.max(...scores)))
  const sum = powers.reduce((all, power) => all + power, 0)
  const [ask = 0, against = 0, beside = 0] = powers.map((power) => power / sum)
  return { ask, against, beside }
}
