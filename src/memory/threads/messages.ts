import { sql, type SQL } from 'drizzle-orm'
import { z } from 'zod'
import { AppError } from '#core/errors.ts'
import { PrincipalId } from '#core/principal.ts'
import type { Tx } from '../database/database.ts'
import { Part } from './part.ts'
import { answersOf } from '../runs/answers-of.ts'
import { updateOrLoseLease, ownsRun, type Lease } from '../runs/leases.ts'

const Parts = z.array(Part)

/**
 * One entry in a thread. `principalId` is who wrote it; an answer has none. A `person` is somebody who has taken the thread
 * from the agent. One that isn't complete is what its run waits for: the cards of its plans, until the answer takes their
 * place.
 */
export const Message = z.object({
  id: z.uuid(),
  threadId: z.uuid(),
  runId: z.uuid().nullable(),
  role: z.enum(['user', 'assistant', 'person']),
  principalId: PrincipalId.nullable(),
  /** What who wrote it is called. */
  name: z.string().nullable(),
  parts: Parts.readonly(),
  createdAt: z.date(),
  isComplete: z.boolean(),
  /** Whether its author has said that all of it is their own request. */
  isOwn: z.boolean(),
  /** The messages that it answers, the first first; empty for what a requester wrote and for what nobody asked. */
  answers: z.array(z.uuid()).readonly(),
})
export type Message = Readonly<z.infer<typeof Message>>

const Answering = z.object({ messageId: z.uuid(), joined: z.array(z.uuid()), whose: z.string() })
/** With the run whose answer it is; null for what people wrote. */
const StoredMessage = Message.extend({ answering: Answering.nullable() })

/** A thread's messages, oldest first, of one run alone where it is named; `after` is the last id of the page before. */
export async function listMessages(
  tx: Tx,
  threadId: string,
  page: { readonly after?: string | null; readonly runId?: string | null; readonly limit: number },
): Promise<readonly Message[]> {
  const after = page.after ?? null
  const runId = page.runId ?? null
  return select(
    tx,
    sql`thread_id = ${threadId} and (${runId}::uuid is null or run_id = ${runId}::uuid)
       and (${after}::uuid is null or (created_at, id) >
            (select l.created_at, l.id from messages l where l.tenant_id = ${tx.tenantId} and l.id = ${after}::uuid))
     order by created_at, id limit ${page.limit}`,
  )
}

/** What a message of a thread says, where its requester has said something else since; else null. */
export async function readPassed(tx: Tx, threadId: string, messageId: string): Promise<readonly Part[] | null> {
  const [row] = await tx.query(sql`
    select m.parts from messages m
     where m.tenant_id = ${tx.tenantId} and m.thread_id = ${threadId} and m.id = ${messageId}
       and exists (select from messages l
                    where l.tenant_id = m.tenant_id and l.thread_id = m.thread_id and l.role = 'user'
                      and (l.created_at, l.id) > (m.created_at, m.id))`)
  return row === undefined ? null : Message.pick({ parts: true }).parse(row).parts
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
  return select(tx, sql`${fromRequester(tx, runId)} order by created_at desc, id desc limit ${limit}`)
}

/** The same from the beginning of the thread on, oldest first. */
export async function listRequestersFirstMessages(tx: Tx, runId: string, limit: number): Promise<readonly Message[]> {
  return select(tx, sql`${fromRequester(tx, runId)} order by created_at, id limit ${limit}`)
}

function fromRequester(tx: Tx, runId: string): SQL {
  const ofRun = (column: SQL): SQL => sql`(
    select ${column} from runs r join messages asked on asked.tenant_id = r.tenant_id and asked.id = r.message_id
     where r.tenant_id = ${tx.tenantId} and r.id = ${runId})`
  return sql`thread_id = ${ofRun(sql`r.thread_id`)} and role = 'user' and principal_id = ${ofRun(sql`r.requester`)}
       and created_at <= ${ofRun(sql`asked.created_at`)}`
}

/** What a plan says beside its steps and is told at once, above its card. */
export interface AheadOfCard {
  readonly planId: string
  readonly parts: readonly Part[]
}

/**
 * Puts the cards of a run's plans into its thread, in the order of their rounds, as the part of its answer that is there
 * already, with what the newest tells above its card; where that isn’t said, what stands there stays. An answer that is complete stays. `id` is the answer's, where it isn't there yet. Throws `lease-lost`.
 */
export async function showCards(
  tx: Tx,
  answer: { readonly id: string; readonly threadId: string },
  hold: Lease,
  ahead: AheadOfCard | null = null,
): Promise<void> {
  await updateOrLoseLease(
    tx,
    sql`
    insert into messages as first (tenant_id, id, thread_id, run_id, role, parts, is_complete)
    select ${tx.tenantId}, ${answer.id}::uuid, ${answer.threadId}::uuid, ${hold.runId}::uuid, 'assistant',
           ${cardsOf(tx, hold.runId, ahead)}, false
     where ${ownsRun(tx, hold)}
        on conflict (tenant_id, run_id) where role = 'assistant' do update
       set parts = case
             when first.is_complete then first.parts
             -- The same cards, with what is told above them.
             when ${ahead === null} and ${plansIn('first')} = ${plansIn('excluded')} then first.parts
             else excluded.parts end
    returning id`,
  )
}

function plansIn(row: 'first' | 'excluded'): SQL {
  return sql.raw(`jsonb_path_query_array(${row}.parts, '$[*].planId')`)
}

// What only said something has no step to show.
function cardsOf(tx: Tx, runId: string, ahead: AheadOfCard | null): SQL {
  return sql`coalesce((
    select jsonb_agg(shown.part order by p.round, shown.place)
      from plans p
     cross join lateral (
       select 1 as place, jsonb_build_object('type', 'plan', 'planId', p.id) as part
        union all
       select 0, told.part
         from jsonb_array_elements(${JSON.stringify(ahead?.parts ?? [])}::jsonb) told (part)
        where p.id = ${ahead?.planId ?? null}::uuid) shown
     where p.tenant_id = ${tx.tenantId} and p.run_id = ${runId}
       and exists (select from effects e where e.tenant_id = p.tenant_id and e.plan_id = p.id)), '[]')`
}

/**
 * Adds a run's answer and gives its id. A run has one: where its cards stand in the thread already, or it has answered
 * before and goes on since a person has said how a step of it ended, this takes that one's place and has its id. Belongs in
 * one transaction with `finishRun`, which undoes it where the run is another worker's.
 */
export async function appendAnswer(
  tx: Tx,
  answer: { readonly id: string; readonly threadId: string; readonly runId: string; readonly parts: readonly Part[] },
): Promise<string> {
  const parts = JSON.stringify(Parts.parse(answer.parts))
  const [row] = await tx.query<{ id: string }>(sql`
    insert into messages (tenant_id, id, thread_id, run_id, role, parts)
    values (${tx.tenantId}, ${answer.id}, ${answer.threadId}, ${answer.runId}, 'assistant', ${parts}::jsonb)
        on conflict (tenant_id, run_id) where role = 'assistant' do update
       set parts = excluded.parts, is_complete = true
    returning id`)
  if (row === undefined) throw new AppError('An answer was not stored.', { code: 'database-error' })
  return row.id
}

/**
 * Completes the answer of a run that ended while its cards stood in the thread: they stay, with a word on what became of
 * them. Null where none stood there. Belongs in one transaction with the run's end.
 */
export async function completeCards(
  tx: Tx,
  runId: string,
  notice: Part,
): Promise<{ readonly id: string; readonly parts: readonly Part[] } | null> {
  const [row] = await tx.query(sql`
    update messages set parts = parts || ${JSON.stringify([notice])}::jsonb, is_complete = true
     where tenant_id = ${tx.tenantId} and run_id = ${runId} and role = 'assistant' and not is_complete
    returning id, parts`)
  return row === undefined ? null : Message.pick({ id: true, parts: true }).parse(row)
}

async function select(tx: Tx, condition: SQL): Promise<readonly Message[]> {
  const rows = await tx.query(sql`
    select id, thread_id as "threadId", run_id as "runId", role, principal_id as "principalId", parts, answers,
           created_at as "createdAt", is_complete as "isComplete", own_run is not null as "isOwn",
           (select json_build_object('messageId', r.message_id, 'joined', r.joined, 'whose', r.requester) from runs r
             where role = 'assistant' and r.tenant_id = messages.tenant_id and r.id = messages.run_id) as answering,
           (select w.name from principals w where w.tenant_id = messages.tenant_id and w.id = messages.principal_id) as name
      from messages where tenant_id = ${tx.tenantId} and ${condition}`)
  return rows.map((row) => {
    const { answering, ...message } = StoredMessage.parse(row)
    return answering === null
      ? message
      : { ...message, answers: answersOf({ ...answering, requester: answering.whose }) }
  })
}
