import { sql } from 'drizzle-orm'
import type { Database, Tx } from '../database/database.ts'
import { isConflict } from '../database/driver/database-error.ts'
import { ClaimedRun, type RunId } from './leases.ts'

export interface Claim<Rows> {
  readonly leaseMs: number
  readonly atMost: number
  /** Whether one may be among them that was taken up twice and nothing came of it. */
  readonly withSuspect?: boolean
  readonly likely?: LikelyRun<Rows> | null
}

/** A run that is likely to be among them: what is read of it, as its tenant, is read in the transaction that claims it. */
export interface LikelyRun<Rows> {
  readonly run: RunId
  readonly read: (tx: Tx) => Promise<Rows>
}

/** A run that was claimed, with what was read with its claim. */
export interface ClaimedRunWithRows<Rows> extends ClaimedRun {
  readonly rows: Rows | null
}

/** What was taken up so often, and nothing came of it, may be what ends those who do: never two at once. */
export const SUSPECT_FROM = 2

/**
 * Takes the oldest runs that are queued, or whose lease has ended, in threads with none running: one for each thread,
 * `atMost` in all. Ids are in the order of their making, so the lowest is the oldest.
 */
export async function claimRuns<Rows = never>(
  database: Database,
  claim: Claim<Rows>,
): Promise<readonly ClaimedRunWithRows<Rows>[]> {
  for (;;) {
    try {
      return await claimOnce(database, claim)
    } catch (error) {
      // Two workers took two runs of one thread at once. The other has one of them now; look again.
      if (!isConflict(error, 'runs_one_running')) throw error
    }
  }
}

async function claimOnce<Rows>(
  database: Database,
  { leaseMs, atMost, withSuspect = true, likely = null }: Claim<Rows>,
): Promise<readonly ClaimedRunWithRows<Rows>[]> {
  const [taken, rows] = await database.queueBatch((tx, asTenant) => {
    const taking = tx.query(sql`
      with next as (
        select tenant_id, id, claimed_at from runs candidate
         where ((state = 'queued' and (lease_until is null or lease_until < now()))
                or (state = 'running' and lease_until < now()))
           and not exists (select from runs other
                            where other.tenant_id = candidate.tenant_id and other.thread_id = candidate.thread_id
                              and ((other.state = 'running' and other.id <> candidate.id)
                                   or (candidate.state = 'queued' and other.state = 'queued'
                                       and other.id < candidate.id)))
           and (candidate.attempts < ${SUSPECT_FROM} or (${withSuspect} and candidate.id = (
                  select suspect.id from runs suspect
                   where suspect.attempts >= ${SUSPECT_FROM}
                     and (suspect.state = 'queued' or (suspect.state = 'running' and suspect.lease_until < now()))
                   order by suspect.id limit 1)))
         order by id limit ${atMost}
           for update skip locked)
      update runs set state = 'running', lease_until = now() + ${leaseMs} * interval '1 millisecond',
             fence = fence + 1, attempts = attempts + 1, claimed_at = now()
        from next where runs.tenant_id = next.tenant_id and runs.id = next.id
      returning runs.tenant_id as "tenantId", runs.id, runs.thread_id as "threadId", runs.fence, runs.attempts,
                next.claimed_at as "claimedBefore"`)
    return Promise.all([taking, likely && likely.read(asTenant(likely.run.tenantId))])
  })
  return taken.map((row) => {
    const claimed = ClaimedRun.parse(row)
    return { ...claimed, rows: claimed.id === likely?.run.runId ? rows : null }
  })
}
