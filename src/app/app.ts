import { openDevPeople } from '#channels/web/dev-people.ts'
import { allowsDevPeople, checkExposure } from '#channels/web/exposure.ts'
import type { OutsideChannels } from '#channels/contract.ts'
import type { OpenPort } from '#channels/web/open-port.ts'
import type { Agent } from '#agents/contract.ts'
import type { Logger } from '#core/log.ts'
import { giveToAgents } from '#memory/documents/document-agents.ts'
import { tenantsWithDocuments } from '#memory/documents/embedders.ts'
import { seed } from '#db/seed.ts'
import type { Config } from '#core/config.ts'
import type { Context } from '#core/context.ts'
import { openEvidenceKey } from '#memory/events/evidence-key.ts'
import { agentGraph } from '#graph/agent.ts'
import { claimHealth } from '#turn/lease/claim-health.ts'
import { announceKey } from '#evidence/announced-keys.ts'
import { openAnchors } from '#evidence/anchors.ts'
import { openEventFeed } from '#turn/feed/event-feed.ts'
import { followAcceptances } from '#graph/follow-acceptances.ts'
import { ingestFolder } from '#knowledge/knowledge.ts'
import { operationsOver } from '#api/operations.ts'
import type { Operations } from '#contract/operations.ts'
import type { Services } from '#turn/services.ts'
import { RowCheckpointSaver } from '#memory/runs/checkpoints.ts'
import type { Database } from '#memory/database/database.ts'
import { hasUsableKey } from '#memory/people/keys.ts'
import { releaseAllLeases, type ClaimedRun } from '#memory/runs/leases.ts'
import { releaseDeliveries } from '#memory/events-out/deliveries.ts'
import { releaseCursors } from '#memory/threads/channel-cursors.ts'
import { releaseEntries } from '#memory/threads/outbox.ts'
import { openStorage } from '#memory/database/storage.ts'
import { DEFAULT_TENANT, ensureTenant } from '#memory/people/tenants.ts'
import { startTelemetry } from '#core/telemetry.ts'
import { VERSION } from '#core/version.ts'
import { followFolders } from './agents/follow-folders.ts'
import { agentsIn, checkedAgents, startAgentRuntime } from './agents/agent-registry.ts'
import { openDatabaseAndSandbox, openReaders, type LentParts } from './open-parts.ts'
import { channelsFor, confirmingRoles, outsideOver } from './outside.ts'
import { startSending } from './work/start-sending.ts'
import { runAlone, startWork } from './work/start-work.ts'

export interface AppOptions {
  readonly config: Config
  readonly context: Context
  /** Where pages and the API are served. Without, this process only works on runs. */
  readonly port: OpenPort | null
  readonly onProgress: (text: string) => void
  readonly signal: AbortSignal
  /** Parts that several apps of one process share. Whoever opened them closes them. */
  readonly lent?: LentParts
  /** A run that this process works on and nothing else, under the claim of whoever started it. */
  readonly loneRun?: ClaimedRun
  /** Takes in what changes in the agents' folders while it runs, for whoever writes them. */
  readonly followsFolders?: boolean
  /** Whether what is said without the vectors of a large folder is better than waiting for them. */
  readonly vectorsMayFollow?: boolean
}

export interface App extends AsyncDisposable {
  /** Where it listens; null for a worker alone. */
  readonly url: string | null
  readonly services: Services
  readonly operations: Operations
  /** Resolves when the lone run has been worked on; at once where there is none. */
  readonly ran: Promise<void>
}

/**
 * Puts everything together and starts it. What is opened is closed in the opposite order, also when a later part
 * doesn't start. Throws `configuration`, `agent-broken`, and what each part throws.
 */
export async function startApp(options: AppOptions): Promise<App> {
  const { config, context, port, onProgress, signal, loneRun, vectorsMayFollow = false } = options
  await using parts = new AsyncDisposableStack()
  const { log } = context
  parts.use(await startTelemetry(config, VERSION))
  const agents = await checkedAgents(config, log)
  const { channels, receivers, installed } = await channelsFor(config, { context, agents })
  const { database, sandbox } = await openDatabaseAndSandbox(options, parts)
  if (port) checkExposure(config, await database.tenant(DEFAULT_TENANT, hasUsableKey))
  await prepareRows(config, database, { agents, log })
  const around = { config, confirmBy: confirmingRoles(channels), signal }
  const opened: Omit<Services, 'renewAgents'> = {
    config,
    context,
    database,
    sandbox,
    ...(await openReaders(options, parts)),
    evidenceKey: port ? await openEvidenceKey(config, context) : null,
    claims: !loneRun && (!port || config.RUN_WORKER) ? claimHealth() : null,
    storage: openStorage({ config, database, log }),
    ...agentsIn(new Map(), log),
  }
  for (const agent of agents) {
    onProgress(`Bringing the agent ${agent.name} to life…`)
    const alive = await startAgentRuntime(agent, opened, around)
    parts.use(alive.servers)
    opened.replaceAgent(alive)
    await ingestFolder(opened, DEFAULT_TENANT, agent, { signal, onProgress, vectorsMayFollow })
  }
  if (options.followsFolders === true) parts.use(followFolders(opened, { ...around, parts, tell: onProgress }))
  const acceptances = parts.use(await followAcceptances(opened, DEFAULT_TENANT))
  const services: Services = { ...opened, renewAgents: () => acceptances.renew() }
  const graph = agentGraph(services, new RowCheckpointSaver(database))
  const ran = loneRun ? runAlone(services, graph, loneRun, signal) : Promise.resolve()
  const { claims: health, evidenceKey: key } = services
  if (health) await startWork(services, graph, { health, config, agents, signal, parts })
  const feed = parts.use(await openEventFeed(database))
  if (key) {
    await announceKey(database, key, log)
    parts.use(await openAnchors({ config, context, database, key }))
  }
  const operations = operationsOver(services, feed, VERSION)
  const outside = outsideOver(channels, { config, services, operations, port, receivers })
  installed(outside.operations)
  if (!loneRun) await outside.subscriptions.keepSubscriptions()
  if (health) await startSending(outside, receivers, { log, signal, parts })
  const url = port ? await serve(operations, { config, context, port, outside, signal, parts }) : null
  const closing = parts.move()
  return { url, services, operations, ran, [Symbol.asyncDispose]: () => closing.disposeAsync() }
}

async function prepareRows(
  config: Config,
  database: Database,
  { agents, log }: { readonly agents: readonly Agent[]; readonly log: Logger },
): Promise<void> {
  if (allowsDevPeople(config)) await seed(database)
  else await database.tenant(DEFAULT_TENANT, (tx) => ensureTenant(tx, 'Default'))
  await giveOldDocuments(database, { agents, log })
  // Whoever holds the folder works alone, so what is marked as running was left by a process that died.
  if (database.kind !== 'pglite') return
  await releaseAllLeases(database)
  await database.tenant(DEFAULT_TENANT, releaseEntries)
  await database.tenant(DEFAULT_TENANT, releaseDeliveries)
  await database.tenant(DEFAULT_TENANT, releaseCursors)
}

// What came in before documents belonged to agents belonged to all that there were.
async function giveOldDocuments(
  database: Database,
  { agents, log }: { readonly agents: readonly Agent[]; readonly log: Logger },
): Promise<void> {
  const names = agents.map(({ name }) => name)
  for (const tenant of new Set([DEFAULT_TENANT, ...(await tenantsWithDocuments(database))])) {
    const given = await database.tenant(tenant, (tx) => giveToAgents(tx, names))
    if (given > 0) log.info({ event: 'documents-given', documents: given, agents: names })
  }
}

async function serve(
  operations: Operations,
  {
    config,
    context,
    port,
    outside,
    signal,
    parts,
  }: Omit<AppOptions, 'port' | 'onProgress'> & {
    readonly port: OpenPort
    readonly outside: OutsideChannels
    readonly parts: AsyncDisposableStack
  },
): Promise<string> {
  // A worker by itself starts without any of this.
  const { startWebServer } = await import('#channels/web/web-server.ts')
  const devPeople = allowsDevPeople(config) ? await openDevPeople(config, context) : null
  const server = startWebServer({ config, context, operations, outside, devPeople, port, signal })
  parts.defer(() => server.close())
  return server.url
}
