import { readMigrations } from '#db/migration-files.ts'
import { AppError } from '#core/errors.ts'
import type { Connection } from './connection.ts'

/**
 * Checks that the database is one that this version can serve, with the server's own rights. Throws
 * `migrations-pending`, `migration-edited` or `database-role-missing`. One that is newer passes: versions overlap while
 * they are being replaced.
 */
export async function checkMigrations(connection: Connection, description: string): Promise<void> {
  const [state] = await connection.run(STATE, [])
  if (state?.made !== true) throw pending(description)
  if (state.member !== true) throw roleMissing()
  await connection.exec('begin; set local role parley_app')
  const applied = await connection.run('select number, name, hash from migrations order by number', [])
  await connection.exec('rollback')
  for (const migration of await readMigrations()) {
    const row = applied.find(({ number }) => number === migration.number)
    if (row === undefined) throw pending(description)
    if (row.hash !== migration.hash) throw edited(migration.name)
  }
}

/** PGlite's one session can become any tenant, so it may hold one alone. Gives that one, or null where none is yet. */
export async function checkOneTenant(connection: Connection): Promise<string | null> {
  const [first, second] = await connection.run('select tenant_id from tenants order by tenant_id limit 2', [])
  if (second !== undefined) throw oneTenantOnly()
  return typeof first?.tenant_id === 'string' ? first.tenant_id : null
}

export function oneTenantOnly(): AppError {
  return new AppError('PGlite keeps one tenant apart from nobody. For more than one, set DATABASE_URL to PostgreSQL.', {
    code: 'one-tenant-only',
  })
}

// The first migration makes the roles and lets one of them read the table, so before it there is nothing to read.
const STATE = `
  with roles as (select rolname from pg_roles where rolname in ('parley_app', 'parley_queue'))
  select case when to_regclass('migrations') is null or (select count(*) from roles) < 2 then false
              else has_table_privilege('parley_app', 'migrations', 'select') end as made,
         (select bool_and(pg_has_role(rolname, 'member')) from roles) as member`

function roleMissing(): AppError {
  return new AppError(
    'The user in DATABASE_URL may not act as parley_app and parley_queue. As the database owner: ' +
      'grant parley_app, parley_queue to <that user>.',
    { code: 'database-role-missing' },
  )
}

function pending(description: string): AppError {
  return new AppError(`${description} is not at this version's tables. Run: npm run migrate`, {
    code: 'migrations-pending',
  })
}

function edited(name: string): AppError {
  return new AppError(`db/migrations/${name} is not the file that the database was made from. Restore it.`, {
    code: 'migration-edited',
  })
}
