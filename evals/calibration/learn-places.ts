import { type Logistic, probability } from '#answers/answerability/logistic.ts'
import { PLACE_SIGNALS, type PlaceSignals, placeSignalsOf } from '#answers/answerability/place-signals.ts'
import LEARNED from '#answers/answerability/place-weights.json' with { type: 'json' }
import RANKING from '#answers/ranking/features/default-ranking.json' with { type: 'json' }
import type { Ranking } from '#answers/ranking/features/features.ts'
import { ordered } from '#answers/ranking/features/in-order.ts'
import { type Case, KEY } from './collect.ts'
import { foldOf, FOLDS } from './fold.ts'
import { learnLogistic } from './learn-logistic.ts'
import { learnRanking } from './learn-ranking.ts'
import { signOfPlace } from './signs.ts'

/** A question's best place, chosen by a ranking that was learned without the question. */
export interface JudgedPlace {
  readonly one: Case
  readonly signals: PlaceSignals
  readonly isRight: boolean
  /** How likely it was held to answer, by weights learned without the question. */
  readonly chance: number
  /** And how likely what was found has the answer in it. */
  readonly isThere: number
}

/** What a case counts for whose answer was taken away, and one of the key. */
const TAKEN_AWAY = 0.25
const OF_KEY = 4
const PULL = 0.001
const SURE_FROM = [0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95]

/** The best place of each question, with what it was judged without having been learned from. */
export function judgedPlaces(cases: readonly Case[]): readonly JudgedPlace[] {
  const places = Array.from({ length: FOLDS }, (_, fold) => {
    const answered = cases.filter(
      (one) => foldOf(one) !== fold && !one.isTakenAway && one.sentences.some(({ answers }) => answers),
    )
    const ranking = learnRanking(answered)
    return cases
      .filter((one) => foldOf(one) === fold)
      .flatMap((one) => bestOf(one, ranking).map((place) => ({ ...place, fold })))
  }).flat()
  return Array.from({ length: FOLDS }, (_, fold) => {
    const others = places.filter((place) => place.fold !== fold)
    const [right, there] = [learnPlaces(others), learnThere(others)]
    return places.filter((place) => place.fold === fold).map((place) => judgedBy(place, right, there))
  }).flat()
}

/** The best place of each question by what is shipped, with what it is judged. */
export function judgedAsShipped(cases: readonly Case[]): readonly JudgedPlace[] {
  return cases.flatMap((one) => bestOf(one, RANKING)).map((place) => judgedBy(place, LEARNED.right, LEARNED.there))
}

function bestOf(one: Case, ranking: Ranking): readonly Learned[] {
  const inOrder = ordered(one.weighed, ranking)
  const signals = placeSignalsOf(one.said, inOrder, one.signals)
  const [best] = inOrder
  return signals && best ? [{ one, signals, isRight: one.isAnsweredBy(best) }] : []
}

function judgedBy(place: Learned, right: Logistic, there: Logistic): JudgedPlace {
  return { ...place, chance: probability(right, place.signals), isThere: probability(there, place.signals) }
}

type Learned = Pick<JudgedPlace, 'one' | 'signals' | 'isRight'>

/** Learns how likely a place answers. */
export function learnPlaces(places: readonly Learned[]): Logistic {
  return learned(places, ({ isRight }) => isRight)
}

/** Learns how likely what was found has the answer in it, by what is known of the likeliest place. */
export function learnThere(places: readonly Learned[]): Logistic {
  return learned(places, ({ one }) => one.isThere)
}

function learned(places: readonly Learned[], isTrue: (place: Learned) => boolean): Logistic {
  const examples = places.map((place) => ({ inputs: place.signals, isTrue: isTrue(place), share: shareOf(place.one) }))
  return learnLogistic(PLACE_SIGNALS, examples, { pull: PULL, signOf: signOfPlace })
}

function shareOf({ isTakenAway, set }: Case): number {
  if (isTakenAway) return TAKEN_AWAY
  return set.startsWith(KEY) ? OF_KEY : 1
}

/** For each threshold how many places of the key, and of all else, would be the answer, and how many of them are right. */
export function placesTable(judged: readonly JudgedPlace[]): string {
  const asked = judged.filter(({ one }) => !one.isTakenAway)
  const halves = [
    asked.filter(({ one }) => one.set.startsWith(KEY)),
    asked.filter(({ one }) => !one.set.startsWith(KEY)),
  ]
  const cell = (some: readonly JudgedPlace[], from: number) => {
    const sure = some.filter(({ chance }) => chance >= from)
    const right = sure.filter(({ isRight }) => isRight).length
    return `${right} of ${sure.length}`.padStart(14)
  }
  return [
    `places, by what was learned without the question; the key's ${halves[0]?.length}, and ${halves[1]?.length} others`,
    ...SURE_FROM.map((from) => `from ${from.toFixed(2)}${halves.map((half) => cell(half, from)).join('')}`),
    '',
  ].join('\n')
}

/** The data file of the weights. */
export function placesText({ right, there }: Readonly<Record<'right' | 'there', Logistic>>): string {
  return `${JSON.stringify({ right: withoutNoughts(right), there: withoutNoughts(there) }, null, 2)}\n`
}

function withoutNoughts({ bias, weights }: Logistic): Logistic {
  return { bias, weights: Object.fromEntries(Object.entries(weights).filter(([, weight]) => weight !== 0)) }
}
