import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'
import { after, test } from 'node:test'
import { z } from 'zod'
import { deep } from '../helpers/depth.ts'
import { startParley } from '../helpers/parley.ts'
import { startTestShop } from '../helpers/shop.ts'
import { startToolProxy } from '../helpers/tool-proxy.ts'
import { until } from '../helpers/until.ts'

// An embedding endpoint that is down until it isn't: then every text about money is alike, and like no other.
let isDown = true
let isHanging = false
const Asked = z.object({ input: z.array(z.string()) })
const endpoint = createServer(async (request, response) => {
  if (isHanging) return
  if (isDown) return response.writeHead(503).end()
  const { input } = Asked.parse(await json(request))
  const data = input.map((text, index) => ({ index, embedding: vectorOf(/money/i.test(text) ? 0 : 1) }))
  response.end(JSON.stringify({ data }))
}).listen(0, '127.0.0.1')
await once(endpoint, 'listening')
after(() => endpoint.closeAllConnections())
after(() => endpoint.close())

const shop = await startTestShop({ after })
const { port } = endpoint.address() as AddressInfo
const parley = await startParley(
  { after },
  { shop, environment: { EMBEDDINGS_BASE_URL: `http://127.0.0.1:${port}`, EMBEDDINGS_MODEL: 'test' } },
)
const customer = parley.as('customer')
const PARAPHRASE = 'Kindly give me the money back for A17, it is a wreck'

test('without an embedding model it starts, and known words, approvals and quotes work', async () => {
  const said = await customer.ask('Refund order A17')
  const plan = await customer.planOf(said)
  assert.equal((await parley.as('support-lead').decide(plan, 'approve')).status, 200)
  await customer.settled(said.runId, 'done')
  assert.equal((await shop.book()).refunds.length, 1)
  const other = await customer.ask(PARAPHRASE)
  assert.equal(other.run.status, 'done')
  assert.equal((await customer.answers(other.threadId)).length, 1)
  assert.match(parley.log(), /embedding-unavailable/)
})

deep('when it is back, so are words that only resemble an example, without a new start', async () => {
  await shop.renew()
  isDown = false
  const said = await customer.ask(PARAPHRASE)
  assert.equal((await customer.planOf(said)).status, 'waiting')
})

deep('while it hangs, words find and answer, and nobody waits for as long as it may take over documents', async () => {
  isHanging = true
  const startedAt = performance.now()
  const found = await customer.request<{ results: { text: string }[] }>('GET', '/v1/search?q=lamps+made+to+order')
  assert.equal(found.status, 200)
  assert.match(found.body.results[0]?.text ?? '', /lamp/i)
  const { threadId } = await customer.ask('How much is return shipping to you from Norway?')
  assert.match((await customer.answers(threadId))[0] ?? '', /return shipping|Norway/i)
  assert.ok(performance.now() - startedAt < 20_000, 'an endpoint may take 30 s over documents')
  isHanging = false
})

deep('a tool server that is left alone is one in the metrics, and none once it answers again', async () => {
  let isBroken = true
  const proxy = await startToolProxy({ after }, shop.url, ({ tool }) =>
    isBroken && tool === 'orders.get' ? 'drop-after' : 'pass',
  )
  await parley.stop()
  await parley.start({ SHOP_MCP_URL: proxy.url })
  const resting = async () => {
    const text = await (await fetch(`${parley.url}/metrics`)).text()
    return /^parley_tool_server_resting\{agent="support",server="shop"\} (\d)$/m.exec(text)?.[1]
  }
  assert.equal(await resting(), '0')
  for (let call = 0; call < 5; call++) await customer.ask('Refund order A31')
  assert.equal(await resting(), '1')
  isBroken = false
  // As long as it is left alone.
  await until(async () => {
    await customer.ask('Refund order A31')
    return (await resting()) === '0'
  })
})

deep('a tool server that is down is said by /readyz, and doesn’t make the server unready', async () => {
  await parley.stop()
  await shop.stop()
  await parley.start()
  const response = await fetch(`${parley.url}/readyz`)
  assert.equal(response.status, 200)
  const { ready, dependencies } = Readiness.parse(await response.json())
  assert.deepEqual([ready, dependencies['database']?.ok, dependencies['tools/support/shop']?.ok], [true, true, false])
})

const Readiness = z.object({ ready: z.boolean(), dependencies: z.record(z.string(), z.object({ ok: z.boolean() })) })

function vectorOf(axis: number): readonly number[] {
  return Array.from({ length: 512 }, (_, index) => (index === axis ? 1 : 0))
}
