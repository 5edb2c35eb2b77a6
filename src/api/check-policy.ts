import { checkAgainstDefinitions, schemaProblems } from '#turn/definitions/check-definitions.ts'
import type { Agent } from '#agents/contract.ts'
import type { FileProblem } from '#core/file-problem.ts'
import { compilePolicy, syntaxProblems } from '#guardrails/policy/compile-policy.ts'
import type { ToolDefinition, ToolServers } from '#mcp/contract.ts'
import { policySources } from '#judging/policies/policy-sources.ts'

/** What is wrong with an agent's rules, without a server of ours. */
export interface PolicyCheck {
  readonly agent: string
  readonly files: readonly string[]
  /** Files by their path from the agent's folder. */
  readonly problems: readonly FileProblem[]
  /** Tool servers that didn't say what their tools take. Then rules are read, and not held against their tools. */
  readonly unreached: readonly { readonly server: string; readonly detail: string }[]
}

/** Where the definitions of tools come from. */
export interface DefinitionSources {
  /** As the operator accepted them: what a running server judges by. */
  readonly accepted: ReadonlyMap<string, ToolDefinition>
  readonly openServers: (agent: Agent) => Promise<ToolServers>
  /** A server that says nothing for so long is away for whoever waits; its own limit may be minutes, for a slow tool's sake. */
  readonly reachedWithinMs: number
  readonly signal: AbortSignal
}

/** Checks an agent's rules as a start does, against what is known of its tools. */
export function policyCheckOf(agent: Agent, { definitions, unreached }: KnownDefinitions): PolicyCheck {
  const files = agent.policies.map(({ path }) => path)
  if (unreached.length > 0) return { agent: agent.name, files, problems: syntaxProblems(agent.policies), unreached }
  const declarations = new Map(agent.tools.map((declaration) => [declaration.tool, declaration]))
  const compiled = compilePolicy(policySources(agent, { definitions, declarations }))
  const problems = [
    ...checkAgainstDefinitions(agent, [...definitions.values()]),
    ...schemaProblems(agent, [...definitions.values()]),
    ...(compiled.ok ? [] : compiled.problems),
  ]
  return { agent: agent.name, files, problems, unreached }
}

/** The definitions of an agent's tools, by name, and the servers that didn't tell theirs. */
export interface KnownDefinitions extends Pick<PolicyCheck, 'unreached'> {
  readonly definitions: ReadonlyMap<string, ToolDefinition>
}

/** What is known of an agent's tools: as they were accepted, or else as their servers offer them now. */
export async function definitionsOf(
  agent: Agent,
  { accepted, openServers, reachedWithinMs, signal }: DefinitionSources,
): Promise<KnownDefinitions> {
  const known = agent.tools.flatMap(({ tool }) => {
    const definition = accepted.get(tool)
    return definition ? [[tool, definition] as const] : []
  })
  if (known.length === agent.tools.length) return { definitions: new Map(known), unreached: [] }
  await using servers = await openServers(agent)
  const silent = await silentServers(agent, servers, { reachedWithinMs, signal })
  const offered = agent.tools.flatMap(({ tool }) => {
    const definition = servers.lastOffered(tool)
    return definition ? [[tool, definition] as const] : []
  })
  const definitions = new Map([...offered, ...known])
  const unreached = servers
    .health()
    .filter(({ server, ok }) => !ok || silent.has(server))
    .filter(({ server }) => agent.tools.some((tool) => tool.server === server && !definitions.has(tool.tool)))
    .map(({ server, ok, detail }) => ({ server, detail: ok ? `No answer in ${reachedWithinMs / 1_000} s.` : detail }))
  return { definitions, unreached }
}

/** Asks each server for its tools, and gives those that said nothing in time. */
async function silentServers(
  { tools }: Agent,
  servers: ToolServers,
  { reachedWithinMs, signal }: Pick<DefinitionSources, 'reachedWithinMs' | 'signal'>,
): Promise<ReadonlySet<string>> {
  const silent = new Set<string>()
  const ask = async ([server, tool]: readonly [server: string, tool: string]) => {
    const late = AbortSignal.timeout(reachedWithinMs)
    try {
      await servers.definition(tool, AbortSignal.any([signal, late]))
    } catch (error) {
      signal.throwIfAborted()
      if (!late.aborted) throw error
      silent.add(server)
    }
  }
  await Promise.all([...new Map(tools.map(({ server, tool }) => [server, tool]))].map(ask))
  return silent
}
