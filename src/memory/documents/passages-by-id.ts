import { sql } from 'drizzle-orm'
import type { DataClass } from '#core/data-class.ts'
import type { Tx } from '../database/database.ts'
import { anyOf } from '../database/driver/any-of.ts'
import type { StoredPassage } from './documents.ts'
import { isInView, readAs, type View } from '../database/reader.ts'

/** A passage of a document as it is now, with what says whose words they are. */
export interface LookedUp extends Omit<StoredPassage, 'place'> {
  readonly passageId: string
  /** The document's: `agent:support/knowledge/returns.md`. */
  readonly source: string
  readonly class: DataClass
  /** What was noticed about its words. */
  readonly flags: readonly string[]
}

/** Those of these passages that stand in a document as it is now and that are in view, by their ids. */
export async function readLookedUp(
  tx: Tx,
  passageIds: readonly string[],
  view: View,
): Promise<ReadonlyMap<string, LookedUp>> {
  const seen = readAs(tx, view)
  const rows = tx.query<LookedUp>(sql`
    select p.id as "passageId", jsonb_build_object('id', d.id, 'title', d.title, 'version', p.version) as document,
           d.source, d.class, p.text, p.start, p."end", coalesce(p.heading, '') as heading, p.flags
      from passages p join documents d on d.tenant_id = p.tenant_id and d.id = p.document_id
     where p.tenant_id = ${tx.tenantId} and p.id = ${anyOf(passageIds)} and p.current
       and d.removed_at is null and p.version = d.current_version and ${isInView(view, { acl: sql`d.acl`, agents: sql`d.agents` })}`)
  const [found] = await Promise.all([rows, seen])
  return new Map(found.map((passage) => [passage.passageId, passage]))
}
