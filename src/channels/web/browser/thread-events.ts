import type { EventSource } from '../../client/follow-events.ts'
import { connectionLost } from './client.ts'
import type { Client } from '../../client/client.ts'
import { streamed, type Streamed } from '../../client/streamed.ts'

/** The events of a thread for a browser, with a way to try again at once. */
export interface BrowserEvents extends EventSource<Streamed> {
  /** Ends the wait for the next try. */
  tryNow(): void
}

/** `fetch` and not `EventSource`, which can send no token. A device that comes back online is worth a try at once. */
export function threadEvents(client: Client, threadId: string): BrowserEvents {
  let wake = (): void => undefined
  return {
    open: (after, signal) => client.openEvents(threadId, after, signal),
    parse: parseEvent,
    lost: connectionLost,
    tryNow: () => wake(),
    pause: async (ms, signal) => {
      const { promise, resolve } = Promise.withResolvers<void>()
      const timer = setTimeout(resolve, ms)
      const over = new AbortController()
      wake = resolve
      signal.addEventListener('abort', () => resolve(), { signal: over.signal })
      window.addEventListener('online', () => resolve(), { signal: over.signal })
      await promise
      clearTimeout(timer)
      over.abort()
    },
  }
}

function parseEvent(text: string): Streamed | null {
  try {
    return streamed(JSON.parse(text))
  } catch {
    return null
  }
}
