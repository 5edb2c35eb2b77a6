import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'

/** The numbers of one web server. Labels are routes, statuses and an operator's names: never a tenant, a person or an id. */
export interface WebMetrics {
  requestEnded(request: { method: string; route: string; status: number; durationMs: number }): void
  /** Somebody decided on a plan that had waited so long, having looked at it so long; null where it was never shown. */
  planDecided(decision: { decision: 'approve' | 'reject'; waitedMs: number; lookedMs: number | null }): void
  streamOpened(kind: StreamKind): void
  streamClosed(kind: StreamKind): void
  /** The exposition format of Prometheus, and its content type. */
  text(): Promise<{ readonly body: string; readonly contentType: string }>
}

export type StreamKind = 'sse' | 'socket'

const DECISION_SECONDS = [1, 2, 5, 10, 30, 60, 300, 1_800, 7_200, 43_200, 86_400]

/** Asked at each look at the numbers. */
export type ToolServerStates = () => readonly {
  readonly agent: string
  readonly server: string
  readonly isResting: boolean
}[]

/** Asked at each look as well; null where nobody says. */
export type StorageState = () => Promise<{ readonly leftBytes: number; readonly totalBytes: number } | null>

/** Asked at each look as well; null where the database doesn't say. */
export type RunsState = () => Promise<{ readonly resting: number; readonly setAside: number } | null>

/** Asked at each look as well. */
export type OutletStates = () => Promise<
  readonly { readonly channel: string; readonly pending: number; readonly failed: number }[]
>

/** What the numbers are asked of that are no event's. */
export interface MetricSources {
  readonly toolServers: ToolServerStates
  readonly storage: StorageState
  readonly heldRuns: RunsState
  readonly outlets: OutletStates
}

export function createMetrics({ toolServers, storage, heldRuns, outlets }: MetricSources): WebMetrics {
  const registry = new Registry()
  const requests = new Counter({
    name: 'parley_http_requests_total',
    help: 'HTTP requests answered.',
    labelNames: ['method', 'route', 'status'],
    registers: [registry],
  })
  const durations = new Histogram({
    name: 'parley_http_request_duration_seconds',
    help: 'Time from the request to its first byte of answer.',
    labelNames: ['method', 'route'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registry],
  })
  const waits = new Histogram({
    name: 'parley_decision_wait_seconds',
    help: "Time from a plan's making to a person's decision on it.",
    labelNames: ['decision'],
    buckets: DECISION_SECONDS,
    registers: [registry],
  })
  const looks = new Histogram({
    name: 'parley_decision_look_seconds',
    help: 'Time from when a plan was first shown to somebody to their decision on it. Many under 2 s are no decisions.',
    labelNames: ['decision'],
    buckets: DECISION_SECONDS,
    registers: [registry],
  })
  const unseen = new Counter({
    name: 'parley_decisions_unseen_total',
    help: 'Decisions on a plan that the server never showed to whoever decided.',
    labelNames: ['decision'],
    registers: [registry],
  })
  const streams = new Gauge({
    name: 'parley_event_streams',
    help: 'Event streams and sockets open now.',
    labelNames: ['kind'],
    registers: [registry],
  })
  new Gauge({
    name: 'parley_tool_server_resting',
    help: '1 while this process leaves a tool server alone, since its calls failed; 0 else.',
    labelNames: ['agent', 'server'],
    registers: [registry],
    collect() {
      this.reset()
      for (const { agent, server, isResting } of toolServers()) this.set({ agent, server }, isResting ? 1 : 0)
    },
  })
  const volume = new Gauge({
    name: 'parley_storage_bytes',
    help: 'The volume that the database writes to, where its size is known: what is left of it, and all of it.',
    labelNames: ['of'],
    registers: [registry],
    async collect() {
      this.reset()
      const state = await storage()
      if (state === null) return
      volume.set({ of: 'left' }, state.leftBytes)
      volume.set({ of: 'total' }, state.totalBytes)
    },
  })
  const held = new Gauge({
    name: 'parley_runs_held',
    help: 'Runs of all tenants that nobody works on now: resting ones go on by themselves, those set aside once an operator lets them.',
    labelNames: ['state'],
    registers: [registry],
    async collect() {
      this.reset()
      const counted = await heldRuns()
      if (counted === null) return
      held.set({ state: 'resting' }, counted.resting)
      held.set({ state: 'set-aside' }, counted.setAside)
    },
  })
  const outbox = new Gauge({
    name: 'parley_outbox_messages',
    help: 'Messages to outside channels that aren’t delivered: pending ones are tried again, failed ones were given up.',
    labelNames: ['channel', 'state'],
    registers: [registry],
    async collect() {
      this.reset()
      for (const { channel, pending, failed } of await outlets()) {
        outbox.set({ channel, state: 'pending' }, pending)
        outbox.set({ channel, state: 'failed' }, failed)
      }
    },
  })
  const whole = Registry.merge([processMetrics(), registry])
  return {
    requestEnded({ method, route, status, durationMs }) {
      requests.inc({ method, route, status })
      durations.observe({ method, route }, durationMs / 1_000)
    },
    planDecided({ decision, waitedMs, lookedMs }) {
      waits.observe({ decision }, waitedMs / 1_000)
      if (lookedMs === null) unseen.inc({ decision })
      else looks.observe({ decision }, lookedMs / 1_000)
    },
    streamOpened: (kind) => streams.inc({ kind }),
    streamClosed: (kind) => streams.dec({ kind }),
    text: async () => ({ body: await whole.metrics(), contentType: whole.contentType }),
  }
}

let ofProcess: Registry | null = null

// What watches the event loop and the garbage is never let go of: one for each server that a process has had would keep
// them all.
function processMetrics(): Registry {
  if (ofProcess === null) {
    ofProcess = new Registry()
    collectDefaultMetrics({ register: ofProcess })
  }
  return ofProcess
}
