import { type CitedSentence, evidenceAt, type QuotablePassage } from './cited-text.ts'
import { contentWords, stems } from './language/content-words.ts'
import { type Sentence, sentencesOf } from './language/sentences.ts'
import type { RarityOf } from './rarity.ts'

/** A found passage with its place in the ranking: `score` is 0 to 1. */
export interface RankedPassage extends QuotablePassage {
  readonly score: number
}

interface Candidate {
  readonly passage: RankedPassage
  readonly sentence: Sentence
  readonly score: number
}

/** What a heading says counts for every sentence below it, but less than saying it. */
const HEADING_SHARE = 0.6
/** How much the passage's own rank counts beside the words of its sentence, which sum to 1 at most. */
const PASSAGE_SHARE = 0.35
/** For a sentence that holds the kind of thing asked for: a time, an amount, a place to write to. */
const KIND_SHARE = 0.25
/** A further sentence is said only if it is nearly as good as the best. */
const NEARLY = 0.9
const MAX_SENTENCES = 2

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
  const words = contentWords(question).map((word) => ({ stem: word.stem, rarity: rarityOf(word) }))
  const total = words.reduce((sum, word) => sum + word.rarity, 0)
  if (total === 0) return []
  const kind = KINDS.find(({ asked }) => asked.test(question))?.given
  const candidates = passages.flatMap((passage) => {
    const above = stems(`${passage.document.title} ${passage.heading}`)
    return sentencesOf(passage.text).map((sentence): Candidate => {
      const said = stems(sentence.plain)
      const share = words.reduce(
        (sum, { stem, rarity }) => sum + rarity * (said.has(stem) ? 1 : above.has(stem) ? HEADING_SHARE : 0),
        0,
      )
      const ofKind = kind?.test(sentence.plain) ? KIND_SHARE : 0
      return { passage, sentence, score: share / total + PASSAGE_SHARE * passage.score + ofKind }
    })
  })
  const ranked = candidates.toSorted((left, right) => right.score - left.score)
  const best = ranked[0]?.score ?? 0
  return distinct(ranked.filter(({ score }) => score >= best * NEARLY))
    .slice(0, MAX_SENTENCES)
    .map(quoted)
}

const NUMBER = String.raw`(?:\d+|one|two|three|four|five|six|seven|ten|twelve|fourteen|thirty)`
const TIME = new RegExp(
  String.raw`\b${NUMBER}\s+(?:\w+\s+)?(?:minute|hour|day|week|month|year)|\b\d{1,2}:\d{2}\b|\bsame day\b`,
  'iu',
)

/** What questions ask for by their first words, and how a sentence that has it looks. */
const KINDS: readonly { readonly asked: RegExp; readonly given: RegExp }[] = [
  { asked: /\bhow\s+(?:long|many\s+(?:days|weeks|months|years)|soon|fast|quickly)\b/iu, given: TIME },
  {
    asked: /\b(?:until|by|from)\s+when\b|\bwhen\b|\bopening\s+hours\b/iu,
    given: new RegExp(`${TIME.source}|\\b(?:when|until|after|before)\\b`, 'iu'),
  },
  {
    asked: /\bhow\s+much\b|\bcosts?\b|\bprice\b|\bfees?\b/iu,
    given: /\d[\d.,]*\s*(?:[A-Z]{3}\b|€|\$|£|%)|[€$£]\s*\d|\bfree\b/u,
  },
  { asked: /\b(?:phone|call)\b/iu, given: /\+\d[\d ]{6,}/u },
  { asked: /\b(?:e-?mail|write\s+to|contact)\b/iu, given: /\S@\S/u },
]

function distinct(candidates: readonly Candidate[]): readonly Candidate[] {
  const said = new Set<string>()
  return candidates.filter(({ sentence }) => !said.has(sentence.plain) && said.add(sentence.plain))
}

// An item of a list says little without what the list is of, and its heading is what says that.
function quoted({ passage, sentence }: Candidate): CitedSentence {
  const heading = passage.heading.split(' › ').at(-1) ?? ''
  const text = sentence.listed && heading !== '' ? `${heading}: ${sentence.plain}` : sentence.plain
  return { text, evidence: [evidenceAt(passage, sentence)] }
}
