import { RE2JS } from 're2js'
import type { Slot } from '#plan-language/slot.ts'
import { comparedText } from '#text/compared-text.ts'
import { memoized } from '#core/memoized.ts'
import { foundAsCompared, withLookAlikes } from './utterance/compared-spans.ts'
import { escapePattern } from '#text/escape-pattern.ts'
import type { Found, ReadingContext } from './reading.ts'
import { overlaps } from './span.ts'

type Choices = Extract<Slot, { type: 'choice' }>['of']

/**
 * What a pattern finds, as whole words; where it finds nothing, what with a digit in it would be found in capitals:
 * "refund a12" names A12. What would be found if Cyrillic letters were the Latin ones that they look like is unsure.
 */
export function findPattern(pattern: string, text: string): readonly Found[] {
  return foundAsCompared(text, (compared) => {
    const found = findInAnyCase(pattern, compared)
    const latin = withLookAlikes(compared)
    if (latin === compared) return found
    const alike = findInAnyCase(pattern, latin).filter(
      (one) => /\p{N}/u.test(latin.slice(one.start, one.end)) && !overlaps(one, found),
    )
    return [...found, ...alike.map((one) => ({ ...one, isUnsure: true }))]
  })
}

function findInAnyCase(pattern: string, text: string): readonly Found[] {
  const found = findWritten(pattern, text)
  if (found.length > 0 || !/\p{N}/u.test(text)) return found
  const capitals = text.toUpperCase()
  // A letter that is two as a capital would move every place behind it.
  if (capitals.length !== text.length) return found
  return findWritten(pattern, capitals).filter(({ start, end }) => /\p{N}/u.test(text.slice(start, end)))
}

function findWritten(pattern: string, text: string): readonly Found[] {
  return finderOf(pattern)(text)
}

// Each procedure that has a pattern reads the same message by it, as a whole and part by part.
const finderOf = memoized(
  (pattern: string) => memoized((text: string) => find(pattern, text), { keyOf: (text) => text, most: 10 }),
  { keyOf: (pattern) => pattern, most: 1_000 },
)

function find(pattern: string, text: string): readonly Found[] {
  const plain = plainForm(pattern)
  if (plain !== null && !FOLDS_TO_ASCII.test(text))
    return [...text.matchAll(plain)].map(({ index, 0: value }) => foundAt(index, value))
  const matcher = wholeWord(pattern).matcher(text)
  const found: Found[] = []
  while (matcher.find()) {
    const match = matcher.group() ?? ''
    if (match !== '') found.push(foundAt(matcher.start(), match))
  }
  return found
}

function foundAt(start: number, value: string): Found {
  return { start, end: start + value.length, readings: [{ value }] }
}

// RE2 runs in linear time, so neither a playbook's pattern nor a message can hold up the process. Compiling one takes longer
// than a message takes to be read by it, and each example of an agent is.
export const wholeWord = memoized((pattern: string) => RE2JS.compile(`\\b(?:${pattern})\\b`), {
  keyOf: (pattern) => pattern,
  // Patterns are those of the agents' files, which are few.
  most: 1_000,
})

// Reading all of an agent's examples by RE2 is a tenth of a server's start. A pattern of characters and sets of them, one after
// the other, and at the end digits, is linear by JavaScript's own expressions too: only its last part repeats.
const plainForm = memoized(
  (pattern: string) => {
    const [, anyCase, written] = PLAIN.exec(pattern) ?? []
    return written === undefined ? null : new RegExp(`\\b(?:${written})\\b`, anyCase === undefined ? 'g' : 'gi')
  },
  { keyOf: (pattern) => pattern, most: 1_000 },
)

const PLAIN = /^(\(\?i\))?((?:\[[A-Za-z0-9-]+\]|[A-Za-z0-9 -])*\\d(?:\+|\{[1-9]\d?(?:,\d{0,2})?\})?)$/

/** In any case these two are an s and a k to RE2, and to JavaScript only where all of it is Unicode's. */
const FOLDS_TO_ASCII = /[\u017f\u212a]/

/** The values of a choice that are named, by themselves or by other words for them, in any case. */
export function findChoices(of: Choices, text: string): readonly Found[] {
  return foundAsCompared(text, (compared) => findChoicesIn(of, compared))
}

function findChoicesIn(of: Choices, text: string): readonly Found[] {
  const plain = text.replaceAll('’', "'")
  const found = choicesOf(of).flatMap(({ value, words }) =>
    words.flatMap((word) =>
      [...plain.matchAll(wordPattern(word))].map(({ index, 0: { length } }) => ({
        start: index,
        end: index + length,
        readings: [{ value }],
      })),
    ),
  )
  // Of words within words the longer are meant: "very late", not "late".
  const longestFirst = found.toSorted(
    (one, other) => other.end - other.start - (one.end - one.start) || one.start - other.start,
  )
  const kept: Found[] = []
  for (const one of longestFirst.slice(0, MOST_FOUND)) {
    if (!overlaps(one, kept)) kept.push(one)
  }
  return kept.toSorted((one, other) => one.start - other.start)
}

/** A hundred words of a choice in one message are no choice any more. */
const MOST_FOUND = 100

function choicesOf(of: Choices): readonly { readonly value: string; readonly words: readonly string[] }[] {
  const entries: readonly (readonly [string, readonly string[]])[] = isList(of)
    ? of.map((value) => [value, []])
    : Object.entries(of)
  return entries.map(([value, others]) => ({ value, words: [value, ...others] }))
}

export function choiceValues(of: Choices): readonly string[] {
  return isList(of) ? of : Object.keys(of)
}

function isList(of: Choices): of is readonly string[] {
  return Array.isArray(of)
}

function wordPattern(word: string): RegExp {
  const escaped = escapePattern(comparedText(word).replaceAll('’', "'"))
  return new RegExp(`(?<![\\p{L}\\p{N}\\p{M}_])${escaped}(?![\\p{L}\\p{N}\\p{M}_])`, 'giu')
}

const EMAIL =
  /(?<![\p{L}\p{N}\p{M}._%+'’@-])[a-z0-9](?:[a-z0-9._%+'-]{0,62}[a-z0-9_+-])?@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,8}[a-z]{2,63}(?![\p{L}\p{N}\p{M}@_-]|\.[\p{L}\p{N}])/giu

/** E-mail addresses in their plain form: Latin letters, no quotes, no comments. */
export function findEmails(text: string): readonly Found[] {
  return foundAsCompared(text, findEmailsIn)
}

function findEmailsIn(text: string): readonly Found[] {
  return [...text.matchAll(EMAIL)].flatMap((match) => {
    const [address] = match
    const isOne = address.length <= 254 && !address.includes('..') && !/[^\x21-\x7e]/u.test(address)
    return isOne ? [{ start: match.index, end: match.index + address.length, readings: [{ value: address }] }] : []
  })
}

export function emailProblem(
  domains: readonly string[] | null,
  address: string,
  { language: { say } }: ReadingContext,
): string | null {
  if (domains === null) return null
  const domain = address.slice(address.indexOf('@') + 1).toLowerCase()
  if (domains.some((one) => one.toLowerCase() === domain)) return null
  return say.otherDomain(say.list(domains.map((one) => `@${one}`)))
}
