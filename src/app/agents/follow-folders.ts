import { watch, type FSWatcher } from 'node:fs'
import { join, relative } from 'node:path'
import { formatProblems } from '#core/file-problem.ts'
import { canonicalJson } from '#core/commitment.ts'
import { JsonObject } from '#core/json.ts'
import { loadAgents } from '#agents/load-agent.ts'
import type { Agent } from '#agents/contract.ts'
import type { Config } from '#core/config.ts'
import { AppError } from '#core/errors.ts'
import { ingestFolder } from '#knowledge/knowledge.ts'
import { DEFAULT_TENANT } from '#memory/people/tenants.ts'
import { readPins } from '#memory/agents/tool-pins.ts'
import { keepPolicyVersion } from '#judging/policies/keep-policy-version.ts'
import { policySources } from '#judging/policies/policy-sources.ts'
import { tryPlaybook } from '#planning/try-playbook.ts'
import { parsePlaybook } from '#plan-language/playbook.ts'
import type { AgentRuntime, ConfirmingRoles } from '#turn/agent-runtime.ts'
import type { Services } from '#turn/services.ts'
import { startAgentRuntime, withFolder } from './agent-registry.ts'

/** A save is several changes of a file, and an editor saves several files at once. */
const SETTLED_MS = 40

export interface FollowOptions {
  readonly config: Config
  readonly confirmBy: ConfirmingRoles
  readonly signal: AbortSignal
  /** Where what is opened anew is closed with the rest. */
  readonly parts: AsyncDisposableStack
  readonly tell: (text: string) => void
}

type Followed = Omit<Services, 'renewAgents'>

/**
 * Takes in each change of the agents' folders while the server runs: for whoever writes them. A folder with a mistake is told
 * of and stays as it was. Playbooks that changed are tried out, and what they do wrong is told.
 */
export function followFolders(services: Followed, options: FollowOptions): AsyncDisposable {
  const { config, signal, tell } = options
  let timer: NodeJS.Timeout | null = null
  let reading: Promise<void> = Promise.resolve()
  const failed = (error: unknown): void => {
    if (!signal.aborted) tell(error instanceof AppError ? error.message : String(error))
  }
  const follow = (): FSWatcher =>
    watch(config.AGENTS_DIR, { recursive: true, signal }, () => {
      if (timer !== null) clearTimeout(timer)
      timer = setTimeout(settled, SETTLED_MS)
    }).on('error', failed)
  // On Linux a file that was replaced, as many editors save, isn't watched any more: after each change all is followed anew.
  const settled = () => {
    try {
      const before = watcher
      watcher = follow()
      before.close()
    } catch (error) {
      failed(error)
    }
    reading = reading.then(() => takeIn(services, options)).catch(failed)
  }
  let watcher = follow()
  const found = [...services.agents.values()]
  reading = Promise.all(found.map((live) => tryOut(services, undefined, live, options))).then(() => undefined, failed)
  return {
    [Symbol.asyncDispose]: async () => {
      watcher.close()
      if (timer !== null) clearTimeout(timer)
      await reading
    },
  }
}

async function takeIn(services: Followed, options: FollowOptions): Promise<void> {
  const { config, signal, tell } = options
  const startedAt = performance.now()
  const loaded = await loadAgents(config.AGENTS_DIR, { reference: config.reference, parsePlaybook })
  if (!loaded.ok) return tell(`Not taken, since something is wrong:\n${formatProblems(loaded.problems)}`)
  for (const agent of loaded.agents) {
    const before = services.agents.get(agent.name)
    if (before?.agent.hash === agent.hash) continue
    const live = await renewed(services, before, agent, options)
    services.replaceAgent(live)
    tell(`Read again: ${agent.name}, in ${Math.ceil(performance.now() - startedAt)} ms.`)
    await tryOut(services, before, live, options)
    await ingestFolder(services, DEFAULT_TENANT, agent, { signal, onProgress: tell, vectorsMayFollow: true })
  }
}

// Where its tools are the same their servers needn't be asked again, which is what takes long.
async function renewed(
  services: Followed,
  before: AgentRuntime | undefined,
  agent: Agent,
  { config, confirmBy, signal, parts }: FollowOptions,
): Promise<AgentRuntime> {
  if (before && toolsOf(before.agent) === toolsOf(agent)) {
    const { database } = services
    const pins = await database.batch(DEFAULT_TENANT, readPins)
    const live = withFolder(before, agent, pins, { services, signal })
    const kept = { sources: policySources(agent, live), policies: live.policies }
    await keepPolicyVersion(agent, { database, tenantId: DEFAULT_TENANT }, kept)
    return live
  }
  const live = await startAgentRuntime(agent, services, { config, confirmBy, signal })
  parts.use(live.servers)
  return live
}

function toolsOf({ servers, tools }: Agent): string {
  return canonicalJson(JsonObject.parse(JSON.parse(JSON.stringify({ servers, tools: tools.map(({ tool }) => tool) }))))
}

async function tryOut(
  { sandbox, context }: Followed,
  before: AgentRuntime | undefined,
  live: AgentRuntime,
  { config, signal, tell }: FollowOptions,
): Promise<void> {
  const known = new Set(before?.agent.playbooks.map(({ file, hash }) => `${file} ${hash}`))
  const folder = relative('.', join(config.AGENTS_DIR, live.agent.name))
  for (const playbook of live.agent.playbooks) {
    if (known.has(`${playbook.file} ${playbook.hash}`)) continue
    const problems = (await tryPlaybook({ live, sandbox, nowMs: context.now().getTime(), signal }, playbook)).mistakes
    if (problems.length > 0)
      tell(formatProblems(problems.map((problem) => ({ ...problem, file: join(folder, problem.file) }))))
  }
}
