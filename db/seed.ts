import { sql } from 'drizzle-orm'
import { readConfig } from '#core/config.ts'
import { AppError, EXIT } from '#core/errors.ts'
import { createLogger } from '#core/log.ts'
import { openDatabase, type Database } from '#memory/database/database.ts'
import { DEFAULT_TENANT, ensureTenant } from '#memory/people/tenants.ts'
import { PrincipalId } from '#core/principal.ts'

export { DEFAULT_TENANT }

/** The people of the examples. They sign in only in development. */
export const EXAMPLE_PEOPLE = [
  { id: 'customer', name: 'Maya Lindqvist', email: 'maya.lindqvist@example.com', roles: ['customer'] },
  {
    id: 'other-customer',
    name: 'Omar Haddad',
    email: 'omar.haddad@example.com',
    roles: ['customer'],
    groups: ['wholesale'],
  },
  { id: 'support-lead', name: 'Jonas Weber', email: 'jonas.weber@example.com', roles: ['support-lead'] },
  {
    id: 'other-lead',
    name: 'Ana Sousa',
    email: 'ana.sousa@example.com',
    roles: ['support-lead'],
    groups: ['wholesale'],
  },
  { id: 'finance', name: 'Ines Moreau', email: 'ines.moreau@example.com', roles: ['finance'] },
  { id: 'operator', name: 'Sam Okafor', email: 'sam.okafor@example.com', roles: ['operator'] },
].map((person) => ({ groups: [], ...person, id: PrincipalId.parse(person.id) }))

/** Makes the default tenant and its example people, where they aren't there yet. */
export async function seed(database: Database): Promise<void> {
  await database.tenant(DEFAULT_TENANT, async (tx) => {
    await ensureTenant(tx, 'Example shop')
    await tx.query(sql`
      insert into principals (tenant_id, id, name, email, roles, groups, kind)
      select ${tx.tenantId}, person.id, person.name, person.email,
             array(select jsonb_array_elements_text(person.roles)),
             array(select jsonb_array_elements_text(person.groups)), 'person'
        from jsonb_to_recordset(${JSON.stringify(EXAMPLE_PEOPLE)}::jsonb)
             as person(id text, name text, email text, roles jsonb, groups jsonb)
          on conflict do nothing`)
  })
}

if (import.meta.main) {
  try {
    const config = readConfig()
    await using database = await openDatabase({
      url: config.DATABASE_URL ?? null,
      dataDir: config.DATA_DIR,
      log: createLogger(config.LOG_LEVEL),
      signal: AbortSignal.timeout(60_000),
      onProgress: (text) => console.log(text),
    })
    await seed(database)
    console.log(`${database.description} has the example people.`)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    console.error(error.message)
    process.exitCode = error.code === 'configuration' ? EXIT.configuration : EXIT.failed
  }
}
