import type { Database } from '#memory/database/database.ts'
import { readEmbedders } from '#memory/documents/embedders.ts'
import type { Embedder } from '#models/contract.ts'
import type { TenantId } from '#core/principal.ts'

/** How long what was read counts, in ms. What another process changed meanwhile costs quality and no answer. */
const COUNTS_FOR_MS = 2_000

interface Seen {
  readonly serving: Promise<string | null>
  readonly atMs: number
}

const seen = new WeakMap<Database, Map<TenantId, Seen>>()

/**
 * The embedder that a tenant's questions are compared by: the one of the stored vectors, until those of the one that is
 * wanted now are complete. Where that one can't be reached from here, the wanted one, which finds what it has.
 */
export async function servingEmbedder(
  { database, embedder }: { readonly database: Database; readonly embedder: Embedder },
  tenantId: TenantId,
): Promise<Embedder> {
  const serving = await servingName(database, tenantId)
  return serving === null || serving === embedder.name ? embedder : (embedder.other(serving) ?? embedder)
}

/** Reads anew with the next question: another one serves from now on. */
export function forgetServing(database: Database, tenantId: TenantId): void {
  seen.get(database)?.delete(tenantId)
}

async function servingName(database: Database, tenantId: TenantId): Promise<string | null> {
  const tenants = seen.get(database) ?? new Map<TenantId, Seen>()
  seen.set(database, tenants)
  const known = tenants.get(tenantId)
  if (known && performance.now() - known.atMs <= COUNTS_FOR_MS) return known.serving
  const serving = database.batch(tenantId, readEmbedders).then((state) => state.serving)
  tenants.set(tenantId, { serving, atMs: performance.now() })
  serving.catch(() => tenants.delete(tenantId))
  return serving
}
