import { contentWords, stems } from '../language/content-words.ts'
import { areRelated } from '../language/related-words.ts'
import { sentencesOf } from '../language/sentences.ts'
import { stem } from '../language/stem.ts'
import type { RankedPassage } from '../cited-text.ts'

/** What tells of the place that a sentence stands in, beside the sentence, how well it answers. */
export const PLACE_FEATURES = [
  'related',
  'relatedAbove',
  'unrelated',
  'unrelatedMost',
  'unsaid',
  'unsaidMost',
  'saidElsewhere',
  'saidNowhere',
  'headingAsked',
  'titleAsked',
  'topic',
  'bothNegate',
  'asksNegated',
  'headingNegates',
  'alike',
  'alikeUnnamed',
  'alikeNamed',
  'alikeUnknown',
] as const
type PlaceFeature = (typeof PLACE_FEATURES)[number]

interface AskedWord {
  readonly own: string
  readonly stem: string
  readonly rarity: number
}

/** A question, as places are held against it. */
export interface AskedOfPlaces {
  readonly question: string
  readonly words: readonly AskedWord[]
  readonly stems: ReadonlySet<string>
  /** Whether it names something that stands in no document. */
  readonly hasUnknown: boolean
  readonly places: readonly Place[]
}

interface Place {
  readonly passage: RankedPassage
  readonly all: ReadonlySet<string>
  readonly above: readonly string[]
  readonly text: readonly string[]
  readonly title: ReadonlySet<string>
  readonly sentences: readonly ReadonlySet<string>[]
}

/** The share of words that two sentences have in common where they say the same of two things. */
const ALIKE = 0.6
/** Words up to which a question names a topic. */
const TOPIC = 3

/** What is the same for all sentences of what was found. */
export function askedOfPlaces(
  question: string,
  words: readonly AskedWord[],
  passages: readonly RankedPassage[],
): AskedOfPlaces {
  const named = [...question.matchAll(/(?<![.?!:]\s*|^\s*|[“"(])\p{Lu}[\p{L}\p{N}-]+/gu)].flatMap(([name]) =>
    contentWords(name),
  )
  const nowhere = new Set(words.filter(({ rarity }) => rarity >= 1).map(({ stem: key }) => key))
  return {
    question,
    words,
    stems: stems(question),
    hasUnknown: named.some(({ stem: key }) => nowhere.has(key)),
    places: passages.map((passage) => ({
      passage,
      all: stems(`${passage.document.title} ${passage.heading} ${passage.text}`),
      above: tokens(`${passage.document.title} ${passage.heading}`),
      text: tokens(passage.text),
      title: stems(passage.document.title),
      sentences: sentencesOf(passage.text).map(({ plain }) => wordsOf(plain)),
    })),
  }
}

/** What tells of one sentence's place; `at` counts the place among those found. */
export function placeFeatures(plain: string, at: number, asked: AskedOfPlaces): Readonly<Record<PlaceFeature, number>> {
  const place = asked.places[at]
  if (!place) return Object.fromEntries(PLACE_FEATURES.map((name) => [name, 0])) as Record<PlaceFeature, number>
  return {
    ...wordsOfPlace(plain, place, asked),
    ...headingsOf(plain, place, asked),
    ...likenessOf(plain, place, asked),
  }
}

function wordsOfPlace(plain: string, { all, above, text }: Place, { words }: AskedOfPlaces) {
  const said = stems(plain)
  const here = tokens(plain)
  const total = Math.max(1e-6, sumOf(words))
  const isRelated = (list: readonly string[], { own }: AskedWord) => list.some((word) => areRelated(own, word))
  const open = words.filter((word) => !said.has(word.own) && !said.has(word.stem))
  const related = open.filter((word) => isRelated(here, word))
  const relatedAbove = open.filter((word) => !related.includes(word) && isRelated(above, word))
  const unsaid = words.filter((word) => !all.has(word.own) && !all.has(word.stem))
  const unrelated = unsaid.filter((word) => !isRelated(text, word) && !isRelated(above, word))
  const most = (some: readonly AskedWord[]) => Math.max(0, ...some.map(({ rarity }) => rarity))
  return {
    related: sumOf(related) / total,
    relatedAbove: sumOf(relatedAbove) / total,
    unrelated: sumOf(unrelated) / total,
    unrelatedMost: most(unrelated),
    unsaid: sumOf(unsaid) / total,
    unsaidMost: most(unsaid),
    saidElsewhere: sumOf(unsaid.filter(({ rarity }) => rarity < 1)) / total,
    saidNowhere: unsaid.filter(({ rarity }) => rarity >= 1).length / Math.max(1, words.length),
  }
}

function headingsOf(plain: string, { passage }: Place, { question, words, stems: asked }: AskedOfPlaces) {
  const heading = passage.heading.split(' › ').at(-1) ?? ''
  const share = (text: string) => {
    const own = contentWords(text)
    return own.filter((word) => asked.has(word.stem) || asked.has(word.own)).length / Math.max(1, own.length)
  }
  const [headingAsked, titleAsked] = [share(heading), share(passage.document.title)]
  const asksNegated = NEGATES.test(question) && !POLITE.test(question)
  const isNegated = NEGATES.test(`${heading} ${plain}`)
  return {
    headingAsked,
    titleAsked,
    topic: words.length <= TOPIC ? Math.max(headingAsked, titleAsked) : 0,
    bothNegate: Number(asksNegated && isNegated),
    asksNegated: Number(asksNegated && !isNegated),
    headingNegates: Number(!asksNegated && NEGATES.test(heading)),
  }
}

// Where other documents say the same of other things, the question has to name this one.
function likenessOf(plain: string, place: Place, { stems: asked, hasUnknown, places }: AskedOfPlaces) {
  const own = wordsOf(plain)
  const others = places.filter(
    ({ passage, sentences }) =>
      passage.document.title !== place.passage.document.title && sentences.some((words) => areAlike(own, words)),
  )
  const shared = others.map(({ title }) => title).reduce((left, right) => left.intersection(right), place.title)
  const name = place.title.difference(shared)
  const isUnnamed = others.length > 0 && shared.size > 0 && name.size > 0 && name.isDisjointFrom(asked)
  return {
    alike: Number(others.length > 0),
    alikeUnnamed: Number(isUnnamed),
    alikeNamed: Number(others.length > 0 && !name.isDisjointFrom(asked)),
    alikeUnknown: Number(isUnnamed && hasUnknown),
  }
}

function areAlike(left: ReadonlySet<string>, right: ReadonlySet<string>): boolean {
  if (left.size < 2 || right.size < 2) return false
  return left.intersection(right).size / Math.min(left.size, right.size) >= ALIKE
}

function wordsOf(plain: string): ReadonlySet<string> {
  return new Set(contentWords(plain).flatMap(({ stem: key }) => (/\p{N}/u.test(key) ? [] : [key])))
}

function tokens(text: string): readonly string[] {
  return (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).map(stem)
}

function sumOf(words: readonly AskedWord[]): number {
  return words.reduce((sum, { rarity }) => sum + rarity, 0)
}

const NEGATES = /\b(?:not|never|no|nobody|without)\b|n['’]t\b|(?<!\p{L})(?:nicht|kein\p{L}*|ohne)(?!\p{L})/iu
/** "Can't I …?" asks whether one can. */
const POLITE = /^(?:don|can|isn|aren|won|couldn|shouldn)['’]t\b|\bwhy\b/iu
