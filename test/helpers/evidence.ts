import assert from 'node:assert/strict'
import { z } from 'zod'
import { isJsonObject, JsonObject, type Json, type JsonPointer } from '#core/json.ts'
import { pointerToken } from '#core/json-pointer.ts'
import type { PersonClient } from './parley-client.ts'

/** A file of evidence, as it was downloaded. */
export interface EvidenceFile {
  readonly format: string
  readonly statement: JsonObject
  readonly parts: Readonly<Record<string, string>>
  readonly disclosed: Readonly<Record<JsonPointer, { readonly salt: string; readonly value: Json }>>
  readonly signature: JsonObject
}

/** What evidence says of its thread's chain. */
export const EvidenceChain = z.looseObject({
  chain: z.looseObject({
    links: z.array(z.union([z.string(), z.looseObject({ seq: z.int(), body: JsonObject })])),
    head: z.object({ seq: z.int(), hash: z.string() }),
    fault: z.object({ seq: z.int(), reason: z.string() }).nullable(),
  }),
})

/** A plan's evidence, as one person is given it. */
export async function readEvidence(client: PersonClient, planId: string): Promise<EvidenceFile> {
  const { status, body } = await client.request<EvidenceFile>('GET', `/v1/plans/${planId}/evidence`)
  assert.equal(status, 200)
  return body
}

/** The statement with every value that its reader was given in its place. */
export function opened<Statement>({ statement, disclosed }: EvidenceFile): Statement {
  const at = (value: Json, pointer: JsonPointer): Json => {
    const entry = disclosed[pointer]
    if (entry) return entry.value
    if (Array.isArray(value)) return value.map((item: Json, index) => at(item, `${pointer}/${index}`))
    if (!isJsonObject(value)) return value
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, at(item, `${pointer}/${pointerToken(key)}`)]),
    )
  }
  const whole: Statement = JSON.parse(JSON.stringify(at(statement, '')))
  return whole
}
