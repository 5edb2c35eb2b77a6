import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { Json, ParsedJsonObject } from '#core/json.ts'
import { Label, Labels } from '#plan-language/values/label.ts'
import type { Tx } from '../database/database.ts'
import { Part } from '../threads/part.ts'

const Step = z.object({ tool: z.string(), args: ParsedJsonObject, labels: Labels })

/** A turn of a requester's before one of their runs: what they wrote, what came back, and what was done. */
export const ExchangeBefore = z.object({
  messageId: z.string(),
  parts: z.array(Part),
  isOwn: z.boolean(),
  route: Json,
  /** What it was answered; null where it wasn't yet. */
  answer: z.array(Part).nullable(),
  /** What its last plan said, where that staged nothing. */
  said: z.object({ text: z.string(), label: Label, program: z.string(), literals: Label }).nullable(),
  /** Steps of its plans that have begun, and weren't taken back. */
  done: z.array(Step),
})
export type ExchangeBefore = Readonly<z.infer<typeof ExchangeBefore>>

/** A requester's turns in a thread before one of their runs, newest first. A row that is none any more ends them. */
export async function readExchangesBefore(tx: Tx, runId: string, limit: number): Promise<readonly ExchangeBefore[]> {
  const rows = await tx.query(sql`
    select b.message_id as "messageId", b.route, m.parts, coalesce(b.id >= m.own_run, false) as "isOwn",
           (select a.parts from messages a
             where a.tenant_id = b.tenant_id and a.run_id = b.id and a.role = 'assistant' limit 1) as answer,
           (select case when exists (select from effects e where e.tenant_id = p.tenant_id and e.plan_id = p.id)
                        then null
                        else p.said || jsonb_build_object('program', p.program, 'literals', p.literals) end
              from plans p where p.tenant_id = b.tenant_id and p.run_id = b.id order by p.round desc limit 1) as said,
           (select coalesce(json_agg(json_build_object('tool', e.tool, 'args', e.args, 'labels', e.labels)
                                     order by p.round, e.index), '[]')
              from plans p join effects e on e.tenant_id = p.tenant_id and e.plan_id = p.id
             where p.tenant_id = b.tenant_id and p.run_id = b.id and not p.asking and e.undoes is null
               and e.state in ('dispatched', 'succeeded', 'unknown')) as done
      from runs r
      join runs b on b.tenant_id = r.tenant_id and b.thread_id = r.thread_id and b.requester = r.requester and b.id < r.id
      join messages m on m.tenant_id = b.tenant_id and m.id = b.message_id
     where r.tenant_id = ${tx.tenantId} and r.id = ${runId} and b.route is not null
     order by b.id desc limit ${limit}`)
  const parsed = rows.map((row) => ExchangeBefore.safeParse(row).data ?? null)
  const broken = parsed.indexOf(null)
  return parsed.slice(0, broken === -1 ? parsed.length : broken).flatMap((row) => row ?? [])
}
