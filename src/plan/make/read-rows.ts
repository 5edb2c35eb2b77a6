import { isJsonObject, type Json, type JsonObject } from '#core/json.ts'
import { pointerToken } from '#core/json-pointer.ts'
import type { Label, Labels } from '#core/label.ts'
import type { JournalEntry } from '#plan/contract.ts'

/** What a plan's program read, and what of it is vouched for. */
export interface VouchedReads {
  readonly reads: readonly JournalEntry[]
  /** The zone in which it is today, by its IANA name, and the clock, ISO 8601. */
  readonly zone: string
  readonly now: string
  readonly isVouchedFor: (label: Label) => boolean
}

/** An object out of what was read, with what its fields came from. */
export interface ReadRow {
  readonly fields: JsonObject
  /** Null where nothing is known of it. */
  readonly labelOf: (field: string) => Label | null
}

/** The objects of all answers that a value stands in directly. */
export function rowsWith(value: Json, reads: readonly JournalEntry[]): readonly ReadRow[] {
  return reads.flatMap(({ answer }) => (answer.ok ? rowsIn(answer.value, '', { value, labels: answer.labels }) : []))
}

interface Sought {
  readonly value: Json
  readonly labels: Labels
}

function rowsIn(within: Json, pointer: string, sought: Sought): readonly ReadRow[] {
  if (Array.isArray(within)) return within.flatMap((each, at) => rowsIn(each, `${pointer}/${at}`, sought))
  if (!isJsonObject(within)) return []
  const place = (field: string) => `${pointer}/${pointerToken(field)}`
  const row = { fields: within, labelOf: (field: string) => sought.labels[place(field)] ?? null }
  const inner = Object.entries(within).flatMap(([field, each]) => rowsIn(each, place(field), sought))
  return Object.values(within).includes(sought.value) ? [row, ...inner] : inner
}
