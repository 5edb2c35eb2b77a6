import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { writtenForms } from '#text/compared-text.ts'
import { PrincipalId } from '#core/principal.ts'
import type { Tx } from '../database/database.ts'

/** Who somebody is, with the roles and groups they hold now. How they were recognised is the credential's to say. */
export const Person = z.object({
  id: PrincipalId,
  name: z.string(),
  email: z.string().nullable(),
  roles: z.array(z.string()).readonly(),
  groups: z.array(z.string()).readonly(),
  kind: z.enum(['person', 'service']),
})
export type Person = Readonly<z.infer<typeof Person>>

/** Reads a person or service of this tenant; null where there is none. */
export async function readPrincipal(tx: Tx, principalId: string): Promise<Person | null> {
  const [row] = await tx.query(sql`
    select id, name, email, roles, groups, kind from principals where tenant_id = ${tx.tenantId} and id = ${principalId}`)
  return row === undefined ? null : Person.parse(row)
}

/** The one person of this tenant with this address, who isn't somebody outside; null where there is none, or several. */
export async function findByEmail(tx: Tx, email: string): Promise<Person | null> {
  const rows = await tx.query(sql`
    select id, name, email, roles, groups, kind from principals
     where tenant_id = ${tx.tenantId} and lower(email) = any(${sql.param(writtenForms(email.toLowerCase()))}::text[]) and kind = 'person' and not starts_with(id, 'outside.')
     order by id limit 2`)
  return rows.length === 1 ? Person.parse(rows[0]) : null
}

/**
 * Keeps what an identity provider or operator says of somebody. Name, email, roles and groups are those said last. It is said
 * with every request, so what is kept already is neither written nor locked.
 */
export async function upsertPerson(tx: Tx, { id, name, email, roles, groups, kind }: Person): Promise<void> {
  await tx.query(sql`
    insert into principals as kept (tenant_id, id, name, email, roles, groups, kind)
    select said.* from (values (${tx.tenantId}::text, ${id}::text, ${name}::text, ${email}::text,
                                ${sql.param(roles)}::text[], ${sql.param(groups)}::text[], ${kind}::text))
                    as said (tenant_id, id, name, email, roles, groups, kind)
     where not exists (
       select from principals same
        where same.tenant_id = said.tenant_id and same.id = said.id and same.roles = said.roles
          and same.groups = said.groups and same.kind = said.kind and same.name = said.name and same.email is not distinct from said.email)
        on conflict (tenant_id, id) do update
       set name = excluded.name, email = excluded.email, roles = excluded.roles,
           groups = excluded.groups, kind = excluded.kind
     where (kept.name, kept.email, kept.roles, kept.groups, kept.kind)
           is distinct from (excluded.name, excluded.email, excluded.roles, excluded.groups, excluded.kind)`)
}

/** Everybody of this tenant who holds a role beside a customer's, but this one, as far as people have come by. */
export async function listRoleHolders(tx: Tx, besides: string): Promise<readonly RoleHolder[]> {
  const rows = await tx.query(sql`
    select id, name, roles from principals
     where tenant_id = ${tx.tenantId} and cardinality(roles) > 0 and id <> ${besides} and kind = 'person'
     order by name, id limit 500`)
  return rows.map((row) => RoleHolder.parse(row))
}

const RoleHolder = z.object({ id: z.string(), name: z.string(), roles: z.array(z.string()).readonly() })
export type RoleHolder = z.infer<typeof RoleHolder>

/** Whether anybody but this one holds a role here, as far as people have come by. */
export async function isRoleHeld(tx: Tx, role: string, besides: string): Promise<boolean> {
  const rows = await tx.query(sql`
    select from principals
     where tenant_id = ${tx.tenantId} and cardinality(roles) > 0 and ${role} = any(roles) and id <> ${besides}
       and kind = 'person'
     limit 1`)
  return rows.length > 0
}

const Listed = Person.omit({ kind: true }).extend({
  firstSeenAt: z.date(),
  lastAskedAt: z.date().nullable(),
  accounts: z
    .array(z.object({ service: z.string(), place: z.string(), name: z.string(), linkedAt: z.coerce.date() }))
    .readonly(),
})
export type ListedPerson = Readonly<z.infer<typeof Listed>>

/** The people of the tenant by id, each with the accounts that are theirs; `after` is the id of the last of the page before. */
export async function listPeople(
  tx: Tx,
  { words, after, limit }: { readonly words: string; readonly after: string | null; readonly limit: number },
): Promise<readonly ListedPerson[]> {
  const wanted = words.toLowerCase().split(/\s+/u).filter(Boolean).slice(0, 10)
  const rows = await tx.query(sql`
    select p.id, p.name, p.email, p.roles, p.groups, p.created_at as "firstSeenAt",
           (select r.created_at from runs r where r.tenant_id = p.tenant_id and r.requester = p.id
             order by r.created_at desc limit 1) as "lastAskedAt",
           coalesce((select jsonb_agg(jsonb_build_object('service', l.service, 'place', l.place, 'name', l.name,
                                                         'linkedAt', l.linked_at) order by l.linked_at desc)
                       from outside_links l
                      where l.tenant_id = p.tenant_id and l.principal_id = p.id and l.linked_at is not null
                        and l.ended_at is null), '[]') as accounts
      from principals p
     where p.tenant_id = ${tx.tenantId} and p.kind = 'person' and not starts_with(p.id, 'outside.')
       and (${after}::text is null or p.id > ${after})
       and not exists (select from unnest(${sql.param(wanted)}::text[]) word
                        where strpos(lower(concat_ws(' ', p.name, p.email, p.id, array_to_string(p.roles, ' '))), word) = 0)
     order by p.id limit ${limit}`)
  return rows.map((row) => Listed.parse(row))
}
