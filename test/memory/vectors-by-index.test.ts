import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { sql, type SQL } from 'drizzle-orm'
import type { Database, Tx } from '#memory/database/database.ts'
import { storeDocument } from '#memory/documents/documents.ts'
import { embeddedText, prepareDocument } from '#memory/documents/prepare-document.ts'
import { search } from '#memory/documents/search.ts'
import { TenantId } from '#core/principal.ts'
import { openPlace, openPlaceAsOwner, testPlace } from '../helpers/database.ts'
import { randomNumbers } from '../helpers/random-numbers.ts'

// Above 2,000 readable passages search may walk the index of the vectors' size, and PostgreSQL does where comparing all
// would cost more: among some thousands. What the policies add to the statement mustn't keep it from the index.
const onPostgres = { skip: process.env.DATABASE_URL === undefined && 'an embedded database takes its time to fill' }
const DOCUMENTS = 251
const PASSAGES = 40
const SIZE = 256
const EMBEDDER = 'seeded'
const tenant = TenantId.parse('default')

const random = randomNumbers(20_261)
const vector = (): readonly number[] => Array.from({ length: SIZE }, () => random() - 0.5)

const closing = new AsyncDisposableStack()
after(() => closing.disposeAsync())
let database: Database
before(async () => {
  if (onPostgres.skip !== false) return
  const place = await testPlace({ after: (cleanUp) => closing.defer(cleanUp) })
  const owner = closing.use(await openPlaceAsOwner(place))
  database = closing.use(await openPlace(place))
  // Built at once when all are there, it takes less than half the time.
  const [index] = await owner.run(`select pg_get_indexdef('passage_vectors_256'::regclass) as made`)
  await owner.run('drop index passage_vectors_256')
  for (let number = 0; number < DOCUMENTS; number += 1) {
    const sections = Array.from(
      { length: PASSAGES },
      (_, part) => `## Part ${part}\n\nFact ${number * PASSAGES + part}.`,
    )
    const acl = number === 0 ? ['role:most', 'role:few'] : ['role:most']
    const [source, title, text] = [`seeded/${number}`, `Document ${number}`, sections.join('\n\n')]
    const document = prepareDocument({ agents: ['shared'], source, title, text, owner: null, acl, class: 'internal' })
    const vectors = new Map(document.pieces.map((piece) => [embeddedText(piece), vector()]))
    const options = { newId: randomUUID, embeddings: { embedder: EMBEDDER, vectors } }
    await database.tenant(tenant, (tx) => storeDocument(tx, document, options))
  }
  await owner.run(String(index?.made))
})

for (const [what, role, readable] of [
  ['who may read ten thousand passages gets the nearest through the index', 'most', DOCUMENTS * PASSAGES],
  ['for who may read fewer all of them are compared, and the index isn’t walked', 'few', PASSAGES],
] as const) {
  test(what, onPostgres, async () => {
    const explained: string[] = []
    const [{ results }, seen] = await database.tenant(tenant, async (tx) => [
      await search(
        { ...tx, query: explaining(tx, explained) },
        {
          agents: [],
          query: 'quokka',
          words: [],
          vector: { values: vector(), embedder: EMBEDDER, deference: 2 },
          readers: [{ id: 'anybody', roles: [role] }],
          k: 10,
        },
      ),
      await tx.query(sql`select count(*)::integer as vectors from passage_vectors`),
    ])
    // The policies stand in that transaction: what names no list sees what may be read.
    assert.deepEqual(seen, [{ vectors: readable }])
    assert.equal(results.length, 10)
    const [plan = ''] = explained
    const walk = /Index Scan using passage_vectors_256 on \S+ \S+ +(?:\(cost=[^)]*\) )?\(([^)]*)\)/.exec(plan)
    assert.ok(walk, plan)
    assert.match(walk[1] ?? '', readable > 2_000 ? /rows=[1-9]/ : /never executed/, plan)
  })
}

/** Does what is asked, and tells how the search statement was done. */
function explaining(tx: Tx, explained: string[]): Tx['query'] {
  return async (query: SQL) => {
    if (JSON.stringify(query.queryChunks).includes('by_vector as')) {
      const rows = await tx.query<Record<string, string>>(sql`explain (analyze, timing off) ${query}`)
      explained.push(rows.flatMap((row) => Object.values(row)).join('\n'))
    }
    return await tx.query(query)
  }
}
