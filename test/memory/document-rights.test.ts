import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { sql } from 'drizzle-orm'
import type { Tx } from '#memory/database/database.ts'
import { removeDocument, storeDocument } from '#memory/documents/documents.ts'
import { embeddedText, MARKDOWN, prepareDocument } from '#memory/documents/prepare-document.ts'
import { keepDocuments, readAs, type Reader, viewFor } from '#memory/database/reader.ts'
import { TenantId } from '#core/principal.ts'
import { testDatabase } from '../helpers/database.ts'

const TENANT = TenantId.parse('default')
const TABLES = [
  'documents',
  'document_versions',
  'passages',
  'passage_terms',
  'passage_vectors',
  'document_questions',
  'question_terms',
] as const
const database = await testDatabase({ after })
const nobody: Reader = { id: 'nobody', roles: [] }
const ana: Reader = { id: 'ana', roles: ['finance'] }
const ben: Reader = { id: 'ben', roles: ['finance', 'support'] }

async function store(source: string, acl: readonly string[], agents: readonly string[] = ['shared']): Promise<string> {
  const text = `The ${source} of the moorhen.`
  const parsed = { ...MARKDOWN, answers: [{ question: 'Where does the moorhen swim?', under: null }] }
  const document = prepareDocument({ agents, source, title: source, text, owner: null, acl, class: 'internal', parsed })
  const vectors = new Map(document.pieces.map((piece) => [embeddedText(piece), [1, ...Array<number>(511).fill(0)]]))
  const embeddings = { embedder: 'axes', vectors }
  const stored = await database.tenant(TENANT, (tx) => storeDocument(tx, document, { newId: randomUUID, embeddings }))
  return stored.documentId
}

const ids = {
  everybody: await store('everybody', ['public']),
  finance: await store('finance', ['role:finance']),
  ana: await store('ana', ['user:ana']),
  empty: await store('empty', []),
}

/** What a statement that names no list finds in each table. */
async function seen(prepare: (tx: Tx) => Promise<void>): Promise<Readonly<Record<string, readonly string[]>>> {
  return database.tenant(TENANT, async (tx) => {
    await prepare(tx)
    const found: Record<string, readonly string[]> = {}
    for (const table of TABLES) {
      const key =
        table === 'documents' ? sql`t.id` : table === 'passage_vectors' ? sql`p.document_id` : sql`document_id`
      const from =
        table === 'passage_vectors'
          ? sql`passage_vectors t join passages p on p.tenant_id = t.tenant_id and p.id = t.passage_id`
          : sql`${sql.raw(table)} t`
      const rows = await tx.query<{ id: string }>(sql`select distinct ${key} as id from ${from}`)
      found[table] = Object.entries(ids).flatMap(([name, id]) => (rows.some((row) => row.id === id) ? [name] : []))
    }
    return found
  })
}

const everywhere = (...names: readonly string[]) => Object.fromEntries(TABLES.map((table) => [table, names]))

for (const [title, readers, names] of [
  ['somebody without roles', [nobody], ['everybody']],
  ['a role', [ben], ['everybody', 'finance']],
  ['a person who has a document of their own', [ana], ['everybody', 'finance', 'ana']],
  ['two readers together', [ana, ben], ['everybody', 'finance']],
  ['two readers, one of whom may read next to nothing', [ana, nobody], ['everybody']],
  ['nobody at all', [], []],
] as const) {
  test(`a statement that forgets the access list finds what may be read: ${title}`, async () => {
    assert.deepEqual(await seen((tx) => readAs(tx, { readers, agents: [] })), everywhere(...names))
  })
}

test('a transaction that never said who reads finds nothing, one that keeps the documents everything', async () => {
  assert.deepEqual(await seen(async () => {}), everywhere())
  assert.deepEqual(await seen(keepDocuments), everywhere('everybody', 'finance', 'ana', 'empty'))
})

test('who reads can be said again in a transaction, and what was kept before is out of sight then', async () => {
  const narrowed = await seen(async (tx) => {
    await keepDocuments(tx)
    await readAs(tx, viewFor(nobody, []))
  })
  assert.deepEqual(narrowed, everywhere('everybody'))
})

test('the rights of one transaction are none of the next', async () => {
  await seen(keepDocuments)
  assert.deepEqual(await seen(async () => {}), everywhere())
})

test('a changed access list, and other agents, count at once for passages, terms and vectors, and the order of entries for nothing', async () => {
  const id = await store('moved', ['role:finance', 'user:ana'])
  const rowsSeen = (reader: Reader, agents: readonly string[] = []) =>
    database.tenant(TENANT, async (tx) => {
      await readAs(tx, viewFor(reader, agents))
      const counts = TABLES.map((table) =>
        table === 'passage_vectors'
          ? sql`(select count(*)::int from passage_vectors v join passages p on p.tenant_id = v.tenant_id and p.id = v.passage_id where p.document_id = ${id})`
          : sql`(select count(*)::int from ${sql.raw(table)} where ${sql.raw(table === 'documents' ? 'id' : 'document_id')} = ${id})`,
      )
      const [row] = await tx.query<{ all: readonly number[] }>(sql`select array[${sql.join(counts, sql`, `)}] as all`)
      return row?.all.map((count) => count > 0)
    })
  const all = TABLES.map(() => true)
  const none = TABLES.map(() => false)
  assert.deepEqual([await rowsSeen(ben), await rowsSeen(nobody)], [all, none])
  await store('moved', ['public'])
  assert.deepEqual([await rowsSeen(ben), await rowsSeen(nobody)], [all, all])
  await store('moved', ['user:ana', 'role:finance', 'user:ana'])
  assert.deepEqual([await rowsSeen(ben), await rowsSeen(nobody)], [all, none])
  await store('moved', ['user:ana', 'role:finance'], ['library', 'support'])
  assert.deepEqual([await rowsSeen(ben), await rowsSeen(ben, ['support'])], [none, all])
  await store('moved', ['user:ana', 'role:finance'], ['library'])
  assert.deepEqual([await rowsSeen(ben, ['support']), await rowsSeen(ben, ['support', 'library'])], [none, all])
  await store('moved', ['user:ana', 'role:finance'])
  const [lists] = await database.tenant(TENANT, (tx) =>
    tx.query<{ count: number }>(sql`select count(*)::int from access_lists where 'user:ana' = any(entries)`),
  )
  assert.equal(lists?.count, 4)
})

test('whoever only reads can’t change, move or delete a document', async () => {
  for (const statement of [
    sql`update documents set acl = '{public}' where id = ${ids.everybody}`,
    sql`update passages set text = 'altered' where document_id = ${ids.everybody}`,
    sql`insert into documents (tenant_id, id, source, title, acl, class, origin)
        values ('default', ${randomUUID()}, 'new', 'new', '{public}', 'public', 'upload')`,
  ]) {
    const attempt = database.tenant(TENANT, async (tx) => {
      await readAs(tx, viewFor(ana, []))
      await tx.query(statement)
    })
    await assert.rejects(attempt, { code: 'database-forbidden' })
  }
  await database.tenant(TENANT, async (tx) => {
    await readAs(tx, viewFor(ana, []))
    assert.deepEqual(await tx.query(sql`delete from documents where id = ${ids.everybody} returning id`), [])
  })
})

test('a removed document leaves search and stays for its citations', async () => {
  const id = await store('removed', ['public'])
  assert.equal(await database.tenant(TENANT, (tx) => removeDocument(tx, id)), 'removed')
  assert.equal(await database.tenant(TENANT, (tx) => removeDocument(tx, id)), null)
  const [row] = await database.tenant(TENANT, async (tx) => {
    await keepDocuments(tx)
    return tx.query(sql`
      select (select count(*)::int from passages where document_id = ${id}) as passages,
             (select count(*)::int from passage_terms where document_id = ${id}) as terms,
             (select removed_at is not null and keep_until is null from documents where id = ${id}) as kept`)
  })
  assert.deepEqual(row, { passages: 1, terms: 0, kept: true })
})
