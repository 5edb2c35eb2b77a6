import { leaves, type Json } from '#core/json.ts'
import type { Source } from '#plan-language/values/label.ts'
import type { Slots } from '#memory/plans/plan-record.ts'
import type { JournalEntry } from '#plan-language/contract.ts'
import { lowered, textsOf } from './read-texts.ts'

/** What a plan keeps of what it was made from: its reads' answers, and what its requester only passed on. */
export interface Kept {
  readonly journal: readonly JournalEntry[]
  readonly refs: Slots
}

/** A text that was read or passed on, and where in it a value stands; null where that can't be said. */
export interface KeptText {
  readonly text: string
  readonly span: { readonly start: number; readonly end: number } | null
  /** The read that brought it, and where in its answer; null for what was passed on. */
  readonly at: { readonly read: JournalEntry; readonly pointer: string } | null
}

/** A card is drawn each time that somebody looks: of more values, or in more texts, none is looked up. */
const MOST = { values: 20, texts: 1000 } as const

/** The texts of one source that are kept: those in which the value stands, word for word, or else all. The first says most. */
export function keptTexts(source: Source, value: Json, { journal, refs }: Kept): readonly KeptText[] {
  const passedOn = Object.values(refs).flatMap(({ value: text, labels }) =>
    source.startsWith('passage:') && labels['']?.data.includes(source) && typeof text === 'string'
      ? [{ text, lower: lowered(text), span: null, at: null }]
      : [],
  )
  const texts = [...passedOn, ...journal.flatMap((read) => textsOf(read, source))]
  const wanted = leaves(value)
    .map(([, leaf]) => textsFor(leaf))
    .filter((forms) => forms.length > 0)
    .take(MOST.values)
    .toArray()
    .flat()
  const found =
    wanted.length === 0
      ? []
      : texts.slice(0, MOST.texts).flatMap((kept): readonly Found[] => {
          const match = matchIn(kept.lower, wanted)
          return match ? [{ kept: { ...kept, span: match.span }, covers: match.covers }] : []
        })
  return found.length === 0 ? texts : mostTelling(found)
}

/** How many different pieces of a value stand in texts. */
export function countPieces(texts: readonly KeptText[]): number {
  const pieces = texts.flatMap(({ text, span }) => (span ? [lowered(text.slice(span.start, span.end))] : []))
  return new Set(pieces).size
}

interface Found {
  readonly kept: KeptText
  /** What of the value it has. */
  readonly covers: string
}

// The one that has most of the value comes first: what has only a part of that says nothing of its own, and may be another
// person's. One that is the value and nothing else says more than one which has it somewhere.
function mostTelling(found: readonly Found[]): readonly KeptText[] {
  const longest = found.toSorted((left, right) => right.covers.length - left.covers.length)
  const outermost: string[] = []
  for (const covers of new Set(longest.map((one) => one.covers))) {
    if (!outermost.some((outer) => outer.includes(covers))) outermost.push(covers)
  }
  return outermost.flatMap((covers) => {
    const texts = longest.flatMap((one) => (one.covers === covers ? [one.kept] : []))
    const whole = texts.filter(({ text, span }) => span !== null && isWhole(text, span))
    return whole.length > 0 ? whole : texts
  })
}

/** Whether a value is all of a text, and not a part of it. */
export function isWhole(text: string, { start, end }: NonNullable<KeptText['span']>): boolean {
  return end - start === text.trim().length
}

interface Wanted {
  readonly text: string
  /** The value that it is a form of. */
  readonly covers: string
  readonly isNumber: boolean
}

// An amount may be counted in cents where a letter writes it out.
function textsFor(leaf: Json): readonly Wanted[] {
  if (typeof leaf === 'string' && leaf.trim() !== '') {
    const text = lowered(leaf.trim())
    return [{ text, covers: text, isNumber: /^\d+(?:[.,]\d+)*$/u.test(text) }]
  }
  if (typeof leaf !== 'number') return []
  const forms = [String(leaf), leaf.toFixed(2), (leaf / 100).toFixed(2)]
  return [...new Set(forms)].map((text) => ({ text, covers: String(leaf), isNumber: true }))
}

/** A shorter one stands in many texts that it isn't from. */
const SHORTEST_PIECE = 4

interface Match {
  readonly span: NonNullable<KeptText['span']>
  readonly covers: string
}

// A text may have several values of a list in it, or be a part of one that was put together: the longest counts.
function matchIn(lower: string, wanted: readonly Wanted[]): Match | null {
  const own = lower.trim()
  let best: Match | null = null
  for (const one of wanted) {
    const match = valueIn(lower, one) ?? pieceOf(lower, own, one)
    if (match && match.covers.length > (best?.covers.length ?? 0)) best = match
  }
  return best
}

function valueIn(lower: string, { text, covers, isNumber }: Wanted): Match | null {
  const start = isNumber ? numberIn(lower, text) : textIn(lower, text)
  return start === -1 ? null : { span: { start, end: start + text.length }, covers }
}

function textIn(lower: string, text: string): number {
  return text.length >= SHORTEST_PIECE || lower.trim() === text ? lower.indexOf(text) : -1
}

// A text that was put together has the other in it.
function pieceOf(lower: string, own: string, { text, isNumber }: Wanted): Match | null {
  if (isNumber || own.length < SHORTEST_PIECE || !text.includes(own)) return null
  const start = lower.indexOf(own)
  return { span: { start, end: start + own.length }, covers: own }
}

// Not as a part of a longer number.
function numberIn(text: string, value: string): number {
  for (let at = text.indexOf(value); at >= 0; at = text.indexOf(value, Math.max(at + 1, numberEnd(text, at)))) {
    const end = at + value.length
    if (!/[\d.,]$/u.test(text.slice(Math.max(0, at - 1), at)) && !/^[.,]?\d/u.test(text.slice(end, end + 2))) return at
  }
  return -1
}

function numberEnd(text: string, at: number): number {
  const digits = /[\d.,]*/uy
  digits.lastIndex = at
  digits.test(text)
  return digits.lastIndex
}
