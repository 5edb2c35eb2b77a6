import { setTimeout } from 'node:timers/promises'
import type { EventSourceMessage } from 'eventsource-parser'
import type { Client } from '../client/client.ts'
import { streamedMessages } from './mcp-stream.ts'

const AGAIN_AFTER_MS = 2_000

/** Says who asks, and by which version of the protocol. */
type Headers = () => Readonly<Record<string, string>>

/**
 * Gives what the server says of itself, until the signal aborts or it says that it has no such stream. A server that goes
 * away is waited for, and asked what has changed since.
 */
export async function* serverMessages(
  api: Client,
  headers: Headers,
  signal: AbortSignal,
): AsyncGenerator<string, void, void> {
  let last: string | null = null
  while (!signal.aborted) {
    const resumed: Headers = () => ({ ...headers(), ...(last !== null && { 'last-event-id': last }) })
    const response: Response | 'refused' | null = await open(api, resumed, signal)
    if (response === 'refused') return
    for await (const { id, data } of messagesOf(response)) {
      last = id ?? last
      if (data !== '') yield data
    }
    await setTimeout(AGAIN_AFTER_MS, undefined, { signal }).catch(() => {})
  }
}

// Null where it isn't there now. Whoever asks it something meanwhile is told what is wrong.
async function open(api: Client, headers: Headers, signal: AbortSignal): Promise<Response | 'refused' | null> {
  try {
    const asked = { accept: 'text/event-stream', ...headers(), ...(await api.identify()) }
    const response = await fetch(`${api.server}/mcp`, { headers: asked, signal })
    if (response.ok) return response
    await response.body?.cancel()
    return response.status >= 400 && response.status < 500 && response.status !== 429 ? 'refused' : null
  } catch {
    return null
  }
}

async function* messagesOf(response: Response | null): AsyncGenerator<EventSourceMessage, void, void> {
  if (!response?.body) return
  try {
    yield* streamedMessages(response.body)
  } catch {
    // Its connection broke: it is opened again.
  }
}
