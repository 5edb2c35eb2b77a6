import { UNSPACED } from '#text/unspaced-scripts.ts'
import { comparedText, comparedWithPlaces, placeIn } from '#text/compared-text.ts'
import type { Span } from '../span.ts'

/**
 * Whether a text stands word for word in what somebody typed (`verbatimAt`), with nothing around it: as they typed it, or as
 * that is compared (“Ａ１２” is A12).
 */
export function isVerbatim(text: string, typed: readonly string[]): boolean {
  const isIn = (words: string) => verbatimAt(text, words) !== null
  return text === text.trim() && typed.some((words) => isIn(words) || isIn(comparedText(words)))
}

/**
 * Where a text stands in what somebody typed: whole words, so that `12` isn't in `A12`, and not a piece of what belongs
 * together, so that `evil.example` isn't in `bob@evil.example`. Null where it doesn't.
 */
export function verbatimAt(text: string, words: string): number | null {
  if (text.trim() === '' || !text.isWellFormed()) return null
  for (let at = words.indexOf(text); at !== -1; at = words.indexOf(text, at + 1)) {
    const goesOn =
      (!BEGINS_UNSPACED.test(text) && goesOnBefore(words.slice(0, at))) ||
      (!ENDS_UNSPACED.test(text) && goesOnAfter(words.slice(at + text.length)))
    if (!goesOn) return at
  }
  return null
}

/**
 * The piece of what somebody typed that a text stands for (`verbatimAt`), as they typed it: where the text doesn't stand there
 * as it is, both are looked at as they are compared. Null where it stands in neither.
 */
export function verbatimSpan(text: string, words: string): Span | null {
  const start = verbatimAt(text, words)
  if (start !== null) return { start, end: start + text.length }
  const wanted = comparedText(text)
  const compared = comparedWithPlaces(words)
  const at = verbatimAt(wanted, compared.text)
  return at === null ? null : placeIn(compared, { start: at, end: at + wanted.length })
}

const BEGINS_UNSPACED = new RegExp(`^${UNSPACED}`, 'v')
const ENDS_UNSPACED = new RegExp(`${UNSPACED}$`, 'v')

/** What makes a longer word of one that it stands at: of “A12の返金” A12 is one by itself. */
const JOINING = String.raw`[[\p{L}\p{M}\p{N}_]--${UNSPACED}]`
const JOINED_BEFORE = new RegExp(String.raw`${JOINING}(?:[\-–.,:;@+\/\\'’_]*)$`, 'v')
const JOINED_AFTER = new RegExp(String.raw`^(?:[\-–.,:;@+\/\\'’_]*)${JOINING}`, 'v')

function goesOnBefore(before: string): boolean {
  return JOINED_BEFORE.test(before.slice(-8))
}

/** “Eve's access” speaks of Eve. */
const POSSESSIVE = /^['’]s(?![\p{L}\p{M}\p{N}_])/u

function goesOnAfter(after: string): boolean {
  return JOINED_AFTER.test(after.replace(POSSESSIVE, '').slice(0, 8))
}
