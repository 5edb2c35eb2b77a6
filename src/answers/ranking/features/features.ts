import { contentWords, stems } from '#text/content-words.ts'
import { type Sentence, sentencesOf } from '#text/sentences.ts'
import { stem } from '#text/stem.ts'
import type { RarityOf } from '#text/rarity.ts'
import { kindAskedBy, waysAskedBy } from './answer-kinds.ts'
import { type AskedOfPlaces, askedOfPlaces, PLACE_FEATURES, placeFeatures } from './place-features.ts'
import type { RankedPassage } from '#answers/place/cited-text.ts'

const ASKS_WHO =
  /(?<!\p{L})(?:who|wer)(?:['’]s)?\s+(?:(?:will|would|has|have|had|must|can|should|is|are)\s+(?:to\s+)?)?(\p{L}+)/iu
/** Who does something in a sentence, and the word after. */
const DOES =
  /(?<!\p{L})(?:we|you|they|wir|Sie)\s+(?:(?:will|can|must|may|have|always|also|never)\s+(?:to\s+)?)?(\p{L}+)/giu

/** Tells of a sentence whether it says who does what a question asks the doer of: "who pays …" and "we pay …". */
function doerAskedBy(question: string): (sentence: string) => boolean {
  const deeds = new Set(contentWords(ASKS_WHO.exec(question)?.[1] ?? '').flatMap(({ own, stem }) => [own, stem]))
  if (deeds.size === 0) return () => false
  return (sentence) => [...sentence.matchAll(DOES)].some(([, deed = '']) => !stems(deed).isDisjointFrom(deeds))
}

/** What tells how well a sentence answers a question, each about 0 to 1. */
export const FEATURES = [
  'own',
  'synonym',
  'heading',
  'title',
  'passage',
  'body',
  'spelling',
  'prefix',
  'beside',
  'covered',
  'named',
  'score',
  'similarity',
  'nearer',
  'exact',
  'exactMissing',
  'mark',
  'doer',
  'loose',
  'looseMissing',
  'permits',
  'instructs',
  'defines',
  'reasons',
  'conditions',
  'isFirst',
  'length',
  'leads',
  'leans',
  'negates',
  'number',
  'listed',
  ...PLACE_FEATURES,
] as const
type Feature = (typeof FEATURES)[number]
export type Features = Readonly<Record<Feature, number>>
/** What each of them counts for. */
export type Ranking = Readonly<Record<Feature, number>>

/** A sentence in its place, with its features. */
export interface WeighedSentence {
  readonly passage: RankedPassage
  readonly sentences: readonly Sentence[]
  readonly at: number
  readonly features: Features
}

/** What a word of a heading counts for beside one that is said; and one that is spelt wrong. */
const HEADING_SHARE = 0.75
const MISSPELT_SHARE = 0.8
/** Stands for a cosine where there are no vectors. */
const NO_SIMILARITY = 0.3
/** Letters that two forms of a word, or a word and a compound of it, begin with. */
const PREFIX = 5
/** Pairs of words that stand beside each other in question and sentence: more say no more. */
const MANY_PAIRS = 3

interface AskedWord {
  readonly word: string
  readonly own: string
  readonly stem: string
  readonly rarity: number
}

/** Every sentence of the passages with what tells how well it answers, in the order of the passages. */
export function weighedSentences(
  question: string,
  passages: readonly RankedPassage[],
  rarityOf: RarityOf,
): readonly WeighedSentence[] {
  const words = contentWords(question)
    .map((word) => ({ ...word, word: word.word.toLowerCase(), rarity: rarityOf(word) }))
    .filter(({ rarity }) => rarity > 0)
  if (words.length === 0) return []
  const titles = passages.map(({ document }) => stems(document.title))
  const isNamed = ({ stem: key }: AskedWord) => titles.some((title) => title.has(key))
  const asked: Asked = {
    words,
    names: words.filter(isNamed),
    body: words.every(isNamed) ? words : words.filter((word) => !isNamed(word)),
    order: tokens(question).map(stem),
    hasKind: kindAskedBy(question),
    waysOf: waysAskedBy(question),
    doesIt: doerAskedBy(question),
    nearest: Math.max(0, ...passages.map(({ similarity }) => similarity ?? 0)),
    ofPlaces: askedOfPlaces(question, words, passages),
  }
  return passages.flatMap((passage, place) => weighedIn(passage, place, asked))
}

interface Asked {
  readonly words: readonly AskedWord[]
  /** Those that stand in titles of what was found, and the others; all, where there are no others. */
  readonly names: readonly AskedWord[]
  readonly body: readonly AskedWord[]
  /** The stems of all words, in order. */
  readonly order: readonly string[]
  readonly hasKind: ReturnType<typeof kindAskedBy>
  readonly waysOf: ReturnType<typeof waysAskedBy>
  readonly doesIt: ReturnType<typeof doerAskedBy>
  readonly nearest: number
  readonly ofPlaces: AskedOfPlaces
}

function weighedIn(passage: RankedPassage, place: number, asked: Asked): readonly WeighedSentence[] {
  const [title, ...sections] = passage.heading.split(' › ')
  const around = {
    above: stems(sections.join(' ')),
    named: stems(`${passage.document.title} ${title}`),
    text: stems(passage.text),
  }
  const sentences = sentencesOf(passage.text)
  const similarity = passage.similarity ?? null
  return sentences.map((sentence, at) => ({
    passage,
    sentences,
    at,
    features: {
      ...wordFeatures(sentence.plain, around, asked),
      ...kindFeatures(sentence.plain, asked),
      ...shapeOf(sentence, at),
      ...placeFeatures({ plain: sentence.plain, index: at }, place, asked.ofPlaces),
      score: passage.score,
      similarity: similarity ?? NO_SIMILARITY,
      nearer: similarity === null ? 0 : similarity - asked.nearest,
    },
  }))
}

interface Around {
  /** Stems of the headings over it, of its document's title, and of the whole passage. */
  readonly above: ReadonlySet<string>
  readonly named: ReadonlySet<string>
  readonly text: ReadonlySet<string>
}

function wordFeatures(plain: string, { above, named, text }: Around, { words, names, body, order }: Asked) {
  const said = stems(plain)
  const written = tokens(plain)
  const stemmed = written.map(stem)
  const share = (is: (word: AskedWord) => boolean) => sumOf(words.filter(is)) / sumOf(words)
  const isUnsaid = (word: AskedWord) => !said.has(word.own) && !said.has(word.stem)
  const isSpelt = ({ word }: AskedWord) => written.some((other) => isMisspelt(word, other))
  const heard = (word: AskedWord) =>
    said.has(word.stem) ? 1 : above.has(word.stem) ? HEADING_SHARE : isSpelt(word) ? MISSPELT_SHARE : 0
  const pairs = order.filter(
    (word, at) => at > 0 && stemmed.some((other, place) => other === word && stemmed[place - 1] === order[at - 1]),
  )
  return {
    own: share((word) => said.has(word.own)),
    synonym: share((word) => !said.has(word.own) && said.has(word.stem)),
    heading: share((word) => isUnsaid(word) && above.has(word.stem)),
    title: share((word) => isUnsaid(word) && !above.has(word.stem) && named.has(word.stem)),
    passage: share((word) => isUnsaid(word) && !above.has(word.stem) && !named.has(word.stem) && text.has(word.stem)),
    body: body.reduce((sum, word) => sum + word.rarity * heard(word), 0) / sumOf(body),
    spelling: share((word) => isUnsaid(word) && isSpelt(word)),
    prefix: share((word) => isUnsaid(word) && stemmed.some((other) => areOfOneRoot(word.own, other))),
    beside: Math.min(MANY_PAIRS, pairs.length) / MANY_PAIRS,
    covered: stemmed.filter((other) => order.includes(other)).length / Math.max(1, stemmed.length),
    named:
      names.length === 0 ? 1 : sumOf(names.filter(({ stem: key }) => named.has(key) || said.has(key))) / sumOf(names),
  }
}

function kindFeatures(plain: string, { hasKind, waysOf, doesIt }: Asked) {
  const { exact, loose, mark } = hasKind(plain)
  const ways = waysOf(plain)
  return {
    exact: Number(exact === true),
    exactMissing: Number(exact === false),
    mark: Number(mark),
    doer: Number(doesIt(plain)),
    loose: Number(loose === true),
    looseMissing: Number(loose === false),
    permits: Number(ways.permits),
    instructs: Number(ways.instructs),
    defines: Number(ways.defines),
    reasons: Number(ways.reasons),
    conditions: Number(ways.conditions),
  }
}

function shapeOf({ plain, listed }: Sentence, at: number) {
  return {
    isFirst: Number(at === 0),
    length: Math.log(1 + tokens(plain).length) / 3,
    leads: Number(plain.endsWith(':')),
    leans: Number(/^(?:it|they|this|that|these|then)\b/iu.test(plain)),
    negates: Number(/\b(?:not|never|no|nobody|nicht|kein\w*)\b|n't/iu.test(plain)),
    number: Number(/\d/u.test(plain)),
    listed: Number(listed),
  }
}

function areOfOneRoot(word: string, other: string): boolean {
  if (word.length < PREFIX - 1) return false
  if (other.startsWith(word.slice(0, PREFIX))) return true
  return (word.length >= PREFIX && other.includes(word)) || (other.length >= PREFIX && word.includes(other))
}

function tokens(text: string): readonly string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
}

function sumOf(words: readonly AskedWord[]): number {
  return words.reduce((sum, { rarity }) => sum + rarity, 0)
}

/** Shorter words are other words with one letter changed. */
const SHORTEST = 5

/** Whether two words differ in one letter: another, one more or less, or two that changed places. */
function isMisspelt(word: string, other: string): boolean {
  if (word === other || Math.min(word.length, other.length) < SHORTEST) return false
  if (Math.abs(word.length - other.length) > 1) return false
  let start = 0
  while (start < word.length && word[start] === other[start]) start++
  let end = 0
  while (end < Math.min(word.length, other.length) - start && word.at(-1 - end) === other.at(-1 - end)) end++
  const [left, right] = [word.slice(start, word.length - end), other.slice(start, other.length - end)]
  if (left.length + right.length <= 2 && left.length <= 1 && right.length <= 1) return true
  return left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0]
}
