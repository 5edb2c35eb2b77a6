import { z } from 'zod'
import { Json, type JsonPointer } from '#core/json.ts'
import { passagesIn } from '#knowledge/journalled-passages.ts'
import type { SealedReads } from '#memory/plans/allowed-reads.ts'

const Document = z.object({
  citations: z.array(z.object({ passageId: z.string() })),
  journal: z.array(z.object({ tool: z.string(), answer: z.looseObject({ ok: z.boolean(), value: Json.optional() }) })),
})

/** The passages that stand in what was sealed when people were asked about reads, by their places in its document. */
export function sealedPassages({
  document,
}: Pick<SealedReads, 'document'>): ReadonlyMap<JsonPointer, readonly string[]> {
  const { citations, journal } = Document.parse(document)
  const places = [
    ...citations.map(({ passageId }, index) => [`/citations/${index}`, [passageId]] as const),
    ...journal.map(({ tool, answer: { ok, value = null } }, index) => {
      const answer = ok ? { ok, value, labels: {} } : { ok, code: '' }
      return [`/journal/${index}`, passagesIn({ tool, answer })] as const
    }),
  ]
  return new Map(places)
}
