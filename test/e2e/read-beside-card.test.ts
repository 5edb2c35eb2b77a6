import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { fails, openModelServer, saysJson, type ModelReply } from '../helpers/model-server.ts'
import { startShop } from '../helpers/parley.ts'
import { reads, writes, type ReadWish } from '../helpers/planner-replies.ts'

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
const { customer, shop } = await startShop({ after }, { environment: model.environment })
beforeEach(async () => {
  await shop.renew()
  for (const { runId } of await customer.waitingPlans()) await customer.request('POST', `/v1/runs/${runId}/cancel`)
})

const ofTheMug = (words = '') => `const orders = await tools.shop.orders.search({})
const order = orders.find(({ items }) => items.some(({ title }) => title.includes('mug')))
const found = await tools.shop.orders.get({ id: order.id })
tools.shop.refunds.create({ orderId: found.id, amount: found.total, currency: found.currency, reason: 'other' }${words && `, ${JSON.stringify(words)}`})`

async function shownCard() {
  readings = [reads({ act: 'ask', from: 'tools' })]
  plans = [writes(ofTheMug())]
  const said = await customer.ask('I would like to hear about my mug')
  const plan = await customer.planOf(said)
  assert.ok(plan.awaits.includes('requester'))
  asked = []
  return { plan, planId: plan.id, threadId: said.threadId }
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

// A yes on a condition: both other readers would take anything for a yes.
async function saidBack(threadId: string): Promise<string> {
  return (await customer.answers(threadId)).at(-1) ?? ''
}

const NOT_TAKEN = /^Your yes comes with a condition, so I haven’t gone ahead\. This still waits: Refund/

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
  plans = [writes(ofTheMug('yes, refund it'))]
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
