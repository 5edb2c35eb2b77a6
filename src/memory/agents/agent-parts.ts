import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { canonicalJson, sha256 } from '#core/commitment.ts'
import { Json } from '#core/json.ts'
import type { Tx } from '../database/database.ts'

/** A piece of an agent, by the hash of its canonical JSON: a policy with all that it was compiled from, tools, limits. */
export interface NewAgentPart {
  readonly hash: string
  /** Its JSON text; asked for only where it isn't kept yet. */
  readonly part: () => string
}

/** Parts that this process has kept, or found kept, by database: an agent has few, and every plan uses the same. */
const knownOf = new WeakMap<object, Set<string>>()
const MOST_KNOWN = 10_000

/** Keeps what plans were judged by, so that it can be shown when the agent has changed. Costs nothing from the second time on. */
export async function keepAgentParts(tx: Tx, parts: readonly NewAgentPart[]): Promise<void> {
  const known = knownIn(tx)
  const unknown = parts.filter(({ hash }) => !known.has(`${tx.tenantId} ${hash}`))
  if (unknown.length === 0) return
  const rows = unknown.map(({ hash, part }) => ({ hash, part: part() }))
  tx.afterCommit(() => {
    if (known.size > MOST_KNOWN) known.clear()
    for (const { hash } of unknown) known.add(`${tx.tenantId} ${hash}`)
  })
  await tx.query(sql`
    insert into agent_parts (tenant_id, hash, part)
    select ${tx.tenantId}, n.hash, n.part::jsonb
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n(hash text, part text)
        on conflict (tenant_id, hash) do nothing`)
}

function knownIn({ of }: Tx): Set<string> {
  const known = knownOf.get(of) ?? new Set<string>()
  knownOf.set(of, known)
  return known
}

const Row = z.object({ hash: z.string(), part: Json })

/** The parts with these hashes, as far as they are kept and are what their hashes say. */
export async function readAgentParts(tx: Tx, hashes: readonly string[]): Promise<ReadonlyMap<string, Json>> {
  const rows = await tx.query(sql`
    select hash, part from agent_parts
     where tenant_id = ${tx.tenantId} and hash in (select jsonb_array_elements_text(${JSON.stringify(hashes)}::jsonb))`)
  const parts = rows.map((row) => Row.parse(row))
  return new Map(
    parts.filter(({ hash, part }) => sha256(canonicalJson(part)) === hash).map(({ hash, part }) => [hash, part]),
  )
}
