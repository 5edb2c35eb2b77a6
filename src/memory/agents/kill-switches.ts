import { sql, type SQL } from 'drizzle-orm'
import { z } from 'zod'
import type { Tx } from '../database/database.ts'
import { KillSwitchKind } from './kill-switch-kind.ts'

/** Something that an operator has stopped. While it has no start, nothing of it is called. */
export const KillSwitch = z.object({
  id: z.string(),
  kind: KillSwitchKind,
  /** The tool's or the agent's; empty for everything of the tenant. */
  name: z.string(),
  why: z.string(),
  stoppedBy: z.string(),
  stoppedAt: z.date(),
  startedBy: z.string().nullable(),
  startedAt: z.date().nullable(),
})
export type KillSwitch = Readonly<z.infer<typeof KillSwitch>>

const COLUMNS = sql`id, kind, name, why, stopped_by as "stoppedBy", stopped_at as "stoppedAt",
           started_by as "startedBy", started_at as "startedAt"`

/** What is stopped now, the last one first. */
export async function readKillSwitches(tx: Tx): Promise<readonly KillSwitch[]> {
  const rows = await tx.query(sql`
    select ${COLUMNS} from stops
     where tenant_id = ${tx.tenantId} and started_at is null order by stopped_at desc, id limit 1000`)
  return rows.map((row) => KillSwitch.parse(row))
}

/** Also those that have ended, the last one first. */
export async function listKillSwitches(tx: Tx, limit: number): Promise<readonly KillSwitch[]> {
  const rows = await tx.query(sql`
    select ${COLUMNS} from stops where tenant_id = ${tx.tenantId} order by stopped_at desc, id limit ${limit}`)
  return rows.map((row) => KillSwitch.parse(row))
}

/** Stops something from this commit on; what is stopped already stays as it is. The stop that is in force. */
export async function addKillSwitch(
  tx: Tx,
  stop: Pick<KillSwitch, 'id' | 'kind' | 'name' | 'why' | 'stoppedBy'>,
): Promise<KillSwitch | null> {
  await tx.query(sql`
    insert into stops (tenant_id, id, kind, name, why, stopped_by)
    values (${tx.tenantId}, ${stop.id}, ${stop.kind}, ${stop.name}, ${stop.why}, ${stop.stoppedBy})
        on conflict (tenant_id, kind, name) where started_at is null do nothing`)
  const rows = await tx.query(sql`
    select ${COLUMNS} from stops
     where tenant_id = ${tx.tenantId} and kind = ${stop.kind} and name = ${stop.name} and started_at is null`)
  return rows[0] === undefined ? null : KillSwitch.parse(rows[0])
}

/** Ends a stop; null where there is none with this id in force. */
export async function endKillSwitch(tx: Tx, id: string, startedBy: string): Promise<KillSwitch | null> {
  const rows = await tx.query(sql`
    update stops set started_by = ${startedBy}, started_at = clock_timestamp()
     where tenant_id = ${tx.tenantId} and id = ${id} and started_at is null
    returning ${COLUMNS}`)
  return rows[0] === undefined ? null : KillSwitch.parse(rows[0])
}

/** For a statement on `effects`: nobody has stopped its tool, its agent or everything. */
export function isNotStopped(tx: Tx): SQL {
  return sql`not exists (select from stops s
    where s.tenant_id = ${tx.tenantId} and s.started_at is null
      and (s.kind = 'tenant' or (s.kind = 'tool' and s.name = effects.tool)
           or (s.kind = 'agent' and s.name = effects.agent)))`
}
