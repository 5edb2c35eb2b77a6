import { z } from 'zod'
import { ParsedJson, ParsedJsonObject, type Json } from '#core/json.ts'
import { Labels } from '#plan-language/values/label.ts'
import type { JournalEntry } from '#plan-language/contract.ts'

const Entry: z.ZodType<JournalEntry> = z.object({
  index: z.number().int(),
  tool: z.string(),
  args: ParsedJsonObject,
  request: z.string(),
  answer: z.discriminatedUnion('ok', [
    z.object({ ok: z.literal(true), value: ParsedJson, labels: Labels }),
    z.object({ ok: z.literal(false), code: z.string(), error: z.string().optional() }),
  ]),
  at: z.string(),
})

/** The reads of a plan as stored, checked: a journal that isn't one is breakage, not data. */
export function parseJournal(rows: readonly Json[]): readonly JournalEntry[] {
  return rows.map((row) => Entry.parse(row))
}
