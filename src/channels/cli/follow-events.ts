import { createParser } from 'eventsource-parser'
import { AppError } from '#errors.ts'
import type { Api } from './api.ts'
import { StreamEvent } from './api-shapes.ts'
import { connectionError, problemError } from './server-reply.ts'

/** What the stream tells: an event, or that the connection went away or came back. */
export type Followed =
  | { readonly kind: 'event'; readonly event: StreamEvent }
  | { readonly kind: 'connected'; readonly again: boolean }
  | { readonly kind: 'lost' }

/**
 * Follows a thread's events until the signal aborts, over as many connections as it takes: each goes on after the last
 * number seen, so nothing is lost and nothing comes twice. Throws only for what another try can't mend (401, 404).
 */
export async function* followEvents(
  api: Api,
  threadId: string,
  options: { readonly after: number; readonly signal: AbortSignal },
): AsyncGenerator<Followed> {
  const { signal } = options
  let after = options.after
  let failures = 0
  let hasConnected = false
  while (!signal.aborted) {
    for await (const event of untilLost(api, threadId, { after, signal })) {
      if (event === null) {
        yield { kind: 'connected', again: hasConnected }
        hasConnected = true
        failures = 0
        continue
      }
      if (event.seq !== undefined && event.seq <= after) continue
      after = event.seq ?? after
      yield { kind: 'event', event }
    }
    if (signal.aborted) return
    if (failures === 0) yield { kind: 'lost' }
    await pause(Math.min(250 * 2 ** failures++, 5_000), signal)
  }
}

/** One connection that just ends when it is lost or can't be made. */
async function* untilLost(
  api: Api,
  threadId: string,
  options: { readonly after: number; readonly signal: AbortSignal },
): AsyncGenerator<StreamEvent | null> {
  try {
    yield* oneConnection(api, threadId, options)
  } catch (error) {
    const isLost = options.signal.aborted || (error instanceof AppError && error.retryable)
    if (!isLost) throw error
  }
}

/** One connection: null once it stands, then each event. */
async function* oneConnection(
  api: Api,
  threadId: string,
  options: { readonly after: number; readonly signal: AbortSignal },
): AsyncGenerator<StreamEvent | null> {
  const response = await open(api, threadId, options)
  if (!response.ok || response.body === null) throw await problemError(response)
  yield null
  const arrived: StreamEvent[] = []
  const parser = createParser({
    onEvent: (message) => {
      const event = parseEvent(message.data, message.id)
      if (event !== null) arrived.push(event)
    },
  })
  const decoder = new TextDecoder()
  try {
    for await (const chunk of response.body) {
      parser.feed(decoder.decode(chunk, { stream: true }))
      yield* arrived.splice(0)
    }
  } catch (error) {
    throw connectionError(error, api.url)
  }
}

async function open(
  api: Api,
  threadId: string,
  options: { readonly after: number; readonly signal: AbortSignal },
): Promise<Response> {
  try {
    return await fetch(`${api.url}/v1/threads/${encodeURIComponent(threadId)}/events?after=${options.after}`, {
      signal: options.signal,
      redirect: 'error',
      headers: {
        accept: 'text/event-stream',
        authorization: `Bearer ${api.key.reveal()}`,
        'last-event-id': String(options.after),
      },
    })
  } catch (error) {
    throw connectionError(error, api.url)
  }
}

function parseEvent(text: string, id: string | undefined): StreamEvent | null {
  const seq = id !== undefined && /^\d+$/.test(id) ? { seq: Number(id) } : {}
  try {
    const event = StreamEvent.safeParse({ ...seq, ...JSON.parse(text) })
    return event.success ? event.data : null
  } catch {
    return null // a kind of line that a newer server may send
  }
}

// Half fixed, half random, so that many clients of one restarted server don't come back at once.
async function pause(ms: number, signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const timer = setTimeout(resolve, ms / 2 + (Math.random() * ms) / 2)
  signal.addEventListener('abort', () => resolve(), { once: true })
  await promise
  clearTimeout(timer)
}
