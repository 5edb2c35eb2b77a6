import { AppError } from '#errors.ts'
import { deleteExpiredDocuments } from '#memory/document-retention.ts'
import { tenantsWithDocuments, wantEmbedder } from '#memory/embedders.ts'
import { TenantId } from '#principal.ts'
import { embedPassages } from './embed-passages.ts'
import { inspectStored } from './inspect-stored.ts'
import { DOCUMENTS_CHANNEL } from './knowledge/take-in.ts'
import type { KnowledgeServices } from './knowledge.ts'

/** How long until what nobody was told about is found: a batch that failed, a changed embedder, a document's last day. */
const SWEEP_MS = 30_000
const DELETED_AT_ONCE = 20

/**
 * Embeds passages, looks for orders to models in what was stored before that was done, and lets go of what was removed long enough ago, until disposed, which waits for a batch to end.
 * After `signal` no other batch begins.
 */
export async function tendDocuments(services: KnowledgeServices, signal: AbortSignal): Promise<AsyncDisposable> {
  const { database, embedder, context } = services
  const disposed = new AbortController()
  const stop = AbortSignal.any([signal, disposed.signal])
  const wanted = new Set<TenantId>()
  const asked = new Set<TenantId>()
  let working: Promise<void> | null = null

  const listener = await database.listen(DOCUMENTS_CHANNEL, (payload) => {
    const tenant = TenantId.safeParse(payload)
    if (tenant.success) ask([tenant.data])
    else sweep()
  })
  const timer = setInterval(sweep, SWEEP_MS)
  sweep()
  return {
    async [Symbol.asyncDispose]() {
      clearInterval(timer)
      disposed.abort()
      await listener[Symbol.asyncDispose]()
      await working
    },
  }

  function sweep(): void {
    tenantsWithDocuments(database).then(ask, failed)
  }

  function ask(tenants: readonly TenantId[]): void {
    for (const tenant of tenants) asked.add(tenant)
    working ??= work().finally(() => (working = null))
  }

  // One tenant after another: they share the model.
  async function work(): Promise<void> {
    for (const tenant of asked) {
      if (stop.aborted) return
      asked.delete(tenant)
      await tend(tenant).catch(failed)
    }
  }

  async function tend(tenant: TenantId): Promise<void> {
    // Once for each start: whoever was started last says which model it is to be.
    if (!wanted.has(tenant)) await database.tenant(tenant, (tx) => wantEmbedder(tx, embedder))
    wanted.add(tenant)
    // What is to be gone doesn't wait for a model, and none of them for another.
    await deleteExpired(tenant).catch(failed)
    if (!stop.aborted) await inspectStored(services, tenant, stop).catch(failed)
    if (!stop.aborted) await embedPassages(services, tenant, stop).catch(failed)
  }

  async function deleteExpired(tenant: TenantId): Promise<void> {
    const deleted = await database.tenant(tenant, (tx) => deleteExpiredDocuments(tx, DELETED_AT_ONCE))
    if (deleted.length > 0) context.log.info({ event: 'documents-deleted', sources: deleted })
  }

  function failed(error: unknown): void {
    if (stop.aborted) return
    if (error instanceof AppError && error.retryable) context.log.warn({ event: 'documents-wait', code: error.code })
    else context.log.error({ event: 'documents-failed', err: error })
  }
}
