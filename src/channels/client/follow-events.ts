import { AppError } from '#core/errors.ts'
import { eventReader } from './event-reader.ts'

/** Where a thread's events come from. */
export interface EventSource<Event extends { readonly seq?: number | undefined }> {
  /** Asks for the events after a number. Throws a retryable `AppError` where nobody answers, another for a refusal. */
  open(after: number, signal: AbortSignal): Promise<Response>
  /** One event; null for a kind of line that a newer server may send. */
  parse(text: string, id: string | null): Event | null
  /** What a connection that breaks off is called. */
  lost(error: unknown): AppError
  /** Waits this long, or less where a try is worth it sooner. */
  pause(ms: number, signal: AbortSignal): Promise<void>
}

/** What the stream tells: an event, or that the connection went away or came back. */
export type Followed<Event> =
  | { readonly kind: 'event'; readonly event: Event }
  | { readonly kind: 'connected'; readonly again: boolean }
  | { readonly kind: 'lost'; readonly retryInMs: number }

/**
 * Follows a thread's events until the signal aborts, over as many connections as it takes: each goes on after the last
 * number seen, so nothing is lost and nothing comes twice. Throws only for what another try can't mend (401, 404).
 */
export async function* followEvents<Event extends { readonly seq?: number | undefined }>(
  source: EventSource<Event>,
  options: { readonly after: number; readonly signal: AbortSignal },
): AsyncGenerator<Followed<Event>, void, void> {
  const { signal } = options
  let after = options.after
  let failures = 0
  let hasConnected = false
  while (!signal.aborted) {
    for await (const event of untilLost(source, { after, signal })) {
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
    const retryInMs = backOff(failures++)
    yield { kind: 'lost', retryInMs }
    await source.pause(retryInMs, signal)
  }
}

// Half fixed, half random, so that many clients of one restarted server don't come back at once.
function backOff(failures: number): number {
  const most = Math.min(250 * 2 ** failures, 5_000)
  return most / 2 + (Math.random() * most) / 2
}

/** One connection that just ends when it is lost or can't be made: null once it stands, then each event. */
async function* untilLost<Event extends object>(
  source: EventSource<Event>,
  options: { readonly after: number; readonly signal: AbortSignal },
): AsyncGenerator<Event | null, void, void> {
  try {
    yield* oneConnection(source, options)
  } catch (error) {
    const isLost = options.signal.aborted || (error instanceof AppError && error.retryable)
    if (!isLost) throw error
  }
}

/** The server says every 15 s that it is there. Twice that and more without a word is a connection that died unseen. */
const SILENCE_MS = 40_000

async function* oneConnection<Event extends object>(
  source: EventSource<Event>,
  { after, signal }: { readonly after: number; readonly signal: AbortSignal },
): AsyncGenerator<Event | null, void, void> {
  const ended = new AbortController()
  const response = await source.open(after, AbortSignal.any([signal, ended.signal]))
  if (response.body === null) return
  const reader = response.body.getReader()
  try {
    yield null
    const arrived: Event[] = []
    const take = eventReader((data, id) => {
      const event = source.parse(data, id)
      if (event !== null) arrived.push(event)
    })
    const decoder = new TextDecoder()
    for (;;) {
      const { done, value } = await read(reader, source)
      if (done || value === undefined) return
      take(decoder.decode(value, { stream: true }))
      yield* arrived.splice(0)
    }
  } finally {
    ended.abort()
  }
}

async function read<Event extends object>(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  source: EventSource<Event>,
): Promise<{ readonly done: boolean; readonly value?: Uint8Array | undefined }> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const silence = new Promise<{ done: true }>((resolve) => (timer = setTimeout(resolve, SILENCE_MS, { done: true })))
  try {
    return await Promise.race([reader.read(), silence])
  } catch (error) {
    throw source.lost(error)
  } finally {
    clearTimeout(timer)
  }
}

/** Waits a time, or until the signal aborts. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const timer = setTimeout(resolve, ms)
  signal.addEventListener('abort', () => resolve(), { once: true })
  await promise
  clearTimeout(timer)
}
