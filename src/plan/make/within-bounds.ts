import { leaves, type Json, type JsonObject } from '#core/json.ts'
import type { Label, Labels } from '#core/label.ts'
import { addDays, dayIn } from '#dialogue/days.ts'
import type { SaidBound } from '#dialogue/said-bounds.ts'
import { rowsWith, type ReadRow, type VouchedReads } from './read-rows.ts'

interface Call {
  readonly args: JsonObject
  readonly labels: Labels
}

/**
 * Whether what a call is done to is within a bound that was said. Which field is meant nobody says, so it must hold of each
 * that it may be of, each vouched for or looked at by the program, and of one that the program looked at.
 */
export function isWithinBound(bound: SaidBound, { args, labels }: Call, around: VouchedReads): boolean {
  return [...leaves(args)].some(([pointer, value]) => {
    const label = labels[pointer]
    if (typeof value !== 'string' || value === '' || !label) return false
    const looked = new Set([...label.data, ...label.ctrl])
    const isLookedAt = (each: Label | null) =>
      each !== null && each.data.length > 0 && each.data.every((one) => looked.has(one))
    const rows = rowsWith(value, around.reads).filter(({ fields, labelOf }) =>
      Object.entries(fields).some(([field, own]) => own === value && isFrom(label, labelOf(field))),
    )
    return rows.length > 0 && rows.every((row) => isRowWithin(bound, row, { around, isLookedAt }))
  })
}

function isFrom({ data }: Label, field: Label | null): boolean {
  return field !== null && data.length > 0 && data.every((source) => field.data.includes(source))
}

function isRowWithin(
  bound: SaidBound,
  { fields, labelOf }: ReadRow,
  { around, isLookedAt }: { readonly around: VouchedReads; readonly isLookedAt: (label: Label | null) => boolean },
): boolean {
  const meant = Object.entries(fields).flatMap(([field, value]) => {
    const holds = bound.of === 'number' ? numberHolds(bound, value) : ageHolds(bound, value, around)
    return holds === null ? [] : [{ holds, label: labelOf(field) }]
  })
  return (
    meant.some(({ label }) => isLookedAt(label)) &&
    meant.every(({ holds, label }) => holds && label !== null && (isLookedAt(label) || around.isVouchedFor(label)))
  )
}

/** Null for what the bound can't be of. */
function numberHolds({ is, limit }: SaidBound, value: Json): boolean | null {
  if (typeof value !== 'number') return null
  if (is === 'below') return value < limit
  if (is === 'above') return value > limit
  return is === 'at-most' ? value <= limit : value >= limit
}

// The day that is just so old may be counted in or out.
function ageHolds({ is, limit }: SaidBound, value: Json, { zone, now }: VouchedReads): boolean | null {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}|$)/u.test(value)) return null
  const day = value.slice(0, 10)
  const last = addDays(dayIn(zone, now), -limit)
  return is === 'above' ? day < addDays(last, -1) : day > addDays(last, 1)
}
