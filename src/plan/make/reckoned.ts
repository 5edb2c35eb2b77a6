import { exactDecimal, isEqual, plus, rounded, times } from '#core/exact-decimal.ts'
import { isJsonObject, leaves, type Json, type JsonObject } from '#core/json.ts'
import type { Label, Labels } from '#core/label.ts'
import { pointerTokens } from '#core/json-pointer.ts'
import type { SaidChange } from '#dialogue/said-changes.ts'
import { addDays, dayOf, partsOf, type Day } from '#dialogue/days.ts'
import type { JournalEntry } from '#plan/contract.ts'
import { rowsWith } from './read-rows.ts'

interface Call {
  readonly args: JsonObject
  readonly labels: Labels
}

/**
 * Whether a value of a call is just what a change that was said makes of what was read: of the field of the same name, in the
 * row that the call's other arguments stand in. The value must hang on that field and on no other that was read, so that a
 * constant which happens to be equal isn't it; where rows don't agree on what was changed, it is nothing.
 */
export function isReckoned(
  { args, labels }: Call,
  pointer: string,
  {
    change,
    reads,
    schema,
  }: {
    readonly change: SaidChange
    readonly reads: readonly JournalEntry[]
    readonly schema: JsonObject | undefined
  },
): boolean {
  const [name = '', ...within] = pointerTokens(pointer)
  const label = labels[pointer]
  const value = args[name]
  if (within.length > 0 || !label || value === undefined) return false
  const beside = [...leaves(args)].flatMap(([place, each]) => (place !== pointer && isText(each) ? [each] : []))
  const rows = beside.flatMap((each) => rowsWith(each, reads))
  const bases = rows.flatMap(({ fields, labelOf }) => {
    const from = labelOf(name)
    const base = fields[name]
    return base !== undefined && from !== null && isMadeOf(label, from) ? [base] : []
  })
  const [base] = bases
  if (base === undefined || bases.some((other) => other !== base)) return false
  return typeof base === 'number' && typeof value === 'number'
    ? isChangedNumber(base, value, { change, isInteger: isIntegral(name, schema) })
    : typeof base === 'string' && typeof value === 'string' && isMovedTime(base, value, change)
}

function isText(value: Json): boolean {
  return typeof value === 'string' && value !== ''
}

/** Whether a value hangs on what a field was read from, and on nothing else that was read. */
function isMadeOf({ data }: Label, from: Label): boolean {
  const others = data.filter((source) => source !== 'model' && !source.startsWith('user:'))
  return from.data.length > 0 && others.length === from.data.length && from.data.every((each) => others.includes(each))
}

function isIntegral(name: string, schema: JsonObject | undefined): boolean {
  const properties = schema?.['properties']
  const own = isJsonObject(properties) ? properties[name] : undefined
  return isJsonObject(own) && own['type'] === 'integer'
}

function isChangedNumber(
  base: number,
  value: number,
  { change, isInteger }: { readonly change: SaidChange; readonly isInteger: boolean },
): boolean {
  if (change.kind !== 'percent' && change.kind !== 'number') return false
  const [from, to] = [exactDecimal(String(base)), exactDecimal(String(value))]
  const by = exactDecimal(`${change.isUp ? '' : '-'}${change.by}`)
  if (!from || !to || !by || base <= 0 || value <= 0) return false
  const changed =
    change.kind === 'number'
      ? plus(from, by)
      : times(from, times(plus({ units: 100n, digits: 0 }, by), { units: 1n, digits: 2 }))
  return isEqual(to, isInteger ? rounded(changed, 0) : rounded(changed, CENTS))
}

/** Digits that are kept of what isn't whole: a part of a cent is in no amount. */
const CENTS = 2

const TIME = /^(?<day>\d{4}-\d{2}-\d{2})(?:[T ](?<time>\d{2}:\d{2}(?::\d{2})?)(?:\.0+)?(?<zone>Z|[+-]\d{2}:\d{2})?)?$/u

// The same time of day, on the other day. Which day it is of a time with a zone depends on whose: then it is said in full.
function isMovedTime(base: string, value: string, change: SaidChange): boolean {
  const [from, to] = [TIME.exec(base)?.groups, TIME.exec(value)?.groups]
  if (!from || !to || movedDay(from['day'] ?? '', change) !== to['day']) return false
  if (to['time'] === undefined) return from['zone'] === undefined
  return from['zone'] === to['zone'] && from['time'] !== undefined && inFull(from['time']) === inFull(to['time'])
}

function inFull(time: string): string {
  return time.padEnd('00:00:00'.length, ':00')
}

/** A month from the 31st is another day to each who counts it. */
const LAST_IN_ALL_MONTHS = 28

function movedDay(day: Day, change: SaidChange): Day | null {
  const [year, month, date] = partsOf(day)
  if (dayOf(year, month, date) !== day) return null
  if (change.kind === 'days') return addDays(day, change.by)
  if (change.kind !== 'months' || date > LAST_IN_ALL_MONTHS) return null
  const months = year * 12 + month - 1 + change.by
  return dayOf(Math.floor(months / 12), (months % 12) + 1, date)
}
