import type { WebServices } from './services.ts'
import type { Operations } from '#contract/operations.ts'

type Streamed = ReturnType<Operations['followEvents']> extends AsyncIterable<infer Event> ? Event : never

/**
 * Events as `text/event-stream`. The next one is asked for when the socket has taken the last, so a reader that
 * stalls holds one event here and nothing more. It ends when the reader leaves, when the server closes, and after
 * `streamMs`; the client then reconnects with the last id, and shows its credential again.
 */
export function eventStream(follow: (signal: AbortSignal) => AsyncIterable<Streamed>, services: WebServices): Response {
  const left = new AbortController()
  const signal = AbortSignal.any([left.signal, services.closing, AbortSignal.timeout(services.limits.streamMs)])
  const frames = streamFrames(follow, services, signal)
  const encoder = new TextEncoder()
  const body = new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        const { done, value } = await frames.next()
        if (left.signal.aborted) return
        if (done === true) controller.close()
        else controller.enqueue(encoder.encode(value))
      },
      cancel: async () => {
        left.abort()
        await frames.return()
      },
    },
    { highWaterMark: 0 },
  )
  return new Response(body, { headers: { 'content-type': 'text/event-stream', 'x-accel-buffering': 'no' } })
}

/** The frames of a stream: when to come back, the events with a sign of life in every silence, and how it ends. */
async function* streamFrames(
  follow: (signal: AbortSignal) => AsyncIterable<Streamed>,
  { context, limits, metrics }: WebServices,
  signal: AbortSignal,
): AsyncGenerator<string, void, void> {
  metrics.streamOpened('sse')
  const events = follow(signal)[Symbol.asyncIterator]()
  try {
    yield 'retry: 2000\n\n'
    let next = events.next()
    while (true) {
      const event = await within(next, limits.heartbeatMs)
      if (event === 'silence') {
        yield ': still here\n\n'
        continue
      }
      if (event.done === true) break
      yield frame(event.value)
      next = events.next()
    }
  } catch (error) {
    if (!signal.aborted) context.log.error({ event: 'stream-failed', err: error }) // the status is sent: only ending is left
  } finally {
    metrics.streamClosed('sse')
    await events.return?.()
  }
  yield 'retry: 1000\n\n'
}

function frame(event: Streamed): string {
  // What has no number (how far a plan is, what is being said) can't be resumed from, so it carries no id.
  const id = 'seq' in event ? `id: ${event.seq}\n` : ''
  return `${id}event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`
}

async function within<T>(promise: Promise<T>, ms: number): Promise<T | 'silence'> {
  let timer: NodeJS.Timeout | undefined
  const silence = new Promise<'silence'>((resolve) => (timer = setTimeout(resolve, ms, 'silence')))
  try {
    return await Promise.race([promise, silence])
  } finally {
    clearTimeout(timer)
  }
}
