import type { DeadLetterView } from '#contract/dead-letter.ts'
import type { NewStop } from '#contract/tool.ts'
import type { StopView, ToolView } from '#contract/tool.ts'
import * as wire from '#contract/wire.ts'
import type { Client } from '#channels/client/client.ts'

/** What the page of tools shows. */
export interface ToolsSeen {
  readonly tools: readonly ToolView[]
  readonly stops: readonly StopView[]
  /** What was set aside, and waits to be tried again. */
  readonly aside: readonly DeadLetterView[]
}

export async function readTools({ ask }: Client, signal: AbortSignal): Promise<ToolsSeen> {
  const [{ tools }, { stops }, { runs: aside }] = await Promise.all([
    ask(wire.listTools, {}, { signal }),
    ask(wire.listStops, {}, { signal }),
    ask(wire.listAsideRuns, {}, { signal }),
  ])
  return { tools, stops, aside }
}

/** Has what was set aside tried again. */
export async function retryRun({ ask }: Client, runId: string, signal: AbortSignal): Promise<void> {
  await ask(wire.retryRun, { runId }, { signal })
}

/** Accepts what was shown. */
export async function acceptTool(
  { ask }: Client,
  { tool, offered, sample }: ToolView,
  signal: AbortSignal,
): Promise<void> {
  await ask(wire.acceptTool, { body: { tool, hash: offered ?? '', sample } }, { signal })
}

export async function stopCalls({ ask }: Client, body: NewStop, signal: AbortSignal): Promise<void> {
  await ask(wire.stopCalls, { body }, { signal })
}

export async function startCalls({ ask }: Client, stopId: string, signal: AbortSignal): Promise<void> {
  await ask(wire.startCalls, { stopId }, { signal })
}
