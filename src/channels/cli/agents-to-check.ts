import { existsSync } from 'node:fs'
import { glob, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Agent } from '#agents/contract.ts'
import type { FileProblem } from '#core/file-problem.ts'
import type { Config } from '#core/config.ts'
import { AppError } from '#core/errors.ts'
import type { AgentCheck } from '#api/check-agent.ts'
import type { ConfusionMatrix } from '#dialogue/matching/confusion-matrix.ts'
import type { ToolDefinition } from '#mcp/contract.ts'
import { nearest } from '#text/nearest.ts'
import { texts } from '#cards/texts/texts.ts'
import type { CommandContext } from './command.ts'

/** The agents of a folder, ready to be checked; `problems` are those of the folder's files. */
export interface CheckedFolder extends AsyncDisposable {
  readonly path: string
  readonly agents: readonly Agent[]
  readonly problems: readonly FileProblem[]
  /** The values of variables, the example shop's address among them. */
  readonly reference: Config['reference']
  check(agent: Agent): Promise<AgentCheck>
  /** How well its procedures are told apart; by words alone where no embedding model answers. */
  toldApart(agent: Agent): Promise<ConfusionMatrix | null>
}

const REACHED_WITHIN_MS = 15_000

/** Loads the agents, or one of them, with the example shop where they use it. Throws `usage`, `agent-missing`. */
export async function agentsToCheck(context: CommandContext, name: string | null): Promise<CheckedFolder> {
  // Loaded here: the other commands need none of it, and start in a third of the time.
  const { checkAgent } = await import('#api/check-agent.ts')
  const { openToolServers } = await import('#mcp/tool-servers.ts')
  const { openSandbox } = await import('#plan-language/sandbox.ts')
  const { createLogger } = await import('#core/log.ts')
  await using parts = new AsyncDisposableStack()
  const path = resolve(context.config().AGENTS_DIR)
  if (!existsSync(path)) throw new AppError(texts.doctor.noFolder(path), { code: 'agent-missing' })
  const { config, loaded } = await load(context, path, parts)
  const { agents, problems } = chosen(loaded, name)
  const accepted = await acceptedDefinitions(context, config)
  const log = createLogger('silent')
  const closing = parts.move()
  return {
    path,
    agents,
    problems,
    reference: config.reference,
    check: (agent) =>
      checkAgent(agent, {
        accepted,
        reachedWithinMs: REACHED_WITHIN_MS,
        openServers: ({ servers, tools }) =>
          openToolServers({
            servers,
            declared: new Set(tools.map(({ tool }) => tool)),
            reference: config.reference,
            log,
            signal: context.signal,
          }),
        openSandbox: () =>
          openSandbox({
            log,
            signal: context.signal,
            socket: null,
            size: 1,
            // What is run is the operator's own, over nothing that is anybody's.
            production: false,
            networkAccepted: true,
          }),
        nowMs: context.now().getTime(),
        signal: context.signal,
      }),
    toldApart: (agent) => toldApartBy(agent, config, context.signal),
    [Symbol.asyncDispose]: () => closing.disposeAsync(),
  }
}

async function toldApartBy(agent: Agent, config: Config, signal: AbortSignal): Promise<ConfusionMatrix | null> {
  const { confusionMatrix: toldApart } = await import('#dialogue/matching/confusion-matrix.ts')
  const { openEmbedder } = await import('#models/embedder.ts')
  const { embeddingEndpoint } = await import('#models/embedding-endpoint.ts')
  await using embedder = openEmbedder({ endpoint: embeddingEndpoint(config), agentsDir: config.AGENTS_DIR })
  const within = AbortSignal.any([signal, AbortSignal.timeout(REACHED_WITHIN_MS)])
  return await toldApart(agent, (texts) =>
    embedder.embed(texts, { signal: within, keep: true }).catch(() => {
      signal.throwIfAborted()
      return null
    }),
  )
}

interface Loaded {
  readonly agents: readonly Agent[]
  readonly problems: readonly FileProblem[]
}

const SHOP_VARIABLE = 'SHOP_MCP_URL'

// The example shop's address is known only once it runs, and it is started only where a file asks for it.
async function load(context: CommandContext, path: string, parts: AsyncDisposableStack) {
  const config = context.config()
  const isMissing = config.reference(SHOP_VARIABLE) === undefined
  if (context.openShop === null || !isMissing || !(await isAskedFor(SHOP_VARIABLE, path)))
    return { config, loaded: await loadFolder(path, config.reference) }
  const dataDir = await mkdtemp(join(tmpdir(), 'parley-check-'))
  parts.defer(() => rm(dataDir, { recursive: true, force: true }))
  const shop = parts.use(await context.openShop({ ...config, DATA_DIR: dataDir }, context.signal))
  return { config: shop.config, loaded: await loadFolder(path, shop.config.reference) }
}

async function isAskedFor(variable: string, path: string): Promise<boolean> {
  for await (const file of glob('*/*.yaml', { cwd: path })) {
    const text = await readFile(join(path, file), 'utf8').catch(() => '') // which can't be read is told when it is loaded
    if (text.includes(variable)) return true
  }
  return false
}

// Each by itself: a mistake in one agent's folder doesn't keep the others' rules from being checked.
async function loadFolder(path: string, reference: Config['reference']): Promise<Loaded> {
  const { loadEachAgent } = await import('#agents/load-agent.ts')
  const { parsePlaybook } = await import('#plan-language/playbook.ts')
  return loadEachAgent(path, { reference, parsePlaybook })
}

function chosen({ agents, problems }: Loaded, name: string | null): Loaded {
  if (name === null) return { agents, problems }
  const own = {
    agents: agents.filter((agent) => agent.name === name),
    problems: problems.filter(({ file }) => file.startsWith(`${name}/`)),
  }
  if (own.agents.length + own.problems.length > 0) return own
  const names = [
    ...new Set([...agents.map((agent) => agent.name), ...problems.map(({ file }) => file.split('/', 1)[0] ?? '')]),
  ]
  throw new AppError(texts.rules.noAgent(name, nearest(name, names), names), { code: 'usage' })
}

// A running server of ours judges by what was accepted, which PostgreSQL tells beside it. PGlite is one process's alone.
async function acceptedDefinitions(
  { signal }: CommandContext,
  config: Config,
): Promise<ReadonlyMap<string, ToolDefinition>> {
  if (config.DATABASE_URL === undefined) return new Map()
  const { openDatabase } = await import('#memory/database/database.ts')
  const { readAcceptedDefinitions } = await import('#knowledge/accepted-definitions.ts')
  const { DEFAULT_TENANT } = await import('#memory/people/tenants.ts')
  const { createLogger } = await import('#core/log.ts')
  const options = { url: config.DATABASE_URL, dataDir: config.DATA_DIR, log: createLogger('silent'), signal }
  try {
    await using database = await openDatabase({ ...options, onProgress: () => undefined })
    return await database.tenant(DEFAULT_TENANT, readAcceptedDefinitions)
  } catch (error) {
    // Not reached, or not migrated: then nothing was accepted that could be known here.
    if (error instanceof AppError) return new Map()
    throw error
  }
}
