import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { storeDocument } from '#memory/documents/documents.ts'
import { embeddedText, prepareDocument } from '#memory/documents/prepare-document.ts'
import { search, type SearchOutcome, type SearchRequest } from '#memory/documents/search.ts'
import { TenantId } from '#core/principal.ts'
import { testDatabase } from '../helpers/database.ts'
import { LEFT_TO_A_NIGHT } from '../helpers/depth.ts'

const TENANT = TenantId.parse('default')
const customer = { id: 'customer', roles: ['customer'] }
const database = await testDatabase({ after })

// Texts of made-up words, so that each test has its own; the vector of a text points along the axis that it names.
const axis = (place: number) => Array.from({ length: 512 }, (_, index) => (index === place ? 1 : 0))
const toward = (...places: readonly number[]) => {
  const vector = axis(-1).map((_, index) => (places.includes(index) ? 1 : 0))
  return vector.map((number) => number / Math.sqrt(places.length))
}

async function store(
  title: string,
  text: string,
  options: { acl?: readonly string[]; vector?: readonly number[] } = {},
) {
  const acl = options.acl ?? ['public']
  const document = prepareDocument({
    agents: ['shared'],
    source: title,
    title,
    text,
    owner: null,
    acl,
    class: 'public',
  })
  const vectors = new Map(options.vector && document.pieces.map((piece) => [embeddedText(piece), options.vector ?? []]))
  const embeddings = { embedder: 'axes', vectors }
  await database.tenant(TENANT, (tx) => storeDocument(tx, document, { newId: randomUUID, embeddings }))
}

const find = (query: string, request: Partial<SearchRequest> = {}): Promise<SearchOutcome> =>
  database.tenant(TENANT, (tx) =>
    search(tx, { agents: [], query, words: [], vector: null, readers: [customer], k: 10, ...request }),
  )
const titles = (outcome: SearchOutcome) => outcome.results.map((result) => result.document.title)
const along = (values: readonly number[], deference = 2) => ({ values, embedder: 'axes', deference })

test('passages are ranked as BM25 ranks them: rare terms before common ones, short passages before long ones', async () => {
  await store('bm-rare', 'The florgle has a wibbet and other words beside it.')
  await store('bm-long', `A wibbet here. ${'And many more words that say nothing of it. '.repeat(10)}`)
  await store('bm-short', 'A wibbet here.')
  await store('bm-often', 'A wibbet, a wibbet and a wibbet.')
  const outcome = await find('Which wibbets have a florgle?')
  assert.deepEqual(titles(outcome), ['bm-rare', 'bm-often', 'bm-short', 'bm-long'])
  assert.deepEqual(outcome.results[0]?.terms, ['florgl', 'wibbet'])
  assert.equal(outcome.results[0]?.score, 1)
})

test('scores are the ones that the formula gives', async () => {
  const reader = { id: 'formula', roles: [] }
  const acl = ['user:formula']
  for (const [title, text] of [
    ['f1', 'grumbo blat'],
    ['f2', 'grumbo grumbo zonk zonk zonk'],
    ['f3', 'zonk'],
  ] as const) {
    await store(title, text, { acl })
  }
  // Only these three and the public ones count; each has its title as a term too.
  const { results, words } = await find('grumbo', {
    readers: [reader],
    words: ['grumbo', 'zonk', 'unheard', 'the'].map((word) => ({ word, others: [] })),
  })
  assert.deepEqual(
    results.map((result) => result.document.title),
    ['f2', 'f3', 'f1'],
  )
  const extent = await find('wibbet', { readers: [reader] })
  const rarityOf = (word: string) => words.find((entry) => entry.word === word)?.rarity ?? -1
  assert.equal(extent.results.length, 4)
  const total = 7
  const idf = (holding: number) =>
    Math.log(1 + (total - holding + 0.5) / (holding + 0.5)) / Math.log(1 + (total + 0.5) / 0.5)
  assert.ok(Math.abs(rarityOf('grumbo') - idf(2)) < 1e-9)
  assert.equal(rarityOf('unheard'), 1)
  assert.equal(rarityOf('the'), 0)
})

test('other words for the same thing are found, count as one word, and less than the word itself', async () => {
  await store('same-one', 'The gizmo doodah.')
  await store('same-two', 'The thingum thingum doodah.')
  const { results, words } = await find('gizmo', { words: [{ word: 'gizmo', others: ['thingum'] }] })
  assert.deepEqual(
    results.map(({ document, terms }) => [document.title, terms]),
    [
      ['same-one', ['gizmo']],
      ['same-two', ['thingum']],
    ],
  )
  const alone = await find('doodah', { words: [{ word: 'doodah', others: [] }] })
  assert.deepEqual(words[0]?.rarity, alone.words[0]?.rarity)
})

test('what a reader may not read is not found and moves no score, rarity or order', async () => {
  await store('secret-seen', 'The quibble sprocket turns.')
  const request = { words: ['quibble', 'sprocket'].map((word) => ({ word, others: [] })), vector: along(axis(7)) }
  const without = await find('quibble sprocket', request)
  for (let copy = 0; copy < 5; copy += 1) {
    await store(`secret-${copy}`, 'quibble quibble sprocket', { acl: ['role:finance'], vector: axis(7) })
  }
  assert.deepEqual(await find('quibble sprocket', request), without)
  const finance = await find('quibble sprocket', { ...request, readers: [{ id: 'finance', roles: ['finance'] }] })
  assert.equal(finance.results.length, 6)
})

for (const [title, readers, found] of [
  ['a role opens what names it', [{ id: 'x', roles: ['clerk'] }], ['acl-both', 'acl-clerk']],
  ['a principal opens what names them', [{ id: 'ana', roles: [] }], ['acl-ana', 'acl-both']],
  [
    'in a shared place only what everyone may read is found',
    [
      { id: 'ana', roles: [] },
      { id: 'x', roles: ['clerk'] },
    ],
    ['acl-both'],
  ],
  ['a role is not a principal of the same name', [{ id: 'clerk', roles: ['ana'] }], []],
  ['a name with a quote in it opens nothing', [{ id: "ana'} or true --", roles: ['{clerk}', 'cl"erk'] }], []],
  ['without a reader nothing is found', [], []],
] as const) {
  test(title, async () => {
    await store('acl-ana', 'The snark manual.', { acl: ['user:ana'] })
    await store('acl-clerk', 'The snark manual.', { acl: ['role:clerk'] })
    await store('acl-both', 'The snark manual.', { acl: ['user:ana', 'role:clerk'] })
    await store('acl-nobody', 'The snark manual.', { acl: [] })
    assert.deepEqual(titles(await find('snark', { readers })).sort(), found)
  })
}

test('a passage that shares no word is found by its vector, and its similarity is told', async () => {
  await store('vector-near', 'Nothing in common.', { vector: toward(20, 21) })
  await store('vector-far', 'Nothing in common.', { vector: axis(22) })
  const { results } = await find('xyzzy', { vector: along(axis(20)) })
  assert.equal(results[0]?.document.title, 'vector-near')
  assert.ok(Math.abs((results[0]?.similarity ?? 0) - Math.SQRT1_2) < 1e-6)
  assert.equal(results[0]?.score, 1)
})

test('the vector counts for as much as its embedder says of what the words leave open', async () => {
  await store('blend-words', 'The frobnicator hums.', { vector: axis(30) })
  await store('blend-meaning', 'Nothing in common.', { vector: axis(31) })
  const best = async (query: string, deference: number) =>
    titles(await find(query, { vector: along(axis(31), deference) }))[0]
  // Half of what is asked is nowhere.
  assert.equal(await best('frobnicator unheardof', 2), 'blend-words')
  assert.equal(await best('frobnicator unheardof', 0.5), 'blend-meaning')
  assert.equal(await best('frobnicator', 0.5), 'blend-words')
})

test('vectors of another embedder are not compared, and full text finds their passages all the same', async () => {
  await store('other-embedder', 'The jabberwock text.', { vector: axis(40) })
  const { results } = await find('jabberwock', { vector: { ...along(axis(40)), embedder: 'another' } })
  assert.deepEqual(
    results.map(({ document, similarity }) => [document.title, similarity]),
    [['other-embedder', null]],
  )
})

for (const query of [
  '',
  '   ',
  'the of and',
  `'; drop table passages; --`,
  '\\',
  '& | ! ( ) :* <->',
  '😀 ',
  'x'.repeat(100_000),
]) {
  test(`the query ${JSON.stringify(query.slice(0, 24))} is words and nothing else`, async () => {
    const outcome = await find(query, { vector: along(axis(50)) })
    assert.ok(outcome.results.length <= 10)
  })
}

test('no more results come back than were asked for, and never more than fifty', async () => {
  for (let copy = 0; copy < 60; copy += 1) await store(`many-${copy}`, 'The bandersnatch list.')
  for (const [k, length] of [
    [1, 1],
    [7, 7],
    [0, 1],
    [1_000, 50],
  ] as const) {
    assert.equal((await find('bandersnatch', { k })).results.length, length)
  }
})

const onPglite = process.env.DATABASE_URL === undefined && LEFT_TO_A_NIGHT
test('over the index too, what may not be read takes nobody’s place', { skip: onPglite }, async () => {
  const store = async (title: string, role: string, count: number, vectorAt: (place: number) => readonly number[]) => {
    const text = Array.from({ length: count }, (_, place) => `# ${title} ${place}\n\nx`).join('\n\n')
    const document = prepareDocument({
      agents: ['shared'],
      source: title,
      title,
      text,
      owner: null,
      acl: [`role:${role}`],
      class: 'public',
    })
    const vectors = new Map(document.pieces.map((piece, place) => [embeddedText(piece), vectorAt(place)]))
    const embeddings = { embedder: 'axes', vectors }
    await database.tenant(TENANT, (tx) => storeDocument(tx, document, { newId: randomUUID, embeddings }))
  }
  // More than are compared one by one; the forty that are nearest are somebody else's.
  for (let part = 0; part < 7; part++) {
    const at = (place: number) => part * 300 + place
    await store(`index-far-${part}`, 'clerks-only', 300, (place) =>
      toward(100 + (at(place) % 300), 101 + (at(place) % 299)),
    )
  }
  await store('index-near', 'managers-only', 40, (place) => toward(60, 100 + place))
  const nearest = async (role: string) =>
    titles(await find('nothing', { vector: along(axis(60)), readers: [{ id: 'x', roles: [role] }], k: 50 }))
  const clerks = await nearest('clerks-only')
  assert.equal(clerks.length, 50)
  assert.ok(!clerks.includes('index-near'))
  assert.equal((await nearest('managers-only')).filter((title) => title === 'index-near').length, 40)
})
