/**
 * Whether a text stands word for word in what somebody typed: whole words, so that `12` isn't in `A12`, and not a piece of
 * what belongs together, so that `evil.example` isn't in `bob@evil.example`.
 */
export function isSaidVerbatim(text: string, typed: readonly string[]): boolean {
  if (text.trim() === '' || text !== text.trim() || !text.isWellFormed()) return false
  return typed.some((words) => standsIn(text, words))
}

function standsIn(text: string, words: string): boolean {
  for (let at = words.indexOf(text); at !== -1; at = words.indexOf(text, at + 1)) {
    if (!goesOnBefore(words.slice(0, at)) && !goesOnAfter(words.slice(at + text.length))) return true
  }
  return false
}

const JOINED_BEFORE = /[\p{L}\p{M}\p{N}_](?:[-–.,:;@+/\\'’_]*)$/u
const JOINED_AFTER = /^(?:[-–.,:;@+/\\'’_]*)[\p{L}\p{M}\p{N}_]/u

function goesOnBefore(before: string): boolean {
  return JOINED_BEFORE.test(before.slice(-8))
}

function goesOnAfter(after: string): boolean {
  return JOINED_AFTER.test(after.slice(0, 8))
}
