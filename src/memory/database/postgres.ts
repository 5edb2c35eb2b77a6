import pg from 'pg'
import type { Logger } from '#log.ts'
import type { Secret } from '#secret.ts'
import { batchingSocket } from './batching-socket.ts'
import { ACQUIRE_TIMEOUT_MS, STATEMENT_TIMEOUT_MS, type Connection, type Connections, type Row } from './connection.ts'
import { makeListener } from './postgres-listener.ts'
import { busy } from './turns.ts'
import { parserOf } from './values.ts'

/** Sessions of one process. Few: a transaction lasts milliseconds, and PostgreSQL's own limit is 100 for all. */
const POOL_SIZE = 10

/** A pool of PostgreSQL sessions. Connects when first used. */
export function openPostgres(
  url: Secret,
  log: Logger,
  options: {
    readonly acquireTimeoutMs?: number
    readonly poolSize?: number
    readonly statementTimeoutMs?: number
  } = {},
): Connections {
  const acquireTimeoutMs = options.acquireTimeoutMs ?? ACQUIRE_TIMEOUT_MS
  const statementTimeoutMs = options.statementTimeoutMs ?? STATEMENT_TIMEOUT_MS
  const pool = new pg.Pool({
    connectionString: url.reveal(),
    max: options.poolSize ?? POOL_SIZE,
    connectionTimeoutMillis: acquireTimeoutMs,
    statement_timeout: statementTimeoutMs,
    idle_in_transaction_session_timeout: 2 * statementTimeoutMs,
    application_name: 'parley',
    keepAlive: true,
    // A statement's plan is kept for the session: one made while a table was empty would read all of it for ever. And
    // none is compiled: what a statement might read at most grows with the tables, and compiling takes a tenth of a second
    // where reading takes a thousandth.
    options: '-c enable_seqscan=off -c jit=off',
    stream: batchingSocket,
    // Statements follow each other without waiting for answers: BEGIN travels with a transaction's first statement.
    pipeline: true,
    types: { getTypeParser: parserOf },
  })
  pool.on('error', (error) => log.warn({ event: 'database-connection-lost', err: error }))
  // A session that ends while a transaction holds it fails that transaction's statements; the event itself must not
  // stop the process.
  pool.on('connect', (client) => client.on('error', () => {}))
  const listener = makeListener(url, log)
  return {
    kind: 'postgres',
    description: describe(url),
    acquire: async () => connectionOf(await acquire(pool, acquireTimeoutMs)),
    listen: (channel, onPayload) => listener.listen(channel, onPayload),
    async [Symbol.asyncDispose]() {
      await listener[Symbol.asyncDispose]()
      await pool.end()
    },
  }
}

async function acquire(pool: pg.Pool, timeoutMs: number): Promise<pg.PoolClient> {
  const wasFull = pool.totalCount >= pool.options.max
  try {
    return await pool.connect()
  } catch (error) {
    const isTimeout = error instanceof Error && error.message.startsWith('timeout exceeded')
    throw isTimeout && wasFull ? busy(timeoutMs, error) : error
  }
}

function connectionOf(client: pg.PoolClient): Connection {
  let isOutdated = false
  return {
    sendsAhead: true,
    async run(text, values) {
      try {
        const result = await client.query<Row>({ name: nameOf(text), text, values: [...values] })
        return result.rows
      } catch (error) {
        isOutdated ||= error instanceof pg.DatabaseError && STATEMENT_OUTDATED.has(error.code ?? '')
        throw error
      }
    },
    async exec(text) {
      await client.query(text)
    },
    async release(state) {
      client.release(state === 'broken' || isOutdated)
    },
  }
}

// What a session has prepared returns other types since a migration (0A000), or is gone (26000): in it that never ends.
const STATEMENT_OUTDATED = new Set(['0A000', '26000'])

/** Statements that a session keeps parsed and planned. Ours are some hundred; a text made up each time would fill it. */
const MOST_KEPT = 1_000

const kept = new Map<string, string>()

// Planning one of our larger statements costs PostgreSQL more than running it. Under a name it is planned once a session.
function nameOf(text: string): string | undefined {
  const known = kept.get(text)
  if (known !== undefined || kept.size >= MOST_KEPT) return known
  const name = `parley_${kept.size}`
  kept.set(text, name)
  return name
}

function describe(url: Secret): string {
  const { hostname, port, pathname } = new URL(url.reveal())
  return `PostgreSQL at ${hostname}${port === '' ? '' : `:${port}`}${pathname}`
}
