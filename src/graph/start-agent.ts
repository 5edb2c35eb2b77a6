import type { Agent, ToolServer } from '#agents/contract.ts'
import { AppError } from '#core/errors.ts'
import type { PolicySet, PolicySources } from '#guardrails/contract.ts'
import type { Json } from '#core/json.ts'
import type { Logger } from '#core/log.ts'
import type { ToolDefinition, ToolServers } from '#mcp/contract.ts'
import type { Database } from '#memory/database/database.ts'
import { acceptTool, readPins, type ToolPin } from '#memory/agents/tool-pins.ts'
import type { Embedder } from '#models/contract.ts'
import type { TenantId } from '#core/principal.ts'
import { acceptedDefinition } from '#knowledge/accepted-definitions.ts'
import { acceptedSample, keptDefinition, sampledTools } from '#knowledge/accepted-samples.ts'
import type { AgentRuntime, ConfirmingRoles } from '#turn/agent-runtime.ts'
import { policySources } from '#judging/policies/policy-sources.ts'
import { keepPolicyVersion } from '#judging/policies/keep-policy-version.ts'
import { loadShadow } from '#judging/policies/load-shadow.ts'
import { indexPlaybooks } from '#dialogue/matching/playbook-index.ts'

export interface StartAgentOptions {
  readonly tenantId: TenantId
  readonly database: Database
  readonly embedder: Embedder
  readonly log: Logger
  readonly signal: AbortSignal
  readonly openServers: (servers: readonly ToolServer[], declared: ReadonlySet<string>) => Promise<ToolServers>
  /** What in the folder doesn't fit the tools that its servers offer, in lines for the operator. */
  readonly mismatches: (agent: Agent, definitions: readonly ToolDefinition[]) => string
  readonly compile: (sources: PolicySources) => PolicySet
  /** What becomes of a tool that nobody has accepted yet: accepted as it is first seen, or left for an operator. */
  readonly firstSight: 'accept' | 'ask'
  readonly confirmBy: ConfirmingRoles
}

/**
 * Connects an agent to its tool servers, and compiles its policy against what was accepted of their tools. A tool that
 * nobody has accepted yet is accepted as it is first seen, or waits for an operator; one that has changed since stays as
 * it was accepted, and calls of it are refused until the change is accepted. Throws `agent-broken`, `tool-unreachable`.
 */
export async function startAgent(agent: Agent, around: StartAgentOptions): Promise<AgentRuntime> {
  await using opened = new AsyncDisposableStack()
  const servers = opened.use(await around.openServers(agent.servers, new Set(agent.tools.map(({ tool }) => tool))))
  const offered = await servers.definitions(around.signal)
  const pins = await pinsOf(agent, servers, offered, around)
  checkReached(agent, servers, new Set([...pins, ...offered].map(({ tool }) => tool)))
  const index = indexPlaybooks(agent, around.embedder, around)
  const live = assemble({ agent, servers, index, confirmBy: around.confirmBy }, { offered, pins }, around)
  await keepPolicyVersion(agent, around, { sources: policySources(agent, live), policies: live.policies })
  for (const definition of offered) warnOfChange(definition, live, around.log)
  opened.move()
  return live
}

type Fitting = Pick<StartAgentOptions, 'mismatches' | 'compile' | 'log'>

/**
 * The same agent with what is accepted now. No tool server is asked: what it offered last is enough to put an agent
 * together, and one that is slow would keep the acceptance of another's tool away. Throws `agent-broken` where its folder
 * doesn't fit that.
 */
export function withPins(live: AgentRuntime, pins: readonly ToolPin[], around: Fitting): AgentRuntime {
  const offered = [...live.declarations.keys()].flatMap((tool) => live.servers.lastOffered(tool) ?? [])
  return assemble(live, { offered, pins }, around)
}

/** A changed folder over the same tools. Throws `agent-broken` where it doesn't fit them. */
export function withFolder(
  live: AgentRuntime,
  agent: Agent,
  pins: readonly ToolPin[],
  around: Fitting & Pick<StartAgentOptions, 'embedder' | 'signal'>,
): AgentRuntime {
  const offered = agent.tools.flatMap(({ tool }) => live.servers.lastOffered(tool) ?? [])
  const index = indexPlaybooks(agent, around.embedder, around)
  return assemble({ agent, servers: live.servers, index, confirmBy: live.confirmBy }, { offered, pins }, around)
}

function assemble(
  { agent, servers, index, confirmBy }: Pick<AgentRuntime, 'agent' | 'servers' | 'index' | 'confirmBy'>,
  { offered, pins }: { readonly offered: readonly ToolDefinition[]; readonly pins: readonly ToolPin[] },
  around: Fitting,
): AgentRuntime {
  const accepted = new Map(pins.map((pin) => [pin.tool, acceptedDefinition(pin)]))
  const definitions = new Map<string, ToolDefinition>()
  for (const { tool } of agent.tools) {
    const [pin, now] = [accepted.get(tool), offered.find((definition) => definition.tool === tool)]
    // The same definition, with its arguments still in the order that its author found readable. One that nobody has
    // accepted yet is what rules are checked against, and no more.
    const definition = pin && pin.hash !== now?.hash ? pin : now
    if (definition) definitions.set(tool, definition)
  }
  const notAccepted = new Set([...definitions.keys()].filter((tool) => !accepted.has(tool)))
  const mismatches = around.mismatches(agent, withHints([...definitions.values()], offered))
  if (mismatches !== '')
    throw new AppError(`The agent ${agent.name} doesn't fit its tools.\n${mismatches}`, { code: 'agent-broken' })
  const declarations = new Map(agent.tools.map((declaration) => [declaration.tool, declaration]))
  const sampled = sampledTools(pins, { declarations, definitions })
  const unjudged = { agent, servers, index, confirmBy, definitions, notAccepted, declarations, sampled }
  const sources = policySources(agent, unjudged)
  return { ...unjudged, policies: around.compile(sources), shadow: loadShadow(agent, sources, around.log) }
}

/** The pinned definitions of the agent's tools, once new ones are pinned where the agent trusts on first use. */
async function pinsOf(
  agent: Agent,
  servers: ToolServers,
  offered: readonly ToolDefinition[],
  around: StartAgentOptions,
): Promise<readonly ToolPin[]> {
  return around.database.tenant(around.tenantId, async (tx) => {
    const pins = await readPins(tx)
    const unseen = offered.filter((definition) => isUnseen(agent, definition, pins))
    if (around.firstSight === 'ask' || unseen.length === 0) return pins
    for (const definition of unseen) {
      const { tool, hash } = definition
      const { address } = servers.address(serverOf(agent, tool))
      const pin = { tool, definitionHash: hash, definition: keptDefinition(definition, sampleOf(agent, tool)), address }
      const onlyNew = !pins.some((known) => known.tool === tool)
      await acceptTool(tx, { ...pin, acceptedBy: 'start' }, { onlyNew })
    }
    return readPins(tx)
  })
}

// A sample may be written once its tool was accepted at first sight: that is the first that is seen of it.
function isUnseen(agent: Agent, { tool, hash }: ToolDefinition, pins: readonly ToolPin[]): boolean {
  const pin = pins.find((known) => known.tool === tool)
  if (!pin) return true
  const isNew = sampleOf(agent, tool) !== undefined && acceptedSample(pin) === undefined
  return isNew && pin.definitionHash === hash && pin.acceptedBy === 'start'
}

// Without its definition a tool can be neither judged nor called, so a first start needs its server.
function checkReached(agent: Agent, servers: ToolServers, seen: ReadonlySet<string>): void {
  for (const { server, ok, detail } of servers.health()) {
    const unknown = agent.tools.filter((declared) => declared.server === server && !seen.has(declared.tool))
    if (ok || unknown.length === 0) continue
    throw new AppError(
      `The tool server "${server}" of the agent ${agent.name} can't be reached at ${servers.address(server).address}, and its tools have never been seen: ${detail} Start it, or correct its address in tools.yaml.`,
      { code: 'tool-unreachable', retryable: true },
    )
  }
}

// A server's hint isn't part of what was accepted: it is only ever held against a declaration, never believed for one.
function withHints(
  definitions: readonly ToolDefinition[],
  offered: readonly ToolDefinition[],
): readonly ToolDefinition[] {
  return definitions.map((definition) => {
    const readOnlyHint = offered.find(({ tool }) => tool === definition.tool)?.readOnlyHint
    return readOnlyHint === undefined ? definition : { ...definition, readOnlyHint }
  })
}

function warnOfChange({ tool, hash }: ToolDefinition, { definitions, notAccepted }: AgentRuntime, log: Logger): void {
  if (notAccepted.has(tool)) log.warn({ event: 'tool-not-accepted', tool })
  else if (definitions.get(tool)?.hash !== hash) log.warn({ event: 'tool-suspended', tool, code: 'tool-changed' })
}

function sampleOf(agent: Agent, tool: string): Json | undefined {
  return agent.tools.find((declaration) => declaration.tool === tool)?.sample
}

function serverOf(agent: Agent, tool: string): string {
  return agent.tools.find((declaration) => declaration.tool === tool)?.server ?? ''
}
