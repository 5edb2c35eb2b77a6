import type { KnowledgeServices } from '../services.ts'
import { AppError } from '#core/errors.ts'
import { deleteExpiredDocuments } from '#memory/documents/document-retention.ts'
import { tenantsWithDocuments, wantEmbedder } from '#memory/documents/embedders.ts'
import { TenantId } from '#core/principal.ts'
import { embedPassages } from '../search/embed-passages.ts'
import { inspectStored } from './inspect-stored.ts'
import { DOCUMENTS_CHANNEL } from '../search/store-for-search.ts'

/** How soon what failed, or what another process is at, is looked at again. */
const SWEEP_MS = 30_000
/** How long a tenant rests of which all is done and nothing is told: until a document's last day is seen to have come. */
const REST_MS = 600_000
const DELETED_AT_ONCE = 20

/**
 * Embeds passages, looks for orders to models in what was stored before that was done, and lets go of what was removed
 * long enough ago, until disposed, which waits for a batch to end. After `signal` no other batch begins.
 */
export async function startDocumentWorker(services: KnowledgeServices, signal: AbortSignal): Promise<AsyncDisposable> {
  const disposed = new AbortController()
  const tenants = new TendedTenants(services, AbortSignal.any([signal, disposed.signal]))
  const listener = await services.database.listen(DOCUMENTS_CHANNEL, (payload) => {
    const tenant = TenantId.safeParse(payload)
    if (tenant.success) return tenants.ask([tenant.data])
    // Whatever was told meanwhile was told to nobody.
    tenants.wake()
    tenants.sweep()
  })
  const timer = setInterval(() => tenants.sweep(), SWEEP_MS)
  tenants.sweep()
  return {
    async [Symbol.asyncDispose]() {
      clearInterval(timer)
      disposed.abort()
      await listener[Symbol.asyncDispose]()
      await tenants.working
    },
  }
}

/** The tenants whose documents are to be looked after: one after another, since they share the model. */
class TendedTenants {
  readonly #services: KnowledgeServices
  readonly #stop: AbortSignal
  readonly #wanted = new Set<TenantId>()
  readonly #asked = new Set<TenantId>()
  readonly #restUntilMs = new Map<TenantId, number>()
  /** The work that is under way. */
  working: Promise<void> | null = null

  constructor(services: KnowledgeServices, stop: AbortSignal) {
    this.#services = services
    this.#stop = stop
  }

  ask(tenants: readonly TenantId[]): void {
    for (const tenant of tenants) this.#asked.add(tenant)
    this.working ??= this.#work().finally(() => (this.working = null))
  }

  /** None of them rests any more. */
  wake(): void {
    this.#restUntilMs.clear()
  }

  sweep(): void {
    const { database } = this.#services
    const isDue = (tenant: TenantId) => performance.now() >= (this.#restUntilMs.get(tenant) ?? 0)
    tenantsWithDocuments(database).then(
      (tenants) => this.ask(tenants.filter(isDue)),
      (error: unknown) => this.#failed(error),
    )
  }

  async #work(): Promise<void> {
    for (const tenant of this.#asked) {
      if (this.#stop.aborted) return
      this.#asked.delete(tenant)
      this.#restUntilMs.delete(tenant)
      const isDone = await this.#tend(tenant).catch((error: unknown) => this.#failed(error))
      if (isDone) this.#restUntilMs.set(tenant, performance.now() + REST_MS)
    }
  }

  /** Whether nothing is left that a later look has to come back for. */
  async #tend(tenant: TenantId): Promise<boolean> {
    const { database, embedder } = this.#services
    // Once for each start: whoever was started last says which model it is to be.
    if (!this.#wanted.has(tenant)) await database.tenant(tenant, (tx) => wantEmbedder(tx, embedder))
    this.#wanted.add(tenant)
    // What is to be gone doesn't wait for a model, and none of them for another.
    const steps = [deleteExpired, inspectAll, embedPassages]
    let isDone = true
    for (const step of steps) {
      if (this.#stop.aborted) return false
      const isStepDone = await step(this.#services, tenant, this.#stop).catch((error: unknown) => this.#failed(error))
      isDone &&= isStepDone
    }
    return isDone
  }

  #failed(error: unknown): false {
    const { log } = this.#services.context
    if (this.#stop.aborted) return false
    if (error instanceof AppError && error.retryable) log.warn({ event: 'documents-wait', code: error.code })
    else log.error({ event: 'documents-failed', err: error })
    return false
  }
}

async function inspectAll(services: KnowledgeServices, tenant: TenantId, stop: AbortSignal): Promise<boolean> {
  await inspectStored(services, tenant, stop)
  return true
}

async function deleteExpired({ database, context }: KnowledgeServices, tenant: TenantId): Promise<boolean> {
  const deleted = await database.tenant(tenant, (tx) => deleteExpiredDocuments(tx, DELETED_AT_ONCE))
  if (deleted.length > 0) context.log.info({ event: 'documents-deleted', sources: deleted })
  return deleted.length < DELETED_AT_ONCE
}
