import type { RankedPassage } from '#answers/place/cited-text.ts'
import { contentWords, stems } from '#text/content-words.ts'
import { type Sentence, sentencesOf } from '#text/sentences.ts'
import { stem } from '#text/stem.ts'
import type { RarityOf } from '#text/rarity.ts'

/**
 * What a heading says counts for every sentence below it, but less than saying it, and what the document's title says
 * less again; a synonym counts less than the word.
 */
const HEADING_SHARE = 0.75
const TITLE_SHARE = 0.6
const SYNONYM_SHARE = 0.8
/** How much the passage's own rank counts beside the words of its sentence, which sum to 1 at most. */
const PASSAGE_SHARE = 0.5

/** A sentence in its place among those of its passage. */
export interface Placed {
  readonly passage: RankedPassage
  readonly sentences: readonly Sentence[]
  readonly at: number
}

/** A sentence with what it is worth as an answer. */
export interface Candidate extends Placed {
  readonly score: number
  /** The share of the question's words that it says, or that stand above it. */
  readonly share: number
  /** Whether it has the kind of thing that is asked for; null where none is. */
  readonly kind: 'given' | 'missing' | null
}

/**
 * Every sentence of the passages by the question's words in it, best first. A sentence is worth the words, by rarity, and
 * its passage's score; for "how long" and the like, one with such a thing is worth more.
 */
export function rankedByWords(
  question: string,
  passages: readonly RankedPassage[],
  rarityOf: RarityOf,
): readonly Candidate[] {
  const words = contentWords(question).map((word) => ({ ...word, rarity: rarityOf(word) }))
  if (!words.some(({ rarity }) => rarity > 0)) return []
  const kind = countedIn(question) ?? kindOf(question)
  return passages
    .flatMap((passage) => candidatesIn(passage, words, kind))
    .toSorted((left, right) => right.score - left.score)
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
  const [title, ...sections] = passage.heading.split(' › ')
  const above = stems(sections.join(' '))
  const named = stems(`${passage.document.title} ${title}`)
  const total = words.reduce((sum, { rarity }) => sum + rarity, 0)
  const sentences = sentencesOf(passage.text)
  return sentences.map(({ plain }, at) => {
    const said = stems(plain)
    const shareOf = ({ own, stem }: WeighedWord) =>
      said.has(own)
        ? 1
        : said.has(stem)
          ? SYNONYM_SHARE
          : above.has(stem)
            ? HEADING_SHARE
            : named.has(stem)
              ? TITLE_SHARE
              : 0
    const share = words.reduce((sum, word) => sum + word.rarity * shareOf(word), 0) / total
    const isOfKind = kind?.given.test(plain) ?? false
    const score = share + PASSAGE_SHARE * passage.score + (kind && isOfKind ? kind.share : 0)
    return { passage, sentences, at, share, score, kind: kind ? (isOfKind ? 'given' : 'missing') : null }
  })
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

// The first that is asked for, where a question goes on from another.
function kindOf(question: string): Kind | undefined {
  const places = KINDS.flatMap((kind) => {
    const at = question.search(kind.asked)
    return at < 0 ? [] : [{ kind, at }]
  })
  return places.toSorted((left, right) => left.at - right.at)[0]?.kind
}

/** "How many photos" asks for a number of them. */
function countedIn(question: string): Kind | null {
  const [, word] =
    /\bhow\s+many\s+(?:\p{L}+\s+)?(\p{L}{3,})\s+(?:can|may|do|does|is|are|must|should|will)\b/iu.exec(question) ?? []
  if (word === undefined || /^(?:days|weeks|months|years|hours)$/iu.test(word)) return null
  const given = new RegExp(String.raw`\b${NUMBER}\s+(?:\p{L}+\s+)?${stem(word.toLowerCase())}`, 'iu')
  return { asked: /how\s+many/iu, given, share: 0.25 }
}

/** What questions ask for by their first words, and how a sentence that has it looks. */
const KINDS: readonly Kind[] = [
  {
    asked: /\bhow\s+(?:far|high|wide|deep|tall|big|large)\b|\bhow\s+long\b.*\bbe\b/iu,
    given: new RegExp(String.raw`\b${NUMBER}(?:\.\d+)?\s*(?:mm|cm|km|m|met(?:re|er)s?)\b`, 'iu'),
    share: 0.4,
  },
  { asked: /\bhow\s+(?:long|many\s+(?:days|weeks|months|years)|soon|fast|quickly)\b/iu, given: TIME, share: 0.25 },
  {
    asked: /\b(?:until|by|from)\s+when\b|\bwhen\b|\bopening\s+hours\b|\bwhat\s+(?:time|hours?|age)\b/iu,
    given: new RegExp(`${TIME.source}|\\b(?:when|until|after|before)\\b`, 'iu'),
    share: 0.25,
  },
  {
    asked: /\bhow\s+much\b|\bcosts?\b|\bprice\b|\bfees?\b|\bwhich\s+(?:\p{L}+\s+)?(?:amount|value|sum)\b/iu,
    given: /\d[\d.,]*\s*(?:[A-Z]{3}\b|€|\$|£|%)|[€$£]\s*\d|\bfree\b/u,
    share: 0.25,
  },
  { asked: /\b(?:phone|call)\b/iu, given: /\+\d[\d ]{6,}/u, share: 0.8 },
  { asked: /\b(?:e-?mail|write\s+to|contact)\b/iu, given: /\S@\S/u, share: 0.8 },
]
