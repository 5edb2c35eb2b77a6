import { checkAgainstDefinitions } from '#turn/check-definitions.ts'
import type { Agent } from '#agents/contract.ts'
import { formatProblems } from '#core/file-problem.ts'
import { loadAgents } from '#agents/load-agent.ts'
import { channelOperationsOver } from '#api/channels.ts'
import type { OutsideChannels } from '#channels/contract.ts'
import { openDevPeople } from '#channels/dev-people.ts'
import { allowsDevPeople, checkExposure } from '#channels/exposure.ts'
import { urlOf, type OpenPort } from '#channels/open-port.ts'
import { startOutbox } from '#channels/outbox.ts'
import { loadChannels } from '#channels/outside-channels.ts'
import { seed } from '#db/seed.ts'
import type { Config } from '#core/config.ts'
import type { Context } from '#core/context.ts'
import type { DocumentParser } from '#documents/contract.ts'
import { openDocumentParser } from '#documents/parser.ts'
import { AppError } from '#core/errors.ts'
import { openEvidenceKey } from '#core/evidence-key.ts'
import { agentGraph, type AgentGraph } from '#graph/agent.ts'
import { claimHealth } from '#turn/claim-health.ts'
import { openAnchors } from '#plan/evidence/anchors.ts'
import { bringToLife, withPins, type Surrounding } from '#graph/bring-to-life.ts'
import { openEventFeed } from '#turn/event-feed.ts'
import { followAcceptances } from '#graph/follow-acceptances.ts'
import { ingestFolder } from '#knowledge/knowledge.ts'
import type { LiveAgent } from '#turn/live-agent.ts'
import { operationsOver } from '#api/operations.ts'
import type { Operations } from '#contract/operations.ts'
import type { Services } from '#turn/services.ts'
import { tendDocuments } from '#knowledge/tend-documents.ts'
import { tendResources, type TendResourcesOptions } from '#knowledge/tend-resources.ts'
import { runTurn } from '#graph/run-turn.ts'
import { startWorker, type WorkerOptions } from '#graph/worker.ts'
import type { Logger } from '#core/log.ts'
import { runInOwnProcess } from './lone-child.ts'
import type { PolicySet, PolicySources } from '#guardrails/contract.ts'
import { compilePolicy } from '#guardrails/compile-policy.ts'
import type { Embedder } from '#models/contract.ts'
import type { SubjectToken } from '#mcp/contract.ts'
import { openResourceServer } from '#mcp/resources.ts'
import { openToolServers } from '#mcp/tool-servers.ts'
import { RowCheckpointSaver } from '#memory/checkpoints.ts'
import { openDatabase, type Database } from '#memory/database.ts'
import { hasUsableKey } from '#memory/keys.ts'
import { releaseEntries } from '#memory/outbox.ts'
import { releaseAllLeases, type ClaimedRun } from '#memory/runs.ts'
import { readSignIn } from '#memory/sign-ins.ts'
import { openStorage } from '#memory/storage.ts'
import { DEFAULT_TENANT, ensureTenant } from '#memory/tenants.ts'
import { openEmbedder } from '#models/embedder.ts'
import { embeddingEndpoint } from '#models/embedding-endpoint.ts'
import { openGateway } from '#models/gateway.ts'
import { openReranker } from '#models/reranker.ts'
import { parsePlaybook } from '#plan/playbook.ts'
import { TenantId } from '#core/principal.ts'
import type { Sandbox } from '#plan/contract.ts'
import { openSandbox } from '#plan/sandbox.ts'
import { startTelemetry } from '#core/telemetry.ts'
import { VERSION } from '#core/version.ts'

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
}

/** What holds nothing of a tenant's and is dear to open: processes and an embedding model. */
export interface LentParts {
  readonly sandbox?: Sandbox
  readonly embedder?: Embedder
  readonly parser?: DocumentParser
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
  const { config, context, port, onProgress, signal, lent = {}, loneRun } = options
  await using parts = new AsyncDisposableStack()
  const { log } = context
  parts.use(await startTelemetry(config, VERSION))
  const agents = await checkedAgents(config)
  for (const { name, warnings } of agents)
    for (const warning of warnings) log.warn({ event: 'agent-warning', agent: name, detail: warning })
  const channels = await loadChannels({
    file: config.CHANNELS_FILE,
    reference: config.reference,
    agents: agents.map(({ name }) => name),
    defaultTenant: DEFAULT_TENANT,
    now: context.now,
  })
  const [database, sandbox] = await allOrNone(parts, [
    openDatabase({ url: config.DATABASE_URL ?? null, dataDir: config.DATA_DIR, log, signal, onProgress }),
    sandboxOf(config, { log, signal, lent }),
  ])
  if (port) checkExposure(config, await database.tenant(DEFAULT_TENANT, hasUsableKey))
  await prepareRows(config, database)
  const embedder = parts.use(
    lent.embedder ? borrowed(lent.embedder) : openEmbedder({ endpoint: embeddingEndpoint(config) }),
  )
  const reranker = rerankerOf(config)
  const parser = parts.use(lent.parser ? borrowed(lent.parser) : openDocumentParser({ log, signal }))
  const live = new Map<string, LiveAgent>()
  const gateway = await openGateway({
    apiKey: config.OPENAI_API_KEY ?? null,
    baseUrl: config.OPENAI_BASE_URL,
    model: config.OPENAI_MODEL,
    log,
  })
  const evidenceKey = port ? await openEvidenceKey(config, context) : null
  const opened: Omit<Services, 'renewAgents'> = {
    config,
    context,
    database,
    sandbox,
    embedder,
    reranker,
    parser,
    gateway,
    evidenceKey,
    claims: !loneRun && (!port || config.RUN_WORKER) ? claimHealth() : null,
    storage: openStorage({ config, database, log }),
    ...agentsIn(live, log),
  }
  for (const agent of agents) {
    onProgress(`Bringing the agent ${agent.name} to life…`)
    const alive = await enliven(agent, opened, { config, signal })
    parts.use(alive.servers)
    live.set(agent.name, alive)
    await ingestFolder(opened, DEFAULT_TENANT, agent, { signal, onProgress })
  }
  const acceptances = parts.use(await followAcceptances(opened, DEFAULT_TENANT))
  const services: Services = { ...opened, renewAgents: () => acceptances.renew() }
  const graph = agentGraph(services, new RowCheckpointSaver(database))
  const ran = loneRun ? runAlone(services, graph, loneRun, signal) : Promise.resolve()
  if (services.claims) {
    const health = services.claims
    const ownProcess: WorkerOptions['ownProcess'] = (run, stop) => runInOwnProcess(config, log, { run, signal: stop })
    // Who holds PGlite's folder holds it alone.
    parts.use(
      await startWorker(services, graph, {
        health,
        signal,
        ownProcess: database.kind === 'pglite' ? null : ownProcess,
      }),
    )
    parts.use(await tendDocuments(services, signal))
    parts.use(
      await tendResources(services, { tenantId: DEFAULT_TENANT, agents, signal, open: resourceServers(config, log) }),
    )
  }
  const feed = parts.use(await openEventFeed(database))
  if (evidenceKey) parts.use(await openAnchors({ config, context, database, key: evidenceKey }))
  const operations = operationsOver(services, feed, VERSION)
  const address = config.PUBLIC_URL?.replace(/\/$/, '') ?? (port && urlOf(config, port.address))
  const outside = { channels, operations: channelOperationsOver({ services, operations, address }) }
  if (services.claims) parts.use(await startOutbox({ ...outside, log, signal }))
  const url = port ? await serve(operations, { config, context, port, outside, signal, parts }) : null
  const closing = parts.move()
  return { url, services, operations, ran, [Symbol.asyncDispose]: () => closing.disposeAsync() }
}

/** Works on a run that another process has claimed and waits for. */
function runAlone(services: Services, graph: AgentGraph, run: ClaimedRun, stop: AbortSignal): Promise<void> {
  const tryAlone = async (_run: ClaimedRun, here: () => Promise<void>) => {
    await here()
    return false
  }
  return runTurn(services, graph, run, {
    stop,
    lost: new AbortController(),
    excused: new Map(),
    claimedAtMs: performance.now(),
    onRest: () => {},
    tryAlone,
  })
}

function sandboxOf(
  config: Config,
  { log, signal, lent }: { readonly log: Logger; readonly signal: AbortSignal; readonly lent: LentParts },
): Promise<Sandbox> {
  if (lent.sandbox) return Promise.resolve(borrowed(lent.sandbox))
  return openSandbox({
    log,
    signal,
    socket: config.SANDBOX_SOCKET ?? null,
    size: config.SANDBOX_PROCESSES,
    production: config.NODE_ENV === 'production',
    networkAccepted: config.SANDBOX_NETWORK === 'accepted',
  })
}

/** The same part, which an app that ends leaves open. */
function borrowed<Part extends AsyncDisposable>(part: Part): Part {
  return { ...part, [Symbol.asyncDispose]: () => Promise.resolve() }
}

/** What is opened side by side is closed with the rest, also where one of them doesn't open. */
async function allOrNone<const Parts extends readonly Promise<AsyncDisposable>[]>(
  parts: AsyncDisposableStack,
  opening: Parts,
): Promise<{ -readonly [Index in keyof Parts]: Awaited<Parts[Index]> }> {
  for (const opened of await Promise.allSettled(opening)) if (opened.status === 'fulfilled') parts.use(opened.value)
  return Promise.all(opening)
}

async function prepareRows(config: Config, database: Database): Promise<void> {
  if (allowsDevPeople(config)) await seed(database)
  else await database.tenant(DEFAULT_TENANT, (tx) => ensureTenant(tx, 'Default'))
  // Whoever holds the folder works alone, so what is marked as running was left by a process that died.
  if (database.kind !== 'pglite') return
  await releaseAllLeases(database)
  await database.tenant(DEFAULT_TENANT, releaseEntries)
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
  const { startWebServer } = await import('#channels/web-server.ts')
  const devPeople = allowsDevPeople(config) ? await openDevPeople(config, context) : null
  const server = startWebServer({ config, context, operations, outside, devPeople, port, signal })
  parts.defer(() => server.close())
  return server.url
}

async function checkedAgents(config: Config): Promise<readonly Agent[]> {
  const loaded = await loadAgents(config.AGENTS_DIR, { reference: config.reference, parsePlaybook })
  if (loaded.ok) return loaded.agents
  throw new AppError(`The agents in ${config.AGENTS_DIR} can't be used:\n${formatProblems(loaded.problems)}`, {
    code: 'agent-broken',
  })
}

async function enliven(
  agent: Agent,
  { database, embedder, context }: Pick<Services, 'database' | 'embedder' | 'context'>,
  { config, signal }: Pick<AppOptions, 'config' | 'signal'>,
): Promise<LiveAgent> {
  const { log } = context
  return bringToLife(agent, {
    tenantId: DEFAULT_TENANT,
    database,
    embedder,
    log,
    signal,
    openServers: (servers, declared) =>
      // Not the process's signal: a call that is under way when it stops is let finish. They close with the app.
      openToolServers({
        servers,
        declared,
        reference: config.reference,
        log,
        subjectToken: subjectTokensOf(database, config),
        signal: new AbortController().signal,
      }),
    firstSight: firstSightOf(config),
    ...FITTING,
  })
}

function resourceServers({ reference }: Config, log: Logger): TendResourcesOptions['open'] {
  return (options) => openResourceServer({ ...options, reference, log })
}

// Read anew for each call: whoever has signed in again meanwhile came to another process, perhaps.
function subjectTokensOf(database: Database, { SIGN_IN_KEY: key }: Config): SubjectToken {
  return async ({ tenantId, id }) => {
    const signIn = key && (await database.atOnce(TenantId.parse(tenantId), (tx) => readSignIn(tx, id, key)))
    return signIn ? signIn.token : null
  }
}

function agentsIn(live: Map<string, LiveAgent>, log: Logger): Pick<Services, 'agents' | 'withPins' | 'replaceAgent'> {
  return {
    agents: live,
    withPins: (agent, pins) => withPins(agent, pins, { ...FITTING, log }),
    replaceAgent: (agent) => void live.set(agent.agent.name, agent),
  }
}

// A developer has just written the tool's name beside its server's address. In production that may be long ago.
function firstSightOf({ TOOLS_FIRST_SIGHT, NODE_ENV }: Config): 'accept' | 'ask' {
  return TOOLS_FIRST_SIGHT ?? (NODE_ENV === 'production' ? 'ask' : 'accept')
}

/** How an agent's folder is held against what its tools are. */
const FITTING: Pick<Surrounding, 'mismatches' | 'compile'> = {
  mismatches: (checked, definitions) => formatProblems(checkAgainstDefinitions(checked, definitions)),
  compile: compiled,
}

function compiled(sources: PolicySources): PolicySet {
  const policy = compilePolicy(sources)
  if (policy.ok) return policy.policies
  throw new AppError(`The policy of ${sources.agent} can't be used:\n${formatProblems(policy.problems)}`, {
    code: 'agent-broken',
  })
}

function rerankerOf({ RERANKER_BASE_URL: baseUrl, RERANKER_MODEL: model, RERANKER_API_KEY: apiKey }: Config) {
  return baseUrl && model ? openReranker({ baseUrl, model, apiKey: apiKey ?? null }) : null
}
