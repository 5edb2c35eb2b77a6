import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { copyAgents } from '../helpers/agents.ts'
import { startParley } from '../helpers/parley.ts'
import type { Said } from '../helpers/parley-client.ts'
import { startTestShop } from '../helpers/shop.ts'
import { startToolProxy } from '../helpers/tool-proxy.ts'
import { until } from '../helpers/until.ts'

// Mail has no key here: of one whose answer is lost nobody but a person can say what became of it.
const shop = await startTestShop({ after })
let loses: string | null = null
const proxy = await startToolProxy({ after }, shop.url, ({ tool }) =>
  tool !== null && tool === loses ? 'drop-after' : 'pass',
)
const agents = await copyAgents({ after })
await agents.change(
  'tools.yaml',
  '    later: [values]\n    idempotencyKey: key\n    keyLives: 24h\n',
  '    later: [values]\n',
)
const parley = await startParley(
  { after },
  { shop: { url: proxy.url, token: shop.token }, environment: { AGENTS_DIR: agents.dir } },
)
const customer = parley.as('customer')
const lead = parley.as('support-lead')
const operator = parley.as('operator')

beforeEach(async () => {
  loses = null
  await shop.renew()
  for (const plan of await lead.waitingPlans()) await lead.decide(plan, 'reject')
})

async function ask(text: string, times: number): Promise<readonly (Said & { readonly planId: string })[]> {
  const asked = []
  for (let at = 0; at < times; at++) {
    const said = await customer.ask(text)
    asked.push({ ...said, planId: (await customer.planOf(said)).id })
  }
  return asked
}

async function statuses(asked: readonly { readonly planId: string }[]): Promise<readonly string[]> {
  return Promise.all(asked.map(async ({ planId }) => (await customer.plan(planId)).status))
}

test('one yes is for one of equal requests; once it is done the others end, and their conversations are told', async () => {
  const equal = await ask('Refund order A17', 3)
  const [other] = await ask('Refund order A23', 1)
  const [first, ...others] = equal
  assert.ok(first && other)
  assert.equal((await lead.decide(await lead.plan(first.planId), 'approve')).status, 200)
  await customer.settled(first.runId, 'done')
  for (const { runId } of others) await customer.settled(runId, 'done')
  assert.deepEqual(await statuses([...equal, other]), ['done', 'cancelled', 'cancelled', 'waiting'])
  assert.equal((await shop.book()).refunds.length, 1)
  for (const { threadId, planId } of others) {
    assert.deepEqual(await customer.answers(threadId), [
      'The same was asked for more than once, and another request for it has been done. It was not done again.',
    ])
    assert.equal((await customer.plan(planId)).failure?.code, 'done-by-equal')
  }
})

test('the others stay while nobody knows what came of the first, and where it failed', async () => {
  const [first, ...others] = await ask('Refund order A17', 2)
  assert.ok(first)
  loses = 'mail.send'
  assert.equal((await lead.decide(await lead.plan(first.planId), 'approve')).status, 200)
  await until(async () => (await statuses([first]))[0] === 'unknown')
  assert.deepEqual(await statuses(others), ['waiting'])
  const said = { outcome: 'did-not', note: 'looked it up' }
  assert.equal((await operator.request('POST', `/v1/plans/${first.planId}/effects/1/resolution`, said)).status, 200)
  await customer.settled(first.runId, 'done')
  assert.deepEqual(await statuses([first, ...others]), ['failed', 'waiting'])
})
