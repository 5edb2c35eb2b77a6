import { clausesOf } from './clauses.ts'
import type { Check } from './complaint.ts'
import type { Stems } from './stems.ts'
import { meansTheSame } from './synonyms.ts'
import type { ReadSupport } from './support.ts'
import type { Word } from '../sentence/claim-words.ts'

/** How much of a sentence's words its quotes have to have, and of each clause's. Set by `npm run evals -- grounding`. */
export const SHARES = { sentence: 0.75, clause: 0.6, quoted: 0.65 }

/**
 * The words of the sentence, and those of each of its clauses, stand in its quotes to a share. What stands beside the quotes
 * carries a word of a clause, and no clause alone.
 */
export const sharesItsWords: Check = ({ text }, support, stems) => {
  const clauses = clausesOf(text, stems)
  const all = clauses.flatMap(({ words }) => words)
  if (all.length === 0) return stands(text, support.quotes) ? null : { code: 'words', at: text.slice(0, 40) }
  const missing = all.filter((word) => !isCarried(word, support, stems))
  const quoted = all.filter((word) => isQuoted(word, support, stems))
  const first = missing[0]?.raw ?? all.find((word) => !quoted.includes(word))?.raw ?? ''
  if (1 - missing.length / all.length < SHARES.sentence || quoted.length / all.length < SHARES.quoted)
    return { code: 'words', at: first }
  for (const { words } of clauses) {
    if (words.length === 0) continue
    const without = words.filter((word) => missing.includes(word))
    if (1 - without.length / words.length < SHARES.clause) return { code: 'words', at: without[0]?.raw ?? '' }
    if (!words.some((word) => quoted.includes(word))) return { code: 'words', at: words[0]?.raw ?? '' }
  }
  return null
}

function isCarried(word: Word, support: ReadSupport, stems: Stems): boolean {
  return isQuoted(word, support, stems) || [word.text, ...stems(word.text)].some((stem) => support.nearStems.has(stem))
}

function isQuoted({ text }: Word, { quotedStems, quoted }: ReadSupport, stems: Stems): boolean {
  return (
    [text, ...stems(text)].some((stem) => quotedStems.has(stem)) ||
    quoted.some((other) => meansTheSame(text, other.text))
  )
}

function stands(text: string, quotes: readonly string[]): boolean {
  const bare = text.replace(/[.!?]+$/u, '')
  return quotes.some((quote) => quote.replaceAll(/\s+/gu, ' ').includes(bare))
}
