import type { Slot } from '#plan-language/slot.ts'
import { ENGLISH } from '../language/english.ts'
import { readSlot } from '../slot-filling/read-slot.ts'
import { slotName } from '../slot-filling/slot-name.ts'
import { overlaps, type Span } from '../span.ts'
import { wordsOf } from '../typed-words.ts'
import { isClosed } from './closed-words.ts'
import type { FormWords } from './form-words.ts'

/** A word of a message, with what stands between it and the next. */
export interface Token {
  /** As `foldWord` leaves it. */
  readonly word: string
  readonly typed: string
  /** `value`: a slot takes it, and it has a digit or a sign in it; `slot`: it is a word of what a slot takes. */
  readonly kind: 'word' | 'value' | 'slot'
  readonly behind: string
  readonly start: number
  readonly end: number
}

/** The words of a text; what a slot takes in several words is one value, where it has a number in it. */
export function tokensOf(text: string, slots: Readonly<Record<string, Slot>>): readonly Token[] {
  const taken = takenBy(text, slots)
  const values = taken.filter(({ start, end }) => /[\p{N}@]/u.test(text.slice(start, end)))
  const words = wordsOf(text)
    .filter(({ start, end }) => !values.some((value) => start < value.end && value.start < end))
    .map((word) => ({
      ...word,
      word: word.folded,
      kind: overlaps(word, taken) ? ('slot' as const) : ('word' as const),
    }))
  const whole = values.map(({ start, end }) => ({
    start,
    end,
    typed: text.slice(start, end),
    word: '',
    kind: 'value' as const,
  }))
  const all = [...words, ...whole].toSorted((one, other) => one.start - other.start)
  return all.map(({ word, typed, kind, start, end }, at) => {
    return { word, typed, kind, start, end, behind: text.slice(end, all[at + 1]?.start ?? text.length) }
  })
}

function takenBy(text: string, slots: Readonly<Record<string, Slot>>): readonly Span[] {
  const found = Object.entries(slots).flatMap(([name, slot]) =>
    readSlot(slot, text, { language: ENGLISH, now: NOON, isAsked: false, label: slotName(name, slot) }).taken.map(
      (span) => ({
        ...span,
      }),
    ),
  )
  // The longer of two: a postcode may look like an order's number.
  const kept: Span[] = []
  for (const one of found.toSorted((left, right) => right.end - right.start - (left.end - left.start)))
    if (!overlaps(one, kept)) kept.push(one)
  return kept
}

// Where a day stands is the same on all of them.
const NOON = '2026-01-01T12:00:00.000Z'

/** How many words one of the phrases takes from a place on; 0 where none begins there. The longest counts. */
export function phraseAt(tokens: readonly Token[], at: number, phrases: readonly string[]): number {
  let longest = 0
  for (const phrase of phrases) {
    const words = phrase.split(' ')
    if (
      words.length > longest &&
      words.every((word, index) => tokens[at + index]?.kind === 'word' && tokens[at + index]?.word === word)
    )
      longest = words.length
  }
  return longest
}

type Edges = Pick<FormWords, 'before' | 'after' | 'greeted'>

/** What remains of a message without greetings, thanks, and the name at its end. */
export function coreOf(tokens: readonly Token[], words: Edges): readonly Token[] {
  let rest = withoutName(tokens, words)
  for (;;) {
    const length = leadLength(rest, words)
    if (length === 0) break
    rest = rest.slice(length)
  }
  for (;;) {
    const from = rest.findIndex((_, at) => phraseAt(rest, at, words.after) === rest.length - at && at > 0)
    if (from < 0) break
    rest = rest.slice(0, from)
  }
  return phraseAt(rest, 0, words.after) === rest.length ? [] : rest
}

function leadLength(tokens: readonly Token[], words: Edges): number {
  const thanks = phraseAt(tokens, 0, words.after)
  // "Thank you for the refund" is more than thanks.
  const isApart = thanks > 0 && /[,.!;\n]/u.test(tokens[thanks - 1]?.behind ?? '')
  const length = Math.max(phraseAt(tokens, 0, words.before), isApart ? thanks : 0)
  if (length === 0) return 0
  let end = length
  while (words.greeted.includes(tokens[end]?.word ?? '') && tokens[end]?.kind === 'word') end += 1
  // "Hello Anna, …"
  const [name, second] = [tokens[end], tokens[end + 1]]
  if (end === length && !/[,.!\n]/u.test(tokens[length - 1]?.behind ?? '')) {
    if (isName(name) && /[,!\n]/u.test(name?.behind ?? '')) return end + 1
    if (isName(name) && isName(second) && /[,!\n]/u.test(second?.behind ?? '')) return end + 2
  }
  return end
}

const MOST_NAMES = 3

// Behind thanks or a greeting at the end, or on a line of its own: "Thanks, Maya", "… Grüße\nMaya Lind".
function withoutName(tokens: readonly Token[], words: Edges): readonly Token[] {
  for (let count = 1; count <= MOST_NAMES && count < tokens.length; count += 1) {
    const from = tokens.length - count
    if (!tokens.slice(from).every(isName)) return tokens
    const before = tokens.slice(0, from)
    const isClosed = before.some((_, at) => phraseAt(before, at, words.after) === from - at)
    if (isClosed || /\n/u.test(before.at(-1)?.behind ?? '')) return before
  }
  return tokens
}

function isName(token: Token | undefined): boolean {
  return token?.kind === 'word' && /^\p{Lu}[\p{L}'’.-]*$/u.test(token.typed) && !isClosed(token.word)
}

/** The clauses that marks, and words such as "but" and "and", part. */
export function clausesIn(tokens: readonly Token[], { joins, turns }: FormWords): readonly (readonly Token[])[] {
  const clauses: Token[][] = [[]]
  for (const token of tokens) {
    if (token.kind === 'word' && (joins.includes(token.word) || turns.includes(token.word))) clauses.push([])
    else clauses.at(-1)?.push(token)
    if (/[.,!?;:\n–—()]|\s-\s/u.test(token.behind)) clauses.push([])
  }
  return clauses.filter((clause) => clause.length > 0)
}

/** The sentences of a text, as their marks and lines end them. */
export function sentencesIn(text: string): readonly Span[] {
  const ends = [...text.matchAll(/(?<=[.!?;])(?<!\b(?:nr|no|str)\.)\s+|\n+/giu)].map(({ index, 0: { length } }) => [
    index,
    index + length,
  ])
  return [[0, 0], ...ends]
    .map(([, start = 0], at) => ({ start, end: ends[at]?.[0] ?? text.length }))
    .filter(({ start, end }) => text.slice(start, end).trim() !== '')
}
