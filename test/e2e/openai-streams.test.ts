import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import OpenAI from 'openai'
import { FIRST, QUESTION, SECOND } from '../fixtures/vase-answer.ts'
import { heldReply, type HeldReply } from '../helpers/held-reply.ts'
import { fails, openModelServer, type ModelReply } from '../helpers/model-server.ts'
import { openAiClient, user } from '../helpers/openai-client.ts'
import { startShop } from '../helpers/parley.ts'
import { routesTo } from '../helpers/planner-replies.ts'

// An answer while a model writes it, as OpenAI's client is told it.
let answering: readonly ModelReply[] = []
const model = await openModelServer(({ schemaName }) => {
  if (schemaName === 'reading') return routesTo('answer')
  const [next = fails(400), ...rest] = answering
  answering = rest
  return schemaName === 'answer' ? next : fails(400)
})
after(() => model[Symbol.asyncDispose]())
const ORIGIN = 'https://front.example'
const environment = { ...model.environment, EMBED_ORIGINS: ORIGIN }
const limits = { heartbeatMs: 100, answerMs: 100 }
const { parley } = await startShop({ after }, { environment, limits })
const maya = parley.as('customer')
const client = openAiClient(parley.url, maya)

async function streaming(question: string, ...replies: readonly HeldReply[]) {
  answering = replies.map(({ reply }) => reply)
  const stream = await client.chat.completions.create({
    model: 'support',
    messages: [user(question)],
    stream: true,
    stream_options: { include_usage: true },
  })
  return stream[Symbol.asyncIterator]()
}

type Chunks = AsyncIterator<OpenAI.ChatCompletionChunk>

async function untilSaid(chunks: Chunks, words: string): Promise<string> {
  let text = ''
  while (!text.includes(words)) {
    const { value, done } = await chunks.next()
    assert.ok(done !== true, `it ended with “${text}”`)
    text += value.choices[0]?.delta.content ?? ''
  }
  return text
}

async function rest(chunks: Chunks): Promise<{ text: string; used: number }> {
  let [text, used] = ['', 0]
  for (let next = await chunks.next(); next.done !== true; next = await chunks.next()) {
    text += next.value.choices[0]?.delta.content ?? ''
    used = next.value.usage?.total_tokens ?? used
  }
  return { text, used }
}

test('a sentence is streamed as soon as it is verified, while the model goes on writing', async () => {
  const held = heldReply()
  const chunks = await streaming(QUESTION, held)
  held.say(FIRST)
  assert.equal(await untilSaid(chunks, FIRST.text), FIRST.text)
  held.say(SECOND)
  assert.equal(await untilSaid(chunks, SECOND.text), ` ${SECOND.text}`)
  held.end()
  const { text, used } = await rest(chunks)
  assert.equal(text, '')
  assert.ok(used > 0)
})

test('what was streamed and doesn’t stand is said to be withdrawn, with the answer', async () => {
  const [broken, whole] = [heldReply(), heldReply()]
  const chunks = await streaming(`${QUESTION} Please.`, broken, whole)
  broken.say(FIRST)
  await untilSaid(chunks, FIRST.text)
  broken.end(',{"text":')
  whole.say(SECOND)
  whole.end()
  const { text } = await rest(chunks)
  assert.match(text, /withdrawn\. This is the answer:\n\nWe pay the return shipping\./)
})

test('what takes longer than a request waits is answered by the same request again, which its client sends by itself', async () => {
  const held = heldReply()
  answering = [held.reply]
  const messages = [user(`${QUESTION} Thanks.`)]
  const asked = { model: 'support', messages }
  const error = await client.chat.completions.create(asked).catch((thrown: unknown) => thrown)
  assert.ok(error instanceof OpenAI.InternalServerError)
  assert.deepEqual([error.status, error.code], [503, 'not-answered-yet'])
  held.say(FIRST)
  held.end()
  const answer = await openAiClient(parley.url, maya, 5).chat.completions.create(asked)
  assert.equal(answer.choices[0]?.message.content, FIRST.text)
})

test('whoever waits for a stream is given a sign of life', async () => {
  const held = heldReply()
  answering = [held.reply]
  const leaving = new AbortController()
  const response = await fetch(`${parley.url}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${maya.key}`, 'content-type': 'application/json', origin: ORIGIN },
    body: JSON.stringify({ model: 'support', messages: [user(`${QUESTION} Well?`)], stream: true }),
    signal: leaving.signal,
  })
  assert.equal(response.headers.get('content-type'), 'text/event-stream')
  assert.equal(response.headers.get('access-control-allow-origin'), ORIGIN)
  assert.ok(response.body)
  let text = ''
  for await (const part of response.body.pipeThrough(new TextDecoderStream())) {
    text += part
    if (text.includes(': still here')) break
  }
  assert.match(text, /^data: \{"id":"chatcmpl-/)
  held.say(FIRST)
  held.end()
})

test('a page asks from an origin that the operator named, with the headers that OpenAI’s client sends, and from no other', async () => {
  const ask = (origin: string) =>
    fetch(`${parley.url}/v1/chat/completions`, {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers':
          'authorization,content-type,x-parley-person,x-stainless-os,x-stainless-retry-count',
      },
    })
  const allowed = await ask(ORIGIN)
  assert.equal(allowed.status, 204)
  const headers = allowed.headers.get('access-control-allow-headers') ?? ''
  assert.match(headers, /authorization.*x-stainless-os, x-stainless-retry-count/)
  assert.doesNotMatch(headers, /x-parley-person/)
  assert.equal(allowed.headers.get('access-control-allow-credentials'), null)
  assert.equal((await ask('https://evil.example')).status, 403)
})
