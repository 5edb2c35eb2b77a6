import assert from 'node:assert/strict'
import { after, beforeEach, test, type TestContext } from 'node:test'
import type { PlanView } from '#contract/plan.ts'
import { deep } from '../helpers/depth.ts'
import { openPlaceAsOwner } from '../helpers/database.ts'
import { fails, saysJson, startModelServer, waitsFor, type TalkScript } from '../helpers/model-server.ts'
import { startShop } from '../helpers/parley.ts'
import type { Said } from '../helpers/parley-client.ts'
import { readingAgent } from '../helpers/reading-agent.ts'

// A plan that answers and does something: what it says is part of what is approved, with where its words come from.
const REFUND = `const order = await tools.shop.orders.get({ id: 'A17' })
tools.shop.refunds.create({ orderId: order.id, amount: order.total, currency: order.currency, reason: 'other' })`
const LOOKED_UP = `const other = await tools.shop.orders.get({ id: 'A12' })`
// Each with what was looked up, and with words that no list of verbs knows for a deed.
const TOLD = {
  en: ['Order A12 is ', 'The money is back on your card.'],
  de: ['Bestellung A12 ist ', 'Das Geld ist wieder auf Ihrer Karte.'],
  fr: ['La commande A12 est ', 'La somme figure à nouveau sur votre carte.'],
} as const
const agents = await readingAgent(
  { after },
  {
    'pay it with its note': `${REFUND}\nconst other = await tools.shop.orders.get({ id: 'A31' })\nreturn 'Its note says: ' + other.note`,
    'pay it with its price': `say('Never heard')\n${REFUND}\nreturn say('It comes to ' + money.format({ amount: order.total, currency: order.currency }) + '.')`,
    'pay it with its count': `${REFUND}\nreturn order.items.length`,
    'tell it and pay it': `const other = await tools.shop.orders.get({ id: 'A12' })\nsay(\`Order \${other.id} is \${other.status}. The refund of A17 has been paid.\`)\n${REFUND}`,
    ...Object.fromEntries(
      Object.entries(TOLD).map(([language, [fact, deed]]) => [
        `pay it in ${language}`,
        `${LOOKED_UP}\nsay(\`${deed} ${fact}\${other.status}.\`)\n${REFUND}`,
      ]),
    ),
    'pay nothing at all': `const order = await tools.shop.orders.get({ id: 'A12' })\nreturn \`It is \${order.status}.\``,
  },
)
const model = await startModelServer({ after } as TestContext, [], {
  talk: (request) => reader(request),
})
const OF_STEPS = /refund|paid|card|Karte|carte/
let reader: TalkScript = waitsFor(OF_STEPS)
const { parley, customer, lead, shop } = await startShop(
  { after },
  { environment: { ...model.environment, AGENTS_DIR: agents.dir } },
)

beforeEach(() => {
  reader = waitsFor(OF_STEPS)
  return shop.renew()
})

test('what a plan returns of a note is told its requester, marked, and what may be about its steps once they are done', async () => {
  const { plan, turn } = await waiting('pay it with its note')
  const { told, answer } = plan
  assert.ok(told && answer)
  assert.match(told.text, /^Its note says: /)
  assert.match(answer.text, /refund 900/)
  for (const said of [told, answer]) {
    assert.equal(said.origin, 'the note in order A31: unchecked')
    assert.equal(said.unchecked, true)
    assert.equal(said.excerpts[0]?.from, 'the note in order A31')
  }
  const done = await approved(plan, turn)
  assert.deepEqual([done.told, done.answer], [told, answer])
  const [text = ''] = await customer.answers(turn.threadId)
  assert.ok(text.startsWith(`${told.text}\n(the note in order A31: unchecked`), text)
  assert.ok(text.includes(`${answer.text}\n(the note in order A31: unchecked`), text)
  assert.match(text, /\nDone\.\n- Refund /)
})

test('of several texts the last counts, a number is said as it is, and what pay nothing at alls has no card', async () => {
  const { plan, turn } = await waiting('pay it with its price')
  assert.match(plan.told?.text ?? '', /^It comes to [\d,.]+ EUR\.$/)
  assert.deepEqual([plan.told?.origin, plan.told?.unchecked, plan.answer], ['from our orders', false, null])
  await approved(plan, turn)
  assert.match((await customer.answers(turn.threadId))[0] ?? '', /^It comes to .*\.\nDone\./)
  assert.match((await waiting('pay it with its count')).plan.told?.text ?? '', /^\d+$/)
  const told = await customer.ask('pay nothing at all')
  assert.match((await customer.answers(told.threadId))[0] ?? '', /^It is \w+\.$/)
})

test('what was looked up is told at once and stays, what is said of the deed waits and falls away, and who decides hears neither', async () => {
  const { plan, turn } = await waiting('tell it and pay it')
  const [text, card] = (await customer.messages(turn.threadId)).at(-1)?.parts ?? []
  assert.deepEqual(text, { type: 'text', text: 'Order A12 is delivered.', citations: [] })
  assert.equal(card?.type, 'plan')
  assert.deepEqual(
    [plan.told?.text, plan.answer?.text],
    ['Order A12 is delivered.', 'The refund of A17 has been paid.'],
  )
  const seen = await lead.plan(plan.id)
  assert.deepEqual([seen.said, seen.told, seen.answer], [null, null, null])
  assert.equal((await lead.decide(plan, 'reject', { reason: 'other' })).status, 200)
  await customer.settled(turn.runId, 'done')
  const [answer = ''] = await customer.answers(turn.threadId)
  assert.match(answer, /^Order A12 is delivered\.\n.*said no.*Nothing was done\./)
  assert.doesNotMatch(answer, /has been paid/)
})

for (const [language, [fact, deed]] of Object.entries(TOLD))
  test(`what was looked up is told before a refund and “${deed}” with it, and not where it is refused (${language})`, async () => {
    for (const decision of ['approve', 'reject'] as const) {
      await shop.renew()
      const { plan, turn } = await waiting(`pay it in ${language}`)
      assert.deepEqual([plan.told?.text, plan.answer?.text], [`${fact}delivered.`, deed])
      assert.equal((await lead.decide(plan, decision, decision === 'reject' ? { reason: 'other' } : {})).status, 200)
      await customer.settled(turn.runId, 'done')
      const [answer = ''] = await customer.answers(turn.threadId)
      assert.ok(answer.startsWith(`${fact}delivered.\n`), answer)
      assert.equal(answer.includes(deed), decision === 'approve')
    }
    const asked = model.talked.findLast(({ schemaName }) => schemaName === 'say-ahead')
    assert.doesNotMatch(JSON.stringify(asked?.messages), /A17|pay it/)
  })

const UNREAD: Readonly<Record<string, TalkScript>> = {
  'is down': () => fails(400),
  'says nothing of a sentence': () => saysJson({ sentences: [] }),
  'is unsure': () => saysJson({ sentences: [1, 2].map((sentence) => ({ sentence, is: 'unsure' })) }),
  'says two things of a sentence': () =>
    saysJson({ sentences: ['apart', 'of-steps'].map((is) => ({ sentence: 1, is })) }),
}
for (const [what, talk] of Object.entries(UNREAD))
  test(`where the reader of sentences ${what}, all of it waits`, async () => {
    reader = talk
    const { plan } = await waiting('tell it and pay it')
    assert.equal(plan.told, null)
    assert.equal(plan.answer?.text, 'Order A12 is delivered. The refund of A17 has been paid.')
  })

deep('what may be told before is under its digest, too', async () => {
  const { plan, turn } = await waiting('pay it in en')
  await using owner = await openPlaceAsOwner(parley.place)
  await owner.exec(`update plans set said = jsonb_set(said, '{ahead}', '[[0, 60]]') where id = '${plan.id}'`)
  assert.equal((await lead.decide(plan, 'approve')).status, 200)
  await customer.settled(turn.runId, 'done')
  assert.equal((await customer.plan(plan.id)).failure?.code, 'digest-differs')
})

deep('what it says is under its digest: said otherwise in its row, the yes does nothing', async () => {
  const { plan, turn } = await waiting('pay it with its price')
  await using owner = await openPlaceAsOwner(parley.place)
  await owner.exec(`update plans set said = jsonb_set(said, '{text}', '"It costs nothing."') where id = '${plan.id}'`)
  assert.equal((await lead.decide(plan, 'approve')).status, 200)
  await customer.settled(turn.runId, 'done')
  const ended = await customer.plan(plan.id)
  assert.deepEqual([ended.status, ended.failure?.code], ['failed', 'digest-differs'])
  assert.match(ended.failure?.text ?? '', /said differs/)
})

deep('of what nobody approved as its words nothing is told', async () => {
  const { plan, turn } = await waiting('pay it with its price')
  await using owner = await openPlaceAsOwner(parley.place)
  await owner.exec(`update plans set seal = seal #- '{fields,said}' where id = '${plan.id}'`)
  assert.equal((await lead.plan(plan.id)).answer, null)
  assert.equal((await lead.decide(plan, 'approve')).status, 200)
  await customer.settled(turn.runId, 'done')
  assert.equal((await customer.plan(plan.id)).status, 'failed')
})

interface Waiting {
  readonly plan: PlanView
  readonly turn: Said
}

async function waiting(text: string): Promise<Waiting> {
  const turn = await customer.ask(text)
  assert.equal(turn.run.status, 'waiting')
  return { turn, plan: await customer.planOf(turn) }
}

async function approved(plan: PlanView, turn: Said): Promise<PlanView> {
  assert.equal((await lead.decide(plan, 'approve')).status, 200)
  await customer.settled(turn.runId, 'done')
  const done = await customer.plan(plan.id)
  assert.equal(done.status, 'done')
  return done
}
