import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { storeDocument } from '#memory/documents/documents.ts'
import { prepareDocument } from '#memory/documents/prepare-document.ts'
import type { Reader } from '#memory/database/reader.ts'
import { search } from '#memory/documents/search.ts'
import { TenantId } from '#core/principal.ts'
import { testDatabase } from '../helpers/database.ts'
import { someOf } from '../helpers/depth.ts'

const TENANT = TenantId.parse('default')
const database = await testDatabase({ after })
const everybody: Reader = { id: 'somebody', roles: [] }
const finance: Reader = { id: 'fin', roles: ['finance'] }

async function store(title: string, text: string, acl: readonly string[] = ['public']): Promise<void> {
  const document = prepareDocument({
    agents: ['shared'],
    source: title,
    title,
    text,
    owner: null,
    acl,
    class: 'public',
  })
  const embeddings = { embedder: 'none', vectors: new Map<string, readonly number[]>() }
  await database.tenant(TENANT, (tx) => storeDocument(tx, document, { newId: randomUUID, embeddings }))
}

async function find(query: string, reader = everybody, k = 10) {
  const { results } = await database.tenant(TENANT, (tx) =>
    search(tx, { agents: [], query, words: [], vector: null, readers: [reader], k }),
  )
  return results.map(({ document, alsoIn }) => [document.title, ...alsoIn.map((other) => other.document.title)])
}

/** A paragraph about a made-up thing, long enough to be compared by its words. */
const about = (thing: string, days = '14 days') =>
  `A ${thing} goes back to the shop within ${days} of its delivery. Put it into the box that it came in, add the slip with the
  number of your order, and hand it to any carrier that you like. The money is on your account when the ${thing} has been
  looked at by somebody in our workshop, who writes to you if a part of it is missing or broken.`

test('the same words in two documents take one place, which the newer document has and which names the other', async () => {
  await store('twice-old', about('flimp'))
  await store('twice-new', `# Something else\n\n**${about('flimp').toUpperCase()}**`)
  assert.deepEqual(await find('flimp'), [['twice-new', 'twice-old']])
})

test('an old and a new version of a page take one place where a few words differ, and two where a fact does', async () => {
  await store('page-1', about('glorp'))
  await store('page-2', about('glorp').replace('any carrier that you like', 'the carrier that you like'))
  assert.deepEqual(await find('glorp'), [['page-2', 'page-1']])
  await store('page-3', about('glorp', '30 days'))
  assert.deepEqual((await find('glorp')).flat().length, 3)
  assert.equal((await find('glorp')).length, 2)
})

for (const [title, change] of someOf(
  [
    ['a number', (text: string) => text.replace('14 days', '15 days')],
    ['a number in words', (text: string) => text.replace('14 days', 'ten days')],
    ['what a number counts', (text: string) => text.replace('14 days', '14 weeks')],
    ['a not', (text: string) => text.replace('is missing', 'is not missing')],
    ['a limit', (text: string) => text.replace('if a part', 'only if a part')],
  ] as const,
  2,
)) {
  test(`passages that differ in ${title} are two, for one of them may be wrong`, async () => {
    const thing = title.replaceAll(' ', '')
    await store(`${thing}-one`, about(thing))
    await store(`${thing}-two`, change(about(thing)))
    assert.equal((await find(thing)).length, 2)
  })
}

test('what everybody may read is shown before what some may, whichever is newer', async () => {
  await store('shown-public', about('drell'))
  await store('shown-finance', about('drell'), ['role:finance'])
  assert.deepEqual(await find('drell', finance), [['shown-public', 'shown-finance']])
})

test('a copy that may not be read is neither shown nor named, and hides nothing', async () => {
  await store('secret-other', about('brindle', '15 days'))
  await store('secret-seen', about('brindle'))
  const before = await find('brindle')
  await store('secret-copy', about('brindle'), ['role:finance'])
  await store('secret-newer', about('brindle', '15 days'), ['user:fin'])
  assert.deepEqual(await find('brindle'), before)
  assert.deepEqual((await find('brindle', finance)).map((found) => found.toSorted()).toSorted(), [
    ['secret-copy', 'secret-seen'],
    ['secret-newer', 'secret-other'],
  ])
})

test('where the question names one of two, the one it names is there, with its own words', async () => {
  await store('Norway', about('snork'))
  await store('Sweden', about('snork'))
  assert.equal((await find('snork')).length, 1)
  for (const country of ['Norway', 'Sweden']) {
    assert.deepEqual((await find(`snork ${country}`))[0], [country])
  }
})

test('a short text is the same only under the same headings', async () => {
  await store('short-norway', '# Parcels to Norway\n\nBy zimmel in 5 days.')
  await store('short-sweden', '# Parcels to Sweden\n\nBy zimmel in 5 days.')
  assert.equal((await find('zimmel')).length, 2)
  await store('short-copy', '# Parcels to Sweden\n\nBy zimmel in 5 days.')
  assert.equal((await find('zimmel')).length, 2)
})

test('sixty copies of a page leave room for what is not a copy', async () => {
  // One after the other: at once, an embedded database would have the last wait for all of them.
  for (let copy = 0; copy < 60; copy += 1) await store(`copy-${copy}`, about('wozzle wozzle wozzle'))
  await store('not-a-copy', `The wozzle has a manual of its own. ${'It is long and says a lot about it. '.repeat(10)}`)
  const found = await find('wozzle')
  assert.deepEqual(
    found.map(([title]) => title?.replace(/\d+/, 'n')),
    ['copy-n', 'not-a-copy'],
  )
  assert.equal(found[0]?.length, 5)
})

test('what is said thrice in one document takes one place too', async () => {
  await store('thrice', ['# One', '# Two', '# Three'].map((heading) => `${heading}\n\n${about('plonk')}`).join('\n\n'))
  assert.deepEqual(await find('plonk'), [['thrice', 'thrice', 'thrice']])
})
