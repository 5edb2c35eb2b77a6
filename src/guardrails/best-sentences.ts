import { type CitedSentence, evidenceAt, type QuotablePassage } from './cited-text.ts'
import { contentWords, stems } from './language/content-words.ts'
import { type Sentence, sentencesOf } from './language/sentences.ts'
import type { RarityOf } from './rarity.ts'

/** A found passage with its place in the ranking: `score` is 0 to 1. */
export interface RankedPassage extends QuotablePassage {
  readonly score: number
}

/** What a heading says counts for every sentence below it, but less than saying it; a synonym counts less than the word. */
const HEADING_SHARE = 0.6
const SYNONYM_SHARE = 0.8
/** How much the passage's own rank counts beside the words of its sentence, which sum to 1 at most. */
const PASSAGE_SHARE = 0.35
/** A further sentence from elsewhere is said only if it is nearly as good as the best. */
const NEARLY = 0.9
/** Places that sentences are taken from; each gives one sentence, with those that it can't be understood without. */
const MAX_PLACES = 2

interface Candidate {
  readonly passage: RankedPassage
  readonly sentences: readonly Sentence[]
  readonly at: number
  readonly score: number
}

/**
 * The sentences that answer a question best, as quotes, best first: the answer without a model. A sentence is worth the
 * question's words in it, by rarity, and its passage's score; for "how long" and the like, a sentence with such a thing
 * is worth more.
 */
export function bestSentences(
  question: string,
  passages: readonly RankedPassage[],
  rarityOf: RarityOf,
): readonly CitedSentence[] {
  const words = contentWords(question).map((word) => ({ ...word, rarity: rarityOf(word) }))
  if (!words.some(({ rarity }) => rarity > 0)) return []
  const kind = KINDS.find(({ asked }) => asked.test(question))
  const ranked = passages
    .flatMap((passage) => candidatesIn(passage, words, kind))
    .toSorted((left, right) => right.score - left.score)
  const best = ranked[0]?.score ?? 0
  const chosen = ranked.filter(({ score }) => score >= best * NEARLY)
  return distinct(distinct(chosen.flatMap(placeOf)).slice(0, MAX_PLACES).flatMap(withNeighbours)).map(quoted)
}

interface WeighedWord {
  readonly own: string
  readonly stem: string
  readonly rarity: number
}

function candidatesIn(
  passage: RankedPassage,
  words: readonly WeighedWord[],
  kind: Kind | undefined,
): readonly Candidate[] {
  const above = stems(`${passage.document.title} ${passage.heading}`)
  const total = words.reduce((sum, { rarity }) => sum + rarity, 0)
  const sentences = sentencesOf(passage.text)
  return sentences.map(({ plain }, at) => {
    const said = stems(plain)
    const shareOf = ({ own, stem }: WeighedWord) =>
      said.has(own) ? 1 : said.has(stem) ? SYNONYM_SHARE : above.has(stem) ? HEADING_SHARE : 0
    const share = words.reduce((sum, word) => sum + word.rarity * shareOf(word), 0) / total
    const ofKind = kind?.given.test(plain) ? kind.share : 0
    return { passage, sentences, at, score: share + PASSAGE_SHARE * passage.score + ofKind }
  })
}

interface Place {
  readonly passage: RankedPassage
  readonly sentence: Sentence
  readonly candidate: Candidate
}

function placeOf(candidate: Candidate): readonly Place[] {
  return placesAt(candidate, candidate.at, candidate.at + 1)
}

// "It is valid for 14 days" says nothing without the sentence before it, and "You find it in …" belongs to the one before.
function withNeighbours({ candidate }: Place): readonly Place[] {
  const { at } = candidate
  const from = leansOnTheOneBefore(candidate, at) ? at - 1 : at
  const to = leansOnTheOneBefore(candidate, at + 1) ? at + 2 : at + 1
  return placesAt(candidate, from, to)
}

function leansOnTheOneBefore({ passage, sentences }: Candidate, at: number): boolean {
  const [before, sentence] = [sentences[at - 1], sentences[at]]
  if (!before || !sentence || passage.text.slice(before.end, sentence.start).includes('\n')) return false
  return /^(?:this|that|these|then)\b|^(?:\p{L}+\s+){0,3}(?:it|they|them)\b/iu.test(sentence.plain)
}

function placesAt(candidate: Candidate, from: number, to: number): readonly Place[] {
  const { passage } = candidate
  return candidate.sentences.slice(from, to).map((sentence) => ({ passage, sentence, candidate }))
}

const NUMBER = String.raw`(?:\d+|one|two|three|four|five|six|seven|ten|twelve|fourteen|thirty)`
const TIME = new RegExp(
  String.raw`\b${NUMBER}\s+(?:\w+\s+)?(?:minute|hour|day|week|month|year)|\b\d{1,2}:\d{2}\b|\bsame day\b`,
  'iu',
)

interface Kind {
  readonly asked: RegExp
  readonly given: RegExp
  /** What having it is worth. A time or an amount may be any; a telephone number is what was asked for. */
  readonly share: number
}

/** What questions ask for by their first words, and how a sentence that has it looks. */
const KINDS: readonly Kind[] = [
  { asked: /\bhow\s+(?:long|many\s+(?:days|weeks|months|years)|soon|fast|quickly)\b/iu, given: TIME, share: 0.25 },
  {
    asked: /\b(?:until|by|from)\s+when\b|\bwhen\b|\bopening\s+hours\b/iu,
    given: new RegExp(`${TIME.source}|\\b(?:when|until|after|before)\\b`, 'iu'),
    share: 0.25,
  },
  {
    asked: /\bhow\s+much\b|\bcosts?\b|\bprice\b|\bfees?\b/iu,
    given: /\d[\d.,]*\s*(?:[A-Z]{3}\b|€|\$|£|%)|[€$£]\s*\d|\bfree\b/u,
    share: 0.25,
  },
  { asked: /\b(?:phone|call)\b/iu, given: /\+\d[\d ]{6,}/u, share: 0.6 },
  { asked: /\b(?:e-?mail|write\s+to|contact)\b/iu, given: /\S@\S/u, share: 0.6 },
]

function distinct(places: readonly Place[]): readonly Place[] {
  const said = new Set<string>()
  return places.filter(({ sentence }) => !said.has(sentence.plain) && said.add(sentence.plain))
}

// An item of a list says little without what the list is of, and its heading is what says that.
function quoted({ passage, sentence }: Place): CitedSentence {
  const heading = passage.heading.split(' › ').at(-1) ?? ''
  const text = sentence.listed && heading !== '' ? `${heading}: ${sentence.plain}` : sentence.plain
  return { text, evidence: [evidenceAt(passage, sentence)] }
}
