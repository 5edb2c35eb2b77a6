import type { WebServices } from './services.ts'
import type { Operations } from '#contract/operations.ts'

type Streamed = ReturnType<Operations['followEvents']> extends AsyncIterable<infer Event> ? Event : never

/**
 * Events as `text/event-stream`. The next one is asked for when the socket has taken the last, so a reader that
 * stalls holds one event here and nothing more. It ends when the reader leaves, when the server closes, and after
 * `streamMs`; the client then reconnects with the last id, and shows its credential again.
 */
export function eventStream(follow: (signal: AbortSignal) => AsyncIterable<Streamed>, services: WebServices): Response {
  return streamOf((signal) => streamFrames(follow, services, signal), services)
}

/** Frames as `text/event-stream`, by the same rules; the signal aborts where there is nobody left to send to. */
export function streamOf(
  framesFor: (signal: AbortSignal) => AsyncGenerator<string, void, void>,
  services: WebServices,
): Response {
  const left = new AbortController()
  const signal = AbortSignal.any([left.signal, services.closing, AbortSignal.timeout(services.limits.streamMs)])
  const frames = framesFor(signal)
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
  try {
    yield 'retry: 2000\n\n'
    for await (const event of withSignsOfLife(follow(signal), limits.heartbeatMs))
      yield event === 'silence' ? SIGN_OF_LIFE : frame(event)
  } catch (error) {
    if (!signal.aborted) context.log.error({ event: 'stream-failed', err: error }) // the status is sent: only ending is left
  } finally {
    metrics.streamClosed('sse')
  }
  yield 'retry: 1000\n\n'
}

/** A comment, which clients skip. */
export const SIGN_OF_LIFE = ': still here\n\n'

/** What comes, with a word for each silence between. */
export async function* withSignsOfLife<T>(
  following: AsyncIterable<T>,
  silenceMs: number,
): AsyncGenerator<T | 'silence', void, void> {
  const events = following[Symbol.asyncIterator]()
  try {
    let next = events.next()
    while (true) {
      const event = await within(next, silenceMs)
      if (event === 'silence') {
        yield event
        continue
      }
      if (event.done === true) return
      yield event.value
      next = events.next()
    }
  } finally {
    await events.return?.()
  }
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
