import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Tx } from '../database/database.ts'
import { EffectRecord } from './plan-record.ts'

/** A step with what it returned; null where it did nothing, or where that is too long to be looked at. */
export const PastStep = EffectRecord.pick({ tool: true, labels: true, because: true, state: true, outcome: true })
export type PastStep = z.infer<typeof PastStep>

/** A plan of a turn before: its steps, in order, as its rows say. */
const PastPlan = z.object({ id: z.uuid(), effects: z.array(PastStep) })
export type PastPlan = z.infer<typeof PastPlan>

interface PastOf {
  readonly threadId: string
  readonly requester: string
  /** The turn that is under way: its own plans aren't past. */
  readonly runId: string
}

/** Turns that are looked back at. Which they are hangs on what their requester wrote, not on what came of it. */
const MOST_TURNS = 20

/**
 * The plans of a requester's turns before in a thread, newest first, those of which something was done. A value longer than
 * `longest` characters of JSON comes back as null. A row that is no plan any more is left out.
 */
export async function readPastPlans(
  tx: Tx,
  { threadId, requester, runId }: PastOf,
  longest: number,
): Promise<readonly PastPlan[]> {
  const rows = await tx.query(sql`
    select p.id, done.effects
      from (select id, created_at from runs
             where tenant_id = ${tx.tenantId} and thread_id = ${threadId} and requester = ${requester} and id <> ${runId}
             order by created_at desc, id desc limit ${MOST_TURNS}) r
      join plans p on p.tenant_id = ${tx.tenantId} and p.run_id = r.id and p.requester = ${requester}
     cross join lateral (
       select json_agg(json_build_object(
                'tool', e.tool, 'labels', e.labels, 'because', e.because, 'state', e.state,
                'outcome', case when length(e.outcome::text) <= ${longest} then e.outcome end)
              order by e.index) as effects
         from effects e where e.tenant_id = ${tx.tenantId} and e.plan_id = p.id
        having bool_or(e.state = 'succeeded')) done
     order by r.created_at desc, p.round desc`)
  return rows.flatMap((row) => PastPlan.safeParse(row).data ?? [])
}
