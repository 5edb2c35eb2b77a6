import { sql, type SQL } from 'drizzle-orm'
import type { Database } from '#memory/database/database.ts'
import type { Row } from '#memory/database/driver/connection.ts'
import type { Owner } from '#memory/database/owner.ts'
import { DEFAULT_TENANT } from '#memory/people/tenants.ts'

/**
 * The owner's rights on an embedded database that a server of this process has open: what is run or executed at once is a
 * transaction of its own. PGlite's only session is the owner's, and a transaction may go back to it
 * (https://www.postgresql.org/docs/current/sql-set-role.html).
 */
export function ownerThrough(database: Database): Owner {
  const run = (text: string, values: readonly unknown[] = []) =>
    database.tenant(DEFAULT_TENANT, async (tx) => {
      await tx.query(sql`set local role none`)
      return tx.query<Row>(statementOf(text, values))
    })
  return {
    kind: database.kind,
    description: database.description,
    run,
    // By itself it prepares each text, which has to be one statement then.
    exec: async (text) => void (await run(`do $do$ begin execute $text$${text}$text$; end $do$`)),
    handOn: () => Promise.resolve(null),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  }
}

// `… where id = $1` with what stands for each number.
function statementOf(text: string, values: readonly unknown[]): SQL {
  const parts = text.split(/\$(\d+)/)
  return sql.join(parts.map((part, index) => (index % 2 === 0 ? sql.raw(part) : sql`${values[Number(part) - 1]}`)))
}
