import type { MoneyValue, Slot } from '#plan-language/slot.ts'
import { decimalText } from '#plan-language/values/minor-units.ts'
import { foundAsCompared } from '../utterance/compared-spans.ts'
import type { Language } from '../language.ts'
import { isNegated } from '../utterance/negation-scope.ts'
import { dateProblem, dayText, findDates } from '../slots/date.ts'
import { findMoney, moneyProblem } from '../slots/money.ts'
import { findNumbers, numberProblem } from '../slots/number.ts'
import type { FilledSlot, Found, Reading, ReadingContext, SlotValue } from '../reading.ts'
import { overlaps, type Span } from '../span.ts'
import { choiceValues, emailProblem, findChoices, findEmails, findPattern } from '../find-phrases.ts'

/** Pieces of a text that another slot has been read from. */
export type Taken = readonly Span[]

export type SlotReading = { readonly taken: Taken; readonly denied: readonly SlotValue[] } & (
  | { readonly kind: 'none' }
  | { readonly kind: 'value'; readonly filled: FilledSlot }
  /** Several values, or words that may be read in several ways. `isOnePlace`: they are the same words. */
  | { readonly kind: 'which'; readonly choices: readonly FilledSlot[]; readonly isOnePlace: boolean }
  /** Something of that kind that can't be taken, with the reason in words. */
  | { readonly kind: 'wrong'; readonly problem: string }
)

/**
 * Extracts a slot's value (an entity) from the requester's typed words, and never guesses: what is ambiguous comes back as
 * choices. `denied` are negated values ("not A17").
 */
export function readSlot(slot: Slot, text: string, context: ReadingContext, taken: Taken = []): SlotReading {
  const found = find(slot, text, context).filter((one) => !overlaps(one, taken))
  const denied = found.filter((one) => isNegated(text, one, context))
  const meant = found.filter((one) => !denied.includes(one))
  const base = { taken: found, denied: denied.flatMap(({ readings }) => readings.map(({ value }) => value)) }
  const problem = meant.map((one) => one.problem).find((one) => one !== undefined)
  if (problem !== undefined) return { ...base, kind: 'wrong', problem }
  const read = distinct(meant.flatMap((one) => one.readings.map((reading) => filledBy(reading, text, one))))
  const [first] = read
  if (!first) return { ...base, kind: 'none' }
  const fitting = read.filter((one) => problemOf(slot, one.value, context) === null)
  const [only] = fitting
  if (!only) return { ...base, kind: 'wrong', problem: problemOf(slot, first.value, context) ?? '' }
  const isUnsure = read.length > 1 || meant.some((one) => one.isUnsure === true)
  if (!isUnsure) return { ...base, kind: 'value', filled: only }
  const places = new Set(meant.map(({ start }) => start))
  return { ...base, kind: 'which', choices: fitting.slice(0, MOST_CHOICES), isOnePlace: places.size === 1 }
}

/** What a value is in a sentence. */
export function shownValue(slot: Slot, value: SlotValue, language: Language): string {
  if (isMoney(value)) return language.say.amount(decimalText(value.amount, value.currency), value.currency)
  if (typeof value === 'number') return language.say.number(String(value))
  if (slot.type === 'choice' && typeof value === 'string') return shownChoice(slot, value)
  return slot.type === 'date' && typeof value === 'string' ? dayText(value, language) : String(value)
}

/** What a slot expects, in words: what its playbook says, or what its type does. */
export function expected(slot: Slot, { say }: Language): string {
  if (slot.expects !== null) return slot.expects
  return slot.type === 'choice'
    ? say.oneOf(say.list(choiceValues(slot.of).map((value) => shownChoice(slot, value))))
    : say.expected[slot.type]
}

// The value as the requester's language calls it, where the playbook says how.
function shownChoice({ shown }: Extract<Slot, { type: 'choice' }>, value: string): string {
  return (shown && Object.hasOwn(shown, value) ? shown[value] : undefined) ?? value
}

export function isSameValue(one: SlotValue, other: SlotValue): boolean {
  if (isMoney(one) && isMoney(other)) return one.amount === other.amount && one.currency === other.currency
  return one === other
}

/** More are no choice that anybody reads. */
const MOST_CHOICES = 4

function find(slot: Slot, text: string, context: ReadingContext): readonly Found[] {
  switch (slot.type) {
    case 'pattern':
      return findPattern(slot.pattern, text)
    case 'choice':
      return findChoices(slot.of, text)
    case 'money':
      return foundAsCompared(text, (compared) => findMoney(slot, compared, context))
    case 'date':
      return foundAsCompared(text, (compared) => findDates(slot, compared, context))
    case 'email':
      return findEmails(text)
    case 'number':
    case 'integer':
      return foundAsCompared(text, (compared) => findNumbers(compared, context))
    case 'text': {
      const value = text.trim()
      const start = text.indexOf(value)
      return context.isAsked && value !== '' ? [{ start, end: start + value.length, readings: [{ value }] }] : []
    }
  }
}

/** Why a value can't be taken, in words; null where it can. Also of one that was read when the slot was another. */
export function problemOf(slot: Slot, value: SlotValue, context: ReadingContext): string | null {
  const { say } = context.language
  const other = say.notSeen(expected(slot, context.language))
  if (value === null) return slot.optional ? null : other
  switch (slot.type) {
    case 'money':
      return isMoney(value) && slot.currencies.includes(value.currency) ? moneyProblem(slot, value, context) : other
    case 'number':
    case 'integer':
      return typeof value === 'number' ? numberProblem(slot, value, context) : other
    case 'date':
      return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? dateProblem(slot, value, context) : other
    case 'email':
      return typeof value === 'string' && value.includes('@') ? emailProblem(slot.domains, value, context) : other
    case 'choice':
      return typeof value === 'string' && choiceValues(slot.of).includes(value) ? null : other
    case 'pattern':
      return typeof value === 'string' &&
        findPattern(slot.pattern, value).some(({ readings }) => readings[0]?.value === value)
        ? null
        : other
    case 'text': {
      if (typeof value !== 'string') return other
      if (value.length < slot.min) return say.tooShort(slot.min)
      return value.length > slot.max ? say.tooLong(slot.max) : null
    }
  }
}

function filledBy({ value, by = [] }: Reading, text: string, { start, end }: Found): FilledSlot {
  return { value, said: text.slice(start, end), by }
}

function distinct(read: readonly FilledSlot[]): readonly FilledSlot[] {
  const kept: FilledSlot[] = []
  for (const one of read) {
    if (!kept.some((other) => isSameValue(other.value, one.value))) kept.push(one)
    if (kept.length > MOST_CHOICES) return kept
  }
  return kept
}

function isMoney(value: SlotValue): value is MoneyValue {
  return typeof value === 'object' && value !== null
}
