import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Tx } from '../database/database.ts'
import { anyOf } from '../database/driver/any-of.ts'

/** Where a thread's chain ends. */
const ThreadHead = z.object({ thread: z.string(), seq: z.int(), hash: z.string() })
export type ThreadHead = Readonly<z.infer<typeof ThreadHead>>

/** The ends of these threads' chains, by thread; one without an event has none. */
export async function readHeads(tx: Tx, threadIds: readonly string[]): Promise<readonly ThreadHead[]> {
  const rows = await tx.query(sql`
    select id as thread, head_seq as seq, head_hash as hash
      from threads
     where tenant_id = ${tx.tenantId} and head_hash is not null
       and id = ${anyOf(threadIds)}
     order by id`)
  return rows.map((row) => ThreadHead.parse(row))
}
