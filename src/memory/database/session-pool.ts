import pg from 'pg'
import { setTimeout as delay } from 'node:timers/promises'
import type { Logger } from '#core/log.ts'
import type { Secret } from '#core/secret.ts'
import { batchingSocket } from './batching-socket.ts'
import { QUEUE_LIMITS, type Limits } from './connection.ts'
import { KEEPALIVE_SETTINGS, Session } from './session.ts'
import { busy } from './turns.ts'
import { parserOf } from './values.ts'

/** Sessions of PostgreSQL, each one caller's at a time. */
export interface SessionPool extends AsyncDisposable {
  /** Throws `database-busy`, or what `pg` says where none can be made. */
  take(): Promise<PooledSession>
  /** Gives one back; one that is broken is closed. Where it fell silent, what it left open in its server is ended first. */
  giveBack(session: PooledSession, state: 'clean' | 'broken'): Promise<void>
  /** Ends the sessions that wait, and those that are taken when they are given back. */
  renew(): void
}

export type PooledSession = Session & { release(isBroken: boolean): void }

interface PoolOptions {
  readonly url: Secret
  readonly log: Logger
  readonly limits: Limits
  readonly acquireTimeoutMs: number
  readonly size: number
}

/** How long what a silent session left in its server is waited for. */
const LEFT_OPEN_MS = 3_000

/** How long sessions may take to close before their connections are destroyed. */
const CLOSE_MS = 1_000

export function openPool({ url, log, limits, acquireTimeoutMs, size }: PoolOptions): SessionPool {
  const open = new Set<Session>()
  const taken = new Set<Session>()
  const outdated = new WeakSet<Session>()
  const pool = new pg.Pool({
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
  })
  pool.on('error', (error) => log.warn({ event: 'database-connection-lost', err: error }))
  pool.on('acquire', (client) => isSession(client) && taken.add(client))
  pool.on('release', (_error, client) => isSession(client) && taken.delete(client))

  async function take(): Promise<PooledSession> {
    const wasFull = pool.totalCount >= pool.options.max
    try {
      for (;;) {
        const client = await pool.connect()
        if (!isSession(client)) throw new TypeError('The pool made a client that is no session.')
        if (!outdated.has(client)) return client
        client.release(true)
      }
    } catch (error) {
      const isTimeout = error instanceof Error && error.message.startsWith('timeout exceeded')
      throw isTimeout && wasFull ? busy(acquireTimeoutMs, error) : error
    }
  }

  function letGo(session: PooledSession, state: 'clean' | 'broken'): void {
    session.release(state === 'broken' || outdated.has(session))
  }

  // A session that waits is as likely to be dead as the one that was used: whatever forgot one forgot its neighbours.
  function renew(): void {
    for (const session of open) {
      outdated.add(session)
      if (!taken.has(session)) session.destroy('sessions are made anew')
    }
  }

  // Until then its transaction holds its locks, and may still be committed.
  async function endInServer({ applicationName }: Session): Promise<void> {
    const session = await take()
    let state: 'clean' | 'broken' = 'broken'
    try {
      const ended = await session.ask(
        () => session.query(END_BY_NAME, [applicationName, LEFT_OPEN_MS - CLOSE_MS]),
        QUEUE_LIMITS.answerMs,
      )
      state = 'clean'
      log.warn({ event: 'database-session-ended', count: ended.rowCount })
    } finally {
      letGo(session, state)
    }
  }

  return {
    take,
    renew,
    async giveBack(session, state) {
      letGo(session, state)
      if (!session.isSilent) return
      log.warn({ event: 'database-session-silent' })
      renew()
      const ending = endInServer(session).catch((error: unknown) =>
        log.warn({ event: 'database-session-not-ended', err: error }),
      )
      await Promise.race([ending, delay(LEFT_OPEN_MS, undefined, { ref: false })])
    },
    async [Symbol.asyncDispose]() {
      await pool.end()
      // A server that doesn't listen never says goodbye, and its socket would keep this process.
      const late = setTimeout(() => {
        for (const session of open) session.destroy('it doesn’t close')
      }, CLOSE_MS)
      late.unref()
    },
  }
}

const END_BY_NAME = `
  select pg_terminate_backend(pid, $2) from pg_stat_activity
   where application_name = $1 and usename = session_user and pid <> pg_backend_pid()`

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
