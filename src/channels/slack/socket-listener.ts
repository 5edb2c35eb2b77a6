import { AppError } from '#core/errors.ts'
import type { ChannelListener, Inbound, ListeningInbox } from '../contract.ts'
import type { SlackApi } from './api.ts'
import { openSocket, type Envelope, type SlackSocket } from './socket.ts'

export interface SocketRules {
  /** With the app's token for connections. */
  readonly api: SlackApi
  /** How many connections are held at once. */
  readonly connections: number
  read(envelope: Envelope, signal: AbortSignal): Promise<Inbound>
}

/** Holds connections to Slack, which sends over them what it would send to our address. */
export function socketListener(rules: SocketRules): ChannelListener {
  return { listen: (inbox, { signal }) => listen(rules, inbox, signal) }
}

async function listen(rules: SocketRules, inbox: ListeningInbox, signal: AbortSignal): Promise<void> {
  const ended = new AbortController()
  const holder: Holder = { rules, inbox, signal: AbortSignal.any([signal, ended.signal]), open: 0 }
  const held = Array.from({ length: rules.connections }, () => hold(holder))
  try {
    await Promise.all(held)
  } finally {
    // When one breaks off the others go with it, and all are opened anew after a pause.
    ended.abort()
    await Promise.allSettled(held)
  }
}

interface Holder {
  readonly rules: SocketRules
  readonly inbox: ListeningInbox
  readonly signal: AbortSignal
  open: number
}

/** Holds one connection: where Slack is about to close it, the next is there before it goes. */
async function hold(holder: Holder): Promise<void> {
  const { rules, inbox, signal } = holder
  let before: SlackSocket | null = null
  const kept = (change: number) => inbox.keep({ connections: (holder.open += change) })
  try {
    while (!signal.aborted) {
      const socket: SlackSocket = await openSocket({
        api: rules.api,
        signal,
        onEnvelope: (envelope) => taken(envelope, holder),
      })
      if (before === null) await kept(1)
      await before?.close()
      before = socket
      await socket.left
    }
  } finally {
    if (before !== null) holder.open -= 1
    await before?.close()
  }
}

/** What an envelope is answered with, as an address of ours would; null where Slack is to send it again. */
async function taken(
  envelope: Envelope,
  { rules, inbox, signal }: Holder,
): Promise<{ readonly payload: Awaited<ReturnType<ListeningInbox['take']>> } | null> {
  try {
    return { payload: await inbox.take(await rules.read(envelope, signal)) }
  } catch (error) {
    if (!signal.aborted) inbox.leave(error instanceof AppError ? error.code : 'internal')
    return null
  }
}
