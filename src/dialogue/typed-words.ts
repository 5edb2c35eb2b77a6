import { comparedText } from '#text/compared-text.ts'

/** A word of a message: as it is compared, and its place. */
export interface Word {
  /** Small letters without apostrophes and accents of habit, as `foldWord` leaves them. */
  readonly folded: string
  readonly typed: string
  readonly start: number
  readonly end: number
}

// An apostrophe belongs to its word, and so does a semicolon that was typed for one ("don;t"); so do a hyphen between
// letters, and a point, comma or colon between digits.
const WORD =
  /[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}\u00ad\u200b-\u200d\u2060]|['’‘`´](?=\p{L})|;(?=t\b)|-(?=\p{L})|(?<=\p{N})[.,:](?=\p{N})|(?<=\b\p{L})\.(?=\p{L}\b))*|(?<=\s)[&+](?=\s)|\b\+\b/gu

/** The words between two places. */
export function wordsOf(text: string, from = 0, to = text.length): readonly Word[] {
  return [...text.slice(from, to).matchAll(WORD)].map((found) => ({
    folded: foldWord(found[0]),
    typed: found[0],
    start: from + found.index,
    end: from + found.index + found[0].length,
  }))
}

const SPELLED: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss', '&': 'and', '+': 'and' }

/** `Don’t` is `dont`, `möchte` is `moechte`, `pleeease` is `please`. */
export function foldWord(word: string): string {
  return comparedText(word)
    .toLowerCase()
    .replaceAll(/[äöüß&+]/gu, (letter) => SPELLED[letter] ?? letter)
    .replaceAll(/['’‘`´;-]/gu, '')
    .replaceAll(/(\p{L})\1{2,}/gu, '$1')
}
