import { z } from 'zod'
import type { Agent, ToolServer } from '#agents/contract.ts'
import { AppError } from '#errors.ts'
import type { PolicySet, PolicySources } from '#guardrails/contract.ts'
import { JsonObject } from '#json.ts'
import type { Logger } from '#log.ts'
import type { ToolDefinition, ToolServers } from '#mcp/contract.ts'
import type { Database } from '#memory/database.ts'
import { acceptTool, readPins } from '#memory/tool-pins.ts'
import type { Embedder } from '#models/contract.ts'
import type { TenantId } from '#principal.ts'
import { planTools, type LiveAgent } from './live-agent.ts'
import { indexPlaybooks } from './routing/playbook-index.ts'

export interface Surrounding {
  readonly tenantId: TenantId
  readonly database: Database
  readonly embedder: Embedder
  readonly log: Logger
  readonly signal: AbortSignal
  readonly openServers: (servers: readonly ToolServer[], declared: ReadonlySet<string>) => Promise<ToolServers>
  /** What in the folder doesn't fit the tools that its servers offer, in lines for the operator. */
  readonly mismatches: (agent: Agent, definitions: readonly ToolDefinition[]) => string
  readonly compile: (sources: PolicySources) => PolicySet
}

/**
 * Connects an agent to its tool servers, pins what they offer, and compiles its policy against it. A tool that nobody
 * has accepted yet is accepted as it is first seen; one that has changed since stays as it was accepted, and calls of
 * it are refused until the change is accepted. Throws `agent-broken`, `tool-unreachable`.
 */
export async function bringToLife(agent: Agent, around: Surrounding): Promise<LiveAgent> {
  await using opened = new AsyncDisposableStack()
  const servers = opened.use(await around.openServers(agent.servers, new Set(agent.tools.map(({ tool }) => tool))))
  const offered = await servers.definitions(around.signal)
  const definitions = await pinnedDefinitions(agent, servers, offered, around)
  checkReached(agent, servers, definitions)
  const mismatches = around.mismatches(agent, withHints([...definitions.values()], offered))
  if (mismatches !== '')
    throw new AppError(`The agent ${agent.name} doesn't fit its tools.\n${mismatches}`, { code: 'agent-broken' })
  const index = indexPlaybooks(agent, around.embedder, around)
  const declarations = new Map(agent.tools.map((declaration) => [declaration.tool, declaration]))
  const unjudged = { agent, servers, index, definitions, declarations }
  const live = { ...unjudged, policies: around.compile(policySources(agent, planTools(unjudged))) }
  opened.move()
  return live
}

const PinnedDefinition: z.ZodType<ToolDefinition> = z.object({
  tool: z.string(),
  description: z.string(),
  inputSchema: JsonObject,
  outputSchema: JsonObject.nullable(),
  hash: z.string(),
})

async function pinnedDefinitions(
  agent: Agent,
  servers: ToolServers,
  offered: readonly ToolDefinition[],
  around: Surrounding,
): Promise<ReadonlyMap<string, ToolDefinition>> {
  const pins = await around.database.tenant(around.tenantId, async (tx) => {
    const accepted = new Map((await readPins(tx)).map((pin) => [pin.tool, PinnedDefinition.parse(pin.definition)]))
    for (const definition of offered) {
      const pin = accepted.get(definition.tool)
      // The same definition, with its arguments still in the order that its author found readable.
      if (pin?.hash === definition.hash) accepted.set(definition.tool, definition)
      if (pin) continue
      const { address } = servers.address(serverOf(agent, definition.tool))
      const newPin = {
        tool: definition.tool,
        definitionHash: definition.hash,
        definition: JsonObject.parse(definition),
        address,
      }
      await acceptTool(tx, { ...newPin, acceptedBy: 'start' })
      accepted.set(definition.tool, definition)
    }
    return accepted
  })
  for (const definition of offered) warnOfChange(definition, pins.get(definition.tool), around.log)
  const declared = agent.tools.flatMap(({ tool }) => {
    const definition = pins.get(tool)
    return definition ? [[tool, definition] as const] : []
  })
  return new Map(declared)
}

// Without its definition a tool can be neither judged nor called, so a first start needs its server.
function checkReached(agent: Agent, servers: ToolServers, definitions: ReadonlyMap<string, ToolDefinition>): void {
  for (const { server, ok, detail } of servers.health()) {
    const unknown = agent.tools.filter((declared) => declared.server === server && !definitions.has(declared.tool))
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

function warnOfChange(offered: ToolDefinition, pin: ToolDefinition | undefined, log: Logger): void {
  if (pin && pin.hash !== offered.hash) log.warn({ event: 'tool-suspended', tool: offered.tool, code: 'tool-changed' })
}

function serverOf(agent: Agent, tool: string): string {
  return agent.tools.find((declaration) => declaration.tool === tool)?.server ?? ''
}

function policySources(agent: Agent, tools: ReturnType<typeof planTools>): PolicySources {
  return {
    agent: agent.name,
    files: agent.policies,
    untrustedRole: agent.approvals.untrusted,
    tools: agent.tools.flatMap((declaration) => {
      const tool = tools[declaration.tool]
      if (!tool) return []
      const { argsSchema, resultSchema, later } = tool
      const { accepts, money, trust, effect } = declaration
      return [
        { tool: declaration.tool, effect, argsSchema, resultSchema, later, accepts, money, trusted: trust.trusted },
      ]
    }),
  }
}
