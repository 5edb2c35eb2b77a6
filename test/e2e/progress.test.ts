import assert from 'node:assert/strict'
import { once, on } from 'node:events'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, beforeEach, test, type TestContext } from 'node:test'
import { EventSourceParserStream } from 'eventsource-parser/stream'
import { WebSocket } from 'ws'
import { z } from 'zod'
import { PlanProgress } from '#contract/plan-progress.ts'
import { deep, someOf } from '../helpers/depth.ts'
import { copyAgents } from '../helpers/agents.ts'
import { startParley } from '../helpers/parley.ts'
import { startWorkerProcess } from '../helpers/parley-process.ts'
import { COMES_WITHIN_MS } from '../helpers/patient.ts'
import { startTestShop } from '../helpers/shop.ts'
import { startToolProxy, type ProxyAction } from '../helpers/tool-proxy.ts'

// Three reads: of the operator's own order, of the one that was asked for, and of one that a record names.
const agents = await copyAgents({ after })
await agents.change(
  'playbooks/refund.js',
  'const order = await tools.shop.orders.get({ id: orderId })',
  `await tools.shop.orders.get({ id: 'A12' })
  const order = await tools.shop.orders.get({ id: orderId })
  if (order) await tools.shop.orders.get({ id: order.id })`,
)
const shop = await startTestShop({ after })
let onCall: (tool: string | null) => ProxyAction = () => 'pass'
const proxy = await startToolProxy({ after }, shop.url, ({ tool }) => onCall(tool))
const reached = { url: proxy.url, token: shop.token }
const environment = { AGENTS_DIR: agents.dir }
const parley = await startParley({ after }, { shop: reached, environment })
const customer = parley.as('customer')
const People = z.record(z.string(), z.object({ key: z.string() }))
const key =
  People.parse(JSON.parse(await readFile(join(parley.place.dataDir, 'dev-people.json'), 'utf8')))['customer']?.key ?? ''
const onPostgres = { skip: parley.place.kind !== 'postgres' && 'a worker by itself needs PostgreSQL' }

beforeEach(() => {
  onCall = () => 'pass'
})

for (const [kind, follow] of someOf([
  ['the event stream', sseMessages],
  ['a socket', socketMessages],
] as const)) {
  test(`${kind} says what a plan looks up as it goes, in words that hold nothing of a record`, async (t) => {
    const third = holdCall(t, 3)
    const said = await customer.say('Refund order A17')
    const messages = follow(said.threadId)
    await third.reached
    const progress = await firstWhere(messages, ({ reads, lookedUp }) => reads.length === 3 && lookedUp === 2)
    assert.deepEqual(
      progress.reads.map(({ title, state }) => [title, state]),
      [
        ['Look up order A12', 'done'],
        ['Look up order A17', 'done'],
        ['Look up order …', 'under-way'],
      ],
    )
    assert.equal(progress.stage, 'trying')
    assert.equal(progress.runId, said.runId)
    assert.ok(progress.planId)
    // Whoever comes in the middle is told at once.
    const late = await firstWhere(follow(said.threadId), () => true)
    assert.deepEqual(late.reads, progress.reads)
    third.release()
    assert.equal((await customer.settled(said.runId, 'waiting')).status, 'waiting')
    const events = await customer.events(said.threadId)
    assert.ok(!events.some((event) => isEvent(event, 'plan-progress')), 'it is no event of record')
    assert.deepEqual(
      events.map(({ seq }) => seq),
      events.map((_event, index) => index + 1),
    )
  })
}

deep('of what has ended only its events are told', async () => {
  for (let turn = 0; turn < 5; turn++) {
    const said = await customer.ask('Refund order A17')
    await customer.request('POST', `/v1/runs/${said.runId}/cancel`)
    await customer.settled(said.runId, 'done')
    const told: unknown[] = []
    for await (const message of sseMessages(said.threadId)) {
      told.push(message)
      if (isEvent(message, 'run-completed')) break
    }
    assert.deepEqual(
      told.filter((message) => isEvent(message, 'plan-progress')),
      [],
    )
  }
})

deep('nothing is told in the first 300 ms of a turn', async (t) => {
  const first = holdCall(t, 1)
  const said = await customer.say('Refund order A17')
  const progress = await firstWhere(sseMessages(said.threadId), () => true)
  const [received] = await customer.events(said.threadId)
  assert.ok(Date.parse(progress.at) - Date.parse(received?.at ?? '') >= 290)
  first.release()
  // Otherwise the next test's worker goes on with it, and its reads count among those of that test.
  await customer.settled(said.runId, 'waiting')
})

deep('a worker by itself tells whoever follows elsewhere, and what it told is gone with it', onPostgres, async (t) => {
  await parley.stop()
  await parley.start({ RUN_WORKER: 'false' })
  const worker = await startWorkerProcess({ shop: reached, place: parley.place, environment })
  const second = holdCall(t, 2)
  const said = await customer.say('Refund order A17')
  const progress = await firstWhere(sseMessages(said.threadId), ({ reads }) => reads.length === 2)
  assert.equal(progress.reads[1]?.title, 'Look up order A17')
  assert.equal((await firstWhere(sseMessages(said.threadId), () => true)).lookedUp, 1)
  second.release()
  await customer.settled(said.runId, 'waiting')
  await worker.stop()
})

interface Held {
  readonly reached: Promise<void>
  release(): void
}

/** Holds the nth call of a read until the test is over. */
function holdCall(t: TestContext, nth: number): Held {
  const came = Promise.withResolvers<void>()
  const over = Promise.withResolvers<void>()
  t.after(() => over.resolve())
  let count = 0
  onCall = (tool) => {
    if (tool !== 'orders.get' || ++count !== nth) return 'pass'
    came.resolve()
    return { until: over.promise }
  }
  return { reached: came.promise, release: () => over.resolve() }
}

async function firstWhere(
  messages: AsyncIterable<unknown>,
  isIt: (progress: PlanProgress) => boolean,
): Promise<PlanProgress> {
  for await (const message of messages) {
    const progress = PlanProgress.safeParse(message)
    if (progress.success && isIt(progress.data)) return progress.data
  }
  throw new Error('the messages ended before the one that was waited for')
}

function isEvent(message: unknown, type: string): boolean {
  return typeof message === 'object' && message !== null && 'type' in message && message.type === type
}

async function* sseMessages(threadId: string): AsyncGenerator<unknown> {
  const response = await fetch(`${parley.url}/v1/threads/${threadId}/events?after=0`, {
    headers: { authorization: `Bearer ${key}`, accept: 'text/event-stream' },
    signal: AbortSignal.timeout(COMES_WITHIN_MS),
  })
  assert.ok(response.body)
  const frames = response.body.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream())
  for await (const frame of frames) {
    if (frame.event === 'plan-progress') assert.equal(frame.id, undefined)
    yield JSON.parse(frame.data)
  }
}

async function* socketMessages(threadId: string): AsyncGenerator<unknown> {
  const signal = AbortSignal.timeout(COMES_WITHIN_MS)
  const socket = new WebSocket(`${parley.url.replace('http', 'ws')}/v1/socket`)
  try {
    await once(socket, 'open', { signal })
    const messages = on(socket, 'message', { signal, close: ['close'] })
    socket.send(JSON.stringify({ type: 'authenticate', token: key, threadId, after: 0 }))
    for await (const [data] of messages) yield JSON.parse(String(data))
  } finally {
    socket.terminate()
  }
}
