import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { sql } from 'drizzle-orm'
import { embedPassages } from '#knowledge/search/embed-passages.ts'
import { ingestFolder } from '#knowledge/knowledge.ts'
import { questionsLeftOut } from '#knowledge/search/questions-left-out.ts'
import { keepDocuments } from '#memory/database/reader.ts'
import { listDocuments } from '#memory/documents/document-lists.ts'
import { removeDocument } from '#memory/documents/documents.ts'
import { search } from '#memory/documents/search.ts'
import { someOf } from '../helpers/depth.ts'
import { openKnowledge, TENANT } from '../helpers/shop-knowledge.ts'
import { patient } from '../helpers/patient.ts'

const services = await openKnowledge({ after })
const { database } = services
const path = await mkdtemp(join(tmpdir(), 'knowledge-'))
after(() => rm(path, { recursive: true, force: true }))
const { signal } = new AbortController()

const ingest = (acl: readonly string[] = ['public'], languages: readonly string[] = ['en']) => {
  const knowledge = [{ path, acl, class: 'internal' as const }]
  return ingestFolder(services, TENANT, { languages, name: 'tested', knowledge }, { signal, onProgress: () => {} })
}

const searched = async (query: string, { roles = [] as readonly string[], byMeaning = false } = {}) => {
  const { embedder } = services
  const [values = []] = byMeaning ? await embedder.embed([query], { signal }) : []
  const vector = byMeaning ? { values, embedder: embedder.name, deference: embedder.deference } : null
  const readers = [{ id: 'somebody', roles }]
  return await database.tenant(TENANT, (tx) =>
    search(tx, { agents: ['tested'], query, words: [], vector, readers, k: 5 }),
  )
}
const find = async (query: string, options: Parameters<typeof searched>[1] = {}) =>
  (await searched(query, options)).results.map(({ text }) => text)

const listed = () =>
  database.tenant(TENANT, async (tx) => {
    await keepDocuments(tx)
    const rows = await tx.query<{ question: string }>(sql`select question from document_questions order by question`)
    return rows.map(({ question }) => question)
  })

const page = (front: string, text: string) => `---\n${front}\n---\n\n${text}\n`
const FEES = '# Zorkmids\n\n## Paying\n\nA zorkmid is due on Mondays.\n\n## Owing\n\nUnpaid zorkmids grow by a tenth.\n'
const write = (name: string, text: string) => writeFile(join(path, name), text)

test('a document is found by a question that it lists, and the passage below the named heading is what is shown', async () => {
  await write('fees.md', page('answers:\n  - { question: What is the penalty for arrears?, under: Owing }', FEES))
  await ingest()
  const { results } = await searched('penalty for arrears')
  assert.deepEqual(
    results.map(({ text }) => text),
    ['Unpaid zorkmids grow by a tenth.'],
  )
  // What judging and grounding go by is of the text alone.
  assert.deepEqual(results[0]?.terms, [])
  assert.equal(results[0]?.similarity, null)
  assert.doesNotMatch(JSON.stringify(results), /arrears|penalty/)
})

test('it is found by what a listed question means, too', patient, async () => {
  const question = 'the fine for being late with money'
  const { results } = await searched(question, { byMeaning: true })
  assert.equal(results[0]?.text, 'Unpaid zorkmids grow by a tenth.')
  await embedPassages(services, TENANT, signal)
  const rows = await database.tenant(TENANT, async (tx) => {
    await keepDocuments(tx)
    return tx.query<{ embedder: string }>(sql`select embedder from document_questions`)
  })
  assert.deepEqual(rows, [{ embedder: services.embedder.name }])
})

test('without a heading a question leads to the passage that fits it best', async () => {
  await write('fees.md', page('answers: [May one skip Mondays?, Does it grow while I hesitate?]', FEES))
  await ingest()
  assert.equal((await find('skip'))[0], 'A zorkmid is due on Mondays.')
  assert.equal((await find('hesitate'))[0], 'Unpaid zorkmids grow by a tenth.')
})

test('other questions with the same text are what is searched from then on, and no new version', async () => {
  assert.deepEqual(await find('penalty for arrears'), [])
  await write('fees.md', page('answers: [Which Mondays does the quagga mean?]', FEES))
  const { stored } = await ingest()
  assert.deepEqual(stored, [])
  assert.equal((await find('quagga'))[0], 'A zorkmid is due on Mondays.')
  assert.deepEqual(await find('hesitate'), [])
  assert.deepEqual(await listed(), ['Which Mondays does the quagga mean?'])
})

test('a new text takes the questions along', async () => {
  await write('fees.md', page('answers: [Which Mondays does the quagga mean?]', `${FEES}\nMondays are off.\n`))
  assert.equal((await ingest()).stored.length, 1)
  assert.equal((await find('quagga')).length, 1)
})

test('whoever may not read a document doesn’t find it by its questions', async () => {
  await ingest(['role:lead'])
  assert.deepEqual(await find('quagga'), [])
  assert.equal((await find('quagga', { roles: ['lead'] })).length, 1)
  await ingest()
  assert.equal((await find('quagga')).length, 1)
})

test('words of a question are stemmed as its document’s language has it', async () => {
  const text =
    '# Rückgabe\n\nWer etwas zurückgibt, bekommt sein Geld innerhalb von zwei Wochen. Das gilt auch für Geschenke.\n'
  await write('geld.md', page('answers: [Wann kommen die Erstattungen für das Geld?]', text))
  await ingest(['public'], ['de', 'en'])
  assert.match((await find('Erstattung'))[0] ?? '', /^Wer etwas zurückgibt/)
  await rm(join(path, 'geld.md'))
})

test('words that are spread over many questions count for no more than those of one', async () => {
  await write(
    'stuffed.md',
    page('answers: [Is the glimmer flat?, Is the sprocket flat?, Is the wimble flat?]', 'All is flat.'),
  )
  await write('honest.md', page('answers: [Does the glimmer turn with the sprocket?]', 'It does turn.'))
  await ingest()
  assert.equal((await find('glimmer sprocket wimble'))[0], 'It does turn.')
  await Promise.all([rm(join(path, 'stuffed.md')), rm(join(path, 'honest.md'))])
})

const long = `Why ${'so '.repeat(150)}zorkmid?`
const many = Array.from({ length: 52 }, (_, index) => `Is zorkmid ${index} due?`)

for (const [title, answers, reason] of someOf(
  [
    [
      'names a heading that isn’t there',
      '[{ question: Who pays?, under: Nowhere }]',
      /^Who pays\?: no text stands below a heading “Nowhere”\./,
    ],
    [
      'shares no word with the text and names no heading',
      '[Who feeds the ocelot?]',
      /^Who feeds the ocelot\?: none of its words stands in the document\. .*under:/,
    ],
    ['is too long', `["${long}"]`, /^Why so .*…: it has 462 characters, and 300 is the most\./],
    [
      'is one too many',
      JSON.stringify(many.slice(0, 51)),
      /^Is zorkmid 50 due\?: 50 questions are the most for one document\./,
    ],
    ['is no question', '[{ ask: Who pays? }]', /^An entry of answers: has to be a question, or \{ question: /],
    ['isn’t in a list', 'Who pays?', /^answers: has to be a list of questions/],
  ] as const,
  2,
)) {
  test(`a question that ${title} is left out of search, and told with the reason`, async () => {
    await write('fees.md', page(`answers: ${answers}`, FEES))
    await ingest()
    const viewer = { id: 'keeper', roles: [] }
    const documents = await database.batch(TENANT, (tx) =>
      listDocuments(tx, {
        agents: 'any',
        ...{ all: true, status: null, noticed: false, source: 'agent:tested/', after: null, limit: 10 },
        ...{ sendsTexts: false, viewer },
      }),
    )
    const [finding, ...others] = documents.flatMap(({ findings }) => findings)
    assert.deepEqual([finding?.kind, others], ['question-left-out', []])
    assert.match(finding?.text ?? '', reason)
    assert.ok((await listed()).length <= 50)
    assert.deepEqual(await find('ocelot'), [])
    // What a check of the folder says without a database is the same.
    const told = await questionsLeftOut([{ path, acl: [], class: 'internal' }], signal)
    assert.equal(told.length, 1)
    assert.equal(told[0]?.path, join(path, 'fees.md'))
    assert.match(told[0].reason, reason)
  })
}

test('a document that is removed is found by none of its questions, and keeps none', async () => {
  await write('fees.md', page('answers: [Which Mondays does the quagga mean?]', FEES))
  await ingest()
  const [found] = (await searched('quagga')).results
  await database.tenant(TENANT, (tx) => removeDocument(tx, found?.document.id ?? ''))
  assert.deepEqual([await find('quagga'), await listed()], [[], []])
  const left = await database.tenant(TENANT, async (tx) => {
    await keepDocuments(tx)
    return tx.query(sql`select question_id from question_terms`)
  })
  assert.deepEqual(left, [])
})
