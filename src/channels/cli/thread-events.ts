import type { Client } from '../client/client.ts'
import { type EventSource, pause } from '../client/follow-events.ts'
import { type Streamed, streamed } from '../client/streamed.ts'
import { connectionError } from './server-reply.ts'

/** The events of a thread, as the terminal asks for them. */
export function threadEvents(api: Client, threadId: string): EventSource<Streamed> {
  return {
    open: (after, signal) => api.openEvents(threadId, after, signal),
    parse: parseEvent,
    lost: (error) => connectionError(error, api.server),
    pause,
  }
}

function parseEvent(text: string): Streamed | null {
  try {
    return streamed(JSON.parse(text))
  } catch {
    return null // a kind of line that a newer server may send
  }
}
