import { z } from 'zod'
import type { NewStop } from '#contract/tool-operations.ts'
import type { StopView, ToolView } from '#contract/tool.ts'
import { ask, type Api } from './api.ts'

const Stop: z.ZodType<StopView> = z.looseObject({
  id: z.string(),
  kind: z.enum(['tool', 'agent', 'tenant']),
  name: z.string(),
  why: z.string(),
  stoppedBy: z.string(),
  stoppedAt: z.string(),
  startedBy: z.string().nullable(),
  startedAt: z.string().nullable(),
})

const Tool: z.ZodType<ToolView> = z.looseObject({
  tool: z.string(),
  agents: z.array(z.string()),
  effect: z.enum(['read', 'write']),
  title: z.string(),
  address: z.string(),
  state: z.enum(['accepted', 'changed', 'new', 'gone', 'unreachable']),
  accepted: z.looseObject({ hash: z.string(), by: z.string(), at: z.string() }).nullable(),
  offered: z.string().nullable(),
  changes: z.array(z.string()),
  diff: z.array(z.string()),
  stop: Stop.nullable(),
})

export async function listTools(api: Api, signal: AbortSignal): Promise<readonly ToolView[]> {
  return (await ask(api, 'GET /v1/tools', z.looseObject({ tools: z.array(Tool) }), { signal })).tools
}

/** Accepts what a tool's server offers, as it was seen. */
export async function acceptTool(
  api: Api,
  seen: { readonly tool: string; readonly hash: string },
  signal: AbortSignal,
): Promise<ToolView> {
  const answer = z.looseObject({ tool: Tool })
  return (await ask(api, 'POST /v1/tools/acceptances', answer, { signal, body: seen })).tool
}

export async function listStops(api: Api, signal: AbortSignal): Promise<readonly StopView[]> {
  return (await ask(api, 'GET /v1/stops', z.looseObject({ stops: z.array(Stop) }), { signal })).stops
}

export async function stopCalls(api: Api, stop: NewStop, signal: AbortSignal): Promise<StopView> {
  return (await ask(api, 'POST /v1/stops', z.looseObject({ stop: Stop }), { signal, body: stop })).stop
}

export async function startCalls(api: Api, stopId: string, signal: AbortSignal): Promise<StopView> {
  const route = `DELETE /v1/stops/${encodeURIComponent(stopId)}`
  return (await ask(api, route, z.looseObject({ stop: Stop }), { signal })).stop
}
