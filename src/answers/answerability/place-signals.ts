import { FEATURES } from '../ranking/features/features.ts'
import type { OrderedSentence } from '../ranking/features/in-order.ts'
import { SIGNALS, type Signals } from './signals.ts'

/** How the best place stands among the others. */
const STANDING = ['worth', 'chance', 'mass', 'second', 'lead', 'leadOfDocument', 'doubt', 'place', 'length']
/** What a question asks in its own form. */
const FORMS: Readonly<Record<string, RegExp>> = {
  where: /\bwhere\b|(?<!\p{L})wo(?:hin|her)?(?!\p{L})/iu,
  who: /\bwho(?:m|se)?\b|(?<!\p{L})we[rmn](?!\p{L})/iu,
  why: /\bwhy\b|(?<!\p{L})(?:warum|wieso)(?!\p{L})/iu,
  how: /^how\s+(?:do|can|to|should)\b|^wie\s+(?:kann|mache)/iu,
  permits: /^(?:can|could|may|do|does|did|is|are|will|would|should|must|am|have|has|kann|darf|ist|sind|muss|gibt)\b/iu,
  all: /\b(?:all|which|everything|list)\b|\bwhat\s+are\b|(?<!\p{L})(?:alle|welche\p{L}*)(?!\p{L})/iu,
}

/** All that tells whether a place answers a question, by name. */
export const PLACE_SIGNALS: readonly string[] = [
  ...STANDING,
  ...Object.keys(FORMS).map((form) => `asks ${form}`),
  // How long a question is tells of who asks, and nothing of the place.
  ...SIGNALS.filter((signal) => signal !== 'words').map((signal) => `found ${signal}`),
  ...FEATURES.map((feature) => `says ${feature}`),
]
export type PlaceSignals = Readonly<Record<string, number>>

/** A lead beyond which more says no more; also where nothing stands beside it. */
const FAR = 8
const LONG = 8

/** What tells whether the place of the first sentence answers; null where there is none. */
export function placeSignalsOf(
  question: string,
  ordered: readonly OrderedSentence[],
  signals: Signals,
): PlaceSignals | null {
  const [best] = ordered
  if (!best) return null
  const chances = ordered.map(({ worth }) => Math.exp(worth - best.worth))
  const all = chances.reduce((sum, chance) => sum + chance, 0)
  const mass = new Map<string, number>()
  for (const [at, { passage }] of ordered.entries())
    mass.set(passage.passageId, (mass.get(passage.passageId) ?? 0) + (chances[at] ?? 0) / all)
  const own = best.passage.passageId
  const others = [...mass].filter(([id]) => id !== own).map(([, share]) => share)
  const beside = ordered.find(({ passage }) => passage.passageId !== own)
  const elsewhere = ordered.find(({ passage }) => passage.document.title !== best.passage.document.title)
  const leadOver = (other: OrderedSentence | undefined) =>
    Math.min(FAR, best.worth - (other?.worth ?? best.worth - FAR)) / FAR
  const places = [...new Set(ordered.map(({ passage }) => passage))].toSorted((left, right) => right.score - left.score)
  return {
    worth: best.worth / 10,
    chance: 1 / all,
    mass: mass.get(own) ?? 0,
    second: Math.max(0, ...others),
    lead: leadOver(beside),
    leadOfDocument: leadOver(elsewhere),
    doubt: -chances.reduce((sum, chance) => sum + (chance / all) * Math.log(chance / all + 1e-9), 0) / 3,
    place: places.indexOf(best.passage) / 6,
    length: Math.min(1, best.sentences.length / LONG),
    ...Object.fromEntries(Object.entries(FORMS).map(([form, asked]) => [`asks ${form}`, Number(asked.test(question))])),
    ...Object.fromEntries(SIGNALS.map((signal) => [`found ${signal}`, signals[signal]])),
    ...Object.fromEntries(FEATURES.map((feature) => [`says ${feature}`, best.features[feature]])),
  }
}
