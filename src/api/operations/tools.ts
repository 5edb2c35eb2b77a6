import { neverAborted } from './never-aborted.ts'
import { enforce } from '#auth/authorize.ts'
import { AppError, notFound } from '#core/errors.ts'
import type { Json } from '#core/json.ts'
import type { ToolDefinition } from '#mcp/contract.ts'
import { definitionDiff } from '#mcp/definition-diff.ts'
import { readKillSwitches, type KillSwitch } from '#memory/agents/kill-switches.ts'
import { acceptTool, readPins, type ToolPin } from '#memory/agents/tool-pins.ts'
import type { Principal } from '#core/principal.ts'
import { acceptedDefinition } from '#knowledge/accepted-definitions.ts'
import { acceptedSample, isSampleAccepted, keptDefinition, sampleHash } from '#knowledge/accepted-samples.ts'
import { declarationOf, type AgentRuntime } from '#turn/agent-runtime.ts'
import type { Services } from '#turn/services.ts'
import { killSwitchOver } from '#turn/lease/kill-switches.ts'
import type { Operations } from '#contract/operations.ts'
import type { ToolState, ToolView } from '#contract/tool.ts'
import { argumentsOf, definitionChanges } from '#cards/outcome/definition-diff-text.ts'
import { ownerText } from '#cards/titles/owner-text.ts'
import { countCallsByTool, type CallsOfTool } from '#memory/ledger/calls-by-tool.ts'
import { listToolFaults, type ToolFault } from '#memory/agents/tool-faults.ts'
import { stopView } from './stops.ts'

/** What tool servers offer, held against what was accepted of it. */
export function toolOperations(services: Services): Pick<Operations, 'listTools' | 'acceptTool'> {
  const { database, context } = services
  return {
    listTools: async (principal, _all, signal = neverAborted()) => {
      enforce(principal, 'tool.list', 'tenant')
      return { tools: await listed(services, principal, signal) }
    },
    acceptTool: async (principal, { tool, hash, sample: hashOfSample }, signal = neverAborted()) => {
      enforce(principal, 'tool.accept', 'tenant')
      const live = agentsOf(services, tool)[0]
      const definition = await live?.servers.definition(tool, signal)
      if (!live || !definition) throw notFound('tool')
      if (definition.hash !== hash) throw differs(tool)
      const { address } = live.servers.address(declarationOf(live, tool).server)
      const pins = await database.batch(principal.tenantId, readPins)
      const sample = sampleToKeep(services, { tool, hash, hashOfSample }, pins)
      const kept = keptDefinition(definition, sample)
      const pin = { tool, definitionHash: hash, definition: kept, address, acceptedBy: principal.id }
      await checkFits(services, principal, pin)
      await database.tenant(principal.tenantId, (tx) => acceptTool(tx, pin))
      context.log.warn({ event: 'tool-accepted', tool, hash, by: principal.id })
      await services.renewAgents()
      const view = (await listed(services, principal, signal)).find((candidate) => candidate.tool === tool)
      if (!view) throw notFound('tool')
      return { tool: view }
    },
  }
}

interface Accepting {
  readonly tool: string
  readonly hash: string
  /** Of the sample that is accepted with it; null where none is. */
  readonly hashOfSample: string | null
}

/** The sample that was looked at, as an agent's folder has it; without one, what was accepted with the same definition. */
function sampleToKeep(
  services: Services,
  { tool, hash, hashOfSample }: Accepting,
  pins: readonly ToolPin[],
): Json | undefined {
  if (hashOfSample === null) {
    const before = pins.find((pin) => pin.tool === tool && pin.definitionHash === hash)
    return before && acceptedSample(before)
  }
  const samples = agentsOf(services, tool).map((live) => declarationOf(live, tool).sample)
  const looked = samples.find((sample) => sample !== undefined && sampleHash(sample) === hashOfSample)
  if (looked === undefined) throw differs(tool)
  return looked
}

function agentsOf({ agents }: Services, tool: string): readonly AgentRuntime[] {
  return [...agents.values()].filter(({ declarations }) => declarations.has(tool))
}

// A definition that the rules or the folder don't fit would stop the next start.
async function checkFits(services: Services, { tenantId }: Principal, pin: Omit<ToolPin, 'acceptedAt'>): Promise<void> {
  const pins = await services.database.batch(tenantId, readPins)
  const accepted = [...pins.filter(({ tool }) => tool !== pin.tool), { ...pin, acceptedAt: services.context.now() }]
  for (const live of agentsOf(services, pin.tool)) {
    try {
      services.withPins(live, accepted)
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'agent-broken') throw error
      throw new AppError(`${error.message}\nNothing was accepted. Change the agent's folder first.`, {
        code: 'agent-broken',
        status: 422,
        cause: error,
      })
    }
  }
}

function differs(tool: string): AppError {
  return new AppError(`${tool} isn’t offered as you saw it any more. Look at it again. Nothing was accepted.`, {
    code: 'tool-differs',
    status: 412,
  })
}

async function listed(services: Services, { tenantId }: Principal, signal: AbortSignal): Promise<readonly ToolView[]> {
  const [pins, stops, calls, faults] = await services.database.batch(tenantId, (tx) =>
    Promise.all([readPins(tx), readKillSwitches(tx), countCallsByTool(tx), listToolFaults(tx, FAULTS)]),
  )
  const lives = [...services.agents.values()]
  const offered = await Promise.all(lives.map(async ({ servers }) => await servers.definitions(signal)))
  const seen = new Map<string, ToolView>()
  for (const [index, live] of lives.entries()) {
    for (const tool of live.declarations.keys()) {
      const known = seen.get(tool)
      const definition = offered[index]?.find((candidate) => candidate.tool === tool) ?? null
      const pin = pins.find((candidate) => candidate.tool === tool) ?? null
      const agents = [...(known?.agents ?? []), live.agent.name]
      seen.set(tool, known ? { ...known, agents } : toolView(live, { tool, definition, pin, stops, calls, faults }))
    }
  }
  return [...seen.values()].sort((one, other) => (one.tool < other.tool ? -1 : 1))
}

/** The most faults that are told of all tools. */
const FAULTS = 200

interface Compared {
  readonly tool: string
  readonly definition: ToolDefinition | null
  readonly pin: ToolPin | null
  readonly stops: readonly KillSwitch[]
  readonly calls: readonly CallsOfTool[]
  readonly faults: readonly ToolFault[]
}

function toolView(live: AgentRuntime, compared: Compared): ToolView {
  const { tool, definition, pin, stops } = compared
  const declaration = declarationOf(live, tool)
  const { effect, title, server, sample } = declaration
  const agent = live.agent.name
  const isReached = live.servers.health().find((candidate) => candidate.server === server)?.ok === true
  const state = stateOf(definition, pin, isReached)
  const before = pin && acceptedDefinition(pin)
  const isSampleNew = sample !== undefined && definition !== null && !(pin && isSampleAccepted(declaration, pin))
  const isDifferent = definition !== null && (state === 'changed' || state === 'new')
  const stop = killSwitchOver(stops, { tool, agent })
  return {
    tool,
    agents: [agent],
    effect,
    title,
    address: live.servers.address(server).address,
    owner: ownerText(declaration.owner),
    ...definedAs(before ?? definition),
    ...latelyOf(compared),
    state,
    accepted: pin && { hash: pin.definitionHash, by: pin.acceptedBy, at: pin.acceptedAt.toISOString() },
    offered: isReached ? (definition?.hash ?? null) : null,
    sample: isSampleNew || (isDifferent && sample !== undefined) ? sampleHash(sample) : null,
    changes: [
      ...(isDifferent && before ? definitionChanges(before, definition) : []),
      ...(isSampleNew ? ['tools.yaml has another sample of what it returns.'] : []),
    ],
    diff:
      definition !== null && (isDifferent || isSampleNew)
        ? definitionDiff(before && pin && { ...before, sample: acceptedSample(pin) }, { ...definition, sample })
        : [],
    stop: stop && stopView(stop),
  }
}

function definedAs(definition: Pick<ToolDefinition, 'description' | 'inputSchema'> | null) {
  return definition === null
    ? { description: '', takes: [] }
    : { description: definition.description, takes: argumentsOf(definition.inputSchema) }
}

function latelyOf({ tool, calls, faults }: Compared): Pick<ToolView, 'lately' | 'faults'> {
  const own = calls.find((counted) => counted.tool === tool)
  return {
    lately: own ? { done: own.done, failed: own.failed, unknown: own.unknown, lastAt: own.lastAt.toISOString() } : null,
    faults: faults
      .filter((fault) => fault.tool === tool)
      .map(({ reason, times, lastAt }) => ({ reason, times, lastAt: lastAt.toISOString() })),
  }
}

function stateOf(definition: ToolDefinition | null, pin: ToolPin | null, isReached: boolean): ToolState {
  if (!isReached) return 'unreachable'
  if (!definition) return 'gone'
  if (!pin) return 'new'
  return pin.definitionHash === definition.hash ? 'accepted' : 'changed'
}
