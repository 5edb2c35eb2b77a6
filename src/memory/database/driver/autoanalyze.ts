import type { Connection } from './connection.ts'

const LOOKS_EVERY_MS = 5_000
/** As autovacuum has it: so many rows changed, and so large a part of them. */
const CHANGED = { rows: 50, share: 0.1 }
/** A hundred times as many rows are sampled: enough to plan by, and soon read where nothing else can run meanwhile. */
const STATISTICS_TARGET = 10

/**
 * Keeps what the planner knows of tables at what they have become. PostgreSQL has autovacuum for it, a process of its own,
 * and PGlite has none: its tables would be taken for empty for ever, and every row that is added be checked by a walk over
 * all of them. Looks every few seconds while `used` says that statements were run, and takes a turn for each table.
 */
export function startAutoanalyze(acquire: () => Promise<Connection>, used: () => number): AsyncDisposable {
  let seen = used()
  let stopped = false
  let looking: Promise<void> = Promise.resolve()
  const timer = setInterval(() => {
    if (used() === seen) return
    looking = looking
      .then(look)
      // Busy, or closing: what is to be looked at stays so.
      .catch(() => {})
      .finally(() => (seen = used()))
  }, LOOKS_EVERY_MS)
  timer.unref()
  return {
    async [Symbol.asyncDispose]() {
      stopped = true
      clearInterval(timer)
      await looking
    },
  }

  async function look(): Promise<void> {
    for (const table of await withTurn(changedTables)) {
      if (stopped) return
      await withTurn((connection) => analyze(connection, table))
    }
  }

  async function withTurn<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
    const connection = await acquire()
    let state: 'clean' | 'broken' = 'broken'
    try {
      const result = await work(connection)
      state = 'clean'
      return result
    } finally {
      await connection.release(state)
    }
  }
}

async function changedTables(connection: Connection): Promise<readonly string[]> {
  // Else a session's counts are told every ten seconds at most, and only where it idles.
  await connection.exec('select pg_stat_force_next_flush()')
  const rows = await connection.run(
    `select format('%I.%I', s.schemaname, s.relname) as name
       from pg_stat_user_tables s join pg_class c on c.oid = s.relid
      where s.n_mod_since_analyze > $1::float8 + $2::float8 * greatest(c.reltuples, 0)
      order by s.n_mod_since_analyze desc`,
    [CHANGED.rows, CHANGED.share],
  )
  return rows.map(({ name }) => String(name))
}

async function analyze(connection: Connection, table: string): Promise<void> {
  await connection.exec(`begin; set local default_statistics_target = ${STATISTICS_TARGET}; analyze ${table}; commit`)
}
