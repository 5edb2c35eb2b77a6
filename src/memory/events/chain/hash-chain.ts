import { z } from 'zod'
import { canonicalJson, sha256 } from '#core/commitment.ts'
import { JsonObject } from '#core/json.ts'
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

/** The owner of a hash chain: the same event in another thread or tenant has another hash. */
export interface ChainOwner {
  readonly tenantId: string
  readonly threadId: string
}

/** The head of a hash chain: 0 and null before its first event. */
export interface ChainHead {
  readonly seq: number
  readonly hash: string | null
}

/** What an event's hash covers, but for the event before it. */
type EventContent = Omit<EventRow, 'hash' | 'disclosed' | 'previousHash'>

/**
 * The hash of an event by itself: everything but the values that can be erased, for which their commitments stand. It
 * says nothing of the event, so a proof may have it in the event's place.
 */
export function contentHash(owner: ChainOwner, event: EventContent): string {
  return sha256(canonicalJson(contentOf(owner, event)))
}

/** An event's place in its chain: the hash of its content and of the place before it. */
export function hashOf(owner: ChainOwner, event: Omit<EventRow, 'hash' | 'disclosed'>): string {
  return sha256(canonicalJson({ content: contentHash(owner, event), previous: event.previousHash }))
}

// As events were chained before contents had hashes of their own.
function hashInOnePiece(owner: ChainOwner, event: Omit<EventRow, 'hash' | 'disclosed'>): string {
  return sha256(canonicalJson({ ...contentOf(owner, event), previous: event.previousHash }))
}

function contentOf({ tenantId, threadId }: ChainOwner, { seq, at, type, runId, body }: EventContent) {
  return { tenant: tenantId, thread: threadId, seq, at, type, runId, body }
}

/** Whether this row was chained in one piece, so that only its whole content leads to the next. */
export function isInOnePiece(owner: ChainOwner, row: EventRow): boolean {
  return row.hash !== hashOf(owner, row)
}

/** Why a row isn't the next of this chain; null where it is. */
export function findChainFault(owner: ChainOwner, head: ChainHead, row: EventRow): string | null {
  if (row.seq !== head.seq + 1) return 'an event is missing before it'
  if (row.previousHash !== head.hash) return 'it does not follow the event before it'
  if (row.hash !== hashOf(owner, row) && row.hash !== hashInOnePiece(owner, row))
    return 'its content is not what its hash was made from'
  const place = findChangedValue(row)
  return place === null ? null : `the value at ${place} is not the one that was committed to`
}
