import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Principal } from '#core/principal.ts'
import type { Tx } from '../database/database.ts'
import { appendEvents } from '../events/events.ts'
import { notifyWorkers } from '../runs/leases.ts'
import { Part } from './part.ts'

/** A message that somebody says is their own request. */
const OwnableMessage = z.object({
  principalId: z.string(),
  parts: z.array(Part),
  /** The run that reads it so already; null where it was never said. */
  ownRun: z.string().nullable(),
  /** Nothing was said in the thread since. */
  isLast: z.boolean(),
})
export type OwnableMessage = Readonly<z.infer<typeof OwnableMessage>>

/**
 * A thread's message that a person wrote, held until the transaction ends; null where there is none. What is said meanwhile
 * waits, as it takes its place behind the thread's head. A run that was stopped or failed has read nothing.
 */
export async function lockOwnable(tx: Tx, threadId: string, messageId: string): Promise<OwnableMessage | null> {
  await tx.query(sql`select 1 from threads where tenant_id = ${tx.tenantId} and id = ${threadId} for update`)
  const [row] = await tx.query(sql`
    select m.principal_id as "principalId", m.parts,
           (select r.id from runs r where r.tenant_id = m.tenant_id and r.id = m.own_run
               and r.state not in ('cancelled', 'failed')) as "ownRun",
           not exists (select from messages l
                        where l.tenant_id = m.tenant_id and l.thread_id = m.thread_id and l.role <> 'assistant'
                          and (l.created_at, l.id) > (m.created_at, m.id)) as "isLast"
      from messages m
     where m.tenant_id = ${tx.tenantId} and m.thread_id = ${threadId} and m.id = ${messageId} and m.role = 'user'
       for update of m`)
  return row === undefined ? null : OwnableMessage.parse(row)
}

export interface OwnRequest {
  readonly threadId: string
  readonly messageId: string
  readonly runId: string
  readonly principal: Pick<Principal, 'id'>
  readonly traceparent: string | null
}

/** Queues the run that reads a message as its author's own request, and keeps that they said so as an event. */
export async function storeOwnRequest(
  tx: Tx,
  { threadId, messageId, runId, principal, traceparent }: OwnRequest,
  randomBytes: (length: number) => Buffer,
): Promise<void> {
  await tx.query(sql`
    with queued as (
      insert into runs (tenant_id, id, thread_id, message_id, agent, requester, traceparent)
      select tenant_id, ${runId}::uuid, id, ${messageId}::uuid, agent, ${principal.id}, ${traceparent}
        from threads where tenant_id = ${tx.tenantId} and id = ${threadId}
      returning id
    )
    update messages set own_run = queued.id from queued
     where messages.tenant_id = ${tx.tenantId} and messages.id = ${messageId}`)
  const event = { type: 'message-owned', runId, messageId, principalId: principal.id } as const
  await appendEvents(tx, threadId, [{ event, personal: [] }], randomBytes)
  await notifyWorkers(tx, runId)
}
