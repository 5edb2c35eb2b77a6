import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { type StoredDocument, storeDocument } from '#memory/documents/documents.ts'
import { type NewDocument, prepareDocument } from '#memory/documents/prepare-document.ts'
import { search, type SearchOutcome } from '#memory/documents/search.ts'
import { TenantId } from '#core/principal.ts'
import { testDatabase } from '../helpers/database.ts'

const TENANT = TenantId.parse('default')
const GERMAN =
  'Eine Rücksendung ist innerhalb von 14 Tagen nach der Lieferung möglich. Wir erstatten den Betrag, sobald die Ware bei uns ist.'
const ENGLISH =
  'A return is possible within 14 days of the delivery. We refund the amount as soon as the parcel is with us.'
const WORDS = 'Rücksendung Lampe 14 Tage'

const database = await testDatabase({ after })

async function store(title: string, text: string, more: Partial<NewDocument> = {}): Promise<StoredDocument> {
  const about: NewDocument = {
    source: title,
    title,
    text,
    owner: null,
    acl: ['public'],
    agents: ['shared'],
    class: 'public',
  }
  const embeddings = { embedder: 'none', vectors: new Map<string, readonly number[]>() }
  return database.tenant(TENANT, (tx) =>
    storeDocument(tx, prepareDocument({ ...about, ...more }), { newId: randomUUID, embeddings }),
  )
}

async function find(query: string, words: readonly string[] = []): Promise<SearchOutcome> {
  const weighed = words.map((word) => ({ word, others: [] }))
  const readers = [{ id: 'somebody', roles: [] }]
  return database.tenant(TENANT, (tx) =>
    search(tx, { agents: [], query, words: weighed, vector: null, readers, k: 10 }),
  )
}

const titles = ({ results }: { results: readonly { document: { title: string } }[] }) =>
  results.map(({ document }) => document.title)

await store('de', GERMAN)
await store('en', ENGLISH)
await store('und', WORDS)

test('Rücksendungen finds Rücksendung where the document is German, and not where nobody knows its language', async () => {
  assert.deepEqual(titles(await find('Rücksendungen')), ['de'])
  assert.deepEqual(titles(await find('Rücksendungen', ['Rücksendungen'])), ['de'])
  assert.deepEqual(titles(await find('Rücksendung')).toSorted(), ['de', 'und'])
})

test('English documents are found by English stems beside them', async () => {
  assert.deepEqual(titles(await find('returning refunds')), ['en'])
})

test('stop words of the question’s language find nothing in any language', async () => {
  // "die" is a German stop word and an English verb, "with" and "us" are English ones.
  await store('verb', 'We do not know why the plants die in the winter, and what they are to be watered with.')
  assert.deepEqual(titles(await find('Wann ist die Rücksendung da?')).toSorted(), ['de', 'und'])
  assert.deepEqual(titles(await find('Why does it die?')), ['verb'])
  const { words } = await find('Wann ist die Rücksendung da?', ['die', 'Rücksendung'])
  assert.equal(words.find(({ word }) => word === 'die')?.rarity, 0)
  assert.ok((words.find(({ word }) => word === 'Rücksendung')?.rarity ?? 0) > 0)
})

test('a language that is said counts before the one that the words show, also for a text that is there', async () => {
  await store('said', 'Schlorken: Montag, Dienstag')
  assert.deepEqual(titles(await find('Schlorks')), [])
  const { change } = await store('said', 'Schlorken: Montag, Dienstag', { language: 'de' })
  assert.equal(change, 'unchanged')
  assert.deepEqual(titles(await find('Dienstage')), ['said'])
  await store('said', 'Schlorken: Montag, Dienstag')
  assert.deepEqual(titles(await find('Dienstage')), ['said'])
})

test('words that show no language are taken for what the document’s place says', async () => {
  await store('likely', 'Vurmel: Mittwoch, Freitag', { likelyLanguage: 'de' })
  assert.deepEqual(titles(await find('Vurmels')), ['likely'])
  await store('likely-english', ENGLISH.replace('return', 'grompf'), { likelyLanguage: 'de' })
  assert.deepEqual(titles(await find('grompfing')), ['likely-english'])
})
