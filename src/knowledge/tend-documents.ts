import { AppError } from '#core/errors.ts'
import { deleteExpiredDocuments } from '#memory/document-retention.ts'
import { tenantsWithDocuments, wantEmbedder } from '#memory/embedders.ts'
import { TenantId } from '#core/principal.ts'
import { embedPassages } from './embed-passages.ts'
import { inspectStored } from './inspect-stored.ts'
import { DOCUMENTS_CHANNEL } from './take-in.ts'
import type { KnowledgeServices } from './knowledge.ts'

/** How soon what failed, or what another process is at, is looked at again. */
const SWEEP_MS = 30_000
/** How long a tenant rests of which all is done and nothing is told: until a document's last day is seen to have come. */
const REST_MS = 600_000
const DELETED_AT_ONCE = 20

/**
 * Embeds passages, looks for orders to models in what was stored before that was done, and lets go of what was removed
 * long enough ago, until disposed, which waits for a batch to end. After `signal` no other batch begins.
 */
export async function tendDocuments(services: KnowledgeServices, signal: AbortSignal): Promise<AsyncDisposable> {
  const { database, embedder, context } = services
  const disposed = new AbortController()
  const stop = AbortSignal.any([signal, disposed.signal])
  const wanted = new Set<TenantId>()
  const asked = new Set<TenantId>()
  const restUntilMs = new Map<TenantId, number>()
  let working: Promise<void> | null = null

  const listener = await database.listen(DOCUMENTS_CHANNEL, (payload) => {
    const tenant = TenantId.safeParse(payload)
    if (tenant.success) return ask([tenant.data])
    // Whatever was told meanwhile was told to nobody.
    restUntilMs.clear()
    sweep()
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
    tenantsWithDocuments(database).then((tenants) => ask(tenants.filter(isDue)), failed)
  }

  function isDue(tenant: TenantId): boolean {
    return performance.now() >= (restUntilMs.get(tenant) ?? 0)
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
      restUntilMs.delete(tenant)
      const isDone = await tend(tenant).catch(failed)
      if (isDone) restUntilMs.set(tenant, performance.now() + REST_MS)
    }
  }

  /** Whether nothing is left that a later look has to come back for. */
  async function tend(tenant: TenantId): Promise<boolean> {
    // Once for each start: whoever was started last says which model it is to be.
    if (!wanted.has(tenant)) await database.tenant(tenant, (tx) => wantEmbedder(tx, embedder))
    wanted.add(tenant)
    // What is to be gone doesn't wait for a model, and none of them for another.
    const steps = [deleteExpired, inspectAll, embedAll]
    let isDone = true
    for (const step of steps) {
      if (stop.aborted) return false
      isDone = (await step(tenant).catch(failed)) && isDone
    }
    return isDone
  }

  async function inspectAll(tenant: TenantId): Promise<boolean> {
    await inspectStored(services, tenant, stop)
    return true
  }

  function embedAll(tenant: TenantId): Promise<boolean> {
    return embedPassages(services, tenant, stop)
  }

  async function deleteExpired(tenant: TenantId): Promise<boolean> {
    const deleted = await database.tenant(tenant, (tx) => deleteExpiredDocuments(tx, DELETED_AT_ONCE))
    if (deleted.length > 0) context.log.info({ event: 'documents-deleted', sources: deleted })
    return deleted.length < DELETED_AT_ONCE
  }

  function failed(error: unknown): false {
    if (stop.aborted) return false
    if (error instanceof AppError && error.retryable) context.log.warn({ event: 'documents-wait', code: error.code })
    else context.log.error({ event: 'documents-failed', err: error })
    return false
  }
}
