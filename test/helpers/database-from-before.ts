import { readFile } from 'node:fs/promises'
import { migrate } from '#db/migrate.ts'
import { readMigrations } from '#db/migration-files.ts'
import { openPlaceAsOwner, testPlace, type DatabasePlace, type Scope } from './database.ts'

const MIGRATIONS_TABLE = `create table migrations (
  number integer not null primary key, name text not null, hash text not null, applied_at timestamptz not null default now()
)`

/**
 * A database as an earlier version left it, brought to this one. `rowsFile` has all rows of its time, `last` is the number of
 * its newest migration.
 */
export async function databaseFromBefore(
  scope: Scope,
  { rowsFile, last }: { readonly rowsFile: string; readonly last: number },
): Promise<DatabasePlace> {
  const place = await testPlace(scope)
  const owner = await openPlaceAsOwner(place)
  await owner.exec('drop schema public cascade; create schema public; grant usage on schema public to public')
  await owner.exec(MIGRATIONS_TABLE)
  for (const { number, text } of await readMigrations()) if (number <= last) await owner.exec(text)
  // As a restored backup: rows come in any order, and nothing happens for them.
  await owner.exec('set session_replication_role = replica')
  await owner.exec(await readFile(rowsFile, 'utf8'))
  await owner.exec('set session_replication_role = origin')
  await migrate(owner, () => {})
  await owner[Symbol.asyncDispose]()
  return place
}
