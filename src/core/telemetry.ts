import { context, ROOT_CONTEXT, type Span, SpanStatusCode, trace, TraceFlags } from '@opentelemetry/api'
import type { Config } from './config.ts'
import { AppError } from './errors.ts'

/**
 * Every attribute that a span of ours may have: ids, names, sizes and codes, never what anybody wrote, nor a tool's
 * arguments or results. `gen_ai.*` and `error.type` are OpenTelemetry's own names; they still change, and do so here.
 */
export type SpanAttribute =
  | 'error.type'
  | 'gen_ai.operation.name'
  | 'gen_ai.provider.name'
  | 'gen_ai.request.model'
  | 'gen_ai.tool.name'
  | 'gen_ai.usage.input_tokens'
  | 'gen_ai.usage.output_tokens'
  | 'parley.agent'
  | 'parley.attempt'
  | 'parley.channel'
  | 'parley.node'
  | 'parley.plan.id'
  | 'parley.prompt'
  | 'parley.run.id'
  | 'parley.tenant'
  | 'parley.thread.id'

export type SpanAttributes = Readonly<Partial<Record<SpanAttribute, string | number | boolean>>>

export type TelemetryConfig = Pick<
  Config,
  'OTEL_EXPORTER_OTLP_ENDPOINT' | 'LANGFUSE_PUBLIC_KEY' | 'LANGFUSE_SECRET_KEY' | 'LANGFUSE_BASE_URL'
>

/** How long a batch may take, retries among it. Closing waits as long for a collector that is down. */
const EXPORT_MS = 3_000
const LANGFUSE_CLOUD = 'https://cloud.langfuse.com'

/**
 * Sends spans to the configured collector, Langfuse or both until it is closed, which waits for the last ones to be
 * sent. With nowhere to send them nothing is set up, and `withSpan` costs a function call.
 */
export async function startTelemetry(config: TelemetryConfig, version: string): Promise<AsyncDisposable> {
  const collectors = collectorsOf(config)
  if (collectors.length === 0) return { async [Symbol.asyncDispose]() {} }
  // Loaded only where there is a collector: a start without one needn't wait for them.
  const [{ OTLPTraceExporter }, { resourceFromAttributes }, { BatchSpanProcessor }, { NodeTracerProvider }] =
    await Promise.all([
      import('@opentelemetry/exporter-trace-otlp-http'),
      import('@opentelemetry/resources'),
      import('@opentelemetry/sdk-trace-base'),
      import('@opentelemetry/sdk-trace-node'),
    ])
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'parley', 'service.version': version }),
    spanProcessors: collectors.map(
      (collector) => new BatchSpanProcessor(new OTLPTraceExporter({ ...collector, timeoutMillis: EXPORT_MS })),
    ),
  })
  provider.register()
  return {
    async [Symbol.asyncDispose]() {
      // A collector that is down loses its spans; it must not keep the server from ending.
      await provider.shutdown().catch(() => {})
      trace.disable()
      context.disable()
    },
  }
}

interface Collector {
  readonly url: string
  readonly headers?: Record<string, string>
}

function collectorsOf(config: TelemetryConfig): readonly Collector[] {
  const {
    OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
    LANGFUSE_PUBLIC_KEY: publicKey,
    LANGFUSE_SECRET_KEY: secretKey,
  } = config
  const collectors: Collector[] = []
  if (endpoint !== undefined) collectors.push({ url: `${withoutSlash(endpoint)}/v1/traces` })
  if (publicKey !== undefined && secretKey !== undefined) {
    const url = `${withoutSlash(config.LANGFUSE_BASE_URL ?? LANGFUSE_CLOUD)}/api/public/otel/v1/traces`
    const credentials = Buffer.from(`${publicKey}:${secretKey.reveal()}`).toString('base64')
    const headers = { authorization: `Basic ${credentials}` }
    collectors.push({ url, headers })
  }
  return collectors
}

function withoutSlash(url: string): string {
  return url.replace(/\/$/u, '')
}

/**
 * Runs `work` under a span, which is inside the one that is running, or goes on a stored trace where `parent` is its
 * `traceparent`. `work` may set attributes that are known only later. What it throws is recorded by its code alone.
 */
export async function withSpan<T>(
  name: string,
  attributes: SpanAttributes,
  work: (set: (attributes: SpanAttributes) => void) => Promise<T>,
  { parent = null }: { readonly parent?: string | null } = {},
): Promise<T> {
  const within = parentContext(parent)
  return trace.getTracer('parley').startActiveSpan(name, { attributes }, within, async (span) => {
    try {
      return await work((later) => span.setAttributes(later))
    } catch (error) {
      recordFailure(span, error)
      throw error
    } finally {
      span.end()
    }
  })
}

/** Records a span that nothing of ours ran in, such as the wait for a person, after it is over. Times are ISO 8601. */
export function recordSpan(
  name: string,
  attributes: SpanAttributes,
  { startedAt, endedAt }: { readonly startedAt: string; readonly endedAt: string },
): void {
  trace
    .getTracer('parley')
    .startSpan(name, { attributes, startTime: new Date(startedAt) })
    .end(new Date(endedAt))
}

/** The running span as W3C Trace Context writes it, to be stored and gone on with later; null where nothing is traced. */
export function currentTraceparent(): string | null {
  const span = trace.getActiveSpan()?.spanContext()
  if (!span || !trace.isSpanContextValid(span)) return null
  return `00-${span.traceId}-${span.spanId}-${span.traceFlags.toString(16).padStart(2, '0')}`
}

function parentContext(traceparent: string | null) {
  const match = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/u.exec(traceparent ?? '')
  const [, traceId = '', spanId = '', flags = ''] = match ?? []
  const parent = { traceId, spanId, traceFlags: Number.parseInt(flags, 16) & TraceFlags.SAMPLED, isRemote: true }
  return trace.isSpanContextValid(parent) ? trace.setSpanContext(ROOT_CONTEXT, parent) : context.active()
}

// LangGraph throws to pause, and a stopped caller throws to stop: neither is a failure. Messages may quote anything.
function recordFailure(span: Span, error: unknown): void {
  const name = error instanceof Error ? error.name : 'unknown'
  if (name === 'GraphInterrupt' || name === 'AbortError') return
  span.setAttribute('error.type', error instanceof AppError ? error.code : name)
  span.setStatus({ code: SpanStatusCode.ERROR })
}
