import { setTimeout as delay } from 'node:timers/promises'
import type { Logger } from '#core/log.ts'
import type { Secret } from '#core/secret.ts'
import { channelName } from './connection.ts'
import { databaseError } from './database-error.ts'
import { KEEPALIVE_SETTINGS, Session } from './session.ts'

export interface Listener extends AsyncDisposable {
  listen(channel: string, onPayload: (payload: string) => void): Promise<AsyncDisposable>
  /** Ends the session; another is made, and all are told that they may have missed something. */
  renew(): void
}

/**
 * One session for all notifications, made again when it is lost. Nothing is kept for a listener that is away, so after
 * each loss every listener gets `''`: something may have happened. It only ever listens, and so it is asked every few
 * seconds whether it still does.
 */
export function makeListener(url: Secret, log: Logger): Listener {
  const callbacks = new Map<string, Set<(payload: string) => void>>()
  const closing = new AbortController()
  let session: Promise<Session> | null = null
  let connection: Session | null = null

  function connected(): Promise<Session> {
    session ??= connect()
    return session
  }

  async function connect(): Promise<Session> {
    const client = new Session({
      connectionString: url.reveal(),
      application_name: 'parley-listen',
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      statement_timeout: ANSWER_MS,
      options: KEEPALIVE_SETTINGS,
      pipeline: true,
    })
    connection = client
    client.on('notification', ({ channel, payload }) => tell(callbacks.get(channel), payload ?? ''))
    try {
      await client.connect()
      for (const channel of callbacks.keys()) await ask(client, `listen ${channel}`)
    } catch (error) {
      session = null
      client.destroy('it doesn’t listen')
      throw error
    }
    const asking = setInterval(() => void ask(client, 'select 1').catch(() => {}), ASKED_EVERY_MS).unref()
    client.once('end', () => {
      clearInterval(asking)
      session = null
      if (!closing.signal.aborted) void reconnect()
    })
    return client
  }

  async function reconnect(): Promise<void> {
    log.warn({ event: 'database-listener-lost' })
    for (let waitMs = FIRST_WAIT_MS; !closing.signal.aborted; waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS)) {
      try {
        await connected()
        for (const listeners of callbacks.values()) tell(listeners, '')
        return
      } catch {
        await delay(waitMs, undefined, { signal: closing.signal }).catch(() => {})
      }
    }
  }

  return {
    async listen(channel, onPayload) {
      const name = channelName(channel)
      const listeners = callbacks.get(name) ?? new Set()
      const listener = (payload: string): void => onPayload(payload)
      callbacks.set(name, listeners.add(listener))
      try {
        await ask(await connected(), `listen ${name}`)
      } catch (error) {
        listeners.delete(listener)
        throw databaseError(error)
      }
      return {
        async [Symbol.asyncDispose]() {
          listeners.delete(listener)
        },
      }
    },
    renew: () => connection?.destroy('sessions are made anew'),
    async [Symbol.asyncDispose]() {
      closing.abort()
      const client = await session?.catch(() => null)
      const late = setTimeout(() => client?.destroy('it doesn’t close'), CLOSE_MS).unref()
      await client?.end()
      clearTimeout(late)
    },
  }
}

const CONNECT_TIMEOUT_MS = 5_000
const FIRST_WAIT_MS = 50
const LONGEST_WAIT_MS = 2_000
const ASKED_EVERY_MS = 5_000
const ANSWER_MS = 5_000
const CLOSE_MS = 1_000

function ask(client: Session, statement: string): Promise<unknown> {
  return client.ask(() => client.query(statement), ANSWER_MS)
}

function tell(listeners: ReadonlySet<(payload: string) => void> | undefined, payload: string): void {
  for (const listener of listeners ?? []) listener(payload)
}
