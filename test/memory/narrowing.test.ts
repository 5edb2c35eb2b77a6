import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { sql } from 'drizzle-orm'
import { storeDocument } from '#memory/documents/documents.ts'
import { embeddedText, type NewDocument, prepareDocument } from '#memory/documents/prepare-document.ts'
import { keepDocuments, readAs, viewFor } from '#memory/database/reader.ts'
import { search, type SearchFilter } from '#memory/documents/search.ts'
import { TenantId } from '#core/principal.ts'
import { testDatabase } from '../helpers/database.ts'

const TENANT = TenantId.parse('default')
const database = await testDatabase({ after })
const EVERYTHING: SearchFilter = { source: null, since: null, until: null, metadata: {} }
const reader = { id: 'somebody', roles: [] }

async function store(source: string, more: Partial<NewDocument> = {}): Promise<string> {
  const text = `The quagmire of ${source}, which is told of here.`
  const document = prepareDocument({
    source,
    title: source,
    text,
    owner: null,
    acl: ['public'],
    agents: ['shared'],
    class: 'public',
    ...more,
  })
  const vectors = new Map(document.pieces.map((piece) => [embeddedText(piece), [1, ...Array<number>(511).fill(0)]]))
  const embeddings = { embedder: 'axes', vectors }
  return (await database.tenant(TENANT, (tx) => storeDocument(tx, document, { newId: randomUUID, embeddings })))
    .documentId
}

async function find(filter: Partial<SearchFilter>): Promise<readonly string[]> {
  const vector = { values: [1, ...Array<number>(511).fill(0)], embedder: 'axes', deference: 1 }
  const { results } = await database.tenant(TENANT, (tx) =>
    search(tx, {
      agents: [],
      query: 'quagmire',
      words: [],
      vector,
      readers: [reader],
      k: 10,
      filter: { ...EVERYTHING, ...filter },
    }),
  )
  return results.map(({ document }) => document.title).toSorted()
}

await store('shop/returns', { handedInWith: { team: 'returns', region: 'eu' } })
await store('shop/fees', { handedInWith: { team: 'money', region: 'eu' } })
await store('shop_secret', { acl: ['role:finance'], handedInWith: { team: 'returns' } })
const old = await store('handbook/old')
await database.tenant(TENANT, async (tx) => {
  await keepDocuments(tx)
  await tx.query(sql`update documents set version_at = '2020-05-01T12:00:00Z' where id = ${old}`)
})

for (const [title, filter, found] of [
  ['nothing that narrows leaves all', {}, ['handbook/old', 'shop/fees', 'shop/returns']],
  ['a source is what sources begin with', { source: 'shop/' }, ['shop/fees', 'shop/returns']],
  ['marks of a pattern are letters of a source', { source: 'shop_' }, []],
  ['since a moment', { since: new Date('2020-05-01T12:00:00.001Z') }, ['shop/fees', 'shop/returns']],
  [
    'a moment itself is since it',
    { since: new Date('2020-05-01T12:00:00Z'), until: new Date('2020-06-01') },
    ['handbook/old'],
  ],
  ['until is before it', { until: new Date('2020-05-01T12:00:00Z') }, []],
  ['what a document was handed in with', { metadata: { region: 'eu' } }, ['shop/fees', 'shop/returns']],
  ['all of it has to be', { metadata: { region: 'eu', team: 'returns' } }, ['shop/returns']],
  ['a value under another key', { metadata: { team: 'eu' } }, []],
  ['a key that nobody has', { metadata: { colour: 'red' } }, []],
  ['a value with a quote in it', { metadata: { region: `eu' or true --` } }, []],
  ['all at once', { source: 'shop/', since: new Date('2021-01-01'), metadata: { team: 'money' } }, ['shop/fees']],
] as const) {
  test(`what is found is narrowed: ${title}`, async () => assert.deepEqual(await find(filter), found))
}

test('what isn’t said stays, and what is said replaces all that was', async () => {
  const source = 'shop/changed'
  await store(source, { handedInWith: { state: 'draft', by: 'ana' } })
  await store(source)
  assert.deepEqual(await find({ metadata: { state: 'draft' } }), [source])
  await store(source, { handedInWith: { state: 'final' } })
  assert.deepEqual(await find({ metadata: { by: 'ana' } }), [])
  assert.deepEqual(await find({ metadata: { state: 'final' } }), [source])
  await store(source, { handedInWith: {} })
  assert.deepEqual(await find({ metadata: { state: 'final' } }), [])
})

test('metadata of a document is seen by those who may read it', async () => {
  const count = (tx: Parameters<typeof readAs>[0]) =>
    tx.query<{
      count: number
    }>(sql`select count(*)::int from document_metadata m join documents d on d.id = m.document_id
      where d.source = 'shop_secret'`)
  const seen = (roles: readonly string[]) =>
    database.tenant(TENANT, async (tx) => {
      await readAs(tx, viewFor({ id: 'x', roles }, []))
      const bare = await tx.query<{ count: number }>(
        sql`select count(*)::int from document_metadata where value = 'returns'`,
      )
      return [(await count(tx))[0]?.count, bare[0]?.count]
    })
  assert.deepEqual(await seen([]), [0, 1])
  assert.deepEqual(await seen(['finance']), [1, 2])
})

test('the indexes are used under the policies', async () => {
  const plan = (condition: ReturnType<typeof sql>, table: string) =>
    database.tenant(TENANT, async (tx) => {
      await readAs(tx, viewFor(reader, []))
      const rows = await tx.query<Record<string, string>>(
        sql`explain select 1 from ${sql.raw(table)} where tenant_id = 'default' and ${condition}`,
      )
      return rows.flatMap((row) => Object.values(row)).join('\n')
    })
  assert.match(
    await plan(sql`source collate "C" >= 'shop/' and source collate "C" < 'shop0'`, 'documents'),
    /documents_by_source[^]*Index Cond: .*>= 'shop\//,
  )
  assert.match(
    await plan(sql`key = 'team' and value = 'returns'`, 'document_metadata'),
    /document_metadata_by_value[^]*Index Cond: .*'returns'/,
  )
})

test('over the index too, what is left out takes nobody’s place', async () => {
  const fill = async (source: string, sections: number, near: number) => {
    const text = Array.from({ length: sections }, (_, place) => `# ${place}\n\nx`).join('\n\n')
    const document = prepareDocument({
      agents: ['shared'],
      source,
      title: source,
      text,
      owner: null,
      acl: ['role:filler'],
      class: 'public',
    })
    const vectors = new Map(
      document.pieces.slice(0, 60).map((piece, place) => {
        const vector = Array<number>(256).fill(0)
        vector[0] = near
        vector[1 + place] = 1
        return [embeddedText(piece), vector] as const
      }),
    )
    const embeddings = { embedder: 'narrow', vectors }
    await database.tenant(TENANT, (tx) => storeDocument(tx, document, { newId: randomUUID, embeddings }))
  }
  await fill('fill/near', 60, 5)
  // More than are compared one by one.
  await fill('other/far', 2_010, 1)
  const vector = { values: [1, ...Array<number>(255).fill(0)], embedder: 'narrow', deference: 0 }
  const { results } = await database.tenant(TENANT, (tx) =>
    search(tx, {
      agents: [],
      query: '',
      words: [],
      vector,
      readers: [{ id: 'x', roles: ['filler'] }],
      k: 50,
      filter: { ...EVERYTHING, source: 'other/' },
    }),
  )
  assert.deepEqual([...new Set(results.map(({ document }) => document.title))], ['other/far'])
  // The index is approximate, and these are all equally near; were the sixty nearest counted, there would be none.
  assert.ok(results.length >= 25, `${results.length} found`)
})
