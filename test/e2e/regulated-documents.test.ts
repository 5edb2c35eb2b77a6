import assert from 'node:assert/strict'
import { mkdir, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { after, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { z } from 'zod'
import type { SearchResultView } from '#contract/knowledge.ts'
import { deep } from '../helpers/depth.ts'
import { copyAgents } from '../helpers/agents.ts'
import { listening } from '../helpers/listening.ts'
import { fails, openModelServer, saysJson, type ChatRequest, type ModelReply } from '../helpers/model-server.ts'
import { startShop } from '../helpers/parley.ts'
import { routesTo } from '../helpers/planner-replies.ts'
import { untilReady } from '../helpers/ready-documents.ts'
import { patient } from '../helpers/patient.ts'

const FOLDER = 'The numbat Zebrafinch is treated with nine milligrams of meloxicam each morning.'
const HANDED_IN = 'The numbat Zebrafinch is weighed on the small scales every second Tuesday.'
const OPEN = 'The numbat house opens at ten each morning and closes at six.'
/** In all that is regulated, in texts and titles, and in nothing that is asked. */
const CANARY = /zebrafinch/iu

const agents = await copyAgents({ after })
await agents.change('agent.yaml', 'knowledge:\n', 'knowledge:\n  - { path: wards/, acl: [public], class: regulated }\n')
await agents.change('tools.yaml', '  shop/orders.get:\n', '  shop/orders.get:\n    class: regulated\n')
await mkdir(join(agents.dir, 'support/wards'))
await writeFile(join(agents.dir, 'support/wards/rounds.md'), `# Rounds for Zebrafinch\n\n${FOLDER}\n`)

let answer: (request: ChatRequest) => ModelReply = () => fails(400)
const model = await openModelServer((request) => {
  if (request.schemaName === 'reading') return routesTo('answer')
  return request.schemaName === 'answer' ? answer(request) : fails(400)
})
after(() => model[Symbol.asyncDispose]())

/** What the reranker was sent, as it came. */
const reranked: string[] = []
const Documents = z.object({ documents: z.array(z.string()) })
const reranker = createServer((request, response) => {
  void text(request).then((body) => {
    reranked.push(body)
    const { documents } = Documents.parse(JSON.parse(body))
    const results = documents.map((_, index) => ({ index, relevance_score: -index }))
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ results }))
  })
})

const environment = {
  AGENTS_DIR: agents.dir,
  ...model.environment,
  EMBEDDINGS_BASE_URL: model.url,
  EMBEDDINGS_MODEL: 'first',
  RERANKER_BASE_URL: `${await listening({ after }, reranker)}/v1`,
  RERANKER_MODEL: 'cross',
}
const { parley, customer } = await startShop({ after }, { environment })
const operator = parley.as('operator')

const handedIn = [
  { title: 'Scales for Zebrafinch', text: `# Scales for Zebrafinch\n\n${HANDED_IN}`, source: 'ward/scales' },
  { title: 'Numbats', text: `# Numbats\n\n${OPEN}`, source: 'house/numbats' },
]
for (const document of handedIn) {
  const dataClass = document.source.startsWith('ward/') ? 'regulated' : 'internal'
  const sent = { ...document, acl: ['public'], class: dataClass }
  assert.equal((await operator.request('POST', '/v1/documents', sent)).status, 202)
}
await untilReady(operator, 'house/numbats')

/** All that left the process for a model, of whatever kind. */
const sent = () => ({
  chat: JSON.stringify(model.requests.map(({ body }) => body)),
  embeddings: JSON.stringify(model.embeddingRequests),
  reranker: reranked.join('\n'),
})

async function ask(question: string) {
  const before = model.requests.length
  const { threadId } = await customer.ask(question)
  const part = (await customer.messages(threadId))[1]?.parts[0]
  const prompts = model.requests.slice(before).map(({ schemaName }) => schemaName)
  return { part: part?.type === 'text' ? part : assert.fail(JSON.stringify(part)), prompts }
}

/** The model quotes this from whichever passage has it, and says it in short. */
const quotes =
  (quote: string, says: string): typeof answer =>
  ({ messages }) => {
    const given = messages.find(({ content }) => content.startsWith('Passages'))?.content ?? ''
    const passages = z.array(z.object({ text: z.string() })).parse(JSON.parse(given.slice(given.indexOf('['))))
    const passage = passages.findIndex((one) => one.text.includes(quote)) + 1
    return saysJson({ sentences: [{ text: says, quotes: [{ passage, quote }] }], contradictions: [] })
  }

for (const [title, question, quote, document] of [
  [
    'of an agent’s folder',
    'With how many milligrams of meloxicam is the numbat treated?',
    FOLDER,
    'Rounds for Zebrafinch',
  ],
  ['that was handed in', 'When is the numbat weighed on the small scales?', HANDED_IN, handedIn[0]?.title],
] as const) {
  test(`a regulated document ${title} answers by its own words, and no model is asked`, patient, async () => {
    const { part, prompts } = await ask(question)
    assert.equal(part.text, quote)
    assert.deepEqual(
      part.citations.map((citation) => [citation.quote, citation.document.title]),
      [[quote, document]],
    )
    assert.ok(!prompts.includes('answer'), prompts.join())
  })
}

test(
  'a model that reads the next message is told nothing out of a regulated document, its title neither',
  patient,
  async () => {
    const { threadId } = await customer.ask('When is the numbat weighed on the small scales?')
    await customer.ask('and is that so for all of them?', threadId)
    const reading = model.requests.findLast(({ schemaName }) => schemaName === 'reading')
    assert.match(JSON.stringify(reading?.messages), /When is the numbat weighed/)
    assert.doesNotMatch(JSON.stringify(reading?.messages), CANARY)
  },
)

test('nor what a tool of the class regulated returned, though the card shows it', patient, async () => {
  const said = await customer.ask('Refund order A17')
  assert.match((await customer.planOf(said)).title, /129\.00 EUR/)
  await customer.ask('and how about that, then?', said.threadId)
  const reading = JSON.stringify(model.requests.findLast(({ schemaName }) => schemaName === 'reading')?.messages)
  assert.match(reading, /Refund \[not shown\] for order/)
  assert.doesNotMatch(reading, /129\.00|12900|maya\.lindqvist/)
})

deep('what another document answers the model says, from passages without the regulated ones', patient, async () => {
  answer = quotes(OPEN, 'The numbat house opens at ten.')
  const question = 'When does the numbat house open in the morning?'
  const { part, prompts } = await ask(question)
  assert.equal(part.text, 'The numbat house opens at ten.')
  assert.equal(part.citations[0]?.document.title, 'Numbats')
  assert.ok(prompts.includes('answer'))
  // They were found for it, too.
  const found = await customer.request<{ results: readonly SearchResultView[] }>(
    'GET',
    `/v1/search?q=${encodeURIComponent(question)}`,
  )
  const regulated = found.body.results.filter((result) => result.class === 'regulated')
  assert.deepEqual(regulated.map((result) => result.text).toSorted(), [FOLDER, HANDED_IN].toSorted())
})

deep('where the model finds nothing in the rest, what it wasn’t given answers', patient, async () => {
  answer = () => saysJson({ sentences: [], contradictions: [] })
  const notice = 'Numbats are treated each morning.'
  const more = { title: 'Treated', text: `# Treated each morning\n\n${notice}`, source: 'house/treated' }
  await operator.request('POST', '/v1/documents', { ...more, acl: ['public'], class: 'internal' })
  const { part, prompts } = await ask('How many milligrams is the numbat treated with each morning?')
  assert.ok(prompts.includes('answer'))
  assert.equal(part.text, FOLDER)
})

deep('what contradicts a regulated document is shown beside it, and no model is asked', patient, async () => {
  for (const [dataClass, hours] of [
    ['regulated', 14],
    ['internal', 9],
  ] as const) {
    const text = `# The wallaby\n\nThe wallaby sleeps ${hours} hours in the winter burrow.`
    const about = { title: 'The wallaby', source: `wallaby/${dataClass}`, acl: ['public'], class: dataClass }
    await operator.request('POST', '/v1/documents', { ...about, text })
  }
  const { part, prompts } = await ask('How many hours does the wallaby sleep in the winter burrow?')
  assert.match(part.text, /^Our documents don’t agree on this\.[^]*14 hours/u)
  assert.match(part.text, /9 hours/u)
  assert.ok(!prompts.includes('answer'), prompts.join())
})

deep(
  'another embedding model is made ready and serves without regulated documents, which stay found',
  patient,
  async () => {
    await parley.stop()
    await parley.start({ EMBEDDINGS_MODEL: 'second' })
    for (let isServing = false; !isServing; await delay(200)) {
      const at = model.embeddingRequests.length
      await customer.request('GET', `/v1/search?q=Do+numbats+sleep+${at}`)
      const asked = model.embeddingRequests.slice(at)
      isServing = asked.length > 0 && asked.every((request) => request.model === 'second')
    }
    await untilReady(operator, 'ward/scales')
    await untilReady(operator, 'agent:support/wards/')
    const found = await customer.request('GET', '/v1/search?q=On+which+scales+is+the+numbat+weighed')
    assert.match(JSON.stringify(found.body), /small scales/)
  },
)

deep('no word of a regulated document was in any request to any model', patient, () => {
  const all = sent()
  for (const [endpoint, requests] of Object.entries(all)) {
    assert.match(requests, /numbat house opens at ten/u, `${endpoint} was given the other one`)
    assert.doesNotMatch(requests, CANARY, endpoint)
  }
})
