import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { fails, openModelServer, saysJson, type ModelReply } from '../helpers/model-server.ts'
import { startParley } from '../helpers/parley.ts'
import { reads, writes, type ReadWish } from '../helpers/planner-replies.ts'
import { startTestShop } from '../helpers/shop.ts'

// Beside a card that waits for its requester's own yes; both other readers would take anything for one.
let readings: ModelReply[] = []
let plans: ModelReply[] = []
const model = await openModelServer(({ schemaName }) => {
  if (schemaName === 'reading') return readings.shift() ?? fails(400)
  if (schemaName === 'consent') return saysJson({ consents: 'yes' })
  return (schemaName === 'plan' ? plans.shift() : null) ?? fails(400)
})
after(() => model[Symbol.asyncDispose]())
const shop = await startTestShop({ after })
const parley = await startParley({ after }, { shop, environment: model.environment })
const customer = parley.as('customer')
beforeEach(() => shop.renew())

const WANTED = 'I would like to hear about my mug'
const OF_THE_MUG = (asked = '') => `const orders = await tools.shop.orders.search({})
const order = orders.find(({ items }) => items.some(({ title }) => title.includes('mug')))
const found = await tools.shop.orders.get({ id: order.id })
tools.shop.refunds.create({ orderId: found.id, amount: found.total, currency: found.currency, reason: 'other' }${asked && `, ${JSON.stringify(asked)}`})`

async function shownCard() {
  readings = [reads({ act: 'ask', from: 'tools' })]
  plans = [writes(OF_THE_MUG())]
  const said = await customer.ask(WANTED)
  const plan = await customer.planOf(said)
  assert.ok(plan.awaits.includes('requester'))
  return { plan, threadId: said.threadId }
}

async function saidBack(threadId: string): Promise<string> {
  return (await customer.answers(threadId)).at(-1) ?? ''
}

const NOT_TAKEN = /^Your yes has a condition, so I haven’t taken it\. As before, this waits: Refund/

for (const [title, words, wish, plan, answer] of [
  ['one that nobody can look up', 'yes, if I like the colour tomorrow', {}, null, /^[^\n]*$/],
  [
    'one that the documents answer',
    'yes, if you ship to France',
    { question: 'Do you ship to France?', from: 'documents' },
    null,
    /France|European Union/,
  ],
  [
    'one that a tool knows',
    'ja, aber nur wenn es noch nicht verschickt ist',
    { question: 'Ist es schon verschickt?', from: 'tools' },
    "return say('It was shipped.')",
    /It was shipped\./,
  ],
] as const satisfies readonly (readonly [string, string, Partial<ReadWish>, string | null, RegExp])[]) {
  test(`a yes on a condition takes nothing, and leaves the card: ${title}`, async () => {
    const { plan: card, threadId } = await shownCard()
    readings = [reads({ act: 'yes-if', plan: 'plan1', ...wish })]
    plans = plan === null ? [] : [writes(plan)]
    await customer.ask(words, threadId)
    const back = await saidBack(threadId)
    assert.match(back, words.startsWith('ja') ? /^An Ihrem Ja hängt eine Bedingung/ : NOT_TAKEN)
    assert.match(back, answer)
    const now = await customer.plan(card.id)
    assert.deepEqual([now.status, now.digest, now.awaits], ['waiting', card.digest, card.awaits])
  })
}

test('a planner that stages the deed for it begins nothing, and there is one card', async () => {
  const { threadId } = await shownCard()
  const words = 'yes, refund it, if it was never shipped'
  readings = [reads({ act: 'yes-if', plan: 'plan1', question: 'Was it shipped?', from: 'tools' })]
  plans = [writes(OF_THE_MUG('yes, refund it'))]
  const said = await customer.ask(words, threadId)
  assert.ok((await customer.planOf(said)).awaits.includes('requester'))
  const waiting = (await customer.waitingPlans()).filter((plan) => plan.threadId === threadId)
  assert.equal(waiting.length, 1)
})

test('where nothing is open it says yes to nothing', async () => {
  readings = [reads({ act: 'yes-if', question: 'Do you ship to France?', from: 'documents' })]
  const { threadId } = await customer.ask('sure, if you ship to France')
  assert.match(await saidBack(threadId), /France|European Union/)
})
