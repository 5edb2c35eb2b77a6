import { WebSocket } from 'ws'
import { z } from 'zod'
import { AppError } from '#core/errors.ts'
import type { JsonObject } from '#core/json.ts'
import { parseStrictJson } from '#core/strict-json.ts'
import { checkedSocket } from '#core/ssrf-guard.ts'
import { callSlack, type SlackApi } from './api.ts'

/** What comes over a socket (https://docs.slack.dev/apis/events-api/using-socket-mode). */
const Frame = z.discriminatedUnion('type', [
  z.looseObject({ type: z.literal('hello') }),
  z.looseObject({ type: z.literal('disconnect'), reason: z.string().max(100) }),
  z.looseObject({
    type: z.enum(['events_api', 'interactive']),
    envelope_id: z.string().min(1).max(200),
    payload: z.unknown(),
    accepts_response_payload: z.boolean().default(false),
  }),
])

/** Something that Slack sends over a socket, and that wants to be acknowledged. */
export type Envelope = Extract<z.infer<typeof Frame>, { envelope_id: string }>

export interface SocketOptions {
  /** With the app's token for connections. */
  readonly api: SlackApi
  readonly signal: AbortSignal
  /** Takes an envelope. Gives what it is answered with; null where it isn't acknowledged and comes again. */
  onEnvelope(envelope: Envelope): Promise<{ readonly payload: JsonObject | null } | null>
}

/** A socket that Slack has greeted. */
export interface SlackSocket {
  /** Resolves once Slack says that it closes it soon; rejects where it broke off. */
  readonly left: Promise<void>
  /** Closes it once what it brought is answered. */
  close(): Promise<void>
}

const MOST_BYTES = 1_000_000
const GREETING_MS = 10_000
/** A peer that says nothing for two of these is gone. */
const HEARTBEAT_MS = 15_000

/** Opens a socket and waits for its greeting. Throws what is said against it (`slack-…`), retryable all of it. */
export async function openSocket({ api, signal, onEnvelope }: SocketOptions): Promise<SlackSocket> {
  const socket = await connect(api, signal)
  const answering = new Set<Promise<unknown>>()
  const greeted = Promise.withResolvers<void>()
  const left = Promise.withResolvers<void>()
  left.promise.catch(() => {}) // heard by whoever asks for it
  const heartbeat = keepAlive(socket)
  const end = () => socket.terminate()
  signal.addEventListener('abort', end)
  socket.on('error', end)
  socket.on('close', () => {
    clearInterval(heartbeat)
    signal.removeEventListener('abort', end)
    greeted.reject(broken('slack-socket-closed'))
    left.reject(broken('slack-socket-closed'))
  })
  socket.on('message', (data) => {
    const frame = frameIn(data)
    if (frame?.type === 'hello') greeted.resolve()
    else if (frame?.type === 'disconnect') {
      if (frame.reason === 'link_disabled') left.reject(broken('slack-socket-off'))
      else left.resolve()
    } else if (frame) {
      const answered = answer(socket, frame, onEnvelope).finally(() => answering.delete(answered))
      answering.add(answered)
    }
  })
  const tooLate = setTimeout(() => greeted.reject(broken('slack-socket-silent')), GREETING_MS)
  try {
    await greeted.promise
  } catch (error) {
    socket.terminate()
    throw error
  } finally {
    clearTimeout(tooLate)
  }
  return {
    left: left.promise,
    close: async () => {
      await Promise.all(answering)
      socket.terminate()
    },
  }
}

async function connect(api: SlackApi, signal: AbortSignal): Promise<WebSocket> {
  const opened = await callSlack(api, 'apps.connections.open', {}, signal)
  if (!opened.ok) throw broken(opened.failed.error)
  const url = z.object({ url: z.string().max(2_000) }).safeParse(opened.body).data?.url ?? ''
  const { allowPrivate, timeoutMs } = api
  const { lookup } = checkedSocket(url, { allowPrivate })
  return new WebSocket(url, { lookup, handshakeTimeout: timeoutMs, maxPayload: MOST_BYTES, followRedirects: false })
}

function keepAlive(socket: WebSocket): NodeJS.Timeout {
  let isAlive = true
  socket.on('pong', () => (isAlive = true))
  socket.on('ping', () => (isAlive = true))
  return setInterval(() => {
    if (!isAlive) return socket.terminate()
    isAlive = false
    if (socket.readyState === WebSocket.OPEN) socket.ping()
  }, HEARTBEAT_MS).unref()
}

async function answer(socket: WebSocket, envelope: Envelope, take: SocketOptions['onEnvelope']): Promise<void> {
  const taken = await take(envelope)
  if (taken === null || socket.readyState !== WebSocket.OPEN) return
  const { payload } = taken
  const hasPayload = envelope.accepts_response_payload && payload !== null && Object.keys(payload).length > 0
  socket.send(JSON.stringify({ envelope_id: envelope.envelope_id, ...(hasPayload && { payload }) }))
}

// Of other kinds there may be more than we know, and none of them is for us.
function frameIn(data: unknown): z.infer<typeof Frame> | null {
  if (!Buffer.isBuffer(data)) return null
  const parsed = parseStrictJson(data.toString('utf8'))
  return parsed.ok ? (Frame.safeParse(parsed.value).data ?? null) : null
}

function broken(code: string): AppError {
  return new AppError(`There is no connection to Slack: ${code}.`, { code, retryable: true })
}
