import { sql, type SQL } from 'drizzle-orm'
import type { Tx } from '../../database/database.ts'
import type { PreparedDocument, PreparedPiece } from '../prepare-document.ts'
import { type Sketch, sketchOf } from './sketch.ts'

/** Inserts a version's passages, current ones. */
export async function insertPassages(
  tx: Tx,
  document: PreparedDocument,
  to: { readonly documentId: string; readonly version: number; readonly newId: () => string },
): Promise<void> {
  const rows = document.pieces.map((piece) => ({ ...piece, ...sketched(document, piece), id: to.newId() }))
  await tx.query(sql`
    insert into passages (tenant_id, id, document_id, version, ordinal, start, "end", heading, text, length, current, place,
                          flags, sketch, facts)
    select ${tx.tenantId}, n.id, ${to.documentId}, ${to.version}, n.ordinal, n.start, n."end", n.heading, n.text, 0,
           true, n.place, array(select jsonb_array_elements_text(n.flags)), n.sketch, n.facts
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
           as n(id uuid, ordinal integer, start integer, "end" integer, heading text, text text, place jsonb,
                flags jsonb, sketch bit(128), facts text)
     order by n.ordinal`)
}

function sketched({ title }: PreparedDocument, { heading, text }: PreparedPiece): Sketch {
  return sketchOf(text, heading === '' ? title : heading)
}

/** Sketches a document's current passages anew: where its title changed, and what was stored before there were sketches. */
export async function addSketches(tx: Tx, document: PreparedDocument, documentId: string): Promise<void> {
  const rows = document.pieces.map((piece) => ({ ordinal: piece.ordinal, ...sketched(document, piece) }))
  await tx.query(sql`
    update passages p set sketch = n.sketch, facts = n.facts
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n(ordinal integer, sketch bit(128), facts text)
     where p.tenant_id = ${tx.tenantId} and p.document_id = ${documentId} and p.current and p.ordinal = n.ordinal`)
}

/** Takes passages out of search; they stay for the citations that point at them, their vectors for the same words again. */
export async function retirePassages(tx: Tx, which: SQL): Promise<void> {
  await tx.query(sql`
    with retired as (
      update passages p set current = false
       where p.tenant_id = ${tx.tenantId} and p.current and ${which}
      returning p.id),
    forgotten as (
      delete from passage_terms t using retired r where t.tenant_id = ${tx.tenantId} and t.passage_id = r.id)
    update passage_vectors v set retired_at = now() from retired r
     where v.tenant_id = ${tx.tenantId} and v.passage_id = r.id`)
}

/** The same as `indexTerms` for passages whose terms were counted. */
export async function indexTermsAnew(tx: Tx, documentId: string): Promise<void> {
  await tx.query(sql`
    delete from passage_terms t using passages p
     where p.tenant_id = ${tx.tenantId} and p.document_id = ${documentId} and p.current
       and t.tenant_id = p.tenant_id and t.passage_id = p.id`)
  await indexTerms(tx, documentId)
}

/** Counts the terms of a document's current passages: title, headings and text, as full text search reads them. */
export async function indexTerms(tx: Tx, documentId: string): Promise<void> {
  await tx.query(sql`
    with counted as materialized (
      select p.id, t.lexeme as term, cardinality(t.positions) as frequency
        from passages p
        join documents d on d.tenant_id = p.tenant_id and d.id = p.document_id
       cross join lateral unnest(to_tsvector(text_config(d.language),
         case when starts_with(p.heading, d.title) then '' else d.title || ' ' end || p.heading || ' ' || p.text)) t
       where p.tenant_id = ${tx.tenantId} and p.document_id = ${documentId} and p.current),
    lengths as (
      update passages p set length = coalesce((select sum(c.frequency) from counted c where c.id = p.id), 0)
       where p.tenant_id = ${tx.tenantId} and p.document_id = ${documentId} and p.current
      returning p.id, p.length),
    totals as (
      update documents d
         set passages = (select count(*) from lengths), terms = (select coalesce(sum(length), 0) from lengths)
       where d.tenant_id = ${tx.tenantId} and d.id = ${documentId}
      returning d.id, d.access)
    insert into passage_terms (tenant_id, passage_id, term, frequency, document_id, length, access)
    select ${tx.tenantId}, c.id, c.term, c.frequency, d.id, l.length, d.access
      from counted c join lengths l on l.id = c.id cross join totals d`)
}
