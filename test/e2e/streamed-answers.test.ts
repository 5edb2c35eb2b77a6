import assert from 'node:assert/strict'
import { once, on } from 'node:events'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { WebSocket } from 'ws'
import { z } from 'zod'
import { TextDelta } from '#contract/text-delta.ts'
import { deep } from '../helpers/depth.ts'
import { FIRST, MADE_UP, QUESTION, SECOND } from '../fixtures/vase-answer.ts'
import { heldReply, type HeldReply } from '../helpers/held-reply.ts'
import { fails, openModelServer, type ModelReply } from '../helpers/model-server.ts'
import { startShop } from '../helpers/parley.ts'
import { startWorkerProcess } from '../helpers/parley-process.ts'
import { COMES_WITHIN_MS } from '../helpers/patient.ts'
import { routesTo } from '../helpers/planner-replies.ts'

let answering: readonly ModelReply[] = []
const model = await openModelServer(({ schemaName }) => {
  if (schemaName === 'reading') return routesTo('answer')
  const [next = fails(400), ...rest] = answering
  answering = rest
  return schemaName === 'answer' ? next : fails(400)
})
after(() => model[Symbol.asyncDispose]())
const { parley, customer, shop } = await startShop({ after }, { environment: model.environment })
const onPostgres = { skip: parley.place.kind !== 'postgres' && 'a worker by itself needs PostgreSQL' }

async function asking(...replies: readonly HeldReply[]) {
  answering = replies.map(({ reply }) => reply)
  return customer.say(QUESTION)
}

test('a sentence is shown as soon as it is verified, while the model goes on writing', async () => {
  const held = heldReply()
  const said = await asking(held)
  held.say(FIRST)
  const first = await customer.delta(said.threadId, () => true)
  assert.deepEqual([first.offset, first.text, first.runId], [0, FIRST.text, said.runId])
  // Whoever comes in the middle is told what was said so far.
  assert.equal((await customer.delta(said.threadId, () => true)).text, FIRST.text)
  const second = customer.delta(said.threadId, ({ text }) => text.includes(SECOND.text))
  held.say(SECOND)
  const { offset, text } = await second
  assert.equal(FIRST.text.slice(0, offset) + text, `${FIRST.text} ${SECOND.text}`)
  held.end()
  await customer.settled(said.runId, 'done')
  const answer = (await customer.messages(said.threadId))[1]
  assert.equal(answer?.id, first.messageId)
  assert.deepEqual(await customer.answers(said.threadId), [`${FIRST.text} ${SECOND.text}`])
  const events = await customer.events(said.threadId)
  assert.ok(!events.some((event) => TextDelta.safeParse(event).success), 'it is no event of record')
})

deep('what isn’t in the documents is never sent, not for a moment', async () => {
  const held = heldReply()
  const said = await asking(held)
  const told: unknown[] = []
  const isFollowing = Promise.withResolvers<void>()
  const following = (async () => {
    for await (const message of socketMessages(said.threadId)) {
      told.push(message)
      isFollowing.resolve()
      if (z.object({ type: z.literal('run-completed') }).safeParse(message).success) return
    }
  })()
  await isFollowing.promise
  held.say(MADE_UP)
  held.say({ text: 'You have 15 days.', quotes: FIRST.quotes })
  held.say({ text: SECOND.text, quotes: [{ passage: 2, quote: SECOND.quotes[0]?.quote ?? '' }] })
  held.say(FIRST)
  await customer.delta(said.threadId, () => true)
  held.end()
  await following
  assert.doesNotMatch(JSON.stringify(told), /1,000|15 days|shipping/)
  assert.ok(told.some((message) => TextDelta.safeParse(message).data?.text === FIRST.text))
})

deep('a socket brings the sentences in pieces of any size', async () => {
  const held = heldReply()
  const said = await asking(held)
  const messages = socketMessages(said.threadId)
  for (const character of JSON.stringify(FIRST)) held.write(character)
  for await (const message of messages) {
    const delta = TextDelta.safeParse(message)
    if (!delta.success) continue
    assert.equal(delta.data.text, FIRST.text)
    break
  }
  held.end()
  await customer.settled(said.runId, 'done')
})

deep('a reply that breaks off is asked for again, and what comes then replaces what was said', async () => {
  const [broken, whole] = [heldReply(), heldReply()]
  const said = await asking(broken, whole)
  broken.say(FIRST)
  await customer.delta(said.threadId, ({ text }) => text === FIRST.text)
  const replaced = customer.delta(said.threadId, ({ offset, text }) => offset === 0 && text === SECOND.text)
  broken.end(',{"text":')
  whole.say(SECOND)
  await replaced
  whole.end()
  await customer.settled(said.runId, 'done')
  assert.deepEqual(await customer.answers(said.threadId), [SECOND.text])
})

deep('an answer longer than a notification is told whole, in order', async () => {
  const held = heldReply()
  const said = await asking(held)
  const long = { ...SECOND, text: `${'We pay the return shipping, “really” we do ✓. '.repeat(90)}So it is.` }
  held.say(FIRST)
  held.say(long)
  let text = ''
  for await (const message of socketMessages(said.threadId)) {
    const delta = TextDelta.safeParse(message)
    if (delta.success) text = text.slice(0, delta.data.offset) + delta.data.text
    if (text.endsWith('So it is.')) break
  }
  assert.equal(text, `${FIRST.text} ${long.text}`)
  held.end()
  await customer.settled(said.runId, 'done')
  assert.deepEqual(await customer.answers(said.threadId), [text])
})

deep('a worker by itself tells whoever follows elsewhere', onPostgres, async () => {
  await parley.stop()
  await parley.start({ RUN_WORKER: 'false' })
  const worker = await startWorkerProcess({ shop, place: parley.place, environment: model.environment })
  const held = heldReply()
  const said = await asking(held)
  held.say(FIRST)
  assert.equal((await customer.delta(said.threadId, () => true)).text, FIRST.text)
  held.end()
  await customer.settled(said.runId, 'done')
  await worker.stop()
})

const People = z.record(z.string(), z.object({ key: z.string() }))

async function* socketMessages(threadId: string): AsyncGenerator<unknown> {
  const people = People.parse(JSON.parse(await readFile(join(parley.place.dataDir, 'dev-people.json'), 'utf8')))
  const signal = AbortSignal.timeout(COMES_WITHIN_MS)
  const socket = new WebSocket(`${parley.url.replace('http', 'ws')}/v1/socket`)
  try {
    await once(socket, 'open', { signal })
    const messages = on(socket, 'message', { signal, close: ['close'] })
    socket.send(JSON.stringify({ type: 'authenticate', token: people['customer']?.key, threadId, after: 0 }))
    for await (const [data] of messages) yield JSON.parse(String(data))
  } finally {
    socket.terminate()
  }
}
