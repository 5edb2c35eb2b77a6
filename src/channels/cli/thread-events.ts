import { z } from 'zod'
import type { EventSource } from '../follow-events.ts'
import { pause } from '../follow-events.ts'
import type { Api } from './api.ts'
import { Delta, Progress, StreamEvent } from './api-shapes.ts'
import { connectionError, problemError } from './server-reply.ts'

/** The events of a thread, as the terminal asks for them. */
export function threadEvents(api: Api, threadId: string): EventSource<StreamEvent | Progress | Delta> {
  return {
    open: async (after, signal) => {
      const response = await open(api, threadId, { after, signal })
      if (!response.ok) throw await problemError(response)
      return response
    },
    parse: parseEvent,
    lost: (error) => connectionError(error, api.url),
    pause,
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

function parseEvent(text: string, id: string | null): StreamEvent | Progress | Delta | null {
  const seq = id !== null && /^\d+$/.test(id) ? { seq: Number(id) } : {}
  try {
    const given: unknown = JSON.parse(text)
    const between = z.union([Progress, Delta]).safeParse(given)
    if (between.success) return between.data
    const event = StreamEvent.safeParse({ ...seq, ...Object(given) })
    return event.success ? event.data : null
  } catch {
    return null // a kind of line that a newer server may send
  }
}
