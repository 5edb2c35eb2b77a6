import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { fails, openModelServer, saysJson, type ModelReply } from '../helpers/model-server.ts'
import { startParley } from '../helpers/parley.ts'
import { reads, writes } from '../helpers/planner-replies.ts'
import { startTestShop } from '../helpers/shop.ts'

// What somebody types beside a card that waits for their own yes: who reads it, a model or the rules.
let readings: ModelReply[] = []
let plans: ModelReply[] = []
let asked: string[] = []
const model = await openModelServer(({ schemaName }) => {
  asked.push(schemaName ?? '')
  if (schemaName === 'reading') return readings.shift() ?? fails(400)
  if (schemaName === 'consent') return saysJson({ consents: 'yes' })
  return (schemaName === 'plan' ? plans.shift() : null) ?? fails(400)
})
after(() => model[Symbol.asyncDispose]())
const shop = await startTestShop({ after })
const parley = await startParley({ after }, { shop, environment: model.environment })
const customer = parley.as('customer')
beforeEach(async () => {
  await shop.renew()
  for (const { runId } of await customer.waitingPlans()) await customer.request('POST', `/v1/runs/${runId}/cancel`)
})

const OF_THE_MUG = `const orders = await tools.shop.orders.search({})
const order = orders.find(({ items }) => items.some(({ title }) => title.includes('mug')))
const found = await tools.shop.orders.get({ id: order.id })
tools.shop.refunds.create({ orderId: found.id, amount: found.total, currency: found.currency, reason: 'other' })`

async function shownCard() {
  readings = [reads({ act: 'ask', from: 'tools' })]
  plans = [writes(OF_THE_MUG)]
  const said = await customer.ask('I would like to hear about my mug')
  const plan = await customer.planOf(said)
  assert.ok(plan.awaits.includes('requester'))
  asked = []
  return { planId: plan.id, threadId: said.threadId }
}

const isRead = (): boolean => asked.includes('reading')

for (const words of [
  'das wäre super nett, gern',
  'klingt gut, danke',
  'great!',
  'yes, the mug for 89.50 please',
  'Yes, refund order A23',
]) {
  test(`a model reads “${words}”, and its yes counts`, async () => {
    const { planId, threadId } = await shownCard()
    readings = [reads({ act: 'yes', plan: 'plan1' })]
    await customer.ask(words, threadId)
    assert.ok(isRead())
    const { decisions } = await customer.plan(planId)
    assert.deepEqual(
      decisions.map(({ decision, principal }) => [decision, principal.id]),
      [['approve', 'customer']],
    )
  })
}

test('a model that takes kind words for none decides nothing', async () => {
  const { planId, threadId } = await shownCard()
  readings = [reads({ act: 'talk' })]
  await customer.ask('das wäre super nett, gern', threadId)
  assert.ok(isRead())
  const { status, decisions } = await customer.plan(planId)
  assert.deepEqual([status, decisions], ['waiting', []])
})

for (const [words, became] of [
  ['ja bitte', 'approve'],
  ['Yes, thanks!', 'approve'],
  ['nein danke', 'reject'],
] as const) {
  test(`nobody has to read “${words}”`, async () => {
    const { planId, threadId } = await shownCard()
    await customer.ask(words, threadId)
    assert.ok(!isRead())
    assert.equal((await customer.plan(planId)).decisions[0]?.decision, became)
  })
}

for (const [words, became] of [
  ['Thanks!', 'waiting'],
  ['forget it', 'cancelled'],
] as const) {
  test(`nobody has to read “${words}” either`, async () => {
    const { planId, threadId } = await shownCard()
    await customer.ask(words, threadId)
    assert.ok(!isRead())
    assert.equal((await customer.plan(planId)).status, became)
  })
}
