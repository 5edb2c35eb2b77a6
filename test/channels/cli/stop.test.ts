import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, test, type TestContext } from 'node:test'
import { z } from 'zod'
import { deep } from '../../helpers/depth.ts'
import { startParley } from '../../helpers/parley.ts'
import { startTestShop } from '../../helpers/shop.ts'
import { startToolProxy } from '../../helpers/tool-proxy.ts'
import { sitDown } from './sit-down.ts'
import { until } from '../../helpers/until.ts'
import { patient } from '../../helpers/patient.ts'

const shop = await startTestShop({ after })
let held: { readonly tool: string; readonly over: Promise<void> } = { tool: '', over: Promise.resolve() }
const proxy = await startToolProxy({ after }, shop.url, ({ tool }) =>
  tool === held.tool ? { until: held.over } : 'pass',
)
const parley = await startParley({ after }, { shop: { url: proxy.url, token: shop.token } })

test('a terminal says what is looked up; Ctrl-C stops it, and Ctrl-C then leaves', patient, async (t) => {
  hold(t, 'orders.get')
  const seat = sitDown(t, { parley, isTTY: true })
  await seat.see(/Ctrl-C stops what is\s+running/)
  seat.type('Refund order A17\r')
  await seat.see(/Look up order A17… >/)
  seat.type('\u0003')
  await seat.see(/Stopping… Ctrl-C again leaves\.[^]*You stopped this; nothing was done\./)
  seat.type('\u0003')
  assert.equal(await seat.ended, 0)
  assert.deepEqual((await shop.book()).refunds, [])
})

deep('what has begun is finished, and the second Ctrl-C leaves', patient, async (t) => {
  const release = hold(t, 'refunds.create')
  const seat = sitDown(t, { parley, isTTY: true })
  await seat.see(/Ctrl-C stops what is\s+running/)
  seat.type('Refund order A12\r')
  await seat.see(/Goes ahead by itself/)
  await until(() => proxy.requests.some(({ tool }) => tool === 'refunds.create'), t.signal)
  seat.type('\u0003')
  await seat.see(/It has started and will finish what it began\. Ctrl-C again leaves\./)
  seat.type('\u0003')
  assert.equal(await seat.ended, 0)
  release()
})

deep('a pipe gets the answer and no word of how far it is', patient, async (t) => {
  const release = hold(t, 'orders.get')
  const { body } = await parley.as('customer').request<{ id: string }>('POST', '/v1/threads', {})
  const seat = sitDown(t, { parley, isTTY: false }, '--thread', body.id, '-m', 'Refund order A17')
  await progressOf(body.id, t.signal)
  release()
  assert.equal(await seat.ended, 3)
  assert.doesNotMatch(seat.screen(), /Look up order A17…|Working it out/)
})

/** Holds a tool's calls until the test is over, or what is given back is called. */
function hold(t: TestContext, tool: string): () => void {
  const { promise, resolve } = Promise.withResolvers<void>()
  held = { tool, over: promise }
  t.after(() => resolve())
  return resolve
}

/** Until a thread's followers are told how far something is. */
async function progressOf(threadId: string, signal: AbortSignal): Promise<void> {
  const people = z.object({ customer: z.object({ key: z.string() }) })
  const file = await readFile(join(parley.place.dataDir, 'dev-people.json'), 'utf8')
  const { key } = people.parse(JSON.parse(file)).customer
  const headers = { authorization: `Bearer ${key}`, accept: 'text/event-stream' }
  const response = await fetch(`${parley.url}/v1/threads/${threadId}/events`, { headers, signal })
  assert.ok(response.body)
  for await (const text of response.body.pipeThrough(new TextDecoderStream())) {
    if (text.includes('plan-progress')) return
  }
}
