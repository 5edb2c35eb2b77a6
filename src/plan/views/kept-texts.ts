import { leaves, type Json } from '#core/json.ts'
import type { Source } from '#core/label.ts'
import type { Slots } from '#memory/plan-record.ts'
import type { JournalEntry } from '#plan/contract.ts'

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

/** The texts of one source that are kept: those in which the value stands, word for word, or else all. */
export function keptTexts(source: Source, value: Json, { journal, refs }: Kept): readonly KeptText[] {
  const passedOn = Object.values(refs).flatMap((ref) =>
    ref.labels['']?.data.includes(source) && typeof ref.value === 'string' ? [{ text: ref.value, at: null }] : [],
  )
  const texts = [...passedOn, ...journal.flatMap((read) => textsOf(read, source))]
  const wanted = leaves(value)
    .flatMap(([, leaf]) => textsFor(leaf))
    .toArray()
  const found = texts.flatMap((kept) => {
    const span = spanIn(kept.text, wanted)
    return span ? [{ ...kept, span }] : []
  })
  if (found.length === 0) return texts.map((kept) => ({ ...kept, span: null }))
  // One that is the value and nothing else says more than one which has it somewhere.
  const whole = found.filter(({ text, span }) => isWhole(text, span))
  return whole.length > 0 ? whole : found
}

/** Whether a value is all of a text, and not a part of it. */
export function isWhole(text: string, { start, end }: NonNullable<KeptText['span']>): boolean {
  return end - start === text.trim().length
}

function textsOf(read: JournalEntry, source: Source): readonly Omit<KeptText, 'span'>[] {
  const { answer, tool } = read
  const tooled = `tool:${tool}`
  if (!answer.ok || !(source === tooled || source.startsWith(`${tooled}.`))) return []
  return leaves(answer.value)
    .filter(([pointer]) => (answer.labels[pointer] ?? answer.labels[''])?.data.includes(source))
    .flatMap(([pointer, leaf]) => (isSaid(leaf) ? [{ text: String(leaf), at: { read, pointer } }] : []))
    .toArray()
}

function isSaid(leaf: Json): leaf is string | number {
  return typeof leaf === 'number' || (typeof leaf === 'string' && leaf.trim() !== '')
}

type Wanted = { readonly text: string; readonly isNumber: boolean }

// An amount may be counted in cents where a letter writes it out.
function textsFor(leaf: Json): readonly Wanted[] {
  if (typeof leaf === 'string' && leaf.trim() !== '') return [{ text: leaf.trim(), isNumber: false }]
  if (typeof leaf !== 'number') return []
  const forms = [String(leaf), leaf.toFixed(2), (leaf / 100).toFixed(2)]
  return [...new Set(forms)].map((text) => ({ text, isNumber: true }))
}

const SHORTEST_PIECE = 4

function spanIn(text: string, wanted: readonly Wanted[]): KeptText['span'] {
  for (const { text: value, isNumber } of wanted) {
    const start = isNumber ? numberIn(text, value) : text.toLowerCase().indexOf(value.toLowerCase())
    if (start >= 0) return { start, end: start + value.length }
    // A text that was put together has the other in it.
    const own = text.trim()
    if (!isNumber && own.length >= SHORTEST_PIECE && value.includes(own)) {
      const from = text.indexOf(own)
      return { start: from, end: from + own.length }
    }
  }
  return null
}

// Not as a part of a longer number.
function numberIn(text: string, value: string): number {
  for (let at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + 1)) {
    if (!/[\d.,]$/u.test(text.slice(0, at)) && !/^[.,]?\d/u.test(text.slice(at + value.length))) return at
  }
  return -1
}
