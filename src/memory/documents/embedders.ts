import { sql, type SQL } from 'drizzle-orm'
import { KEPT_INSIDE } from '#core/data-class.ts'
import { TenantId } from '#core/principal.ts'
import type { Database, Tx } from '../database/database.ts'
import { insertVectors, vectorText } from './stored/vectors.ts'
import { keepDocuments } from '../database/reader.ts'

/** Which embedder a tenant's questions are compared by, and which one it is to be. */
export interface EmbedderState {
  /** Null where there are no vectors yet. */
  readonly serving: string | null
  /** The one that a process asked for last. */
  readonly wanted: string | null
}

export interface EmbedderName {
  readonly name: string
  readonly dimensions: number
}

/** Which passages an embedder is given: none of a regulated document, where it sends texts out of this process. */
export interface EmbedderReach {
  readonly name: string
  readonly sendsTexts: boolean
}

/** Every tenant that ever had a document. */
export async function tenantsWithDocuments(database: Database): Promise<readonly TenantId[]> {
  const rows = await database.queue((tx) =>
    tx.query<{ tenantId: unknown }>(sql`select distinct tenant_id as "tenantId" from embedders order by 1 limit 10000`),
  )
  return rows.map(({ tenantId }) => TenantId.parse(tenantId))
}

/** Where a tenant has no embedder yet, this is it. It changes nothing else, and waits for nobody who does. */
export async function ensureEmbedder(tx: Tx, { name, dimensions }: EmbedderName): Promise<void> {
  await tx.query(sql`
    insert into embedders (tenant_id, name, dimensions, serving)
    select ${tx.tenantId}, ${name}, ${dimensions}::integer, true
     where not exists (select from embedders where tenant_id = ${tx.tenantId})
        on conflict (tenant_id, name) do nothing`)
}

/** Says that this is the embedder to be. Where none serves yet, it does from now on: there is nothing to wait for. */
export async function wantEmbedder(tx: Tx, { name, dimensions }: EmbedderName): Promise<EmbedderState> {
  await tx.query(sql`
    insert into embedders (tenant_id, name, dimensions, serving)
    values (${tx.tenantId}, ${name}, ${dimensions},
            not exists (select from embedders where tenant_id = ${tx.tenantId} and serving))
        on conflict (tenant_id, name) do update set wanted_at = clock_timestamp()`)
  return readEmbedders(tx)
}

export async function readEmbedders(tx: Tx): Promise<EmbedderState> {
  const [row] = await tx.query<EmbedderState>(sql`
    select (select name from embedders where tenant_id = ${tx.tenantId} and serving limit 1) as serving,
           ${wantedIn(tx)} as wanted`)
  return row ?? { serving: null, wanted: null }
}

function wantedIn(tx: Tx): SQL {
  return sql`(select name from embedders where tenant_id = ${tx.tenantId} order by wanted_at desc, name limit 1)`
}

// Part of what changes something, since another process may ask for another one at any moment.
function isWanted(tx: Tx, name: string): SQL {
  return sql`${wantedIn(tx)} = ${name}`
}

/** Takes or renews the right to make an embedder's vectors, so that no two processes make the same; false: another has it. */
export async function leaseEmbedder(
  tx: Tx,
  { name, holder, leaseMs }: { readonly name: string; readonly holder: string; readonly leaseMs: number },
): Promise<boolean> {
  const rows = await tx.query(sql`
    update embedders set leased_by = ${holder}, lease_until = clock_timestamp() + ${leaseMs} * interval '1 millisecond'
     where tenant_id = ${tx.tenantId} and name = ${name}
       and (leased_by = ${holder} or lease_until is null or lease_until < clock_timestamp())
    returning name`)
  return rows.length > 0
}

export async function releaseEmbedder(tx: Tx, name: string, holder: string): Promise<void> {
  await tx.query(sql`
    update embedders set leased_by = null, lease_until = null
     where tenant_id = ${tx.tenantId} and name = ${name} and leased_by = ${holder}`)
}

export interface PassageToEmbed {
  readonly id: string
  readonly heading: string
  readonly text: string
}

/**
 * Passages in search that are to have a vector by this embedder and have none, and whose words have none either: those whose words have one
 * are given it meanwhile. `after` is the last id that was looked at; `next` null: there are no more behind it.
 */
export async function passagesToEmbed(
  tx: Tx,
  { after, limit, ...of }: EmbedderReach & { readonly after: string | null; readonly limit: number },
): Promise<{ readonly passages: readonly PassageToEmbed[]; readonly next: string | null }> {
  await keepDocuments(tx)
  const lacking = await tx.query<PassageToEmbed>(sql`
    select p.id, coalesce(p.heading, '') as heading, p.text from passages p
     where p.tenant_id = ${tx.tenantId} and p.current and (${after}::uuid is null or p.id > ${after}::uuid)
       and ${lacksVector(tx, of)}
     order by p.id limit ${limit}`)
  const ids = lacking.map(({ id }) => id)
  const given = await vectorsOfSameWords(tx, of.name, ids)
  const next = lacking.length < limit ? null : (ids.at(-1) ?? null)
  return { passages: lacking.filter(({ id }) => !given.has(id)), next }
}

/** Stores vectors of passages that are in search. Those that left it meanwhile get none. */
export async function storeVectors(
  tx: Tx,
  name: string,
  vectors: readonly { readonly passageId: string; readonly vector: readonly number[] }[],
): Promise<void> {
  const rows = vectors.map(({ passageId, vector }) => ({ id: passageId, embedding: vectorText(vector) }))
  await keepDocuments(tx)
  await insertVectors(tx, {
    passages: sql`p.id = any(${sql.param(vectors.map(({ passageId }) => passageId))}::uuid[])`,
    join: sql`join jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n(id uuid, embedding text) on n.id = p.id`,
    embedder: sql`${name}::text`,
    embedding: sql`n.embedding::vector`,
  })
}

/**
 * Makes this the embedder that serves, if it is the one that is wanted and every passage in search that is to have a
 * vector of it has one; false where not.
 */
export async function serveEmbedder(tx: Tx, of: EmbedderReach): Promise<boolean> {
  await keepDocuments(tx)
  const rows = await tx.query(sql`
    update embedders set serving = (name = ${of.name})
     where tenant_id = ${tx.tenantId} and ${isWanted(tx, of.name)}
       and not exists (
         select from passages p where p.tenant_id = ${tx.tenantId} and p.current and ${lacksVector(tx, of)})
    returning name`)
  return rows.length > 0
}

/** The condition that a passage `p` is to have a vector by this embedder and has none. */
function lacksVector(tx: Tx, { name, sendsTexts }: EmbedderReach): SQL {
  const lacks = sql`not exists (
    select from passage_vectors v
     where v.tenant_id = p.tenant_id and v.passage_id = p.id and v.embedder = ${name} and v.retired_at is null)`
  return sendsTexts
    ? sql`${lacks} and p.document_id not in (
        select id from documents where tenant_id = ${tx.tenantId} and class = ${KEPT_INSIDE})`
    : lacks
}

/** Takes vectors of other embedders than this one, if it is wanted, out of search, at most so many; gives how many it took. */
export async function retireOtherVectors(tx: Tx, name: string, atMost: number): Promise<number> {
  await keepDocuments(tx)
  const rows = await tx.query(sql`
    update passage_vectors v set retired_at = now()
     where (v.tenant_id, v.passage_id, v.embedder) in (
       select tenant_id, passage_id, embedder from passage_vectors
        where tenant_id = ${tx.tenantId} and embedder <> ${name} and retired_at is null and ${isWanted(tx, name)}
        limit ${atMost})
    returning v.passage_id`)
  return rows.length
}

/** Forgets vectors that left search so long ago that their words won't come back, at most so many. */
export async function forgetVectors(
  tx: Tx,
  { olderThanMs, atMost }: { readonly olderThanMs: number; readonly atMost: number },
): Promise<number> {
  await keepDocuments(tx)
  const rows = await tx.query(sql`
    delete from passage_vectors v
     where (v.tenant_id, v.passage_id, v.embedder) in (
       select tenant_id, passage_id, embedder from passage_vectors
        where tenant_id = ${tx.tenantId} and retired_at < now() - ${olderThanMs} * interval '1 millisecond'
        limit ${atMost})
    returning v.passage_id`)
  return rows.length
}

async function vectorsOfSameWords(tx: Tx, name: string, ids: readonly string[]): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set()
  const given = await insertVectors(tx, {
    passages: sql`p.id = any(${sql.param(ids)}::uuid[])`,
    join: sql`cross join lateral (
        select v.embedding from passage_vectors v
         where v.tenant_id = p.tenant_id and v.embedder = ${name} and v.text_hash = p.text_hash
         limit 1) v`,
    embedder: sql`${name}::text`,
    embedding: sql`v.embedding`,
  })
  return new Set(given)
}
