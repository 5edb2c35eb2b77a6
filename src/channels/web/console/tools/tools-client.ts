import type { AsideRunView } from '#contract/aside-run.ts'
import type { NewStop } from '#contract/tool-operations.ts'
import type { StopView, ToolView } from '#contract/tool.ts'
import type { Client } from '../../browser/client.ts'
import { list, nullable, object, oneOf, text, type Shape } from '../../browser/shape.ts'

const Stop: Shape<StopView> = object({
  id: text,
  kind: oneOf('tool', 'agent', 'tenant'),
  name: text,
  why: text,
  stoppedBy: text,
  stoppedAt: text,
  startedBy: nullable(text),
  startedAt: nullable(text),
})

const Tool: Shape<ToolView> = object({
  tool: text,
  agents: list(text),
  effect: oneOf('read', 'write'),
  title: text,
  address: text,
  state: oneOf('accepted', 'changed', 'new', 'gone', 'unreachable'),
  accepted: nullable(object({ hash: text, by: text, at: text })),
  offered: nullable(text),
  changes: list(text),
  diff: list(text),
  stop: nullable(Stop),
})

const Run: Shape<AsideRunView> = object({
  id: text,
  threadId: text,
  agent: text,
  requester: text,
  code: text,
  asideAt: text,
})

const Runs = object({ runs: list(Run) })
const Tools = object({ tools: list(Tool) })
const Stops = object({ stops: list(Stop) })

/** What the page of tools shows. */
export interface ToolsSeen {
  readonly tools: readonly ToolView[]
  readonly stops: readonly StopView[]
  /** What was set aside, and waits to be tried again. */
  readonly aside: readonly AsideRunView[]
}

export async function readTools({ ask }: Client, signal: AbortSignal): Promise<ToolsSeen> {
  const [{ tools }, { stops }, { runs: aside }] = await Promise.all([
    ask('GET /v1/tools', Tools, { signal }),
    ask('GET /v1/stops', Stops, { signal }),
    ask('GET /v1/set-aside-runs', Runs, { signal }),
  ])
  return { tools, stops, aside }
}

/** Has what was set aside tried again. */
export async function retryRun({ ask }: Client, runId: string, signal: AbortSignal): Promise<void> {
  await ask(`POST /v1/set-aside-runs/${encodeURIComponent(runId)}/retry`, object({}), { signal, body: {} })
}

/** Accepts what was shown. */
export async function acceptTool({ ask }: Client, { tool, offered }: ToolView, signal: AbortSignal): Promise<void> {
  await ask('POST /v1/tools/acceptances', object({}), { signal, body: { tool, hash: offered ?? '' } })
}

export async function stopCalls({ ask }: Client, body: NewStop, signal: AbortSignal): Promise<void> {
  await ask('POST /v1/stops', object({}), { signal, body })
}

export async function startCalls({ ask }: Client, stopId: string, signal: AbortSignal): Promise<void> {
  await ask(`DELETE /v1/stops/${encodeURIComponent(stopId)}`, object({}), { signal })
}
