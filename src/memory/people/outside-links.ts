import { sql } from 'drizzle-orm'
import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { PrincipalId } from '#core/principal.ts'
import type { Tx } from '../database/database.ts'
import { Person } from './people.ts'

/** An account of an outside service, as it is named to people. */
export const OutsideAccount = z.object({
  outsideId: z.string(),
  service: z.string(),
  place: z.string(),
  name: z.string(),
})
export type OutsideAccount = Readonly<z.infer<typeof OutsideAccount>>

const Offer = OutsideAccount.extend({ expiresAt: z.coerce.date() })
const Link = OutsideAccount.extend({
  id: z.uuid(),
  linkedAt: z.coerce.date(),
  endedAt: z.coerce.date().nullable(),
})
export type OutsideLink = Readonly<z.infer<typeof Link>>

/** Offers an account's owner to link it. The offer before it counts no more. */
export async function offerLink(
  tx: Tx,
  offer: OutsideAccount & { readonly id: string; readonly secret: string; readonly expiresInMs: number },
): Promise<void> {
  await tx.query(sql`
    insert into outside_links (tenant_id, id, outside_id, service, place, name, secret_hash, expires_at)
    values (${tx.tenantId}, ${offer.id}, ${offer.outsideId}, ${offer.service}, ${offer.place}, ${offer.name},
            ${hashOf(offer.secret)}, now() + ${offer.expiresInMs} * interval '1 millisecond')
        on conflict (tenant_id, outside_id) where linked_at is null do update
       set service = excluded.service, place = excluded.place, name = excluded.name, secret_hash = excluded.secret_hash,
           offered_at = excluded.offered_at, expires_at = excluded.expires_at`)
}

/** What an offer is about; null where it was used, replaced, or its time is over. */
export async function readOffer(tx: Tx, secret: string): Promise<Readonly<z.infer<typeof Offer>> | null> {
  const [row] = await tx.query(sql`
    select outside_id as "outsideId", service, place, name, expires_at as "expiresAt"
      from outside_links
     where tenant_id = ${tx.tenantId} and secret_hash = ${hashOf(secret)} and linked_at is null and expires_at > now()`)
  return row === undefined ? null : Offer.parse(row)
}

/** Links the account that an offer is about, once, and ends the link that it had; null as `readOffer`. */
export async function takeOffer(tx: Tx, secret: string, principalId: PrincipalId): Promise<OutsideLink | null> {
  // Whoever comes second waits here, and finds it used.
  const [offered] = await tx.query(sql`
    select outside_id as "outsideId" from outside_links
     where tenant_id = ${tx.tenantId} and secret_hash = ${hashOf(secret)} and linked_at is null and expires_at > now()
       for update`)
  if (offered === undefined) return null
  const { outsideId } = Offer.pick({ outsideId: true }).parse(offered)
  await tx.query(sql`
    update outside_links set ended_at = clock_timestamp(), ended_by = ${principalId}
     where tenant_id = ${tx.tenantId} and outside_id = ${outsideId} and linked_at is not null and ended_at is null`)
  const [row] = await tx.query(sql`
    update outside_links set principal_id = ${principalId}, linked_at = clock_timestamp()
     where tenant_id = ${tx.tenantId} and secret_hash = ${hashOf(secret)} and linked_at is null
    returning id, outside_id as "outsideId", service, place, name, linked_at as "linkedAt", ended_at as "endedAt"`)
  return row === undefined ? null : Link.parse(row)
}

/** Somebody's links that stand, the last first. */
export async function listLinks(tx: Tx, principalId: PrincipalId, atMost: number): Promise<readonly OutsideLink[]> {
  const rows = await tx.query(sql`
    select id, outside_id as "outsideId", service, place, name, linked_at as "linkedAt", ended_at as "endedAt"
      from outside_links
     where tenant_id = ${tx.tenantId} and principal_id = ${principalId} and linked_at is not null and ended_at is null
     order by linked_at desc, id limit ${atMost}`)
  return rows.map((row) => Link.parse(row))
}

/** Ends somebody's own link; null where it isn't theirs, or has ended. */
export async function endLink(tx: Tx, id: string, principalId: PrincipalId): Promise<OutsideLink | null> {
  const [row] = await tx.query(sql`
    update outside_links set ended_at = clock_timestamp(), ended_by = ${principalId}
     where tenant_id = ${tx.tenantId} and id = ${id} and principal_id = ${principalId} and linked_at is not null
       and ended_at is null
    returning id, outside_id as "outsideId", service, place, name, linked_at as "linkedAt", ended_at as "endedAt"`)
  return row === undefined ? null : Link.parse(row)
}

/** The person to whom an account is linked now, with the roles held now; null for none. */
export async function findLinked(tx: Tx, outsideId: string): Promise<Person | null> {
  const [row] = await tx.query(sql`
    select p.id, p.name, p.email, p.roles, p.groups, p.kind
      from outside_links l join principals p on p.tenant_id = l.tenant_id and p.id = l.principal_id
     where l.tenant_id = ${tx.tenantId} and l.outside_id = ${outsideId} and l.linked_at is not null and l.ended_at is null
       and p.kind = 'person'`)
  return row === undefined ? null : Person.parse(row)
}

function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}
