import type { Agent } from '#agents/contract.ts'
import type { Config } from '#core/config.ts'
import type { AgentGraph } from '#graph/agent.ts'
import type { Services } from '#turn/services.ts'
import { startDocumentWorker } from '#knowledge/documents/document-worker.ts'
import { startResourceSync, type TendResourcesOptions } from '#knowledge/sources/resource-sync.ts'
import { runTurn } from '#graph/run-turn.ts'
import { startWorker, type WorkerOptions } from '#graph/worker.ts'
import type { Logger } from '#core/log.ts'
import { startForgetting } from './forget-conversations.ts'
import { runInIsolatedProcess } from '../isolated-process.ts'
import { openResourceServer } from '#mcp/resources.ts'
import type { ClaimedRun } from '#memory/runs/leases.ts'
import { DEFAULT_TENANT } from '#memory/people/tenants.ts'
import type { ClaimHealth } from '#turn/lease/claim-health.ts'

/** Begins to work on runs and documents, until `parts` are closed. */
export async function startWork(
  services: Services,
  graph: AgentGraph,
  { health, config, agents, signal, parts }: WorkOptions,
): Promise<void> {
  const { database } = services
  const { log } = services.context
  const ownProcess: WorkerOptions['ownProcess'] = (run, stop) =>
    runInIsolatedProcess(config, log, { run, signal: stop })
  // Who holds PGlite's folder holds it alone.
  parts.use(
    await startWorker(services, graph, { health, signal, ownProcess: database.kind === 'pglite' ? null : ownProcess }),
  )
  parts.use(await startDocumentWorker(services, signal))
  parts.use(startForgetting(services, { days: config.CONVERSATIONS_KEPT_DAYS, signal }))
  parts.use(
    await startResourceSync(services, { tenantId: DEFAULT_TENANT, agents, signal, open: resourceServers(config, log) }),
  )
}

interface WorkOptions {
  readonly health: ClaimHealth
  readonly config: Config
  readonly agents: readonly Agent[]
  readonly signal: AbortSignal
  readonly parts: AsyncDisposableStack
}

function resourceServers({ reference }: Config, log: Logger): TendResourcesOptions['open'] {
  return (options) => openResourceServer({ ...options, reference, log })
}

/** Works on a run that another process has claimed and waits for. */
export function runAlone(services: Services, graph: AgentGraph, run: ClaimedRun, stop: AbortSignal): Promise<void> {
  const tryAlone = async (_run: ClaimedRun, here: () => Promise<void>) => {
    await here()
    return false
  }
  return runTurn(services, graph, run, {
    stop,
    lost: new AbortController(),
    excused: new Map(),
    claimedAtMs: performance.now(),
    rows: null,
    onRest: () => {},
    tryAlone,
  })
}
