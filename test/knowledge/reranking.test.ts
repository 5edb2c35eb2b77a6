import assert from 'node:assert/strict'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { json } from 'node:stream/consumers'
import { after, test } from 'node:test'
import { retrieve } from '#knowledge/knowledge.ts'
import { openReranker } from '#models/reranker.ts'
import { Secret } from '#core/secret.ts'
import { listening } from '../helpers/listening.ts'
import { patient } from '../helpers/patient.ts'
import { MAYA, openKnowledge, readShop } from '../helpers/shop-knowledge.ts'

const services = await openKnowledge({ after })
await readShop(services)
const question = 'How long do I have to return a damaged item?'

interface Asked {
  readonly path: string | undefined
  readonly authorization: string | undefined
  readonly body: {
    readonly model: string
    readonly query: string
    readonly documents: readonly string[]
    readonly top_n: number
  }
}
type Answer = (asked: Asked, response: ServerResponse) => void

const requests: Asked[] = []
let answer: Answer = () => assert.fail('nothing was to be asked')
const server = createServer((request: IncomingMessage, response) => {
  void json(request).then((body) => {
    const asked = { path: request.url, authorization: request.headers.authorization, body: body as Asked['body'] }
    requests.push(asked)
    answer(asked, response)
  })
})
const baseUrl = `${await listening({ after }, server)}/v1/`
const reranker = openReranker({ baseUrl, model: 'cross', apiKey: new Secret('its-own-key') })

const sends =
  (value: (asked: Asked) => unknown): Answer =>
  (asked, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value(asked)))
  }
const find = async (how: Answer | null, k = 6) => {
  if (how) answer = how
  const { passages } = await retrieve(
    { ...services, reranker: how && reranker },
    MAYA,
    { agents: ['support'], question, k },
    AbortSignal.timeout(30_000),
  )
  return passages
}
const ids = (passages: Awaited<ReturnType<typeof find>>) => passages.map(({ passageId }) => passageId)
const last = (count: number) => Array.from({ length: count }, (_, index) => index)

test('the best thirty are put before the reranker with question and headings, and come back in its order', async () => {
  const before = await find(null, 30)
  const found = await find(
    sends(({ body }) => ({ results: last(body.documents.length).map((index) => ({ index, relevance_score: index })) })),
  )
  const { path, authorization, body } = requests.at(-1) ?? assert.fail()
  assert.deepEqual(
    [path, authorization, body.model, body.query],
    ['/v1/rerank', 'Bearer its-own-key', 'cross', question],
  )
  assert.equal(body.documents.length, 30)
  assert.equal(body.documents[0], `${before[0]?.heading}\n${before[0]?.text}`)
  assert.deepEqual(ids(found), ids(before).toReversed().slice(0, 6))
  // Each place keeps the score that it had.
  assert.deepEqual(
    found.map(({ score }) => score),
    before.slice(0, 6).map(({ score }) => score),
  )
})

test('a bare list of scores counts, too; what it leaves out or makes up loses nothing', async () => {
  const before = ids(await find(null))
  const found = ids(
    await find(
      sends(() => [
        { index: 2, score: 0.9 },
        { index: 99, score: 0.8 },
        { index: 2, score: 0.7 },
      ]),
    ),
  )
  assert.deepEqual(found, [before[2], ...before.filter((_, place) => place !== 2)])
})

for (const [title, how] of [
  ['is down', (_, response) => void response.writeHead(503).end()],
  ['answers out of form', sends(() => ({ results: 'none' }))],
  ['breaks off', (_, response) => void response.destroy()],
  ['never answers', () => {}],
] as const satisfies readonly (readonly [string, Answer])[]) {
  test(`where the reranker ${title}, the order stays and the log says so`, patient, async (t) => {
    const before = ids(await find(null))
    const warn = t.mock.method(services.context.log, 'warn')
    assert.deepEqual(ids(await find(how)), before)
    const events = warn.mock.calls.map(({ arguments: [line] }) => (line as { event: string }).event)
    assert.deepEqual(events, ['reranker-unavailable'])
  })
}
