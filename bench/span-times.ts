import { context, trace } from '@opentelemetry/api'
import type { ReadableSpan, SpanProcessor } from '@opentelemetry/sdk-trace-base'
import { NodeTracerProvider } from '@opentelemetry/sdk-trace-node'

/** How long spans take, by their name: what an operator sees in traces, added up in this process. */
export class SpanTimes implements SpanProcessor, AsyncDisposable {
  readonly #msOf = new Map<string, number>()
  readonly #provider = new NodeTracerProvider({ spanProcessors: [this] })

  constructor() {
    this.#provider.register()
  }

  /** All spans of a name so far, in milliseconds. */
  ms(name: string): number {
    return this.#msOf.get(name) ?? 0
  }

  onStart(): void {}

  onEnd({ name, duration: [seconds, nanoseconds] }: ReadableSpan): void {
    this.#msOf.set(name, this.ms(name) + seconds * 1e3 + nanoseconds / 1e6)
  }

  async forceFlush(): Promise<void> {}

  async shutdown(): Promise<void> {}

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#provider.shutdown()
    trace.disable()
    context.disable()
  }
}
