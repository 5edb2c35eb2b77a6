import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { JsonObject } from '#core/json.ts'
import type { Tx } from '../database/database.ts'
import { assertInSql, LEASE_LOST } from '../database/driver/assert-in-sql.ts'
import { jsonb } from '../database/driver/jsonb.ts'
import { ownsRun, type Lease } from '../runs/leases.ts'
import type { AllowedReads } from './plan-record.ts'

/** Reads that people have allowed, with all that they said yes to. */
export interface NewAllowedReads extends Omit<AllowedReads, 'allowedAt'> {
  readonly planId: string
  readonly sealed: SealedReads
}

/** What people said yes to, as it was sealed: the document, and the seal that its digest is computed with. */
export const SealedReads = z.object({ document: JsonObject, seal: JsonObject })
export type SealedReads = z.infer<typeof SealedReads>

/**
 * Lets a plan go on with reads that people have allowed: what they said yes to is kept, nothing is staged any more, and its
 * program goes on from its journal. Throws `lease-lost` where it doesn't stand at that any more, or its run has gone to
 * another worker.
 */
export async function goOnReading(
  tx: Tx,
  { planId, digest, verdict, escalation, reads, sealed }: NewAllowedReads,
  hold: Lease,
): Promise<void> {
  await tx.query(sql`
    with plan as (
      update plans set status = 'making', asking = false, dry_run_ended_at = null, verdict = null, digest = null,
             seal = null, updated_at = now()
       where tenant_id = ${tx.tenantId} and id = ${planId} and status = 'applying' and asking and digest = ${digest}
         and ${ownsRun(tx, hold)}
      returning tenant_id, id
    ), gone as (
      delete from effects using plan where effects.tenant_id = plan.tenant_id and effects.plan_id = plan.id
    ), kept as (
      insert into allowed_reads (tenant_id, plan_id, place, digest, verdict, reads, sealed, escalates_to, escalates_at)
      select plan.tenant_id, plan.id,
             (select count(*) from allowed_reads a where a.tenant_id = plan.tenant_id and a.plan_id = plan.id),
             ${digest}, ${jsonb(verdict)}, ${jsonb(reads)}, ${jsonb(sealed)}, ${escalation?.to ?? null},
             ${escalation?.at ?? null}::timestamptz
        from plan
    )
    select ${assertInSql(sql`exists (select from plan)`, LEASE_LOST)}`)
}

/** What was sealed of each time that people allowed reads of a plan, in order: for its evidence. */
export async function readSealedReads(tx: Tx, planId: string): Promise<readonly SealedReads[]> {
  const rows = await tx.query<{ sealed: unknown }>(sql`
    select sealed from allowed_reads where tenant_id = ${tx.tenantId} and plan_id = ${planId}::uuid order by place`)
  return rows.map(({ sealed }) => SealedReads.parse(sealed))
}
