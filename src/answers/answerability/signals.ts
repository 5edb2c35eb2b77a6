import type { RankedPassage } from '../place/cited-text.ts'
import { contentWords, stems } from '#text/content-words.ts'
import { isOfUnion } from '#text/lexicon/countries.ts'
import type { Candidate } from '../ranking/features/by-words.ts'
import type { RarityOf } from '#text/rarity.ts'
import { namesIn } from '../question/subject.ts'

/** What tells whether the best sentences answer a question, each about 0 to 1. */
export const SIGNALS = [
  'together',
  'alone',
  'sentence',
  'lead',
  'similarity',
  'agreement',
  'kindGiven',
  'kindMissing',
  'nameMissing',
  'rarestMissing',
  'missing',
  'complete',
  'words',
  'yesNo',
  'inNamed',
] as const
export type Signal = (typeof SIGNALS)[number]
export type Signals = Readonly<Record<Signal, number>>

/** What the passages were found with. */
export interface Weighing {
  readonly rarityOf: RarityOf
  /** The best cosine among them; null where nothing was compared by vector. */
  readonly similarity: number | null
  readonly subjects?: readonly string[]
}

/** Passages that are looked at: an answer may have its words in two neighbouring sections, not all over the documents. */
const PASSAGES = 3
/** Stands for a cosine where there are no vectors: between what answers and what doesn't. */
const NO_SIMILARITY = 0.45
/** Words of a question, as many as one needs to say much. */
const MANY_WORDS = 6

/** The signals of a question and the passages that were found for it, best first, with their sentences ranked by words. */
export function signalsOf(
  question: string,
  passages: readonly RankedPassage[],
  { rarityOf, similarity, subjects = [], ranked }: Weighing & { readonly ranked: readonly Candidate[] },
): Signals {
  const words = contentWords(question)
    .map((word) => ({ ...word, rarity: rarityOf(word) }))
    .filter(({ rarity }) => rarity > 0)
  const total = words.reduce((sum, { rarity }) => sum + rarity, 0)
  const share = (has: (stem: string) => boolean) =>
    total === 0 ? 0 : words.reduce((sum, { stem, rarity }) => sum + (has(stem) ? rarity : 0), 0) / total
  const found = passages
    .slice(0, PASSAGES)
    .map(({ document, heading, text }) => stems(`${document.title} ${heading} ${text}`))
  const isFound = (stem: string) => found.some((passage) => says(passage, stem))
  const missing = words.filter(({ stem }) => !isFound(stem))
  const [best] = ranked
  const second = ranked.find(({ passage }) => passage.passageId !== best?.passage.passageId)
  const place = best
    ? stems(`${best.passage.document.title} ${best.passage.heading} ${best.passage.text}`)
    : new Set<string>()
  const similarities = passages.map((passage) => passage.similarity ?? null)
  const nearest = Math.max(0, ...similarities.map((each) => each ?? 0))
  const own = passages.find(({ passageId }) => passageId === best?.passage.passageId)?.similarity ?? null
  const names = namesIn(question, subjects)
  const named = best ? stems(`${best.passage.document.title} ${best.passage.heading}`) : new Set<string>()
  return {
    together: share(isFound),
    alone: Math.max(0, ...found.map((passage) => share((stem) => says(passage, stem)))),
    sentence: best?.share ?? 0,
    lead: best ? Math.min(1, (best.score - (second?.score ?? 0)) / Math.max(best.score, 0.01)) : 0,
    similarity: similarity ?? NO_SIMILARITY,
    agreement: own === null ? 0.5 : 1 - Math.min(1, (nearest - own) * 4),
    kindGiven: best?.kind === 'given' ? 1 : 0,
    kindMissing: best?.kind === 'missing' ? 1 : 0,
    nameMissing: names.some((name) => [...stems(name)].some((stem) => !says(place, stem))) ? 1 : 0,
    rarestMissing: Math.max(0, ...missing.map(({ rarity }) => rarity)),
    missing: words.length === 0 ? 1 : missing.length / words.length,
    complete: words.length > 0 && missing.length === 0 ? 1 : 0,
    words: Math.min(1, words.length / MANY_WORDS),
    yesNo: YES_NO.test(question) ? 1 : 0,
    inNamed: share((stem) => named.has(stem)),
  }
}

// What is said of the European Union is said of its countries.
function says(passage: ReadonlySet<string>, stem: string): boolean {
  return passage.has(stem) || isOfUnion(stem, passage)
}

const YES_NO =
  /^(?:can|could|may|do|does|did|is|are|will|would|should|must|am|have|has|kann|darf|ist|sind|muss|gibt)\b/iu
