import { readConfig, type Config } from '#core/config.ts'
import { AppError, EXIT } from '#core/errors.ts'
import { createLogger, type Logger } from '#core/log.ts'
import type { Database } from '#memory/database/database.ts'
import { openOwner, type Owner } from '#memory/database/owner.ts'
import { checkVectorExtension } from '#memory/database/vector-extension.ts'
import { isMarkedMigrated, markMigrated } from './migrated-mark.ts'
import { readMigrations, type Migration } from './migration-files.ts'

/**
 * Brings a database to the newest migration, each in a transaction of its own, one process at a time. Gives the names
 * of those applied. Throws `migration-edited` when one that was applied has changed since, `database-newer` when the
 * database has migrations that this version doesn't know, and where PostgreSQL can't keep what is ours `vector-missing`
 * (no pgvector) and `database-encoding` (not UTF-8).
 */
export async function migrate(owner: Owner, onProgress: (text: string) => void): Promise<readonly string[]> {
  await owner.exec(`select pg_advisory_lock(${LOCK})`)
  try {
    await owner.exec(MIGRATIONS_TABLE)
    const migrations = await readMigrations()
    const pending = await findPending(owner, migrations)
    const [first] = pending
    if (first !== undefined) {
      // The embedded one has both.
      if (owner.kind === 'postgres') await checkEncoding(owner)
      if (owner.kind === 'postgres') await checkVectorExtension(owner)
      const what = pending.length === 1 ? first.name : `${pending.length} migrations`
      onProgress(`Applying ${what} to ${owner.description}…`)
    }
    for (const migration of pending) {
      await apply(owner, migration).catch((error: unknown) => {
        onProgress(`${migration.name} couldn’t be applied.`)
        throw error
      })
    }
    return pending.map(({ name }) => name)
  } finally {
    await owner.exec(`select pg_advisory_unlock(${LOCK})`).catch(() => {})
  }
}

// Any number that nobody else locks: the bytes of "parley".
const LOCK = 0x7061726c6579

const MIGRATIONS_TABLE = `create table if not exists migrations (
  number integer not null primary key,
  name text not null,
  hash text not null,
  applied_at timestamptz not null default now()
)`

async function findPending(owner: Owner, migrations: readonly Migration[]): Promise<readonly Migration[]> {
  const applied = await owner.run('select number, name, hash from migrations order by number')
  for (const { number, name, hash } of applied) {
    const migration = migrations.find((candidate) => candidate.number === number)
    if (migration === undefined) throw newer(String(name))
    if (migration.hash !== hash) throw edited(migration.name)
  }
  return migrations.slice(applied.length)
}

async function apply(owner: Owner, { number, name, hash, text }: Migration): Promise<void> {
  await owner.exec('begin')
  try {
    await owner.exec(text)
    await owner.run('insert into migrations (number, name, hash) values ($1, $2, $3)', [number, name, hash])
    await owner.exec('commit')
  } catch (error) {
    // What a lost session had begun is undone by its end, and why it was lost is what is told.
    await owner.exec('rollback').catch(() => {})
    throw error
  }
}

async function checkEncoding({ description, run }: Owner): Promise<void> {
  const [row] = await run(`select current_setting('server_encoding') as encoding`)
  if (row?.encoding === 'UTF8') return
  throw new AppError(
    `${description} keeps text as ${String(row?.encoding)}, and Parley needs UTF8. Make another database and migrate that one: createdb --encoding=UTF8 --template=template0 <name>`,
    { code: 'database-encoding' },
  )
}

function newer(name: string): AppError {
  return new AppError(`The database has ${name}, which this version doesn't know. Use the newer version of Parley.`, {
    code: 'database-newer',
  })
}

function edited(name: string): AppError {
  return new AppError(`db/migrations/${name} was changed after it was applied. Put it back, and add a new file.`, {
    code: 'migration-edited',
  })
}

/**
 * Brings the configured database to the newest migration before a server begins on it, with the rights of its owner, which are
 * let go of with this. Gives the embedded one where it was opened for that: opening it once more takes a third of a second
 * of a processor. Null where it is marked as migrated, and for PostgreSQL. Throws what `migrate` throws, and
 * `data-folder-locked`.
 */
export async function migrateBeforeServer(
  config: Config,
  log: Logger,
  onProgress: (text: string) => void,
): Promise<Database | null> {
  if (config.DATABASE_URL === undefined && (await isMarkedMigrated(config.DATA_DIR))) return null
  await using owner = await migrateConfigured(config, log, onProgress)
  return await owner.handOn()
}

async function migrateConfigured(config: Config, log: Logger, onProgress: (text: string) => void): Promise<Owner> {
  const { DATABASE_URL: url = null, DATA_DIR: dataDir } = config
  await using closing = new AsyncDisposableStack()
  const owner = closing.use(await openOwner({ url, dataDir, log, onProgress }))
  await migrate(owner, onProgress)
  if (url === null) await markMigrated(dataDir)
  onProgress(`${owner.description} is ready.`)
  closing.move()
  return owner
}

if (import.meta.main) {
  try {
    const config = readConfig()
    await using _owner = await migrateConfigured(config, createLogger(config.LOG_LEVEL), (text) => console.log(text))
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    console.error(error.message)
    process.exitCode = error.code === 'configuration' ? EXIT.configuration : EXIT.failed
  }
}
