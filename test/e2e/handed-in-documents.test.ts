import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import type { DocumentPage, DocumentView } from '#contract/document.ts'
import { deep } from '../helpers/depth.ts'
import { openModelServer } from '../helpers/model-server.ts'
import { startShop } from '../helpers/parley.ts'
import { untilReady } from '../helpers/ready-documents.ts'
import { patient } from '../helpers/patient.ts'

const model = await openModelServer([])
after(() => model[Symbol.asyncDispose]())
const environment = { EMBEDDINGS_BASE_URL: model.url, EMBEDDINGS_MODEL: 'first' }
const { parley, customer } = await startShop({ after }, { environment })
const operator = parley.as('operator')

async function listed(source: string): Promise<DocumentView> {
  const { body } = await operator.request<DocumentPage>('GET', `/v1/documents?all=true&source=${source}`)
  return body.documents[0] ?? assert.fail(`there is no ${source}`)
}

async function readyWith(source: string): Promise<DocumentView> {
  await untilReady(operator, source)
  return await listed(source)
}

const wombats = {
  title: 'Wombats',
  text: '# Wombats\n\nThe wombat house opens at nine.\n\n# Feeding\n\nWombats are fed at noon.',
  source: 'zoo/wombats',
  acl: ['public'],
}

test('a document is found by its words as soon as it is accepted, and by its meaning soon after', patient, async () => {
  const { status, body } = await operator.request('POST', '/v1/documents', wombats)
  assert.deepEqual([status, body.version, body.change, body.passages, body.findings], [202, 1, 'stored', 2, 0])
  const found = await customer.request('GET', '/v1/search?q=When+does+the+wombat+house+open')
  assert.match(JSON.stringify(found.body), /opens at nine/)
  const document = await readyWith('zoo/wombats')
  assert.deepEqual(
    [document.origin, document.format, document.passages, document.class, document.kept?.acl],
    ['upload', 'markdown', 2, 'internal', ['public']],
  )
  const asked = model.embeddingRequests.flatMap(({ input }) => input)
  assert.equal(asked.filter((text) => text.includes('opens at nine') && !text.includes('?')).length, 1)
})

test('what begins with a source is found and listed however that is written', patient, async () => {
  const source = 'Büro/Möbel/'.normalize('NFD')
  const sent = { title: 'Büro', text: 'Die Quollwupp steht im Flur.', acl: ['public'], source: `${source}flur` }
  assert.equal((await operator.request('POST', '/v1/documents', sent)).status, 202)
  for (const form of ['NFC', 'NFD'] as const) {
    const asked = encodeURIComponent(source.normalize(form))
    const found = await customer.request('GET', `/v1/search?q=Quollwupp&source=${asked}`)
    assert.match(JSON.stringify(found.body), /steht im Flur/, form)
    assert.equal((await listed(asked)).source, sent.source)
  }
})

test('search is narrowed by source, date and what documents were handed in with', patient, async () => {
  const about = { acl: ['public'], text: 'Der Okapi-Pfleger wartet am Tor und bringt die Rücksendung mit.' }
  const add = (source: string, more: object) =>
    operator.request('POST', '/v1/documents', { ...about, title: source, source, ...more })
  assert.equal((await add('okapi/a', { metadata: { house: 'north', floor: '1' } })).status, 202)
  await add('okapi/b', { metadata: { house: 'south' }, text: about.text.replace('Tor', 'Zaun') })
  const found = async (filter: Readonly<Record<string, string>>, q = 'Rücksendungen') => {
    const query = new URLSearchParams({ q, ...filter }).toString()
    const { status, body } = await customer.request<{
      code?: string
      results?: readonly { document: { title: string }; alsoIn: readonly { document: { title: string } }[] }[]
    }>('GET', `/v1/search?${query}`)
    const titles = body.results?.flatMap(({ document, alsoIn }) => [document, ...alsoIn.map((other) => other.document)])
    return status === 200
      ? titles?.flatMap(({ title }) => (title.startsWith('okapi') ? title : [])).toSorted()
      : [status, body.code]
  }
  assert.deepEqual(await found({}), ['okapi/a', 'okapi/b'])
  assert.deepEqual(await found({ source: 'okapi/a' }), ['okapi/a'])
  assert.deepEqual(await found({ metadata: '{"house":"south"}' }), ['okapi/b'])
  assert.deepEqual(await found({ metadata: '{"house":"north","floor":"2"}' }), [])
  assert.deepEqual(await found({ since: '2020-01-01', until: '2020-02-01T00:00:00+02:00' }), [])
  assert.deepEqual(await found({ since: '2020-01-01' }), ['okapi/a', 'okapi/b'])
  for (const wrong of [{ since: 'yesterday' }, { metadata: 'house' }, { metadata: '{"a b":"c"}' }, { source: '' }]) {
    assert.deepEqual(await found(wrong as Record<string, string>), [400, 'invalid-request'])
  }
})

deep(
  'a new document is for whom is said and for nobody unsaid, and what changes keeps its readers',
  patient,
  async () => {
    const unsaid = { title: 'Mine', text: 'The tapir is mine.', source: 'zoo/mine' }
    const refused = await operator.request<{ code?: string; detail?: string }>('POST', '/v1/documents', unsaid)
    assert.deepEqual([refused.status, refused.body.code], [422, 'document-readers'])
    assert.match(refused.body.detail ?? '', /public, role:<role>, group:<group> or user:<id>/)
    const mine = { ...unsaid, acl: ['user:operator'] }
    assert.equal((await operator.request('POST', '/v1/documents', mine)).status, 202)
    const finds = async (person: typeof operator) =>
      JSON.stringify((await person.request('GET', '/v1/search?q=tapir')).body).includes('tapir is mine')
    assert.deepEqual([await finds(operator), await finds(customer)], [true, false])
    const { body } = await operator.request('POST', '/v1/documents', {
      ...wombats,
      acl: undefined,
      text: 'Wombats sleep.',
    })
    assert.deepEqual([body.version, (await listed('zoo/wombats')).kept?.acl], [2, ['public']])
    assert.match(JSON.stringify((await customer.request('GET', '/v1/search?q=wombats+sleep')).body), /Wombats sleep/)
  },
)

deep('with another model a start answers as before, and the new vectors are made behind it', patient, async () => {
  await readyWith('zoo/wombats')
  await parley.stop()
  const before = model.embeddingRequests.length
  await parley.start({ EMBEDDINGS_MODEL: 'second', EMBEDDINGS_DIMENSIONS: '768' })
  const found = await customer.request('GET', '/v1/search?q=Do+wombats+sleep')
  assert.match(JSON.stringify(found.body), /Wombats sleep/)
  const requests = () => model.embeddingRequests.slice(before)
  // Once all are there, questions are asked of the second alone.
  for (let isServing = false; !isServing; await delay(200)) {
    const at = model.embeddingRequests.length
    await customer.request('GET', `/v1/search?q=Do+wombats+sleep+${at}`)
    const asked = model.embeddingRequests.slice(at)
    isServing = asked.length > 0 && asked.every((request) => request.model === 'second')
  }
  const made = requests()
    .filter((request) => request.model === 'second')
    .flatMap(({ input }) => input)
  assert.equal(made.filter((text) => text.includes('Wombats sleep.')).length, 1)
  assert.equal((await listed('zoo/wombats')).status, 'ready')
})

deep('a file of an agent’s folder is removed there, and nowhere else', patient, async () => {
  const { id, source } = await listed('agent:support/')
  const { status, body } = await operator.request('DELETE', `/v1/documents/${id}`)
  assert.deepEqual([status, body.code], [422, 'source-reserved'])
  assert.match(String(body.detail), new RegExp(source.replace('agent:', '')))
  assert.notEqual((await listed('agent:support/')).status, 'removed')
})

deep('a removed document leaves search at once and its quotes stay to be opened', patient, async () => {
  const [hit] = (
    await customer.request<{ results: readonly { passageId: string }[] }>('GET', '/v1/search?q=wombats+sleep&k=1')
  ).body.results
  const { id } = await listed('zoo/wombats')
  assert.equal((await operator.request('DELETE', `/v1/documents/${id}`)).status, 204)
  assert.doesNotMatch(JSON.stringify((await customer.request('GET', '/v1/search?q=wombats+sleep')).body), /Wombats/)
  assert.equal((await customer.request('GET', `/v1/passages/${hit?.passageId}`)).status, 200)
  const gone = await listed('zoo/wombats')
  assert.deepEqual([gone.status, gone.kept?.keepUntil, typeof gone.kept?.removedAt], ['removed', null, 'string'])
})

deep('a list that goes on after a document that is gone, or somebody else’s, says so', patient, async () => {
  const own = { title: 'zzz', text: 'The last one.', source: 'own/zzz', acl: ['user:operator'] }
  const { documentId } = (await operator.request<{ documentId: string }>('POST', '/v1/documents', own)).body
  const after = (client: typeof operator, id: string) => client.request('GET', `/v1/documents?after=${id}`)
  const last = await after(operator, documentId)
  assert.deepEqual([last.status, last.body], [200, { documents: [], next: null, agents: ['support'] }])
  for (const gone of [await after(operator, randomUUID()), await after(customer, documentId)])
    assert.deepEqual([gone.status, gone.body['code']], [404, 'not-found'])
})
