import { z } from 'zod'
import { canonicalJson, sha256 } from '#commitment.ts'
import { JsonObject } from '#json.ts'
import { Disclosed, findChangedValue } from './body.ts'

/** A row of `events`, as stored. */
export const EventRow = z.object({
  seq: z.int(),
  type: z.string(),
  runId: z.uuid().nullable(),
  at: z.date().transform((at) => at.toISOString()),
  body: JsonObject,
  disclosed: Disclosed,
  previousHash: z.string().nullable(),
  hash: z.string(),
})
export type EventRow = Readonly<z.infer<typeof EventRow>>

/** Whose chain it is: the same event in another thread or tenant has another hash. */
export interface ChainOwner {
  readonly tenantId: string
  readonly threadId: string
}

/** The end of a chain: 0 and null before its first event. */
export interface ChainHead {
  readonly seq: number
  readonly hash: string | null
}

/** What an event's hash covers: everything but the values that can be erased, for which their commitments stand. */
export function hashOf(owner: ChainOwner, event: Omit<EventRow, 'hash' | 'disclosed'>): string {
  return sha256(
    canonicalJson({
      tenant: owner.tenantId,
      thread: owner.threadId,
      seq: event.seq,
      at: event.at,
      type: event.type,
      runId: event.runId,
      body: event.body,
      previous: event.previousHash,
    }),
  )
}

/** Why a row isn't the next of this chain; null where it is. */
export function findFault(owner: ChainOwner, head: ChainHead, row: EventRow): string | null {
  if (row.seq !== head.seq + 1) return 'an event is missing before it'
  if (row.previousHash !== head.hash) return 'it does not follow the event before it'
  if (row.hash !== hashOf(owner, row)) return 'its content is not what its hash was made from'
  const place = findChangedValue(row)
  return place === null ? null : `the value at ${place} is not the one that was committed to`
}
