import type { Line } from './lines.ts'

/** What an item of a list begins with. */
export const BULLET = /^[•◦▪‣●○■·\uF0B7\u2043]\s*|^[–—*-]\s+/u

/** The lines as one text. A word that was broken at a line's end is whole again. */
export function textOf(block: readonly Line[]): string {
  return block
    .map(({ text }) => text)
    .reduce((text, line) => {
      if (text.endsWith('\u00AD')) return `${text.slice(0, -1)}${line}`
      if (/\p{Letter}[-\u2010]$/u.test(text) && /^\p{Lowercase_Letter}/u.test(line))
        return `${text.slice(0, -1)}${line}`
      return `${text} ${line}`
    })
}
