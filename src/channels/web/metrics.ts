import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'

/** The numbers of one web server. Labels are routes and statuses: never a tenant, a person or an id. */
export interface WebMetrics {
  requestEnded(request: { method: string; route: string; status: number; durationMs: number }): void
  streamOpened(kind: StreamKind): void
  streamClosed(kind: StreamKind): void
  /** The exposition format of Prometheus, and its content type. */
  text(): Promise<{ readonly body: string; readonly contentType: string }>
}

export type StreamKind = 'sse' | 'socket'

export function createMetrics(): WebMetrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
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
  const streams = new Gauge({
    name: 'parley_event_streams',
    help: 'Event streams and sockets open now.',
    labelNames: ['kind'],
    registers: [registry],
  })
  return {
    requestEnded({ method, route, status, durationMs }) {
      requests.inc({ method, route, status })
      durations.observe({ method, route }, durationMs / 1_000)
    },
    streamOpened: (kind) => streams.inc({ kind }),
    streamClosed: (kind) => streams.dec({ kind }),
    text: async () => ({ body: await registry.metrics(), contentType: registry.contentType }),
  }
}
