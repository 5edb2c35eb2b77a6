import { sql } from 'drizzle-orm'
import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { PrincipalId } from '#core/principal.ts'
import type { Secret } from '#core/secret.ts'
import type { Tx } from '../database/database.ts'
import { encrypt, decrypt, type EncryptionKey } from './encryption.ts'

/** Where a channel's app is installed. */
const Installation = z.object({
  channel: z.string(),
  workspace: z.string(),
  name: z.string(),
  installedAt: z.date(),
})
export type Installation = Readonly<z.infer<typeof Installation>>

interface OfferedInstallation {
  readonly id: string
  readonly channel: string
  readonly state: string
  readonly offeredBy: PrincipalId
  readonly expiresInMs: number
}

/** Offers to install a channel's app somewhere. */
export async function offerInstallation(tx: Tx, offer: OfferedInstallation): Promise<void> {
  await tx.query(sql`
    insert into channel_installations (tenant_id, id, channel, state_hash, offered_by, expires_at)
    values (${tx.tenantId}, ${offer.id}, ${offer.channel}, ${hashOf(offer.state)}, ${offer.offeredBy},
            now() + ${offer.expiresInMs} * interval '1 millisecond')`)
}

/** Takes an offer, once: what follows is made under its id. Null where it was taken, isn't this channel's, or its time is over. */
export async function takeInstallationOffer(tx: Tx, channel: string, state: string): Promise<string | null> {
  const [row] = await tx.query<{ id: string }>(sql`
    update channel_installations set ended_at = clock_timestamp(), ended_by = 'taken'
     where tenant_id = ${tx.tenantId} and channel = ${channel} and state_hash = ${hashOf(state)}
       and installed_at is null and ended_at is null and expires_at > now()
    returning id`)
  return row?.id ?? null
}

export interface MadeInstallation {
  readonly id: string
  readonly channel: string
  readonly workspace: string
  readonly name: string
  readonly token: Secret
}

/** Keeps that a channel's app is installed in a workspace, under a taken offer; one that it had there ends. */
export async function keepInstallation(tx: Tx, made: MadeInstallation, key: EncryptionKey): Promise<void> {
  await endInstallation(tx, made, 'installed-again')
  await tx.query(sql`
    update channel_installations
       set workspace = ${made.workspace}, name = ${made.name}, installed_at = clock_timestamp(), ended_at = null,
           ended_by = null, sealed_token = ${encrypt(made.token, key, placeOf(tx, made))}
     where tenant_id = ${tx.tenantId} and id = ${made.id} and channel = ${made.channel} and installed_at is null`)
}

/** Ends the installation in a workspace, and forgets its token. False where there is none. */
export async function endInstallation(
  tx: Tx,
  { channel, workspace }: Pick<MadeInstallation, 'channel' | 'workspace'>,
  by: string,
): Promise<boolean> {
  const rows = await tx.query(sql`
    update channel_installations set ended_at = clock_timestamp(), ended_by = ${by}, sealed_token = null
     where tenant_id = ${tx.tenantId} and channel = ${channel} and workspace = ${workspace}
       and installed_at is not null and ended_at is null
    returning id`)
  return rows.length > 0
}

/** The app's token in a workspace, and its name; null where it isn't installed there, or was sealed under another key. */
export async function readInstallation(
  tx: Tx,
  at: Pick<MadeInstallation, 'channel' | 'workspace'>,
  key: EncryptionKey,
): Promise<{ readonly token: Secret; readonly name: string } | null> {
  const [row] = await tx.query<{ sealed: string; name: string }>(sql`
    select sealed_token as sealed, name from channel_installations
     where tenant_id = ${tx.tenantId} and channel = ${at.channel} and workspace = ${at.workspace}
       and installed_at is not null and ended_at is null`)
  const token = row && decrypt(row.sealed, key, placeOf(tx, at))
  return token ? { token, name: row.name } : null
}

/** Those that stand, by channel and name. */
export async function listInstallations(tx: Tx): Promise<readonly Installation[]> {
  const rows = await tx.query(sql`
    select channel, workspace, name, installed_at as "installedAt" from channel_installations
     where tenant_id = ${tx.tenantId} and installed_at is not null and ended_at is null
     order by channel, name, workspace limit 1000`)
  return rows.map((row) => Installation.parse(row))
}

// Bound to its row: one that was copied to another's doesn't open there.
function placeOf({ tenantId }: Tx, { channel, workspace }: Pick<MadeInstallation, 'channel' | 'workspace'>) {
  return ['installation', tenantId, channel, workspace]
}

function hashOf(state: string): string {
  return createHash('sha256').update(state).digest('base64url')
}
