import { z } from 'zod'
import { Json, JsonObject, type JsonPointer } from '#core/json.ts'
import { passageAskedOf, passagesIn } from '#knowledge/journalled-passages.ts'
import type { SealedReads } from '#memory/plans/allowed-reads.ts'

const Document = z.object({
  citations: z.array(z.object({ passageId: z.string() })),
  effects: z.array(z.object({ tool: z.string(), args: JsonObject })).default([]),
  journal: z.array(z.object({ tool: z.string(), answer: z.looseObject({ ok: z.boolean(), value: Json.optional() }) })),
})

/** The passages that stand in what was sealed when people were asked about reads, by their places in its document. */
export function sealedPassages({
  document,
}: Pick<SealedReads, 'document'>): ReadonlyMap<JsonPointer, readonly string[]> {
  const { citations, effects, journal } = Document.parse(document)
  const places = [
    ...citations.map(({ passageId }, index) => [`/citations/${index}`, [passageId]] as const),
    ...effects.map((read, index) => [`/effects/${index}/args`, [passageAskedOf(read) ?? []].flat()] as const),
    ...journal.map(({ tool, answer: { ok, value = null } }, index) => {
      const answer = ok ? { ok, value, labels: {} } : { ok, code: '' }
      return [`/journal/${index}`, passagesIn({ tool, answer })] as const
    }),
  ]
  const asked = effects.flatMap((read) => passageAskedOf(read) ?? [])
  return new Map([...places, ['/program/source', asked]])
}
