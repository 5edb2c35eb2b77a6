import { thumbprint, type AnnouncedKey, type EvidenceKey } from '#memory/events/evidence-key.ts'
import type { Logger } from '#core/log.ts'
import type { Database, Tx } from '#memory/database/database.ts'
import { announcedEvidenceKeys, announceEvidenceKey } from '#memory/events/evidence-keys.ts'
import { DEFAULT_TENANT } from '#memory/people/tenants.ts'

/** Tells the other servers what this one signs with, and the log of keys of theirs that this one doesn't have. */
export async function announceKey(database: Database, key: EvidenceKey, log: Logger): Promise<void> {
  const others = await database.tenant(DEFAULT_TENANT, async (tx) => {
    await announceEvidenceKey(tx, key.publicKey)
    return othersThan(tx, key)
  })
  for (const { kid, announcedAt } of others) {
    const warning =
      'Another server signs evidence with a key of its own, or somebody announced one. Give all of them one EVIDENCE_SIGNING_KEY.'
    log.warn({ event: 'evidence-key-of-another-server', code: 'evidence-keys-differ', kid, announcedAt, warning })
  }
}

/**
 * The keys that others announced to sign with. Whoever can write to the database can announce one, so this server vouches
 * for none of them; one that isn't under its own thumbprint is left out.
 */
export async function othersThan(tx: Tx, { published }: EvidenceKey): Promise<readonly AnnouncedKey[]> {
  const own = new Set(published.map(({ kid }) => kid))
  return (await announcedEvidenceKeys(tx)).filter(({ kid, x }) => !own.has(kid) && thumbprint(x) === kid)
}
