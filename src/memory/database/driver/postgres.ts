import pg from 'pg'
import type { Logger } from '#core/log.ts'
import type { Secret } from '#core/secret.ts'
import { startAutoanalyze } from './autoanalyze.ts'
import {
  ACQUIRE_TIMEOUT_MS,
  STATEMENT_LIMITS,
  STATEMENT_OUTDATED,
  STATEMENTS_KEPT,
  type Connection,
  type Connections,
  type Limits,
  type Row,
} from './connection.ts'
import { PostgresListener } from './postgres-listener.ts'
import { SessionPool, type PooledSession } from './session-pool.ts'

/** Sessions of one process. Few: a transaction lasts milliseconds, and PostgreSQL's own limit is 100 for all. */
const POOL_SIZE = 10

/** A pool of PostgreSQL sessions. Connects when first used. */
export function openPostgres(
  url: Secret,
  log: Logger,
  options: {
    readonly acquireTimeoutMs?: number
    readonly poolSize?: number
    readonly limits?: Limits
  } = {},
): Connections {
  const acquireTimeoutMs = options.acquireTimeoutMs ?? ACQUIRE_TIMEOUT_MS
  const limits = options.limits ?? STATEMENT_LIMITS
  const sessions = new SessionPool({ url, log, limits, acquireTimeoutMs, size: options.poolSize ?? POOL_SIZE })
  const listener = new PostgresListener(url, log)
  let sent = 0
  const acquire = async (own = limits): Promise<Connection> =>
    connectionOf(await sessions.take(), { sessions, limits: own, onStatement: () => sent++ })
  const autoanalyze = startAutoanalyze({ acquire, used: () => sent, tables: 'young' })
  return {
    kind: 'postgres',
    description: describe(url),
    acquire,
    audience: listener.audience,
    listen: (channel, onPayload) => listener.listen(channel, onPayload),
    renew() {
      sessions.renew()
      listener.renew()
    },
    async [Symbol.asyncDispose]() {
      // Where the server doesn't answer it ends with its session.
      const looked = autoanalyze[Symbol.asyncDispose]()
      await listener[Symbol.asyncDispose]()
      await sessions[Symbol.asyncDispose]()
      await looked
    },
  }
}

interface Lent {
  readonly sessions: SessionPool
  readonly limits: Limits
  readonly onStatement: () => void
}

function connectionOf(session: PooledSession, { sessions, limits: { answerMs }, onStatement }: Lent): Connection {
  let isOutdated = false
  return {
    sendsAhead: true,
    async run(text, values) {
      onStatement()
      try {
        const statement = { name: nameOf(text), text, values: [...values] }
        const result = await session.ask(() => session.query<Row>(statement), answerMs)
        return result.rows
      } catch (error) {
        isOutdated ||= error instanceof pg.DatabaseError && STATEMENT_OUTDATED.has(error.code ?? '')
        throw error
      }
    },
    async exec(text) {
      await session.ask(() => session.query(text), answerMs)
    },
    async release(state) {
      await sessions.giveBack(session, state === 'broken' || isOutdated ? 'broken' : 'clean')
    },
  }
}

const kept = new Map<string, string>()

// Planning one of our larger statements costs PostgreSQL more than running it. Under a name it is planned once a session.
function nameOf(text: string): string | undefined {
  const known = kept.get(text)
  if (known !== undefined || kept.size >= STATEMENTS_KEPT) return known
  const name = `parley_${kept.size}`
  kept.set(text, name)
  return name
}

function describe(url: Secret): string {
  const { hostname, port, pathname } = new URL(url.reveal())
  return `PostgreSQL at ${hostname}${port === '' ? '' : `:${port}`}${pathname}`
}
