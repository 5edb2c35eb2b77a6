import { sql } from 'drizzle-orm'
import { JsonObject, type JsonPointer } from '#core/json.ts'
import type { Tx } from '../database/database.ts'
import { commitBody, discloseBody, type StoredBody } from './chain/body.ts'
import { EventRow, hashOf, type ChainHead } from './chain/hash-chain.ts'
import { knownHead, rememberHead, timeOf, type KnownHead } from './chain/known-heads.ts'
import { lockHead, selectEvents } from './chain/stored.ts'
import { assertInSql, CONFLICT } from '../database/driver/assert-in-sql.ts'
import { isBatched } from '../database/driver/transaction.ts'
import { Parts, ThreadEvent } from './thread-event.ts'

/** An event before it has its place, and which parts of it are personal: those are committed to, and can be erased. */
export interface NewEvent {
  readonly event: WithoutPlace<ThreadEvent>
  readonly personal: readonly JsonPointer[]
}

// Over each kind of event by itself, which a plain Omit of the union would lose.
type WithoutPlace<Event> = Event extends unknown ? Omit<Event, 'seq' | 'at' | 'threadId'> : never

/** Notified after each append, with `{tenantId, threadId, seq}` of its last event as JSON; in this process with the events too. */
export const EVENTS_CHANNEL = 'parley_events'

/**
 * Appends events to a thread's chain, in the caller's transaction; gives the last one's number. Whoever appends holds
 * the thread's row, so appending is best done last. In a batch (`appendToThread`) the chain's end is the one that this
 * process knows, and `not-as-supposed` is thrown where it has another. Throws `not-found`.
 */
export async function appendEvents(
  tx: Tx,
  threadId: string,
  events: readonly NewEvent[],
  randomBytes: (length: number) => Buffer,
): Promise<number> {
  const head = isBatched(tx) ? assumedHead(threadId) : await lockHead(tx, threadId)
  const at = timeOf(head.clock)
  const rows = chained(tx, threadId, head, { at, events, randomBytes })
  const end = rows.at(-1) ?? head
  const stored = tx.query(sql`
    with head as (
      update threads set head_seq = ${end.seq}, head_hash = ${end.hash}
       where tenant_id = ${tx.tenantId} and id = ${threadId}
         and head_seq = ${head.seq} and head_hash is not distinct from ${head.hash}
      returning id
    ), added as (
      insert into events (tenant_id, thread_id, seq, type, run_id, at, body, disclosed, previous_hash, hash)
      select ${tx.tenantId}, head.id, e.seq, e.type, e."runId", e.at, e.body, e.disclosed, e."previousHash", e.hash
        from head, jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
             as e(seq bigint, type text, "runId" uuid, at timestamptz, body jsonb, disclosed jsonb, "previousHash" text,
                  hash text))
    select ${assertInSql(sql`exists (select from head)`, CONFLICT)}`)
  const placed = rows.map((row, index) => ({ ...events[index]?.event, seq: row.seq, at, threadId }))
  const told = tx.notify(EVENTS_CHANNEL, JSON.stringify({ tenantId: tx.tenantId, threadId, seq: end.seq }), placed)
  tx.afterCommit(() => rememberHead(threadId, { seq: end.seq, hash: end.hash, clock: head.clock }))
  await Promise.all([stored, told])
  return end.seq
}

// Where it isn't known any more, one that no thread has: the batch conflicts, and is done again with the row locked.
function assumedHead(threadId: string): KnownHead {
  return knownHead(threadId) ?? { seq: -1, hash: null, clock: { databaseMs: 0, processMs: 0 } }
}

/** Whether what came with a notice of this process is a list of events: `appendEvents` gives nothing else. */
export function isEventList(here: unknown): here is readonly ThreadEvent[] {
  return Array.isArray(here)
}

function chained(
  tx: Tx,
  threadId: string,
  head: ChainHead,
  { at, events, randomBytes }: { at: string; events: readonly NewEvent[]; randomBytes: (length: number) => Buffer },
): readonly EventRow[] {
  const rows: EventRow[] = []
  for (const { event, personal } of events) {
    const { type, runId, ...rest } = event
    const { hash: previousHash, seq } = rows.at(-1) ?? head
    const stored = commitBody(JsonObject.parse(withoutUndefined(rest)), personal, randomBytes)
    const row = { seq: seq + 1, type, runId: runId ?? null, at, previousHash, ...stored }
    rows.push({ ...row, hash: hashOf({ tenantId: tx.tenantId, threadId }, row) })
  }
  return rows
}

function withoutUndefined(value: object): object {
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined))
}

/** A thread's events in order, after a number (0 for all). */
export async function readEvents(
  tx: Tx,
  threadId: string,
  page: { readonly after: number; readonly limit: number },
): Promise<readonly ThreadEvent[]> {
  const rows = await selectEvents(tx, threadId, page)
  return rows.map((stored) => {
    const { seq, type, at, runId, ...row } = EventRow.parse(stored)
    return ThreadEvent.parse({ ...content(row), seq, type, at, threadId, ...(runId === null ? {} : { runId }) })
  })
}

// An erased message has commitments where its parts were, and who wrote it one for their name.
function content(row: StoredBody): JsonObject {
  const body = discloseBody(row)
  return {
    ...body,
    ...('parts' in body && !Parts.safeParse(body.parts).success && { parts: [] }),
    ...('name' in body && '/name' in row.disclosed === false && { name: '' }),
  }
}

/** Erases the personal values of a thread's events for ever. Their chain still verifies. Gives how many it touched. */
export async function eraseEvents(tx: Tx, threadId: string): Promise<number> {
  const rows = await tx.query(sql`
    update events set disclosed = '{}'
     where tenant_id = ${tx.tenantId} and thread_id = ${threadId} and disclosed <> '{}'
    returning seq`)
  return rows.length
}
