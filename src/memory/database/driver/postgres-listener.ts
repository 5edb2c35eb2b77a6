import { setTimeout as delay } from 'node:timers/promises'
import type { Logger } from '#core/log.ts'
import type { Secret } from '#core/secret.ts'
import { LISTENER_CHANNEL, LISTENS_AS, ListenerLock, type ListeningSession } from './listener-lock.ts'
import { channelName, type Row } from './connection.ts'
import { databaseError } from './database-error.ts'
import { KEEPALIVE_SETTINGS, Session } from './session.ts'

const CONNECT_TIMEOUT_MS = 5_000
const FIRST_WAIT_MS = 50
const LONGEST_WAIT_MS = 2_000
const ASKED_EVERY_MS = 5_000
const ANSWER_MS = 5_000
const CLOSE_MS = 1_000

/**
 * One session for all notifications, made again when it is lost. Nothing is kept for a listener that is away, so after
 * each loss every listener gets `''`: something may have happened. It only ever listens, and so it is asked every few
 * seconds whether it still does, and whether others do.
 */
export class PostgresListener implements AsyncDisposable {
  readonly #url: Secret
  readonly #log: Logger
  readonly #callbacks = new Map<string, Set<(payload: string) => void>>()
  readonly #closing = new AbortController()
  /** Who listens beside it. */
  readonly audience = new ListenerLock({ onMissed: () => this.#tellAll() })
  #session: Promise<Session> | null = null
  #connection: Session | null = null

  constructor(url: Secret, log: Logger) {
    this.#url = url
    this.#log = log
  }

  async listen(channel: string, onPayload: (payload: string) => void): Promise<AsyncDisposable> {
    const name = channelName(channel)
    const listeners = this.#callbacks.get(name) ?? new Set()
    const listener = (payload: string): void => onPayload(payload)
    this.#callbacks.set(name, listeners.add(listener))
    try {
      await ask(await this.#connected(), `listen ${name}`)
    } catch (error) {
      listeners.delete(listener)
      throw databaseError(error)
    }
    return {
      async [Symbol.asyncDispose]() {
        listeners.delete(listener)
      },
    }
  }

  /** Ends the session; another is made, and all are told that they may have missed something. */
  renew(): void {
    this.#connection?.destroy('sessions are made anew')
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closing.abort()
    const client = await this.#session?.catch(() => null)
    const late = setTimeout(() => client?.destroy('it doesn’t close'), CLOSE_MS).unref()
    await client?.end()
    clearTimeout(late)
  }

  #connected(): Promise<Session> {
    this.#session ??= this.#connect()
    return this.#session
  }

  async #connect(): Promise<Session> {
    const client = new Session({
      connectionString: this.#url.reveal(),
      application_name: LISTENS_AS,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      statement_timeout: ANSWER_MS,
      options: KEEPALIVE_SETTINGS,
      pipeline: true,
    })
    this.#connection = client
    const session: ListeningSession = { ask: (statement) => ask(client, statement) }
    client.on('notification', ({ channel, payload = '' }) => {
      if (channel === LISTENER_CHANNEL) void this.audience.hear(payload).catch(() => {})
      else tell(this.#callbacks.get(channel), payload)
    })
    try {
      await client.connect()
      for (const channel of [LISTENER_CHANNEL, ...this.#callbacks.keys()]) await ask(client, `listen ${channel}`)
      await this.audience.join(session)
    } catch (error) {
      this.#session = null
      client.destroy('it doesn’t listen')
      throw error
    }
    const asking = setInterval(() => void this.audience.look(session).catch(() => {}), ASKED_EVERY_MS).unref()
    client.once('end', () => {
      clearInterval(asking)
      this.#session = null
      this.audience.leave()
      if (!this.#closing.signal.aborted) void this.#reconnect()
    })
    return client
  }

  #tellAll(): void {
    for (const listeners of this.#callbacks.values()) tell(listeners, '')
  }

  async #reconnect(): Promise<void> {
    const { signal } = this.#closing
    this.#log.warn({ event: 'database-listener-lost' })
    for (let waitMs = FIRST_WAIT_MS; !signal.aborted; waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS)) {
      try {
        await this.#connected()
        this.#tellAll()
        return
      } catch {
        await delay(waitMs, undefined, { signal }).catch(() => {})
      }
    }
  }
}

async function ask(client: Session, statement: string): Promise<readonly Row[]> {
  const { rows } = await client.ask(() => client.query<Row>(statement), ANSWER_MS)
  return rows
}

function tell(listeners: ReadonlySet<(payload: string) => void> | undefined, payload: string): void {
  for (const listener of listeners ?? []) listener(payload)
}
