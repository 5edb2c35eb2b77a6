import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { AppError } from '#errors.ts'
import { PrincipalId } from '#principal.ts'
import type { Tx } from './database.ts'

/** Who somebody is, with the roles they hold now. How they were recognised is the credential's to say. */
export const Person = z.object({
  id: PrincipalId,
  name: z.string(),
  email: z.string().nullable(),
  roles: z.array(z.string()).readonly(),
  kind: z.enum(['person', 'service']),
})
export type Person = Readonly<z.infer<typeof Person>>

/** Reads a person or service of this tenant; null where there is none. */
export async function readPrincipal(tx: Tx, principalId: string): Promise<Person | null> {
  const [row] = await tx.query(sql`
    select id, name, email, roles, kind from principals where tenant_id = ${tx.tenantId} and id = ${principalId}`)
  return row === undefined ? null : Person.parse(row)
}

/** The roles that each of some principals holds now. One that isn't there any more is absent. */
export async function principalRoles(
  tx: Tx,
  principalIds: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await tx.query<{ id: string; roles: readonly string[] }>(sql`
    select id, roles from principals
     where tenant_id = ${tx.tenantId} and id = any(${sql.param(principalIds)}::text[])
     order by id`)
  return new Map(rows.map(({ id, roles }) => [id, roles]))
}

/** Keeps what an identity provider or operator says of somebody. Name, email and roles are those said last. */
export async function upsertPerson(tx: Tx, person: Person): Promise<Person> {
  const [row] = await tx.query(sql`
    insert into principals (tenant_id, id, name, email, roles, kind)
    values (${tx.tenantId}, ${person.id}, ${person.name}, ${person.email}, ${sql.param(person.roles)}::text[],
            ${person.kind})
        on conflict (tenant_id, id) do update
       set name = excluded.name, email = excluded.email, roles = excluded.roles, kind = excluded.kind
    returning id, name, email, roles, kind`)
  if (row === undefined) throw new AppError('A person was not stored.', { code: 'database-error' })
  return Person.parse(row)
}
