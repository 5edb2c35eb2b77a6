import pg from 'pg'
import { setTimeout } from 'node:timers/promises'
import type { Logger } from '#log.ts'
import type { Secret } from '#secret.ts'
import { channelName } from './connection.ts'
import { databaseError } from './database-error.ts'

export interface Listener extends AsyncDisposable {
  listen(channel: string, onPayload: (payload: string) => void): Promise<AsyncDisposable>
}

/**
 * One session for all notifications, made again when it is lost. Nothing is kept for a listener that is away, so after
 * each loss every listener gets `''`: something may have happened.
 */
export function makeListener(url: Secret, log: Logger): Listener {
  const callbacks = new Map<string, Set<(payload: string) => void>>()
  const closing = new AbortController()
  let session: Promise<pg.Client> | null = null

  function connected(): Promise<pg.Client> {
    session ??= connect()
    return session
  }

  async function connect(): Promise<pg.Client> {
    const client = new pg.Client({
      connectionString: url.reveal(),
      application_name: 'parley-listen',
      keepAlive: true,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    })
    client.on('error', () => {})
    client.on('notification', ({ channel, payload }) => tell(callbacks.get(channel), payload ?? ''))
    try {
      await client.connect()
      for (const channel of callbacks.keys()) await client.query(`listen ${channel}`)
    } catch (error) {
      session = null
      client.end().catch(() => {})
      throw error
    }
    client.once('end', () => {
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
        await setTimeout(waitMs, undefined, { signal: closing.signal }).catch(() => {})
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
        const client = await connected()
        await client.query(`listen ${name}`)
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
    async [Symbol.asyncDispose]() {
      closing.abort()
      const client = await session?.catch(() => null)
      await client?.end()
    },
  }
}

const CONNECT_TIMEOUT_MS = 5_000
const FIRST_WAIT_MS = 50
const LONGEST_WAIT_MS = 2_000

function tell(listeners: ReadonlySet<(payload: string) => void> | undefined, payload: string): void {
  for (const listener of listeners ?? []) listener(payload)
}
