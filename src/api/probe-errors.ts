import type { Agent, ToolDeclaration, ToolServer } from '#agents/contract.ts'
import { AppError } from '#core/errors.ts'
import type { JsonObject } from '#core/json.ts'
import type { SaidError } from '#memory/plans/tool-answer.ts'
import { probeTool, type Probe, type ProbeOptions } from '#mcp/probe.ts'
import { callOutcome, errorSaidBy, type CallOutcome } from '#effects/retries/call-outcome.ts'

/** What came of one call that can't succeed, and what a write that got this answer would be taken for. */
export interface ProbedError {
  readonly with: Probe['with']
  readonly args: JsonObject
  /** The error that came as the answer; null where none came. */
  readonly said: SaidError | null
  readonly fate: CallOutcome
  readonly message: string
}

/** What a tool's server answers to calls that can't succeed. Throws `tool-unreachable`, `tool-acts-as-requester`. */
export async function probeErrors(
  agent: Agent,
  declaration: ToolDeclaration,
  options: ProbeOptions,
): Promise<readonly ProbedError[]> {
  const server = probedServer(agent, declaration)
  const probes = await probeTool(server, declaration.tool, options).catch(unreached(server, options.signal))
  return probes.map(({ outcome, ...probe }) => ({
    ...probe,
    said: errorSaidBy(outcome, declaration) ?? null,
    fate: callOutcome(outcome, declaration),
    message: outcome.ok ? 'It answered with a result.' : outcome.message,
  }))
}

/** The server of a tool that is tried out with our own rights. Throws `tool-acts-as-requester`. */
export function probedServer(agent: Agent, { tool, server: name }: ToolDeclaration): ToolServer {
  const server = agent.servers.find((one) => one.name === name)
  if (server && server.as !== 'requester') return server
  throw new AppError(`${tool} acts with its requester’s rights, and nobody is signed in here.`, {
    code: 'tool-acts-as-requester',
  })
}

/** What to make of a server that doesn't answer. Throws `tool-unreachable`. */
export function unreached({ name }: ToolServer, signal: AbortSignal): (error: unknown) => never {
  return (error) => {
    signal.throwIfAborted()
    const detail = error instanceof Error ? error.message : ''
    throw new AppError(`The tool server "${name}" can’t be reached: ${detail}`, {
      code: 'tool-unreachable',
      cause: error,
    })
  }
}
