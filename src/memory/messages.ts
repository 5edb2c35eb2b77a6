import { sql, type SQL } from 'drizzle-orm'
import { z } from 'zod'
import { AppError } from '#errors.ts'
import { PrincipalId } from '#principal.ts'
import type { Tx } from './database.ts'
import { Part } from './part.ts'

/** One entry in a thread. `principalId` is who wrote it; an answer has none. */
export const Message = z.object({
  id: z.uuid(),
  threadId: z.uuid(),
  runId: z.uuid().nullable(),
  role: z.enum(['user', 'assistant']),
  principalId: PrincipalId.nullable(),
  parts: z.array(Part).readonly(),
  createdAt: z.date(),
})
export type Message = Readonly<z.infer<typeof Message>>

/** A thread's messages, oldest first; `after` is the last id of the page before. */
export async function listMessages(
  tx: Tx,
  threadId: string,
  page: { readonly after?: string | null; readonly limit: number },
): Promise<readonly Message[]> {
  const after = page.after ?? null
  return select(
    tx,
    sql`thread_id = ${threadId}
       and (${after}::uuid is null or (created_at, id) >
            (select l.created_at, l.id from messages l where l.tenant_id = ${tx.tenantId} and l.id = ${after}::uuid))
     order by created_at, id limit ${page.limit}`,
  )
}

/** The last messages of a plan's thread from before the plan was made, oldest first. */
export async function listMessagesBeforePlan(tx: Tx, planId: string, limit: number): Promise<readonly Message[]> {
  const plan = (column: SQL): SQL =>
    sql`(select ${column} from plans where tenant_id = ${tx.tenantId} and id = ${planId})`
  const messages = await select(
    tx,
    sql`thread_id = ${plan(sql`thread_id`)} and created_at <= ${plan(sql`created_at`)}
     order by created_at desc, id desc limit ${limit}`,
  )
  return messages.toReversed()
}

/** What a run's requester wrote in its thread, up to the message that the run is for. Newest first. */
export async function listRequestersMessages(tx: Tx, runId: string, limit: number): Promise<readonly Message[]> {
  const ofRun = (column: SQL): SQL => sql`(
    select ${column} from runs r join messages asked on asked.tenant_id = r.tenant_id and asked.id = r.message_id
     where r.tenant_id = ${tx.tenantId} and r.id = ${runId})`
  return select(
    tx,
    sql`thread_id = ${ofRun(sql`r.thread_id`)} and role = 'user' and principal_id = ${ofRun(sql`r.requester`)}
       and created_at <= ${ofRun(sql`asked.created_at`)}
     order by created_at desc, id desc limit ${limit}`,
  )
}

/**
 * Adds a run's answer and gives its id. A run has one: where it has answered before, and goes on since a person has said how a
 * step of it ended, this one takes that answer's place and its id comes back. Belongs in one transaction with `finishRun`, which undoes it where the run is another worker's.
 */
export async function appendAnswer(
  tx: Tx,
  answer: { readonly id: string; readonly threadId: string; readonly runId: string; readonly parts: readonly Part[] },
): Promise<string> {
  const parts = JSON.stringify(z.array(Part).parse(answer.parts))
  const [row] = await tx.query<{ id: string }>(sql`
    insert into messages (tenant_id, id, thread_id, run_id, role, parts)
    values (${tx.tenantId}, ${answer.id}, ${answer.threadId}, ${answer.runId}, 'assistant', ${parts}::jsonb)
        on conflict (tenant_id, run_id) where role = 'assistant' do update set parts = excluded.parts
    returning id`)
  if (row === undefined) throw new AppError('An answer was not stored.', { code: 'database-error' })
  return row.id
}

async function select(tx: Tx, condition: SQL): Promise<readonly Message[]> {
  const rows = await tx.query(sql`
    select id, thread_id as "threadId", run_id as "runId", role, principal_id as "principalId", parts,
           created_at as "createdAt"
      from messages where tenant_id = ${tx.tenantId} and ${condition}`)
  return rows.map((row) => Message.parse(row))
}
