import pg from 'pg'
import { setTimeout as delay } from 'node:timers/promises'
import type { Logger } from '#core/log.ts'
import type { Secret } from '#core/secret.ts'
import { batchingSocket } from './batching-socket.ts'
import { QUEUE_LIMITS, type Limits } from './connection.ts'
import { KEEPALIVE_SETTINGS, Session } from './session.ts'
import { busy } from './mutex.ts'
import { parserOf } from './values.ts'

export type PooledSession = Session & { release(isBroken: boolean): void }

interface PoolOptions {
  readonly url: Secret
  readonly log: Logger
  readonly limits: Limits
  readonly acquireTimeoutMs: number
  readonly size: number
}

/**
 * Another session costs its server tens of milliseconds, and plans each statement anew; most transactions are over in a few.
 * So one that comes free is waited for as long before another is made.
 */
const ANOTHER_AFTER_MS = 25

/** How long what a silent session left in its server is waited for. */
const LEFT_OPEN_MS = 3_000

/** How long sessions may take to close before their connections are destroyed. */
const CLOSE_MS = 1_000

const END_BY_NAME = `
  select pg_terminate_backend(pid, $2) from pg_stat_activity
   where application_name = $1 and usename = session_user and pid <> pg_backend_pid()`

/** Sessions of PostgreSQL, each one caller's at a time. */
export class SessionPool implements AsyncDisposable {
  readonly #log: Logger
  readonly #acquireTimeoutMs: number
  readonly #open = new Set<Session>()
  readonly #taken = new Set<Session>()
  readonly #outdated = new WeakSet<Session>()
  /** Calls those who wait for a session to come free, the first who came first. */
  readonly #line: (() => void)[] = []
  readonly #pool: pg.Pool

  constructor(options: PoolOptions) {
    this.#log = options.log
    this.#acquireTimeoutMs = options.acquireTimeoutMs
    this.#pool = new pg.Pool(settings(options, this.#open))
    this.#pool.on('error', (error) => this.#log.warn({ event: 'database-connection-lost', err: error }))
    this.#pool.on('acquire', (client) => isSession(client) && this.#taken.add(client))
    this.#pool.on('release', (_error, client) => isSession(client) && this.#taken.delete(client))
    // A release is told before its session is among those that are free.
    this.#pool.on('release', () => queueMicrotask(() => this.#line.shift()?.()))
  }

  /** Throws `database-busy`, or what `pg` says where none can be made. */
  async take(): Promise<PooledSession> {
    const wasFull = this.#pool.totalCount >= this.#pool.options.max
    try {
      for (;;) {
        await this.#untilOneIsFree()
        const client = await this.#pool.connect()
        if (!isSession(client)) throw new TypeError('The pool made a client that is no session.')
        if (!this.#outdated.has(client)) return client
        client.release(true)
      }
    } catch (error) {
      const isTimeout = error instanceof Error && error.message.startsWith('timeout exceeded')
      throw isTimeout && wasFull ? busy(this.#acquireTimeoutMs, error) : error
    }
  }

  /** Gives one back; one that is broken is closed. Where it fell silent, what it left open in its server is ended first. */
  async giveBack(session: PooledSession, state: 'clean' | 'broken'): Promise<void> {
    this.#letGo(session, state)
    if (!session.isSilent) return
    this.#log.warn({ event: 'database-session-silent' })
    this.renew()
    const ending = this.#endInServer(session).catch((error: unknown) =>
      this.#log.warn({ event: 'database-session-not-ended', err: error }),
    )
    await Promise.race([ending, delay(LEFT_OPEN_MS, undefined, { ref: false })])
  }

  /**
   * Ends the sessions that wait, and those that are taken when they are given back. One that waits is as likely to be dead
   * as the one that was used: whatever forgot one forgot its neighbours.
   */
  renew(): void {
    for (const session of this.#open) {
      this.#outdated.add(session)
      if (!this.#taken.has(session)) session.destroy('sessions are made anew')
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#pool.end()
    // A server that doesn't listen never says goodbye, and its socket would keep this process.
    const late = setTimeout(() => {
      for (const session of this.#open) session.destroy('it doesn’t close')
    }, CLOSE_MS)
    late.unref()
  }

  // One that has ended is among the taken until it is given back, and whoever has it may be waiting for another.
  get #isFirstBeingMade(): boolean {
    return this.#open.size === 0 && this.#taken.size === 0 && this.#pool.totalCount > 0
  }

  /** Waits in line where all are taken and another may still be made, until one is given back or it has taken too long. */
  async #untilOneIsFree(): Promise<void> {
    const { totalCount, idleCount, waitingCount, options } = this.#pool
    if (totalCount === 0 || totalCount >= options.max || idleCount > waitingCount) return
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#line.push(resolve)
    do {
      await Promise.race([promise, delay(ANOTHER_AFTER_MS)])
      // The first of all is still being made: another that is begun now is there later.
    } while (this.#line.includes(resolve) && this.#isFirstBeingMade)
    const place = this.#line.indexOf(resolve)
    if (place !== -1) this.#line.splice(place, 1)
  }

  #letGo(session: PooledSession, state: 'clean' | 'broken'): void {
    session.release(state === 'broken' || this.#outdated.has(session))
  }

  // Until then its transaction holds its locks, and may still be committed.
  async #endInServer({ applicationName }: Session): Promise<void> {
    const session = await this.take()
    let state: 'clean' | 'broken' = 'broken'
    try {
      const ended = await session.ask(
        () => session.query(END_BY_NAME, [applicationName, LEFT_OPEN_MS - CLOSE_MS]),
        QUEUE_LIMITS.answerMs,
      )
      state = 'clean'
      this.#log.warn({ event: 'database-session-ended', count: ended.rowCount })
    } finally {
      this.#letGo(session, state)
    }
  }
}

function settings({ url, limits, acquireTimeoutMs, size }: PoolOptions, open: Set<Session>): pg.PoolConfig {
  return {
    Client: tracked(open),
    connectionString: url.reveal(),
    max: size,
    connectionTimeoutMillis: acquireTimeoutMs,
    statement_timeout: limits.statementMs,
    idle_in_transaction_session_timeout: limits.statementMs,
    application_name: 'parley',
    // A statement's plan is kept for the session: one made while a table was empty would read all of it for ever.
    // None is compiled: what a statement might read at most grows with the tables, and compiling takes a tenth of a second
    // where reading takes a thousandth.
    options: `-c enable_seqscan=off -c jit=off ${KEEPALIVE_SETTINGS}`,
    stream: batchingSocket,
    // Statements follow each other without waiting for answers: BEGIN travels with a transaction's first statement.
    pipeline: true,
    types: { getTypeParser: parserOf },
  }
}

/** Sessions that are known from their making to their end, as the pool itself tells of neither. */
function tracked(open: Set<Session>) {
  return class extends Session {
    constructor(config: pg.ClientConfig = {}) {
      super(config)
      this.once('connect', () => open.add(this))
      this.once('end', () => open.delete(this))
    }
  }
}

function isSession(client: pg.PoolClient): client is pg.PoolClient & Session {
  return client instanceof Session
}
