import type { Connection } from './connection.ts'

const LOOKS_EVERY_MS = 5_000
/** As autovacuum has it: so many rows changed, and so large a part of them. */
const CHANGED = { rows: 50, share: 0.1 }
/** A hundred times as many rows are sampled: enough to plan by, and soon read where nothing else can run meanwhile. */
const STATISTICS_TARGET = 10

interface Autoanalyzed {
  readonly acquire: () => Promise<Connection>
  /** How many statements were run so far. */
  readonly used: () => number
  /** Whose tables: PGlite's, which nobody else looks at, or those that PostgreSQL's own autovacuum hasn't seen grow yet. */
  readonly tables: 'all' | 'young'
}

/**
 * Keeps what the planner knows of tables at what they have become. A table of which it knows nothing is planned for as if a
 * handful of rows were each tenant's: then any index that begins with the tenant is as good as another, and a session keeps
 * that plan. PostgreSQL has autovacuum for it, a process of its own, which comes a minute or two later, and PGlite has none.
 * Looks every few seconds while statements are run, and takes a turn for each table.
 */
export function startAutoanalyze({ acquire, used, tables }: Autoanalyzed): AsyncDisposable {
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
    for (const table of await withTurn(tables === 'all' ? changedTables : youngTables)) {
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
  return tablesWhere(connection, 'true')
}

/** Beyond so many rows a plan that was made for what the statistics say is none for an empty table any more. */
const YOUNG_ROWS = 10_000

async function youngTables(connection: Connection): Promise<readonly string[]> {
  // Whoever doesn't own a table would be told each time that it can't be analyzed.
  const isOwn = `s.schemaname = current_schema() and pg_has_role(c.relowner, 'usage')`
  return tablesWhere(connection, `${isOwn} and c.reltuples < ${YOUNG_ROWS}`)
}

async function tablesWhere(connection: Connection, condition: string): Promise<readonly string[]> {
  const rows = await connection.run(
    `select format('%I.%I', s.schemaname, s.relname) as name
       from pg_stat_user_tables s join pg_class c on c.oid = s.relid
      where s.n_mod_since_analyze > $1::float8 + $2::float8 * greatest(c.reltuples, 0) and ${condition}
      order by s.n_mod_since_analyze desc`,
    [CHANGED.rows, CHANGED.share],
  )
  return rows.map(({ name }) => String(name))
}

async function analyze(connection: Connection, table: string): Promise<void> {
  const setting = `set local default_statistics_target = ${STATISTICS_TARGET}`
  await connection.exec(`begin; ${setting}; analyze (skip_locked) ${table}; commit`)
}
