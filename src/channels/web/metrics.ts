import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import { measureSources, type MetricSources } from './metric-sources.ts'

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

export function createMetrics(sources: MetricSources): WebMetrics {
  const registry = new Registry()
  const { requests, durations, streams } = trafficMetrics(registry)
  const { waits, looks, unseen } = decisionMetrics(registry)
  measureSources(registry, sources)
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

function trafficMetrics(registry: Registry) {
  return {
    requests: new Counter({
      name: 'parley_http_requests_total',
      help: 'HTTP requests answered.',
      labelNames: ['method', 'route', 'status'],
      registers: [registry],
    }),
    durations: new Histogram({
      name: 'parley_http_request_duration_seconds',
      help: 'Time from the request to its first byte of answer.',
      labelNames: ['method', 'route'],
      buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
      registers: [registry],
    }),
    streams: new Gauge({
      name: 'parley_event_streams',
      help: 'Event streams and sockets open now.',
      labelNames: ['kind'],
      registers: [registry],
    }),
  }
}

function decisionMetrics(registry: Registry) {
  return {
    waits: new Histogram({
      name: 'parley_decision_wait_seconds',
      help: "Time from a plan's making to a person's decision on it.",
      labelNames: ['decision'],
      buckets: DECISION_SECONDS,
      registers: [registry],
    }),
    looks: new Histogram({
      name: 'parley_decision_look_seconds',
      help: 'Time from when a plan was first shown to somebody to their decision on it. Many under 2 s are no decisions.',
      labelNames: ['decision'],
      buckets: DECISION_SECONDS,
      registers: [registry],
    }),
    unseen: new Counter({
      name: 'parley_decisions_unseen_total',
      help: 'Decisions on a plan that the server never showed to whoever decided.',
      labelNames: ['decision'],
      registers: [registry],
    }),
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
