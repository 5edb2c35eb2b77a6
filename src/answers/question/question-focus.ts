import { contentWords } from '#text/content-words.ts'
import { sentencesOf } from '#text/sentences.ts'
import type { RarityOf } from '#text/rarity.ts'

/** What a message asks, and what it tells beside that: a story counts less than the question at its end. */
export interface QuestionFocus {
  readonly asked: string
  /** Empty where the message is its question alone. */
  readonly told: string
}

/** Splits a message into its last question and the rest, without greetings and thanks. English and German. */
export function questionFocus(message: string): QuestionFocus {
  const sentences = sentencesOf(message)
    .map(({ plain }) => plain)
    .filter((sentence) => !COURTESY.test(sentence))
  const [only] = sentences
  if (only === undefined) return { asked: message, told: '' }
  if (sentences.length === 1) return { asked: withoutGreeting(only), told: '' }
  const last = sentences.findLastIndex((sentence) => sentence.endsWith('?') || ASKS.test(sentence))
  if (last < 0) return { asked: sentences.join(' '), told: '' }
  const told = sentences.filter((_, index) => index !== last).map(withoutGreeting)
  return { asked: withoutGreeting(sentences[last] ?? ''), told: told.join(' ') }
}

/** Whether one sentence asks two things (“how long is it, and what does it cost”): one place hardly ever answers both. */
export function asksTwo(question: string): boolean {
  return TWO.test(question)
}

const TWO =
  /(?<!\p{L})(?:what|how|who|when|where|which|why|do|does|can|is|are|was|wie|wer|wann|wo|kann)(?!\p{L}).*(?<!\p{L})(?:and|und)\s+(?:if so,?\s+)?(?:what|how|who|when|where|why|was|wie|wer|wann|wo|warum)(?!\p{L})/iu

/** What a word of the story counts for that the found passages have; one that they don't have asks for nothing. */
const TOLD_SHARE = 0.4
/** And where the question itself names next to nothing ("What can I do?"), so that the story is what is asked about. */
const TOLD_ALONE = 0.9
/** Content words up to which a question names next to nothing. */
const NAMES_LITTLE = 1

/** Rarities for a question with its story: what is told counts less, and only where it is found. */
export function weighedStory(
  { asked, told }: QuestionFocus,
  rarityOf: RarityOf,
  found: readonly ReadonlySet<string>[],
): RarityOf {
  if (told === '') return rarityOf
  const own = contentWords(asked)
  const names = new Set(own.map(({ word }) => word.toLowerCase()))
  const share = own.length <= NAMES_LITTLE ? TOLD_ALONE : TOLD_SHARE
  const stemOf = new Map(contentWords(told).map(({ word, stem }) => [word.toLowerCase(), stem]))
  return (word) => {
    const key = word.word.toLowerCase()
    if (names.has(key)) return rarityOf(word)
    const stem = stemOf.get(key) ?? key
    return found.some((stems) => stems.has(stem)) ? rarityOf(word) * share : 0
  }
}

function withoutGreeting(sentence: string): string {
  return sentence.replace(GREETING, '')
}

const GREETING =
  /^(?:hi|hello|hey|dear\s+\p{L}+|good\s+(?:morning|afternoon|evening)|hallo|guten\s+(?:tag|morgen|abend))\b[\s,!.:-]*(?:there|team|all|everyone|zusammen)?[\s,!.:-]+/iu
const COURTESY =
  /^(?:(?:hi|hello|hey|good\s+(?:morning|afternoon|evening)|hallo|guten\s+(?:tag|morgen|abend))(?:\s+(?:there|team|all|everyone|zusammen))?|dear\s+[\p{L}\s]{1,30}|(?:many\s+)?thanks?(?:\s+you)?(?:\s+(?:so|very)\s+much|\s+a\s+lot|\s+in\s+advance)?(?:\s+for\s+[\p{L}\s]{1,30})?|(?:kind|best)\s+regards.*|cheers|(?:vielen\s+)?dank(?:e)?(?:\s+im\s+voraus)?|danke\s+\p{L}+|(?:mit\s+)?(?:freundlichen|besten|viele)n?\s+grüßen?.*)\s*[.!,]*$/iu
const ASKS =
  /^(?:(?:and|so|but|now|please)\s+)?(?:what|when|where|who|whom|whose|which|why|how|can|could|may|do|does|did|is|are|will|would|should|must|am)\b|\b(?:tell\s+me|let\s+me\s+know|(?:want|like|need)\s+to\s+know|wondering|wonder)\b|^(?:und\s+)?(?:was|wann|wo|wer|wen|wem|welche\w*|warum|wie|kann|können|darf|ist|sind|muss|gibt)\b|\bmöchte\s+wissen\b/iu
