import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { json } from 'node:stream/consumers'
import { after, test } from 'node:test'
import { z } from 'zod'
import { listening } from '../helpers/listening.ts'
import { startShop } from '../helpers/parley.ts'

const Asked = z.object({ model: z.string(), query: z.string(), documents: z.array(z.string()) })
const asked: z.infer<typeof Asked>[] = []
const endpoint = createServer((request, response) => {
  void json(request).then((body) => {
    const { documents } = Asked.parse(body)
    asked.push(Asked.parse(body))
    const results = documents.map((text, index) => ({ index, relevance_score: text.includes('best of all') ? 1 : 0 }))
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ results }))
  })
})
const environment = { RERANKER_BASE_URL: await listening({ after }, endpoint), RERANKER_MODEL: 'cross' }
const { parley } = await startShop({ after }, { environment })

test('a server with a reranker gives what it finds in the reranker’s order', async () => {
  const operator = parley.as('operator')
  for (const text of ['A wombat sleeps in a wombat house, as a wombat does.', 'The wombat is the best of all.']) {
    const { status } = await operator.request('POST', '/v1/documents', {
      title: text,
      text,
      source: `zoo/${text.length}`,
      acl: ['public'],
    })
    assert.equal(status, 202)
  }
  const { body } = await parley
    .as('customer')
    .request<{ results: { text: string }[] }>('GET', '/v1/search?q=wombat+wombat')
  assert.equal(body.results[0]?.text, 'The wombat is the best of all.')
  const { model, query, documents } = asked.at(-1) ?? assert.fail('the reranker was not asked')
  assert.deepEqual([model, query], ['cross', 'wombat wombat'])
  assert.ok(documents.some((text) => text.includes('as a wombat does')))
})
