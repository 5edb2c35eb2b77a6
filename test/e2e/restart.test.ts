import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { deep } from '../helpers/depth.ts'
import { copyAgents } from '../helpers/agents.ts'
import { startParleyProcess } from '../helpers/parley-process.ts'
import { startTestShop } from '../helpers/shop.ts'
import { startToolProxy, type ProxyAction } from '../helpers/tool-proxy.ts'

// Mail goes out without a key here: were its call given up, nobody could say whether it went.
const shop = await startTestShop({ after })
let onCall: (tool: string | null) => ProxyAction = () => 'pass'
const proxy = await startToolProxy({ after }, shop.url, ({ tool }) => onCall(tool))
const agents = await copyAgents({ after })
await agents.change(
  'tools.yaml',
  '    later: [values]\n    idempotencyKey: key\n    keyLives: 24h\n',
  '    later: [values]\n',
)
// However busy the machine is: nobody is slow here, and nobody dies.
await agents.change('tools.yaml', 'timeout: 5s', 'timeout: 60s')
const environment = { AGENTS_DIR: agents.dir, RUN_LEASE_MS: '60000' }
const parley = await startParleyProcess({ after }, { shop: { url: proxy.url, token: shop.token }, environment })
const customer = parley.as('customer')
const lead = parley.as('support-lead')

test('a plan that waits over a restart is there afterwards, and is done when it is approved', async () => {
  const said = await customer.ask('Refund order A17')
  const plan = await customer.planOf(said)
  assert.equal(await parley.stop(), 0)
  await parley.start()
  assert.equal((await customer.settled(said.runId, 'waiting')).status, 'waiting')
  assert.deepEqual(await customer.plan(plan.id), plan)
  assert.equal((await lead.decide(plan, 'approve')).status, 200)
  await customer.settled(said.runId, 'done')
  const { refunds, mails } = await shop.book()
  assert.deepEqual([refunds.length, mails.length], [1, 1])
})

for (const [tool, step] of [
  ['refunds.create', 0],
  ['mail.send', 1],
] as const) {
  deep(
    `a stop while ${tool} is under way lets it finish; what comes after it is done after the next start`,
    async () => {
      await shop.renew()
      const { promise: begun, resolve: begin } = Promise.withResolvers<void>()
      const { promise: released, resolve: release } = Promise.withResolvers<void>()
      onCall = (called) => {
        if (called !== tool) return 'pass'
        begin()
        return { until: released }
      }
      const said = await customer.ask('Refund order A17')
      const plan = await customer.planOf(said)
      assert.equal((await lead.decide(plan, 'approve')).status, 200)
      await begun
      const stopped = parley.stop()
      await untilClosed()
      release()
      assert.equal(await stopped, 0)
      const { calls } = await shop.book()
      assert.deepEqual(
        calls.filter(({ effective }) => effective).map((call) => call.tool),
        ['refunds.create', 'mail.send'].slice(0, step + 1),
      )
      await parley.start()
      await customer.settled(said.runId, 'done')
      assert.equal((await customer.plan(plan.id)).status, 'done')
      assert.match((await customer.answers(said.threadId))[0] ?? '', /^Done/)
      const book = await shop.book()
      assert.deepEqual(
        book.calls.map((call) => call.tool),
        ['refunds.create', 'mail.send'],
      )
    },
  )
}

deep('a message that is being answered when the server stops is answered once, by the next', async () => {
  const said = await customer.say('How long do I have to return a damaged item?')
  assert.equal(await parley.stop(), 0)
  await parley.start()
  await customer.settled(said.runId, 'done')
  assert.equal((await customer.answers(said.threadId)).length, 1)
})

/** Until the server takes no connection any more: it is stopping. */
async function untilClosed(): Promise<void> {
  const isOpen = () =>
    fetch(`${parley.url}/healthz`).then(
      () => true,
      () => false,
    )
  while (await isOpen()) await delay(10)
}
