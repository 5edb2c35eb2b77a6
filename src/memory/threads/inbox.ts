import { sql, type SQL } from 'drizzle-orm'
import { AppError, notFound } from '#core/errors.ts'
import type { Principal } from '#core/principal.ts'
import type { Tx } from '../database/database.ts'
import { assertInSql, CONFLICT } from '../database/driver/assert-in-sql.ts'
import { isBatched } from '../database/driver/transaction.ts'
import { appendEvents } from '../events/events.ts'
import { textPart } from './part.ts'
import { notifyWorkers } from '../runs/leases.ts'
import { isOwnRow } from '../database/rows-allowed.ts'

/** A message as it arrived, with the ids that it and its run get unless it has been here before. */
export interface ArrivingMessage {
  readonly threadId: string
  readonly principal: Pick<Principal, 'id' | 'authenticatedBy'>
  readonly channel: string
  /** The same key in the same channel is the same message, however often it is delivered. */
  readonly dedupeKey: string
  /** Of what its caller chose the key for: with the same key and another hash it is another message. Null: the key says it all. */
  readonly contentHash: string | null
  readonly text: string
  /** The number of the last event of the thread that its writer had before them; null where nobody says. */
  readonly seen: number | null
  readonly messageId: string
  readonly runId: string
  /** W3C trace context, for the run to go on with. */
  readonly traceparent: string | null
}

/** What became of it. `duplicate`: it was here before, these are the first one's ids, and nothing changed. */
export interface AcceptedMessage {
  readonly messageId: string
  readonly runId: string
  readonly duplicate: boolean
}

/**
 * Stores a message and the run that will answer it, once; within `appendToThread`. Throws `not-found` where the thread
 * isn't the principal's, `dedupe-key-reused` where the key was another thread's, `idempotency-key-reused` where it was
 * another message's, and `text-not-storable`.
 */
export async function acceptMessage(
  tx: Tx,
  message: ArrivingMessage,
  randomBytes: (length: number) => Buffer,
): Promise<AcceptedMessage> {
  mustBeStorable(message.text)
  // A batch asserts that it is a new message in the principal's own thread; where it conflicts, this is done step by step.
  const storing = store(tx, message)
  if (!isBatched(tx)) {
    const { isTheirs, isNew } = await storing
    if (!isTheirs) throw notFound('thread')
    if (!isNew) return findFirst(tx, message)
  }
  const { messageId, runId } = message
  const event = { type: 'message-received', runId, messageId, parts: [textPart(message.text)] } as const
  await Promise.all([
    storing,
    appendEvents(tx, message.threadId, [{ event, personal: ['/parts'] }], randomBytes),
    notifyWorkers(tx, runId),
  ])
  return { messageId, runId, duplicate: false }
}

// One statement: the keys between message, run and inbox are checked at its end.
async function store(tx: Tx, message: ArrivingMessage): Promise<{ isTheirs: boolean; isNew: boolean }> {
  const [row] = await tx.query<{ isTheirs: boolean; isNew: boolean }>(sql`
    with thread as (
      select agent, head_seq from threads
       where tenant_id = ${tx.tenantId} and id = ${message.threadId} and deleted_at is null
         and ${isOwnRow(message.principal, sql`requester`)}
    ), arrival as (
      insert into inbox (tenant_id, channel, dedupe_key, message_id, run_id, content_hash)
      select ${tx.tenantId}, ${message.channel}, ${message.dedupeKey}, ${message.messageId}::uuid, ${message.runId}::uuid,
             ${message.contentHash}
        from thread
          on conflict (tenant_id, channel, dedupe_key) do nothing
      returning message_id
    ), stored as (
      insert into messages (tenant_id, id, thread_id, run_id, role, principal_id, authenticated_by, seen, parts)
      select ${tx.tenantId}, message_id, ${message.threadId}::uuid, ${message.runId}::uuid, 'user',
             ${message.principal.id}, ${message.principal.authenticatedBy}, ${seenIn(tx, message)},
             ${JSON.stringify([textPart(message.text)])}::jsonb
        from arrival, thread
    ), queued as (
      insert into runs (tenant_id, id, thread_id, message_id, agent, requester, traceparent)
      select ${tx.tenantId}, ${message.runId}::uuid, ${message.threadId}::uuid, arrival.message_id, thread.agent,
             ${message.principal.id}, ${message.traceparent}
        from arrival, thread
    )
    select exists (select from thread) as "isTheirs", exists (select from arrival) as "isNew",
           ${isBatched(tx) ? assertInSql(sql`exists (select from arrival)`, CONFLICT) : sql`true`}`)
  return row ?? { isTheirs: false, isNew: false }
}

// What a channel hasn't begun to send yet, nobody has read there.
function seenIn(tx: Tx, { seen, threadId }: ArrivingMessage): SQL {
  return sql`least(thread.head_seq, ${seen}::bigint, (
    select min(o.seq) - 1 from outbox o
     where o.tenant_id = ${tx.tenantId} and o.thread_id = ${threadId} and o.state = 'pending'))`
}

/** Whether a message with this key was here before. */
export async function hasArrived(tx: Tx, { channel, dedupeKey }: ArrivingMessage): Promise<boolean> {
  const rows = await tx.query(sql`
    select from inbox where tenant_id = ${tx.tenantId} and channel = ${channel} and dedupe_key = ${dedupeKey}`)
  return rows.length > 0
}

async function findFirst(tx: Tx, message: ArrivingMessage): Promise<AcceptedMessage> {
  const [first] = await tx.query<First>(sql`
    select i.message_id as "messageId", i.run_id as "runId", i.content_hash as "contentHash", i.received_at as "receivedAt"
      from inbox i
      join messages m on m.tenant_id = i.tenant_id and m.id = i.message_id
     where i.tenant_id = ${tx.tenantId} and i.channel = ${message.channel} and i.dedupe_key = ${message.dedupeKey}
       and m.thread_id = ${message.threadId}`)
  if (first === undefined) {
    throw new AppError('This key was used for another message before. Use a new one for each message.', {
      code: 'dedupe-key-reused',
      status: 409,
    })
  }
  const { messageId, runId, contentHash, receivedAt } = first
  const isKnown = contentHash !== null && message.contentHash !== null
  if (isKnown && contentHash !== message.contentHash) throw keyReused(messageId, receivedAt)
  return { messageId, runId, duplicate: true }
}

interface First {
  readonly messageId: string
  readonly runId: string
  readonly contentHash: string | null
  readonly receivedAt: Date
}

/** A key that its caller chose was for another message: which one and when, and nothing of what it said. */
export function keyReused(messageId: string, receivedAt: Date): AppError {
  const at = receivedAt.toISOString()
  return new AppError(
    `This Idempotency-Key, or id of a message, was used for other content before: for the message ${messageId}, at ${at}. ` +
      'Nothing was taken in. Send what is new under a key of its own.',
    { code: 'idempotency-key-reused', status: 422, details: { messageId, receivedAt: at } },
  )
}

/** Throws `text-not-storable`. */
export function mustBeStorable(text: string): void {
  if (text.isWellFormed() && !text.includes('\0')) return
  throw new AppError(
    'The text holds characters that cannot be stored, such as U+0000. Remove them and send it again.',
    {
      code: 'text-not-storable',
      status: 400,
    },
  )
}
