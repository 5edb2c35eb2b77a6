import type { Stems } from './stems.ts'
import { isLight } from './light-words.ts'

/** A turn of phrase that changes what the words after it say: "only", "up to", "may", "not". */
export interface Mark<Kind extends string> {
  readonly kind: Kind
  /** As it stands in the text. */
  readonly at: string
  /** The stems of the first word after it that says something, or its number; empty where none is. */
  readonly before: readonly string[]
}

export interface MarkPattern<Kind extends string> {
  readonly kind: Kind
  readonly words: string
}

/** The marks of a text in their order, each with what it belongs to. Of two that overlap, the one whose pattern comes first. */
export function marksIn<Kind extends string>(
  text: string,
  patterns: readonly MarkPattern<Kind>[],
  stems: Stems,
): readonly Mark<Kind>[] {
  const found: (Mark<Kind> & { readonly start: number; readonly end: number })[] = []
  for (const { kind, words } of patterns) {
    for (const { 0: at, index } of text.matchAll(patternOf(words))) {
      const end = index + at.length
      if (found.some((other) => index < other.end && end > other.start)) continue
      found.push({ kind, at, start: index, end, before: firstAfter(text.slice(end), stems) })
    }
  }
  return found.toSorted((left, right) => left.start - right.start)
}

const patternsByWords = new Map<string, RegExp>()

function patternOf(words: string): RegExp {
  const pattern =
    patternsByWords.get(words) ?? new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${words})(?![\p{L}\p{N}])`, 'giu')
  patternsByWords.set(words, pattern)
  return pattern
}

// Within its clause: what a full stop is behind belongs to another.
function firstAfter(rest: string, stems: Stems): readonly string[] {
  for (const [word] of (/^[^.;:!?]*/u.exec(rest)?.[0] ?? '').matchAll(/[\p{L}\p{N}]+(?:['’.,]\p{L}*\p{N}*)*/gu)) {
    const text = word
      .toLowerCase()
      .replaceAll('’', "'")
      .replace(/[.,']+$/u, '')
    const given = stems(text)
    if (/^\p{N}/u.test(text)) return [text]
    if (given.length > 0 && !isLight(text)) return [text, ...given]
  }
  return []
}
