import { comparedText } from '#text/compared-text.ts'
import { PROFILES, SCRIPTS } from './language/profiles.ts'

export type Detected =
  /** One of those that were asked about. `isPlain`: by more than a single small word such as "ok" or "hi". */
  | { readonly is: 'known'; readonly language: string; readonly isPlain: boolean }
  /** A language that none of them is. */
  | { readonly is: 'other'; readonly language: string }
  /** Too short, mixed, or nothing that tells: nothing is to be concluded from it. */
  | { readonly is: 'unsure' }

/**
 * The language of a message, by its letters, its frequent words and the pieces of its others. `among` are codes such as
 * `de` or `de-AT`. Nothing is guessed: what doesn't clearly speak for one language is `unsure`, and another language
 * than those asked about takes more of a message to be told than one of them.
 */
export function detectLanguage(text: string, among: readonly string[]): Detected {
  const byLetters = scriptOf(text)
  if (byLetters !== null) return verdict(byLetters, among, true)
  const words = wordsOf(text)
  const scores = scoresOf(words)
  const ranked = [...scores].toSorted(([, one], [, other]) => other.score - one.score)
  const known = ranked.filter(([language]) => codeAmong(language, among) !== null)
  const [first, second] = known
  const other = ranked.find(([language]) => codeAmong(language, among) === null)
  if (other && isClearlyOther(other[1], first?.[1], words.length)) return verdict(other[0], among, true)
  if (!first || first[1].score < LEAST_SCORE || (other && other[1].score > first[1].score)) return UNSURE
  const next = Math.max(second?.[1].score ?? 0, other && first[1].hits === 0 ? other[1].score : 0)
  const isPlain = first[1].score >= PLAINLY && /\S\s+\S/u.test(text)
  return first[1].score >= CLEARLY * next ? verdict(first[0], among, isPlain) : UNSURE
}

const UNSURE: Detected = { is: 'unsure' }
/** One small word that hardly another language has. */
const LEAST_SCORE = 0.5
/** How many times as much must speak for one language as for the next. */
const CLEARLY = 1.5
/** A word that no other language has. */
const PLAINLY = 1
/** Words of a message from which on another language may be told, and those of them that must be its. */
const OTHER_WORDS = 3
const OTHER_SHARE = 0.5
const OTHER_CLEARLY = 2
/** A piece of a word against a word. */
const PIECE = 0.3

interface Score {
  score: number
  /** Words that the language is known by. */
  hits: number
}

function isClearlyOther(other: Score, known: Score | undefined, words: number): boolean {
  return (
    words >= OTHER_WORDS &&
    other.hits >= Math.max(OTHER_WORDS - 1, OTHER_SHARE * words) &&
    other.score >= OTHER_CLEARLY * (known?.score ?? 0) &&
    other.hits > (known?.hits ?? 0)
  )
}

function verdict(language: string, among: readonly string[], isPlain: boolean): Detected {
  const code = codeAmong(language, among)
  return code === null ? { is: 'other', language } : { is: 'known', language: code, isPlain }
}

function codeAmong(language: string, among: readonly string[]): string | null {
  return among.find((code) => code === language || code.startsWith(`${language}-`)) ?? null
}

// Two letters of another script are a word; a single one may be a sign.
function scriptOf(text: string): string | null {
  const letters = text.match(/\p{L}/gu)?.length ?? 0
  for (const { language, letters: own } of SCRIPTS) {
    const found = text.match(own)?.length ?? 0
    const least = language === 'ja' || language === 'uk' ? 0.05 : 0.5
    if (found >= (language === 'uk' ? 1 : 2) && found >= least * letters) return language
  }
  return null
}

/** More of a message says no more of its language. */
const MOST_LETTERS = 2_000

// Addresses, numbers and codes are no words of any language.
function wordsOf(text: string): readonly string[] {
  return comparedText(text.slice(0, MOST_LETTERS))
    .replaceAll(/\S*(?:@|:\/\/)\S*/gu, ' ')
    .replaceAll(/['’]/gu, '')
    .split(/[^\p{L}\p{N}\p{M}-]+/u)
    .filter((word) => word !== '' && !/\p{N}/u.test(word) && !/^\p{Lu}{2,3}$/u.test(word))
    .map((word) => word.toLowerCase())
}

/** The languages that a word is frequent in. */
const LANGUAGES_OF: ReadonlyMap<string, readonly string[]> = languagesOfWords()

function languagesOfWords(): ReadonlyMap<string, readonly string[]> {
  const languagesOf = new Map<string, string[]>()
  for (const [language, { words }] of Object.entries(PROFILES))
    for (const word of words) languagesOf.set(word, [...(languagesOf.get(word) ?? []), language])
  return languagesOf
}

function scoresOf(words: readonly string[]): ReadonlyMap<string, Score> {
  const scores = new Map<string, Score>()
  const add = (language: string, score: number, hits: number) => {
    const so = scores.get(language) ?? { score: 0, hits: 0 }
    scores.set(language, { score: so.score + score, hits: so.hits + hits })
  }
  for (const word of words) {
    const having = LANGUAGES_OF.get(word) ?? []
    for (const language of having) add(language, 1 / Math.sqrt(having.length), 1)
    if (having.length > 0 || word.length < 4) continue
    const made = Object.entries(PROFILES).filter(([, { pieces }]) => pieces.test(word))
    for (const [language] of made) add(language, PIECE / Math.sqrt(made.length), 0)
  }
  return scores
}
