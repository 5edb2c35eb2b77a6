import { plainWords, withoutFillers, type Language } from '../language.ts'
import type { Span } from '../span.ts'

/** Whether these pieces are the whole utterance, beside words such as "please" or what the slot is called. */
export function isWholeUtterance(
  text: string,
  pieces: readonly Span[],
  { language, label }: { readonly language: Language; readonly label: string },
): boolean {
  return withoutFillers(without(text, pieces), language, plainWords(label).split(' ')) === ''
}

/** Whether a piece is in the scope of a negation: "not A17", "instead of A17", "A17 nicht". */
export function isNegated(
  text: string,
  { start, end: behind }: Span,
  { language, label }: { readonly language: Language; readonly label: string },
): boolean {
  if (language.negationsAfter.length > 0) {
    const after = plainWords(text.slice(behind, behind + BEFORE).replace(/[,.;:!?\n][^]*$/u, ''))
    // "Ich brauche die Sachen von A12 doch nicht" names A12 all the same.
    const clause = plainWords(text.slice(0, start).replace(/^[^]*[,.;:!?\n]/u, '')).split(' ')
    const isUnneeded = clause.some((word) => language.needs.includes(word))
    if (language.negationsAfter.includes(after) && !isUnneeded) return true
  }
  const before = plainWords(text.slice(Math.max(0, start - BEFORE), start).replace(/^[^]*[,.;:!?\n]/u, ''))
  const between = new Set([...language.between, ...plainWords(label).split(' ')])
  const words = before.split(' ')
  while (words.length > 0 && between.has(words.at(-1) ?? '')) words.pop()
  const end = ` ${words.join(' ')}`
  return language.negations.some((negation) => end.endsWith(` ${negation}`))
}

/** The text with some pieces of it cut out. */
export function without(text: string, pieces: readonly Span[]): string {
  let rest = ''
  let from = 0
  for (const { start, end } of pieces.toSorted((one, other) => one.start - other.start)) {
    rest += `${text.slice(from, Math.max(from, start))} `
    from = Math.max(from, end)
  }
  return rest + text.slice(from)
}

/** How far from a piece its negation is looked for, in UTF-16 units. */
const BEFORE = 40
