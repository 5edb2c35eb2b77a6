import { type ContentWord, contentWords, stems } from '#text/content-words.ts'
import { isOfUnion } from '#text/lexicon/countries.ts'
import { areRelated, hasRelated } from '#text/lexicon/related-words.ts'
import { sentencesOf } from '#text/sentences.ts'
import { stem } from '#text/stem.ts'
import type { RankedPassage } from '#answers/place/cited-text.ts'
import { type AskedThings, askedThings, OTHER_FEATURES, otherFeatures } from './other-things.ts'
import { type PlacedSentence, placedSentence } from './placed-sentence.ts'

/** What tells of the place that a sentence stands in, beside the sentence, how well it answers. */
export const PLACE_FEATURES = [
  'related',
  'relatedAbove',
  'unrelated',
  'unrelatedMost',
  'foreign',
  'foreignCount',
  'unsaid',
  'unsaidMost',
  'saidElsewhere',
  'saidNowhere',
  'headingAsked',
  'titleAsked',
  'topic',
  'headed',
  'opens',
  'bothNegate',
  'asksNegated',
  'headingNegates',
  'alike',
  'alikeUnnamed',
  'alikeNamed',
  'alikeUnknown',
  ...OTHER_FEATURES,
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
  /** Words of headings under which the kind of thing stands that is asked for, by stem. */
  readonly kindWords: ReadonlySet<string>
  readonly asksNegated: boolean
  /** Whether it names something that stands in no document. */
  readonly hasUnknown: boolean
  readonly places: readonly Place[]
  readonly things: AskedThings
}

interface Place {
  readonly passage: RankedPassage
  readonly all: ReadonlySet<string>
  readonly above: readonly string[]
  readonly text: readonly string[]
  readonly title: ReadonlySet<string>
  readonly heading: string
  readonly headings: ReadonlySet<string>
  readonly sentences: readonly PlacedSentence[]
}

/** What headings call what a question asks for by its form: “Delivery times” has how long it takes. */
const KIND_WORDS: readonly (readonly [asked: RegExp, words: string])[] = [
  [
    /\bhow\s+(?:long|soon|fast|quickly|many\s+(?:days|weeks|months))\b|\bwhen\b|(?<!\p{L})wann(?!\p{L})|\bwie\s+lange\b/iu,
    'time times period duration deadline last take',
  ],
  [/\bwhen\b|\bopen\b|(?<!\p{L})wann(?!\p{L})/iu, 'hours dates opening'],
  [/\bhow\s+much\b|\bcosts?\b|\bprices?\b|\bfees?\b|\bkoste\p{L}*/iu, 'cost price fee charge rate'],
  [/\bwhere\b|(?<!\p{L})wo(?!\p{L})/iu, 'place address location'],
  [/\bhow\s+(?:do|can|to)\b|\bsteps?\b/iu, 'way step'],
]

function kindWordsOf(question: string): ReadonlySet<string> {
  return new Set(KIND_WORDS.flatMap(([asked, words]) => (asked.test(question) ? [...stems(words)] : [])))
}

/** The share of words that two sentences have in common where they say the same of two things. */
const ALIKE = 0.6
/** Words of another thing: more say no more. */
const MANY_FOREIGN = 2
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
  const places = passages.map((passage) => ({
    passage,
    all: stems(`${passage.document.title} ${passage.heading} ${passage.text}`),
    above: tokens(`${passage.document.title} ${passage.heading}`),
    text: tokens(passage.text),
    title: stems(passage.document.title),
    heading: passage.heading.split(' › ').at(-1) ?? '',
    headings: stems(passage.heading),
    sentences: sentencesOf(passage.text).map(placedSentence),
  }))
  const asksNegated = NEGATES.test(question) && !POLITE.test(question)
  return {
    question,
    words,
    stems: stems(question),
    kindWords: kindWordsOf(question),
    hasUnknown: named.some(({ stem: key }) => nowhere.has(key)),
    asksNegated,
    places,
    things: askedThings(question, words, { places, asksNegated }),
  }
}

/** What tells of the place of its sentence at `index`; `at` counts the place among those found. */
export function placeFeatures(
  { plain, index }: { readonly plain: string; readonly index: number },
  at: number,
  asked: AskedOfPlaces,
): Readonly<Record<PlaceFeature, number>> {
  const place = asked.places[at]
  if (!place) return Object.fromEntries(PLACE_FEATURES.map((name) => [name, 0])) as Record<PlaceFeature, number>
  return {
    ...wordsOfPlace(plain, index, place, asked),
    ...headingsOf(plain, place, asked),
    opens: opensTopic(index, place, asked),
    ...likenessOf(index, place, asked),
    ...otherFeatures({ index, at }, place, asked.things),
  }
}

function wordsOfPlace(plain: string, index: number, { all, above, text, sentences }: Place, { words }: AskedOfPlaces) {
  const said = sentences[index]?.said ?? stems(plain)
  const here = tokens(plain)
  const total = Math.max(1e-6, sumOf(words))
  const isRelated = (list: readonly string[], { own }: AskedWord) =>
    isOfUnion(own, new Set(list)) || list.some((word) => areRelated(own, word))
  const open = words.filter((word) => !said.has(word.own) && !said.has(word.stem))
  const related = open.filter((word) => isRelated(here, word))
  const relatedAbove = open.filter((word) => !related.includes(word) && isRelated(above, word))
  const unsaid = words.filter((word) => !all.has(word.own) && !all.has(word.stem))
  const unrelated = unsaid.filter((word) => !isRelated(text, word) && !isRelated(above, word))
  const foreign = unrelated.filter(({ own }) => hasRelated(own))
  const most = (some: readonly AskedWord[]) => Math.max(0, ...some.map(({ rarity }) => rarity))
  return {
    related: sumOf(related) / total,
    relatedAbove: sumOf(relatedAbove) / total,
    unrelated: sumOf(unrelated) / total,
    unrelatedMost: most(unrelated),
    foreign: sumOf(foreign) / total,
    foreignCount: Math.min(MANY_FOREIGN, foreign.length) / MANY_FOREIGN,
    unsaid: sumOf(unsaid) / total,
    unsaidMost: most(unsaid),
    saidElsewhere: sumOf(unsaid.filter(({ rarity }) => rarity < 1)) / total,
    saidNowhere: unsaid.filter(({ rarity }) => rarity >= 1).length / Math.max(1, words.length),
  }
}

// Who asks for no more than a document's title ("your return policy") is told how it begins: the rule before its exceptions.
function opensTopic(index: number, { passage, title }: Place, { question, words }: AskedOfPlaces): number {
  if (!IN_GENERAL.test(question)) return 0
  const isFirst = passage.ordinal === 0 && index === 0
  return Number(isFirst && words.every((word) => title.has(word.stem) || title.has(word.own)))
}

function headingsOf(
  plain: string,
  { passage, heading, headings, title }: Place,
  { words, kindWords, asksNegated, stems: asked }: AskedOfPlaces,
) {
  const own = contentWords(heading)
  const isAsked = (word: ContentWord) => asked.has(word.stem) || asked.has(word.own)
  const share = (some: readonly ContentWord[]) => some.filter(isAsked).length / Math.max(1, some.length)
  const [headingAsked, titleAsked] = [share(own), share(contentWords(passage.document.title))]
  const isWhole = own.some(isAsked) && own.every((word) => isAsked(word) || kindWords.has(word.own))
  // A heading that says nothing but what is asked, and with its title all of it.
  const isHeading = isWhole && heading !== passage.document.title
  const over = words.filter((word) => [headings, title].some((some) => some.has(word.stem) || some.has(word.own)))
  const isNegated = NEGATES.test(`${heading} ${plain}`)
  return {
    headingAsked,
    titleAsked,
    headed: isHeading ? sumOf(over) / Math.max(1e-6, sumOf(words)) : 0,
    topic: words.length <= TOPIC ? Math.max(headingAsked, titleAsked) : 0,
    bothNegate: Number(asksNegated && isNegated),
    asksNegated: Number(asksNegated && !isNegated),
    headingNegates: Number(!asksNegated && NEGATES.test(heading)),
  }
}

// Where other documents say the same of other things, the question has to name this one.
function likenessOf(index: number, place: Place, { stems: asked, hasUnknown, places }: AskedOfPlaces) {
  const own = place.sentences[index]?.words ?? new Set()
  const others = places.filter(
    ({ passage, sentences }) =>
      passage.document.title !== place.passage.document.title && sentences.some(({ words }) => areAlike(own, words)),
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

function tokens(text: string): readonly string[] {
  return (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).map(stem)
}

function sumOf(words: readonly AskedWord[]): number {
  return words.reduce((sum, { rarity }) => sum + rarity, 0)
}

/** Asks for all that holds, and for no one thing of it. */
const IN_GENERAL =
  /\b(?:polic(?:y|ies)|rules?|terms|conditions|procedure|process)\b|\bhow\s+do(?:es)?\b.*\bworks?\b|\babout\b|(?<!\p{L})(?:regeln?|bedingungen|ablauf)(?!\p{L})|funktionier/iu
const NEGATES = /\b(?:not|never|no|nobody|without)\b|n['’]t\b|(?<!\p{L})(?:nicht|kein\p{L}*|ohne)(?!\p{L})/iu
/** "Can't I …?" asks whether one can. */
const POLITE = /^(?:don|can|isn|aren|won|couldn|shouldn)['’]t\b|\bwhy\b/iu
