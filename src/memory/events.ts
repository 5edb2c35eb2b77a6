import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { notFound } from '#core/errors.ts'
import { JsonObject, type JsonPointer } from '#core/json.ts'
import type { Tx } from './database.ts'
import { commitBody, discloseBody, type StoredBody } from './events/body.ts'
import { EventRow, findFault, hashOf, type ChainHead } from './events/chain.ts'
import { clockAt, knownHead, rememberHead, timeOf, type KnownHead } from './events/known-heads.ts'
import { insist, NOT_AS_SUPPOSED } from './database/insist.ts'
import { Parts, ThreadEvent } from './thread-event.ts'

/** An event before it has its place, and which parts of it are personal: those are committed to, and can be erased. */
export interface NewEvent {
  readonly event: WithoutPlace<ThreadEvent>
  readonly personal: readonly JsonPointer[]
}

// Over each kind of event by itself, which a plain Omit of the union would lose.
type WithoutPlace<Event> = Event extends unknown ? Omit<Event, 'seq' | 'at' | 'threadId'> : never

/** Told after each append, with `{tenantId, threadId, seq}` of its last event as JSON; here with the events too. */
export const EVENTS_CHANNEL = 'parley_events'

/**
 * Appends events to a thread's chain, in the caller's transaction; gives the last one's number. Whoever appends holds
 * the thread's row, so appending is best done last. In a transaction that is sent whole (`changeThread`) the chain's end
 * is the one that this process knows, and `not-as-supposed` is thrown where it has another. Throws `not-found`.
 */
export async function appendEvents(
  tx: Tx,
  threadId: string,
  events: readonly NewEvent[],
  randomBytes: (length: number) => Buffer,
): Promise<number> {
  const head = tx.isSentWhole ? supposedHead(threadId) : await lockHead(tx, threadId)
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
    select ${insist(sql`exists (select from head)`, NOT_AS_SUPPOSED)}`)
  const placed = rows.map((row, index) => ({ ...events[index]?.event, seq: row.seq, at, threadId }))
  const told = tx.notify(EVENTS_CHANNEL, JSON.stringify({ tenantId: tx.tenantId, threadId, seq: end.seq }), placed)
  tx.afterCommit(() => rememberHead(threadId, { seq: end.seq, hash: end.hash, clock: head.clock }))
  await Promise.all([stored, told])
  return end.seq
}

// Where it isn't known any more, one that no thread has: the transaction fails, and is done again with care.
function supposedHead(threadId: string): KnownHead {
  return knownHead(threadId) ?? { seq: -1, hash: null, clock: { databaseMs: 0, processMs: 0 } }
}

/** Whether what came with a notice of this process is a list of events: `appendEvents` gives nothing else. */
export function isEventList(here: unknown): here is readonly ThreadEvent[] {
  return Array.isArray(here)
}

// Not `for update`: that would wait for whoever has just added a message or run to the thread, who waits for us.
async function lockHead(tx: Tx, threadId: string): Promise<KnownHead> {
  const [row] = await tx.query(sql`
    select head_seq as seq, head_hash as hash, clock_timestamp() as now
      from threads where tenant_id = ${tx.tenantId} and id = ${threadId} for no key update`)
  if (row === undefined) throw notFound('thread')
  const { seq, hash, now } = Head.parse(row)
  return { seq, hash, clock: clockAt(now) }
}

const Head = z.object({
  seq: z.int(),
  hash: z.string().nullable(),
  now: z.date(),
})

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
  const rows = await selectRows(tx, threadId, page)
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

/**
 * Whether a thread's events are all there and as they were written. A fault names the first event that isn't; `count` are
 * as they were, from the beginning on.
 */
export type ChainVerdict =
  | { readonly ok: true; readonly count: number }
  | { readonly ok: false; readonly seq: number; readonly reason: string; readonly count: number }

/**
 * Computes a thread's chain again, with every value that wasn't erased. It shows any change by whoever can't compute
 * hashes anew; against a chain rewritten whole, its head must have been kept elsewhere.
 */
export async function verifyChain(tx: Tx, threadId: string): Promise<ChainVerdict> {
  const { seq, hash } = await lockHead(tx, threadId)
  const owner = { tenantId: tx.tenantId, threadId }
  let head: ChainHead = { seq: 0, hash: null }
  for (;;) {
    const rows = await selectRows(tx, threadId, { after: head.seq, limit: VERIFIED_AT_ONCE })
    for (const row of rows) {
      const event = EventRow.safeParse(row)
      if (!event.success) return fault(Number(row.seq), 'it is no event any more')
      const reason = findFault(owner, head, event.data)
      if (reason !== null) return fault(event.data.seq, reason)
      head = event.data
    }
    if (rows.length < VERIFIED_AT_ONCE) break
  }
  if (head.seq === seq && head.hash === hash) return { ok: true, count: seq }
  return fault(head.seq + 1, 'the chain does not end where the thread says')

  function fault(at: number, reason: string): ChainVerdict {
    return { ok: false, seq: at, reason, count: head.seq }
  }
}

const VERIFIED_AT_ONCE = 500

async function selectRows(tx: Tx, threadId: string, page: { readonly after: number; readonly limit: number }) {
  return tx.query<{ seq: unknown }>(sql`
    select seq, type, run_id as "runId", at, body, disclosed, previous_hash as "previousHash", hash
      from events
     where tenant_id = ${tx.tenantId} and thread_id = ${threadId} and seq > ${page.after}
     order by seq limit ${page.limit}`)
}
