import { readKillSwitches, type KillSwitch } from '#memory/agents/kill-switches.ts'
import { lowStorageText, storageText, type Storage } from '#memory/database/storage.ts'
import { TenantId } from '#core/principal.ts'
import type { Operations, Readiness } from '#contract/operations.ts'
import { schemaFaultOf, schemaFaultText } from '#plan-language/tool-schema/tool-schema-fault.ts'
import type { AgentRuntime } from '#turn/agent-runtime.ts'
import type { Services } from '#turn/services.ts'
import { killSwitchOver } from '#turn/lease/kill-switches.ts'

/**
 * What every dependency says of itself, without doing any work. Only what no turn can do without makes this process
 * unready: a tool server that is down is down for every replica, and answers, decisions and other tools go on.
 */
export function readinessOperations(
  services: Pick<Services, 'agents' | 'claims' | 'context' | 'database' | 'gateway' | 'sandbox' | 'storage'>,
  version: string,
): Pick<Operations, 'readiness' | 'storage' | 'toolServers'> {
  return {
    toolServers: () =>
      [...services.agents.values()].flatMap(({ agent, servers }) =>
        servers.health().map(({ server, isResting }) => ({ agent: agent.name, server, isResting })),
      ),
    storage: services.storage,
    readiness: async () => {
      const [{ database, stops }, storage] = await Promise.all([databaseState(services), services.storage()])
      const { warnings } = services.sandbox.isolation
      const sandbox = { ...services.sandbox.state(), warnings }
      const worker = services.claims?.state()
      const dependencies: Record<string, Readiness['dependencies'][string]> = {
        database: storage ? { ...database, ...storageState(database.detail, storage) } : database,
        sandbox,
        ...(worker && { worker }),
      }
      for (const live of services.agents.values()) {
        const { name, warnings: own } = live.agent
        if (own.length > 0) dependencies[`agents/${name}`] = { ok: true, detail: 'is loaded', warnings: own }
        for (const { server, ok, detail } of live.servers.health()) {
          const warnings = [...waiting(live, server), ...stopped(live, server, stops)]
          dependencies[`tools/${live.agent.name}/${server}`] = { ok, detail, ...(warnings.length > 0 && { warnings }) }
        }
      }
      return {
        ready: database.ok && sandbox.ok && worker?.ok !== false,
        dependencies,
        facts: {
          version,
          database: services.database.description,
          model: services.gateway?.model ?? null,
          agents: [...services.agents.keys()],
        },
      }
    },
  }
}

function storageState(
  detail: string,
  storage: Storage,
): Pick<Readiness['dependencies'][string], 'detail' | 'warnings'> {
  const left = storageText(storage)
  return { detail: `${detail}: ${left}`, ...(storage.isLow && { warnings: [lowStorageText(storage)] }) }
}

/** Tools of a server that an operator has to look at. */
function waiting({ definitions, notAccepted, servers }: AgentRuntime, server: string): readonly string[] {
  return [...definitions.values()].flatMap((definition) => {
    const { tool, hash } = definition
    if (!tool.startsWith(`${server}/`)) return []
    const fault = schemaFaultOf(definition)
    if (fault) return [`${tool} is suspended: it ${schemaFaultText(fault)}.`]
    if (notAccepted.has(tool)) return [`${tool} waits for an operator to accept it.`]
    const offered = servers.lastOffered(tool)
    return offered && offered.hash !== hash ? [`${tool} changed, and waits for an operator to accept that.`] : []
  })
}

function stopped(
  { agent, declarations }: AgentRuntime,
  server: string,
  stops: readonly KillSwitch[],
): readonly string[] {
  const own = [...declarations.values()].filter((declaration) => declaration.server === server)
  const found = own.map(({ tool }) => [tool, killSwitchOver(stops, { tool, agent: agent.name })] as const)
  // Why, and by whom, is for those who sign in.
  return found.flatMap(([tool, stop]) => (stop ? [`${tool} is stopped by an operator.`] : []))
}

async function databaseState({ database, context }: Pick<Services, 'context' | 'database'>): Promise<{
  readonly database: Readiness['dependencies'][string]
  readonly stops: readonly KillSwitch[]
}> {
  try {
    const stops = await database.batch(TenantId.parse('default'), readKillSwitches)
    return { database: { ok: true, detail: database.description }, stops }
  } catch (error) {
    context.log.warn({ event: 'database-not-ready', err: error })
    return { database: { ok: false, detail: 'The database doesn’t answer.' }, stops: [] }
  }
}
