import type { Agent } from '#agents/contract.ts'
import { AppError } from '#core/errors.ts'
import type { ResourceServer, ResourceServerOptions } from '#mcp/resources.ts'
import type { TenantId } from '#core/principal.ts'
import { dropResources, ingestResources, type ResourceServices } from './read-resources.ts'

/** How long until a change is found that no server told of, and a server that was down is asked again. */
const SWEEP_MS = 300_000
/** How soon after a server tells of a change it is looked at: it may tell of many. */
const SETTLES_MS = 500

export interface TendResourcesOptions {
  readonly tenantId: TenantId
  readonly agents: readonly Agent[]
  readonly open: (options: Pick<ResourceServerOptions, 'server' | 'onChanged'>) => ResourceServer
  readonly signal: AbortSignal
}

/**
 * Keeps search at what agents' tool servers offer as resources, until disposed, which waits for a document that is being
 * stored. A server that is down takes nothing with it: what is stored of it stays.
 */
export async function startResourceSync(
  services: ResourceServices,
  { tenantId, agents, open, signal }: TendResourcesOptions,
): Promise<AsyncDisposable> {
  const closing = new AsyncDisposableStack()
  const disposed = new AbortController()
  const stop = AbortSignal.any([signal, disposed.signal])
  for (const agent of agents) {
    // Also where nothing is declared any more: what is stored may be of yesterday's folder.
    await dropResources(services, tenantId, agent)
    for (const server of agent.servers) {
      if (!agent.resources.some(({ mcp }) => mcp === server.name)) continue
      const onChanged = (): void => sweeper.soon()
      const resources = closing.use(open({ server, onChanged }))
      const sweeper = closing.use(
        new Sweeper(async () => {
          await ingestResources(services, tenantId, { agent, name: server.name, server: resources }, stop)
        }, report(server.name)),
      )
      sweeper.soon()
    }
  }
  return {
    async [Symbol.asyncDispose]() {
      disposed.abort()
      await closing.disposeAsync()
    },
  }

  function report(server: string): (error: unknown) => void {
    const { log } = services.context
    return (error) => {
      if (stop.aborted) return
      if (error instanceof AppError) {
        log.warn({ event: 'resources-not-read', code: error.code, server, reason: error.message })
      } else log.error({ event: 'resources-failed', server, err: error })
    }
  }
}

/** Does the same work again and again, never twice at once: at times, and soon after it is asked to. */
class Sweeper implements AsyncDisposable {
  readonly #work: () => Promise<void>
  readonly #failed: (error: unknown) => void
  readonly #timer: NodeJS.Timeout
  #soon: NodeJS.Timeout | null = null
  #working: Promise<void> = Promise.resolve()
  #isOver = false

  constructor(work: () => Promise<void>, failed: (error: unknown) => void) {
    this.#work = work
    this.#failed = failed
    this.#timer = setInterval(() => this.soon(), SWEEP_MS)
  }

  soon(): void {
    if (this.#isOver) return
    this.#soon ??= setTimeout(() => {
      this.#soon = null
      this.#working = this.#working.then(this.#work).catch(this.#failed)
    }, SETTLES_MS)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isOver = true
    clearInterval(this.#timer)
    if (this.#soon !== null) clearTimeout(this.#soon)
    await this.#working
  }
}
