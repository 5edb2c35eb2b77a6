import { checkAgainstDefinitions } from '#turn/definitions/check-definitions.ts'
import type { Agent } from '#agents/contract.ts'
import { formatProblems } from '#core/file-problem.ts'
import { loadAgents } from '#agents/load-agent.ts'
import type { Config } from '#core/config.ts'
import { AppError } from '#core/errors.ts'
import { startAgent, withFolder as overFolder, withPins, type StartAgentOptions } from '#graph/start-agent.ts'
import type { AgentRuntime, ConfirmingRoles } from '#turn/agent-runtime.ts'
import type { Services } from '#turn/services.ts'
import type { Logger } from '#core/log.ts'
import type { PolicySet, PolicySources } from '#guardrails/contract.ts'
import { compilePolicy } from '#guardrails/policy/compile-policy.ts'
import type { Requester, SubjectToken } from '#mcp/contract.ts'
import { schemaFaultOf, schemaFaultText } from '#plan-language/tool-schema/tool-schema-fault.ts'
import { openToolServers } from '#mcp/tool-servers.ts'
import type { Database } from '#memory/database/database.ts'
import { readSignIn } from '#memory/people/sign-ins.ts'
import { keepToolFault, type ToolFault } from '#memory/agents/tool-faults.ts'
import type { ToolPin } from '#memory/agents/tool-pins.ts'
import { DEFAULT_TENANT } from '#memory/people/tenants.ts'
import { parsePlaybook } from '#plan-language/playbook.ts'
import { TenantId } from '#core/principal.ts'

/** The agents' folders, checked; what is odd in them and stops nothing is logged. Throws `agent-broken`. */
export async function checkedAgents(config: Config, log: Logger): Promise<readonly Agent[]> {
  const loaded = await loadAgents(config.AGENTS_DIR, { reference: config.reference, parsePlaybook })
  if (!loaded.ok) {
    throw new AppError(`The agents in ${config.AGENTS_DIR} can't be used:\n${formatProblems(loaded.problems)}`, {
      code: 'agent-broken',
    })
  }
  for (const { name, warnings } of loaded.agents)
    for (const warning of warnings) log.warn({ event: 'agent-warning', agent: name, detail: warning })
  return loaded.agents
}

/** The registry of this process's agents, as a turn uses it; `live` holds each under its name. */
export function agentsIn(
  live: Map<string, AgentRuntime>,
  log: Logger,
): Pick<Services, 'agents' | 'withPins' | 'replaceAgent'> {
  return {
    agents: live,
    withPins: (agent, pins) => withPins(agent, pins, { ...FITTING, log }),
    replaceAgent: (agent) => void live.set(agent.agent.name, agent),
  }
}

/** An agent whose folder has changed, over the tools that it has. Throws `agent-broken`. */
export function withFolder(
  live: AgentRuntime,
  agent: Agent,
  pins: readonly ToolPin[],
  { services, signal }: { readonly services: Pick<Services, 'embedder' | 'context'>; readonly signal: AbortSignal },
): AgentRuntime {
  const { embedder, context } = services
  return overFolder(live, agent, pins, { ...FITTING, embedder, log: context.log, signal })
}

interface EnlivenOptions {
  readonly config: Config
  readonly confirmBy: ConfirmingRoles
  readonly signal: AbortSignal
}

/** Connects an agent to its tool servers and compiles its policy. Throws `agent-broken`, `tool-unreachable`. */
export async function startAgentRuntime(
  agent: Agent,
  { database, embedder, context }: Pick<Services, 'database' | 'embedder' | 'context'>,
  { config, confirmBy, signal }: EnlivenOptions,
): Promise<AgentRuntime> {
  const { log } = context
  const live = await startAgent(agent, {
    tenantId: DEFAULT_TENANT,
    confirmBy,
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
        keepFault: (tool, fault, requester) => keepFault(database, { tool, ...fault }, requester),
        signal: new AbortController().signal,
      }),
    firstSight: firstSightOf(config),
    ...FITTING,
  })
  for (const definition of live.definitions.values()) {
    const fault = schemaFaultOf(definition)
    if (fault) {
      const lasting = { code: 'tool-schema-unusable', reason: schemaFaultText(fault) } as const
      await live.servers.reportFault(definition.tool, lasting)
    }
  }
  return live
}

async function keepFault(
  database: Database,
  fault: Pick<ToolFault, 'tool' | 'code' | 'reason'>,
  requester: Requester | undefined,
): Promise<void> {
  const tenantId = requester ? TenantId.parse(requester.tenantId) : DEFAULT_TENANT
  await database.tenant(tenantId, (tx) => keepToolFault(tx, fault))
}

// Read anew for each call: whoever has signed in again meanwhile came to another process, perhaps.
function subjectTokensOf(database: Database, { SIGN_IN_KEY: key }: Config): SubjectToken {
  return async ({ tenantId, id }) => {
    const signIn = key && (await database.batch(TenantId.parse(tenantId), (tx) => readSignIn(tx, id, key)))
    return signIn ? signIn.token : null
  }
}

// A developer has just written the tool's name beside its server's address. In production that may be long ago.
function firstSightOf({ TOOLS_FIRST_SIGHT, NODE_ENV }: Config): 'accept' | 'ask' {
  return TOOLS_FIRST_SIGHT ?? (NODE_ENV === 'production' ? 'ask' : 'accept')
}

/** How an agent's folder is held against what its tools are. */
const FITTING: Pick<StartAgentOptions, 'mismatches' | 'compile'> = {
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
