import type { MoneyValue } from '#plan-language/slot.ts'
import type { Language } from './language.ts'
import type { Span } from './span.ts'

/** What a slot holds. Null: it was asked for, and left out. */
export type SlotValue = string | number | MoneyValue | null

/** A value with the requester's own words that it was read from, verbatim, and what else it was made of. */
export interface FilledSlot {
  readonly value: SlotValue
  readonly said: string
  readonly by: readonly ('clock' | 'operator' | 'model')[]
}

/** A value as one may read some words. */
export interface Reading {
  readonly value: SlotValue
  readonly by?: FilledSlot['by']
}

/** Words in a text that look like what a slot takes, with each way to read them. */
export interface Found extends Span {
  /** More than one: which is meant has to be asked. */
  readonly readings: readonly Reading[]
  /** They may be meant otherwise, so that even a single reading is asked about. */
  readonly isUnsure?: boolean
  /** Why they can't be read, in words for the requester, where there is no reading. */
  readonly problem?: string
}

/** What reading depends on beside the text. */
export interface ReadingContext {
  readonly language: Language
  /** The frozen clock of the turn, ISO 8601. */
  readonly now: string
  /** The slot has just been asked for: a bare number or a whole text may be it. */
  readonly isAsked: boolean
  /** What the slot is called. */
  readonly label: string
}
