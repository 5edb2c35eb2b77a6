import type { RunView } from '#contract/run.ts'
import { notFound } from '#core/errors.ts'
import { MCP_CHANNEL } from '#core/outside-principal.ts'
import { settledRuns } from '../protocols/answered-runs.ts'
import type { McpCall } from './mcp-services.ts'

export interface Said {
  readonly text: string
  readonly agent: string | null
  /** The conversation that it goes on in; null begins one. */
  readonly thread: string | null
}

/** Says something to an agent, and waits for what comes of it: the runs, of which the last may not have ended. */
export async function say(call: McpCall, said: Said, onProgress: Progress): Promise<readonly RunView[]> {
  const { principal, services } = call
  services.spend(principal)
  const threadId = await threadFor(call, said)
  const { runId } = await services.operations.acceptMessage(principal, {
    threadId,
    channel: MCP_CHANNEL,
    dedupeKey: `${threadId}/${services.newId()}`,
    text: said.text,
    underKey: null,
  })
  return await follow(call, { threadId, runId }, onProgress)
}

/** Tells a client that something goes on; null where it didn't ask to be told. */
export type Progress = ((message: string) => void) | null

/** A run and those after it by the same message, once they have ended or wait for a person, or the time is over. */
export async function follow(
  { principal, services, signal }: McpCall,
  { threadId, runId }: { readonly threadId: string; readonly runId: string },
  onProgress: Progress,
): Promise<readonly RunView[]> {
  const { operations } = services
  const ended = new AbortController()
  const within = AbortSignal.any([signal, AbortSignal.timeout(services.waitMs)])
  const telling = onProgress ? tell(onProgress, { signal: AbortSignal.any([within, ended.signal]) }) : null
  try {
    return (await settledRuns({ principal, operations }, runId, within)).runs
  } finally {
    ended.abort()
    await telling
  }

  async function tell(told: NonNullable<Progress>, options: { readonly signal: AbortSignal }): Promise<void> {
    try {
      for await (const event of operations.followEvents(principal, threadId, 0, options.signal))
        if (event.type !== 'text-delta') told(event.type)
    } catch (error) {
      if (!options.signal.aborted) services.explain(error)
    }
  }
}

// Words from here in a thread of another channel would count as typed there.
async function threadFor({ principal, services }: McpCall, { agent, thread }: Said): Promise<string> {
  const { operations } = services
  if (thread === null) return (await operations.createThread(principal, { agent, channel: MCP_CHANNEL })).id
  const { channel, requester } = await operations.readThread(principal, { threadId: thread })
  if (channel !== MCP_CHANNEL || requester.id !== principal.id) throw notFound('thread')
  return thread
}
