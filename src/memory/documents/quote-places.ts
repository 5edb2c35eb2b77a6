import { sql } from 'drizzle-orm'
import type { Location } from './text-location.ts'
import type { Tx } from '../database/database.ts'
import { readAs, type View } from '../database/reader.ts'

/** A quote as it is told apart here: its document's version, and where in that it begins. */
export interface QuoteStart {
  readonly document: { readonly id: string; readonly version: number }
  readonly start: number
}

/**
 * Where quotes begin in their originals, in their order: the page, slide or row that holds the first character or, in a
 * gap, the next one. Null where an original has no places, or isn't in view.
 */
export async function readQuotePlaces(
  tx: Tx,
  quotes: readonly QuoteStart[],
  view: View,
): Promise<readonly (Location | null)[]> {
  const wanted = JSON.stringify(quotes.map(({ document: { id, version }, start }) => ({ id, version, start })))
  const seen = readAs(tx, view)
  const found = tx.query<{ place: Location | null }>(sql`
    select jsonb_path_query_first(v.places, '$[*] ? (@.end > $start).place', jsonb_build_object('start', w.start)) as place
      from jsonb_array_elements(${wanted}::jsonb) with ordinality q(entry, nth)
     cross join jsonb_to_record(q.entry) w(id uuid, version integer, start integer)
      left join document_versions v
        on v.tenant_id = ${tx.tenantId} and v.document_id = w.id and v.version = w.version
     order by q.nth`)
  const [rows] = await Promise.all([found, seen])
  return rows.map(({ place }) => place)
}
