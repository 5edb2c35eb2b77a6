import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import pino from 'pino'
import { z } from 'zod'
import { AppError } from '#core/errors.ts'
import { createLogger } from '#core/log.ts'
import type { CountCall, ModelGateway } from '#models/contract.ts'
import { openGateway } from '#models/gateway.ts'
import { answerPrompt, readingPrompt } from '#models/prompts.ts'
import { Secret } from '#core/secret.ts'
import {
  fails,
  hangs,
  type ModelScript,
  type ModelServer,
  says,
  saysJson,
  startModelServer,
} from '../helpers/model-server.ts'
import { routesTo } from '../helpers/planner-replies.ts'

const request = {
  prompt: 'test@1',
  name: 'reply',
  system: 'Be brief.',
  messages: [{ role: 'user', text: 'Hello' }],
} as const
const Reply = z.object({ word: z.string() })

async function startGateway(
  t: TestContext,
  script: ModelScript,
): Promise<{ gateway: ModelGateway; server: ModelServer }> {
  const server = await startModelServer(t, script)
  const gateway = await openGateway({
    apiKey: new Secret('sk-canary'),
    baseUrl: server.url,
    model: 'scripted',
    log: createLogger('silent'),
    replyMs: 2_000,
  })
  assert.ok(gateway)
  return { gateway, server }
}

test('without a key and without an address there is no gateway', async () => {
  assert.equal(
    await openGateway({ apiKey: null, baseUrl: undefined, model: 'm', replyMs: 30_000, log: createLogger('silent') }),
    null,
  )
})

test('a reply that fits the schema comes back with what it cost', async (t) => {
  const { gateway, server } = await startGateway(t, [saysJson({ word: 'hi' })])
  const reply = await gateway.askFor(request, Reply, { signal: t.signal })
  assert.deepEqual(reply.value, { word: 'hi' })
  assert.deepEqual(reply.usage, { inputTokens: 4, outputTokens: 4 })
  const [sent] = server.requests
  assert.deepEqual(sent?.messages, [
    { role: 'system', content: 'Be brief.' },
    { role: 'user', content: 'Hello' },
  ])
  assert.equal(sent?.schemaName, 'reply')
  assert.equal(sent?.authorization, 'Bearer sk-canary')
})

for (const [title, script] of [
  ['a failure that may pass is tried once more', [fails(500), saysJson({ word: 'hi' })]],
  ['too many requests are tried once more', [fails(429), saysJson({ word: 'hi' })]],
  ['a reply that does not fit is asked for once more', [saysJson({ words: 1 }), saysJson({ word: 'hi' })]],
] as const) {
  test(title, async (t) => {
    const { gateway, server } = await startGateway(t, script)
    assert.equal((await gateway.askFor(request, Reply, { signal: t.signal })).value.word, 'hi')
    assert.equal(server.requests.length, 2)
  })
}

for (const [title, script, code, requests] of [
  ['a model that stays broken is unavailable', [fails(503), fails(503)], 'model-unavailable', 2],
  ['a refused key is reported and not tried again', [fails(401)], 'model-unavailable', 1],
  ['a reply that never fits is invalid', [says('no json'), saysJson({ words: 1 })], 'model-output-invalid', 2],
  ['a model that does not answer runs into its time', [hangs()], 'model-timeout', 1],
] as const) {
  test(title, async (t) => {
    const { gateway, server } = await startGateway(t, script)
    await assert.rejects(gateway.askFor(request, Reply, { signal: t.signal }), { name: 'AppError', code })
    assert.equal(server.requests.length, requests)
  })
}

test('a model that cannot be reached is unavailable', async (t) => {
  const { gateway, server } = await startGateway(t, [])
  await server[Symbol.asyncDispose]()
  await assert.rejects(gateway.askFor(request, Reply, { signal: t.signal }), { code: 'model-unavailable' })
})

test('waiting for a model can be stopped, and stopping is no failure', async (t) => {
  const { gateway } = await startGateway(t, [hangs()])
  const stop = new AbortController()
  const waiting = gateway.askFor(request, Reply, { signal: stop.signal })
  stop.abort(new Error('enough'))
  await assert.rejects(waiting, { message: 'enough' })
})

test('the log of a call holds no key and nothing that was said', async (t) => {
  const lines: string[] = []
  const server = await startModelServer(t, [fails(500), saysJson({ word: 'canary-reply' })])
  const log = pino({}, { write: (line: string) => lines.push(line) })
  const gateway = await openGateway({
    apiKey: new Secret('canary-key'),
    baseUrl: server.url,
    model: 'm',
    replyMs: 30_000,
    log,
  })
  const canaries = { ...request, messages: [{ role: 'user', text: 'canary-question' }] } as const
  await gateway?.askFor(canaries, Reply, { signal: t.signal })
  assert.equal(lines.length, 2)
  assert.doesNotMatch(lines.join(''), /canary/)
})

test('the prompts ask in strict schemas, and passages and questions stay out of the system message', async (t) => {
  const { gateway, server } = await startGateway(t, (sent) =>
    sent.schemaName === 'reading' ? routesTo('answer') : saysJson({ sentences: [] }),
  )
  const facts = {
    procedures: [],
    language: 'English',
    tools: [],
    examples: [],
    person: 'customer',
    today: 'today',
    before: [],
    plans: {},
  }
  const reading = readingPrompt({ ...facts, newest: 'canary-question' }, null)
  const passages = [{ document: { title: 'T' }, heading: 'H', text: 'canary-passage' }]
  const answer = answerPrompt({ instructions: 'A shop.', question: 'canary-question', language: null, passages })
  const read = await gateway.askFor(reading.request, reading.schema, { signal: t.signal })
  assert.deepEqual(read.value.wishes[0]?.words, ['canary-question'])
  assert.deepEqual((await gateway.askFor(answer.request, answer.schema, { signal: t.signal })).value.sentences, [])
  for (const sent of server.requests) {
    assert.partialDeepStrictEqual(sent.body.response_format, { json_schema: { strict: true } })
    assert.doesNotMatch(sent.messages[0]?.content ?? '', /canary/)
  }
})

test('the scripted server streams as well', async (t) => {
  const server = await startModelServer(t, [says('Lamps are nice.')])
  const response = await fetch(`${server.url}/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'm', stream: true, messages: [{ role: 'user', content: 'x' }] }),
  })
  const chunks = (await response.text()).split('\n\n').filter((chunk) => chunk.startsWith('data: {'))
  const deltas = chunks.map((chunk) => /"content":"([^"]*)"/.exec(chunk)?.[1] ?? '')
  assert.equal(deltas.join(''), 'Lamps are nice.')
})

test('each request is told of before it is sent and when it has ended, a second try among them', async (t) => {
  const { gateway, server } = await startGateway(t, [says('no JSON'), saysJson({ word: 'hi' }), fails(503), fails(503)])
  const told: unknown[] = []
  const count: CountCall = async (call) => {
    told.push(call, `${server.requests.length} sent`)
    return async ({ outcome, usage }) => void told.push([outcome, usage])
  }
  const call = { prompt: 'test@1', model: 'scripted' }
  await gateway.askFor(request, Reply, { signal: t.signal, count })
  assert.deepEqual(told.splice(0), [
    call,
    '0 sent',
    ['model-output-invalid', { inputTokens: 4, outputTokens: 2 }],
    call,
    '1 sent',
    ['ok', { inputTokens: 4, outputTokens: 4 }],
  ])
  await assert.rejects(gateway.askFor(request, Reply, { signal: t.signal, count }), { code: 'model-unavailable' })
  const nothing = ['model-unavailable', { inputTokens: 0, outputTokens: 0 }]
  assert.deepEqual(told, [call, '2 sent', nothing, call, '3 sent', nothing])
})

test('a request that may not be sent isn’t', async (t) => {
  const { gateway, server } = await startGateway(t, [saysJson({ word: 'hi' })])
  const count = () => Promise.reject(new AppError('Enough.', { code: 'model-calls-spent' }))
  await assert.rejects(gateway.askFor(request, Reply, { signal: t.signal, count }), { code: 'model-calls-spent' })
  assert.equal(server.requests.length, 0)
})
