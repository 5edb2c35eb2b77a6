import { randomUUID } from 'node:crypto'
import type { Server } from 'node:http'
import { WebSocketServer, type WebSocket } from 'ws'
import { z } from 'zod'

/** How long until an envelope that nobody acknowledged is sent again: Slack's three seconds, shortened. */
const AGAIN_MS = 1_000
const MOST_CONNECTIONS = 10

const Ack = z.strictObject({ envelope_id: z.string(), payload: z.record(z.string(), z.json()).optional() })

/** Connections that Slack would send over, held to its rules (https://docs.slack.dev/apis/events-api/using-socket-mode). */
export interface FakeSockets {
  /** What `apps.connections.open` says. */
  open(): { readonly ok: true; readonly url: string }
  /** How many stand now, and how many ever did. */
  readonly count: () => number
  readonly ever: () => number
  /** Sends something over one of them, again until it is acknowledged; gives what it was acknowledged with. */
  send(type: 'events_api' | 'interactive', payload: unknown): Promise<object>
  /** Says that the connections will be closed soon. */
  disconnect(reason: 'link_disabled' | 'refresh_requested' | 'warning'): void
  /** Cuts all of them as a broken line would. */
  cut(): void
  /** Loses so many acknowledgements on their way. */
  loseAcks(count: number): void
  close(): void
}

export function fakeSockets(server: Server, origin: () => string, refuse: (why: string) => void): FakeSockets {
  const tickets = new Set<string>()
  const sockets = new Set<WebSocket>()
  const waiting = new Map<string, { readonly takesPayload: boolean; done(payload: object): void }>()
  const known = new Set<string>()
  let ever = 0
  let lost = 0
  const accepting = new WebSocketServer({ noServer: true })
  server.on('upgrade', (request, socket, head) => {
    const ticket = new URL(request.url ?? '', 'ws://slack').searchParams.get('ticket') ?? ''
    // A ticket counts once.
    if (!tickets.delete(ticket) || sockets.size >= MOST_CONNECTIONS) {
      refuse('ticket')
      return void socket.destroy()
    }
    accepting.handleUpgrade(request, socket, head, (accepted) => {
      sockets.add(accepted)
      ever += 1
      accepted.on('close', () => sockets.delete(accepted))
      accepted.on('message', (data) => acknowledged(Ack.parse(JSON.parse(String(data)))))
      accepted.send(JSON.stringify({ type: 'hello', num_connections: sockets.size, connection_info: { app_id: 'A1' } }))
    })
  })

  function acknowledged({ envelope_id: id, payload }: z.infer<typeof Ack>): void {
    if (lost-- > 0) return
    const envelope = waiting.get(id)
    if (!known.has(id)) refuse('an envelope that isn’t there')
    if (payload && envelope?.takesPayload === false) refuse('a payload where none is taken')
    waiting.delete(id)
    envelope?.done(payload ?? {})
  }

  return {
    open: () => {
      const ticket = randomUUID()
      tickets.add(ticket)
      return { ok: true, url: `${origin()}/link/?ticket=${ticket}` }
    },
    count: () => sockets.size,
    ever: () => ever,
    send: async (type, payload) => {
      const acked = Promise.withResolvers<object>()
      const takesPayload = type === 'interactive'
      let isDone = false
      void acked.promise.then(() => (isDone = true))
      for (let attempt = 0; !isDone; attempt += 1) {
        const envelopeId = randomUUID()
        known.add(envelopeId)
        waiting.set(envelopeId, { takesPayload, done: acked.resolve })
        const envelope = { envelope_id: envelopeId, type, payload, accepts_response_payload: takesPayload }
        // Whichever it likes.
        const [first] = [...sockets].toReversed()
        first?.send(JSON.stringify({ ...envelope, retry_attempt: attempt, retry_reason: attempt > 0 ? 'timeout' : '' }))
        await Promise.race([acked.promise, new Promise((resolve) => setTimeout(resolve, AGAIN_MS))])
      }
      return await acked.promise
    },
    disconnect: (reason) => {
      for (const socket of sockets) {
        socket.send(JSON.stringify({ type: 'disconnect', reason, debug_info: { host: 'applink-1' } }))
      }
    },
    cut: () => sockets.forEach((socket) => socket.terminate()),
    loseAcks: (count) => void (lost = count),
    close: () => {
      for (const socket of sockets) socket.terminate()
      accepting.close()
    },
  }
}
