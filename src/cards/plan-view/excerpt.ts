import type { Excerpt } from '#contract/effect.ts'
import type { KeptText } from '../origins/kept-texts.ts'

/**
 * How much of a text stands around what is marked, in characters on either side: whoever asked, or may see all that was read,
 * is shown what they may read anyway; whoever else decides only what the step hangs on, with a line around it.
 */
const AROUND = { all: 600, near: 120 } as const

/** The words as they stood where they were read, with the value in them marked; unmarked where they decided, and weren't used. */
export function excerptOf(
  { text, span }: KeptText,
  { from, isAll }: { readonly from: string; readonly isAll: boolean },
): Excerpt {
  const around = isAll ? AROUND.all : AROUND.near
  const { start, end } = span ?? { start: 0, end: 0 }
  const [first, last] = [Math.max(0, start - around), Math.min(text.length, end + around * (span ? 1 : 2))]
  return {
    from,
    before: `${first > 0 ? '…' : ''}${text.slice(first, start).toWellFormed()}`,
    marked: text.slice(start, end),
    after: `${text.slice(end, last).toWellFormed()}${last < text.length ? '…' : ''}`,
  }
}
