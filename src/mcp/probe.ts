import { randomUUID } from 'node:crypto'
import type { ToolServer } from '#agents/contract.ts'
import { isJsonObject, type Json, type JsonObject } from '#core/json.ts'
import { createLogger } from '#core/log.ts'
import { failed, readResult } from './catalogue/read-result.ts'
import type { OfferedTool } from './catalogue/read-catalogue.ts'
import { CallFailure } from './connection/call-failure.ts'
import type { Reference } from './connection/open-transport.ts'
import { Session } from './connection/session.ts'
import type { ToolOutcome } from './contract.ts'
import { usableSchema } from '#plan-language/tool-schema/usable-schema.ts'

/** What a call that can't succeed is called with, and what came back. */
export interface Probe {
  /** A name that no tool has, or arguments that the tool's own schema refuses. */
  readonly with: 'unknown-tool' | 'wrong-arguments'
  readonly args: JsonObject
  readonly outcome: ToolOutcome
}

export interface ProbeOptions {
  readonly reference: Reference
  /** Whether the tool itself is called: its server is then relied on to refuse what the tool's own schema refuses. */
  readonly callsTool: boolean
  readonly signal: AbortSignal
}

/**
 * Calls a tool server as can't succeed, to see how it puts its errors. A tool whose schema refuses nothing that could be sent
 * isn't called. Throws a `CallFailure` where the server can't be reached.
 */
export async function probeTool(server: ToolServer, tool: string, options: ProbeOptions): Promise<readonly Probe[]> {
  const { reference, callsTool, signal } = options
  const log = createLogger('silent')
  await using session = await Session.open({ server, declared: new Set([tool]), reference, log }, signal)
  const offered = (await session.catalogue()).get(tool)
  const send = (name: string, args: JsonObject) => sendOnce(session, { server, offered, name, args }, signal)
  const unknown = { with: 'unknown-tool', args: {}, outcome: await send(`parley-probe-${randomUUID()}`, {}) } as const
  const args = callsTool && offered ? refusedArguments(offered) : null
  if (!offered || args === null) return [unknown]
  return [unknown, { with: 'wrong-arguments', args, outcome: await send(offered.name, args) }]
}

/** Calls a read once, as it may succeed, to see what it returns. Throws a `CallFailure` where the server can't be reached. */
export async function readOnce(
  server: ToolServer,
  { tool, args }: { readonly tool: string; readonly args: JsonObject },
  { reference, signal }: Pick<ProbeOptions, 'reference' | 'signal'>,
): Promise<ToolOutcome> {
  const log = createLogger('silent')
  await using session = await Session.open({ server, declared: new Set([tool]), reference, log }, signal)
  const offered = (await session.catalogue()).get(tool)
  if (!offered) return failed('tool-unknown', true, `${server.name} offers no ${tool}.`)
  return await sendOnce(session, { server, offered, name: offered.name, args }, signal)
}

interface Sending {
  readonly server: ToolServer
  readonly offered: OfferedTool | undefined
  readonly name: string
  readonly args: JsonObject
}

async function sendOnce(
  session: Session,
  { server, offered, name, args }: Sending,
  signal: AbortSignal,
): Promise<ToolOutcome> {
  const sent = { signal, timeoutMs: server.timeoutMs, idempotencyKey: null }
  try {
    return readResult(offered ?? NAMELESS, await session.call(name, args, sent), createLogger('silent'))
  } catch (error) {
    if (!(error instanceof CallFailure)) throw error
    return {
      ...failed(error.code, error.certain, error.message),
      ...(error.error !== null && { error: error.error }),
    }
  }
}

const NAMELESS: OfferedTool = {
  definition: { tool: 'a tool that isn’t there', description: '', inputSchema: {}, outputSchema: null, hash: '' },
  name: '',
  takes: () => false,
  isWrapped: false,
  mismatch: null,
  fault: null,
}

/** A placeholder that is no one's name, number or date: a lookup by it finds nothing. */
const CANDIDATES: readonly Json[] = [{ 'parley-probe': true }, ['parley-probe'], 'parley-probe', -0.5]

/** As many arguments as can be made wrong by the tool's own schema; null where it refuses nothing. */
function refusedArguments({ definition: { inputSchema }, takes }: OfferedTool): JsonObject | null {
  const { properties } = inputSchema
  const named = isJsonObject(properties) ? Object.entries(properties) : []
  const shared = Object.entries(inputSchema).filter(([key]) => key === '$defs' || key === 'definitions')
  const wrong = named.flatMap(([name, schema]): readonly [string, Json][] => {
    const value = isJsonObject(schema) ? refusedValue({ ...Object.fromEntries(shared), ...schema }) : undefined
    return value === undefined ? [] : [[name, value]]
  })
  const args = Object.fromEntries(wrong)
  return wrong.length > 0 && !takes(args) ? args : null
}

function refusedValue(schema: JsonObject): Json | undefined {
  const usable = usableSchema(schema)
  return usable.ok ? CANDIDATES.find((value) => usable.mismatch(value) !== null) : undefined
}
