import type { Json } from '#core/json.ts'
import type { Label } from '#plan-language/values/label.ts'
import { addDays, dayIn, dayOf, partsOf, type Day } from '#dialogue/utterance/days.ts'
import { languageOf } from '#dialogue/language-of.ts'
import { mentionedDays, mentionedTimes, type TimeSurroundings } from '#dialogue/utterance/mentioned-times.ts'
import type { JournalEntry } from '#plan-language/contract.ts'
import { leavesBehind } from './read-word-for-word.ts'
import { numbersOf, valuesIn } from './mentioned-values.ts'

export interface Computing extends TimeSurroundings {
  /** What the requester typed. */
  readonly typed: string
  readonly reads: readonly JournalEntry[]
  /** 10 to this power of the value's unit are one as people say it: 2 for cents. */
  readonly minorDigits: number
}

/** The numbers of what was typed that a value was computed with; null where it isn't the result of anything that we know. */
export type ComputedWith = readonly number[] | null

/**
 * Whether a value is what a sum, a difference, a product (a percentage among them) or a shift of a day gives, of what the
 * requester typed and of values that it was read from. Its label has to say that it hangs on these; whether all of them are
 * vouched for is for the caller to know.
 */
export function computedWith(value: Json, label: Label, computing: Computing): ComputedWith {
  if (typeof value === 'number') return computedNumber(value, label, computing)
  return typeof value === 'string' ? shiftedTime(value, label, computing) : null
}

/** Values of a list. Beyond these only their sum is looked at. */
const MOST_OPERANDS = 40

function computedNumber(value: number, label: Label, computing: Computing): ComputedWith {
  const read = [...leavesBehind(label, computing.reads)].flatMap(([leaf, { data }]) =>
    typeof leaf === 'number' ? [{ leaf, from: data.join(' ') }] : [],
  )
  if (sumsOf(read).some((sum) => isSame(sum, value))) return []
  if (read.length === 0 && !isOfWords(label)) return null
  const said = numbersSaid(computing)
  const bases = read.length > 0 ? [...new Set(read.map(({ leaf }) => leaf))] : inUnits(said, computing)
  if (bases.length > MOST_OPERANDS) return null
  const found = said.find((number) => bases.some((base) => resultsOf(base, number, computing).some(isResult)))
  if (found !== undefined) return [found]
  const ofRead = bases.some((base) => bases.some((other) => [base + other, base - other, base * other].some(isResult)))
  return ofRead ? (read.length > 0 ? [] : said) : null

  function isResult(result: number): boolean {
    return isSame(result, value)
  }
}

// A constant of a model's that happens to be equal wasn't computed.
function isOfWords({ data }: Label): boolean {
  return data.some((source) => source.startsWith('user:'))
}

// Of one field, as a loop adds up.
function sumsOf(read: readonly { readonly leaf: number; readonly from: string }[]): readonly number[] {
  const sums = new Map<string, { sum: number; count: number }>()
  for (const { leaf, from } of read) {
    const before = sums.get(from) ?? { sum: 0, count: 0 }
    sums.set(from, { sum: before.sum + leaf, count: before.count + 1 })
  }
  return [...sums.values()].flatMap(({ sum, count }) => (count > 1 ? [sum] : []))
}

function resultsOf(base: number, number: number, { minorDigits }: Computing): readonly number[] {
  const inItsUnit = number * 10 ** minorDigits
  const part = (base * number) / 100
  return [base + inItsUnit, base - inItsUnit, inItsUnit - base, base * number, part, base + part, base - part]
}

function inUnits(said: readonly number[], { minorDigits }: Computing): readonly number[] {
  return said.map((number) => number * 10 ** minorDigits)
}

/** A sum of amounts isn't exact, and no two amounts are as near. A whole number may be rounded. */
const LEAST_APART = 1e-6

function isSame(result: number, value: number): boolean {
  const isRounded = Number.isInteger(value) ? Math.round(result) : Math.round(result * 100) / 100
  return Math.abs(result - value) < LEAST_APART || Math.abs(isRounded - value) < LEAST_APART
}

/** The numbers in what was typed, in digits or in words. */
function numbersSaid({ typed, speaker }: Computing): readonly number[] {
  const words = new Set(typed.toLowerCase().match(/\p{L}+/gu))
  const inWords = speaker.languages.flatMap((code) =>
    languageOf(speaker, code).numbers.flatMap((names, number) =>
      names.some((name) => words.has(name)) ? [number] : [],
    ),
  )
  return [...new Set([...valuesIn(typed).flatMap(numbersOf), ...inWords])].filter((number) => number !== 0)
}

const TIME = /^(?<day>\d{4}-\d{2}-\d{2})(?:[T ](?<time>\d{2}:\d{2})(?::\d{2})?(?:\.\d+)?(?<zone>Z|[+-]\d{2}:\d{2})?)?$/u

// "Two days later", "in a week": the same time of day as where it was, or one that was said.
function shiftedTime(value: string, label: Label, computing: Computing): ComputedWith {
  const to = TIME.exec(value)?.groups
  if (!to) return null
  const behind = [...leavesBehind(label, computing.reads)].map(([leaf]) => leaf)
  const read = behind.flatMap((leaf) => {
    const groups = typeof leaf === 'string' ? TIME.exec(leaf)?.groups : undefined
    return groups ? [{ day: groups['day'] ?? '', time: groups['time'], zone: groups['zone'] }] : []
  })
  const today = label.data.includes('clock') ? [dayIn(computing.zone, computing.now)] : []
  const bases = [
    ...read,
    ...[...today, ...(isOfWords(label) ? mentionedDays(computing.typed, computing) : [])].map((day) => ({
      ...{ day, time: undefined, zone: undefined },
    })),
  ]
  const times = mentionedTimes(computing.typed)
  const isTimely = (base: (typeof bases)[number]) =>
    to['time'] === undefined || times.has(to['time']) || (base.time === to['time'] && base.zone === to['zone'])
  const counts = [...new Set([...numbersSaid(computing), ...behind.flatMap(numbersIn), 1])].filter(isCount)
  for (const base of bases.filter((each) => isDay(each.day) && isTimely(each))) {
    const by = counts.find((count) => shifts(base.day, count).includes(to['day'] ?? ''))
    if (by !== undefined) return [by]
  }
  return null
}

/** The most days, weeks or months that people give in numbers. */
const MOST_SHIFTED = 400
const isCount = (count: number) => Number.isInteger(count) && count > 0 && count <= MOST_SHIFTED
const isDay = (day: Day) => dayOf(...partsOf(day)) === day

// "Valid for 60 days": of a rule that was read.
function numbersIn(leaf: Json): readonly number[] {
  if (typeof leaf === 'number') return [leaf]
  return typeof leaf === 'string' ? valuesIn(leaf).flatMap(numbersOf) : []
}

function shifts(day: Day, count: number): readonly Day[] {
  const days = [count, -count, 7 * count, -7 * count].map((by) => addDays(day, by))
  return [...days, ...[count, -count].flatMap((months) => monthsFrom(day, months) ?? [])]
}

/** A month from the 31st is another day to each who counts it. */
const LAST_IN_ALL_MONTHS = 28

function monthsFrom(day: Day, months: number): Day | null {
  const [year, month, date] = partsOf(day)
  if (date > LAST_IN_ALL_MONTHS) return null
  const counted = year * 12 + month - 1 + months
  return dayOf(Math.floor(counted / 12), (counted % 12) + 1, date)
}
