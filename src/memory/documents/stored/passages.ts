import { sql, type SQL } from 'drizzle-orm'
import type { Tx } from '../../database/database.ts'
import type { PreparedDocument, PreparedChunk } from '../prepare-document.ts'
import { type MinHashSketch, sketchOf } from './minhash-sketch.ts'
import { AT_ONCE, slicesOf, type StoredVersion } from './slices.ts'

/**
 * The terms of a passage `p` of a document `d`, by title, headings and text, as full text search reads them. They are read
 * for a passage's length and again for its terms: brought together by a join, what was counted might be looked through
 * whole for each passage, since the planner doesn't know yet how many a new document has.
 */
const TERMS = sql`terms_in(text_config(d.language),
  case when starts_with(p.heading, d.title) then '' else d.title || ' ' end || p.heading || ' ' || p.text) t`
const LENGTH = sql`(select coalesce(sum(cardinality(t.positions)), 0) from ${TERMS})`

/** Inserts a version's passages, current ones, and counts their terms. */
export async function insertPassages(
  tx: Tx,
  document: PreparedDocument,
  stored: StoredVersion & { readonly newId: () => string },
): Promise<void> {
  for (const { pieces, which } of slicesOf(document, stored)) {
    const rows = pieces.map((piece) => ({ ...piece, ...sketched(document, piece), id: stored.newId() }))
    await tx.query(sql`
      insert into passages (tenant_id, id, document_id, version, ordinal, start, "end", heading, text, length, current,
                            place, flags, sketch, facts)
      select d.tenant_id, p.id, d.id, ${stored.version}, p.ordinal, p.start, p."end", p.heading, p.text, ${LENGTH}, true,
             p.place, array(select jsonb_array_elements_text(p.flags)), p.sketch, p.facts
        from documents d, jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
             as p(id uuid, ordinal integer, start integer, "end" integer, heading text, text text, place jsonb,
                  flags jsonb, sketch bit(128), facts text)
       where d.tenant_id = ${tx.tenantId} and d.id = ${stored.documentId}
       order by p.ordinal`)
    await insertTerms(tx, which)
  }
  await setTotals(tx, stored.documentId)
}

function sketched({ title }: PreparedDocument, { heading, text }: PreparedChunk): MinHashSketch {
  return sketchOf(text, heading === '' ? title : heading)
}

/** Sketches a version's passages anew: where its title changed, and what was stored before there were sketches. */
export async function addSketches(tx: Tx, document: PreparedDocument, stored: StoredVersion): Promise<void> {
  for (const { pieces, which } of slicesOf(document, stored)) {
    const rows = pieces.map((piece) => ({ ordinal: piece.ordinal, ...sketched(document, piece) }))
    await tx.query(sql`
      update passages p set sketch = n.sketch, facts = n.facts
        from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n(ordinal integer, sketch bit(128), facts text)
       where p.tenant_id = ${tx.tenantId} and ${which} and p.ordinal = n.ordinal`)
  }
}

/** Tombstones passages: they leave search, and stay for the citations that point at them; their vectors, for the same words again. */
export async function tombstonePassages(tx: Tx, which: SQL): Promise<void> {
  let taken: number
  do taken = await retireSome(tx, which)
  while (taken === AT_ONCE)
}

async function retireSome(tx: Tx, which: SQL): Promise<number> {
  const [row] = await tx.query<{ taken: number }>(sql`
    with retired as (
      update passages p set current = false
       where p.tenant_id = ${tx.tenantId} and p.id = any(array(
         select p.id from passages p where p.tenant_id = ${tx.tenantId} and p.current and ${which} limit ${AT_ONCE}))
      returning p.id),
    forgotten as (
      delete from passage_terms t using retired r where t.tenant_id = ${tx.tenantId} and t.passage_id = r.id),
    vectors as (
      update passage_vectors v set retired_at = now() from retired r
       where v.tenant_id = ${tx.tenantId} and v.passage_id = r.id)
    select count(*)::int as taken from retired`)
  return row?.taken ?? 0
}

/** Counts the terms of a version's passages anew: where its title or its language changed. */
export async function countTermsAnew(tx: Tx, document: PreparedDocument, stored: StoredVersion): Promise<void> {
  for (const { which } of slicesOf(document, stored)) {
    await tx.query(sql`
      delete from passage_terms t using passages p
       where p.tenant_id = ${tx.tenantId} and ${which} and t.tenant_id = p.tenant_id and t.passage_id = p.id`)
    await tx.query(sql`
      update passages p set length = ${LENGTH}
        from documents d
       where p.tenant_id = ${tx.tenantId} and ${which} and d.tenant_id = p.tenant_id and d.id = p.document_id`)
    await insertTerms(tx, which)
  }
  await setTotals(tx, stored.documentId)
}

async function insertTerms(tx: Tx, which: SQL): Promise<void> {
  await tx.query(sql`
    insert into passage_terms (tenant_id, passage_id, term, frequency, document_id, length, access)
    select p.tenant_id, p.id, t.lexeme, cardinality(t.positions), d.id, p.length, d.access
      from passages p join documents d on d.tenant_id = p.tenant_id and d.id = p.document_id cross join lateral ${TERMS}
     where p.tenant_id = ${tx.tenantId} and ${which}`)
}

async function setTotals(tx: Tx, documentId: string): Promise<void> {
  await tx.query(sql`
    update documents d set (passages, terms) = (
      select count(*), coalesce(sum(p.length), 0) from passages p
       where p.tenant_id = d.tenant_id and p.document_id = d.id and p.current)
     where d.tenant_id = ${tx.tenantId} and d.id = ${documentId}`)
}
