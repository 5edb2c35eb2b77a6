import { sql } from 'drizzle-orm'
import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Tx } from '../database/database.ts'

/** What is ticked off: what people said of a document, a question that nothing answered, what was noticed in a document. */
export type MendedKind = 'document' | 'question' | 'noticed'

/** Ticks these off, as of now. */
export async function keepMended(
  tx: Tx,
  { kind, keys, by }: { readonly kind: MendedKind; readonly keys: readonly string[]; readonly by: string },
): Promise<void> {
  await tx.query(sql`
    insert into mended (tenant_id, kind, key, mended_by)
    select ${tx.tenantId}, ${kind}, key, ${by} from unnest(${sql.param([...new Set(keys)])}::text[]) key
        on conflict (tenant_id, kind, key) do update
       set mended_by = excluded.mended_by, mended_at = clock_timestamp()`)
}

/** Which of these were ticked off, and when. */
export async function readMended(
  tx: Tx,
  kind: MendedKind,
  keys: readonly string[],
): Promise<ReadonlyMap<string, Date>> {
  const rows = await tx.query(sql`
    select key, mended_at as at from mended
     where tenant_id = ${tx.tenantId} and kind = ${kind} and key = any(${sql.param(keys)}::text[])`)
  return new Map(rows.map((row) => Mended.parse(row)).map(({ key, at }) => [key, at]))
}

/** By what a question is known that was ticked off. */
export function questionKey(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

const Mended = z.object({ key: z.string(), at: z.date() })
