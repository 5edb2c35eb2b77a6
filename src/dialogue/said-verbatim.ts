import { comparedText } from '#core/compared-text.ts'

/**
 * Whether a text stands word for word in what somebody typed (`whereSaid`), with nothing around it: as they typed it, or as
 * that is compared (“Ａ１２” is A12).
 */
export function isSaidVerbatim(text: string, typed: readonly string[]): boolean {
  const isIn = (words: string) => whereSaid(text, words) !== null
  return text === text.trim() && typed.some((words) => isIn(words) || isIn(comparedText(words)))
}

/**
 * Where a text stands in what somebody typed: whole words, so that `12` isn't in `A12`, and not a piece of what belongs
 * together, so that `evil.example` isn't in `bob@evil.example`. Null where it doesn't.
 */
export function whereSaid(text: string, words: string): number | null {
  if (text.trim() === '' || !text.isWellFormed()) return null
  for (let at = words.indexOf(text); at !== -1; at = words.indexOf(text, at + 1)) {
    if (!goesOnBefore(words.slice(0, at)) && !goesOnAfter(words.slice(at + text.length))) return at
  }
  return null
}

const JOINED_BEFORE = /[\p{L}\p{M}\p{N}_](?:[-–.,:;@+/\\'’_]*)$/u
const JOINED_AFTER = /^(?:[-–.,:;@+/\\'’_]*)[\p{L}\p{M}\p{N}_]/u

function goesOnBefore(before: string): boolean {
  return JOINED_BEFORE.test(before.slice(-8))
}

/** “Eve's access” speaks of Eve. */
const POSSESSIVE = /^['’]s(?![\p{L}\p{M}\p{N}_])/u

function goesOnAfter(after: string): boolean {
  return JOINED_AFTER.test(after.replace(POSSESSIVE, '').slice(0, 8))
}
