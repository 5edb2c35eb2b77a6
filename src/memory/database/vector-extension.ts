import { AppError } from '#core/errors.ts'
import type { Row } from './driver/connection.ts'

/** Whatever asks the database a statement. */
interface Asking {
  readonly description: string
  run(text: string, values: readonly unknown[]): Promise<readonly Row[]>
}

/**
 * Passes where the tables' vectors can be kept: pgvector is in the database, or this user may have it made by a
 * migration. Throws `vector-missing`.
 */
export async function checkVectorExtension({ description, run }: Asking): Promise<void> {
  const [state] = await run(STATE, [])
  if (state?.made === true || state?.makeable === true) return
  const how =
    state?.offered === true
      ? 'is not in the database, and this user may not create it. As a superuser, in that database: create extension vector'
      : "isn't installed on its server. Install pgvector there (on Debian: postgresql-<version>-pgvector)"
  throw new AppError(`${description} can't keep vectors: the extension “vector” ${how}; then run: npm run migrate`, {
    code: 'vector-missing',
  })
}

// What CREATE EXTENSION demands (PostgreSQL's manual): a superuser, unless the extension doesn't need one or is trusted,
// and then the right to create things in the database.
const STATE = `
  with offered as (
    select bool_or(not superuser or trusted) as open
      from pg_available_extension_versions where name = 'vector' having count(*) > 0)
  select exists (select 1 from pg_extension where extname = 'vector') as made,
         exists (select 1 from offered) as offered,
         exists (select 1 from offered, pg_roles own where own.rolname = current_user
                    and (own.rolsuper or open and has_database_privilege(current_database(), 'create'))) as makeable`
