import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { sql, type SQL } from 'drizzle-orm'
import type { Tx } from '#memory/database/database.ts'
import { addVectors, textsWithoutVector } from '#memory/documents/stored/vectors.ts'
import { storeDocument } from '#memory/documents/documents.ts'
import { passagesToEmbed } from '#memory/documents/embedders.ts'
import { embeddedText, prepareDocument } from '#memory/documents/prepare-document.ts'
import { keepDocuments } from '#memory/database/reader.ts'
import { TenantId } from '#core/principal.ts'
import { testDatabase } from '../helpers/database.ts'

// Every passage that is stored asks which vectors its words have: over many passages a look at each of them takes minutes.
const database = await testDatabase({ after })
const document = prepareDocument({
  agents: ['shared'],
  ...{
    source: 'test:words',
    title: 'Words',
    text: 'The numbat sleeps.',
    owner: null,
    acl: ['public'],
    class: 'public',
  },
})
const texts = document.pieces.map(embeddedText)
const embeddings = { embedder: 'axes', vectors: new Map<string, readonly number[]>() }
const tenant = TenantId.parse('default')
const { documentId, version } = await database.tenant(tenant, (tx) =>
  storeDocument(tx, document, { newId: randomUUID, embeddings }),
)

for (const [what, look] of [
  ['the texts that have none', (tx) => textsWithoutVector(tx, texts, 'axes')],
  ['a document that is stored', (tx) => addVectors(tx, document, { documentId, version, embeddings })],
  ['passages that lack one', (tx) => passagesToEmbed(tx, { name: 'axes', sendsTexts: true, after: null, limit: 10 })],
] satisfies readonly [string, (tx: Tx) => Promise<unknown>][]) {
  test(`vectors of the same words are found through an index, for ${what}`, async () => {
    const plans = await database.tenant(tenant, async (tx) => {
      await keepDocuments(tx)
      const explained: string[] = []
      await look({ ...tx, query: explaining(tx, explained) })
      return explained
    })
    assert.ok(plans.length > 0)
    for (const plan of plans) assert.match(plan, /passage_vectors_by_text[^]*Index Cond: .*text_hash = /)
  })
}

/** Does what is asked, and explains each statement that compares words by their hash. */
function explaining(tx: Tx, explained: string[]): Tx['query'] {
  return async (query: SQL) => {
    if (JSON.stringify(query.queryChunks).includes('v.text_hash = ')) {
      const rows = await tx.query<Record<string, string>>(sql`explain ${query}`)
      explained.push(rows.flatMap((row) => Object.values(row)).join('\n'))
    }
    return await tx.query(query)
  }
}
