import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { deep } from '../helpers/depth.ts'
import { fails, openModelServer, saysJson, type ModelReply } from '../helpers/model-server.ts'
import { startShop } from '../helpers/parley.ts'
import { reads, writes, type ReadWish } from '../helpers/planner-replies.ts'

// One deed is asked about by one card, whichever way it was wished and is wished again.
let readings: ModelReply[] = []
let program = ''
let consent: 'yes' | 'no' = 'no'
const model = await openModelServer(({ schemaName }) => {
  if (schemaName === 'reading') return readings.shift() ?? fails(400)
  if (schemaName === 'consent') return saysJson({ consents: consent })
  return schemaName === 'plan' ? writes(program, { order: 'A17' }) : fails(400)
})
after(() => model[Symbol.asyncDispose]())
const { customer, shop } = await startShop({ after }, { environment: model.environment })
beforeEach(async () => {
  consent = 'no'
  await shop.renew()
})

const ORDER = `const order = await tools.shop.orders.get({ id: slots.order })\n`
const REFUND = (more = '') =>
  `${ORDER}tools.shop.refunds.create({ orderId: order.id, amount: order.total, currency: order.currency${more} })\n`
const MAIL = `tools.shop.mail.send({ to: order.customerEmail, template: 'refund-issued', values: { orderId: order.id } })`
const values = [{ name: 'orderId', words: 'A17' }]

/** Ways to wish a refund of A17, each message with how it is read and what a planner would write. */
const WAYS: Readonly<
  Record<string, readonly (readonly [text: string, read: Partial<ReadWish> | null, program?: string])[]>
> = {
  'in an example’s words': [['Refund order A17', null]],
  'for its procedure': [['so do give A17 back to my card', { procedure: 'refund', values }]],
  'by the answer to a question of ours': [
    ['the money back would be rather nice for me', { procedure: 'refund' }],
    ['A17', null],
  ],
  'for a plan of just that': [['so do give A17 back to my card', {}, REFUND(", reason: 'other'")]],
  'for a plan that says less': [['so do give A17 back to my card', {}, REFUND()]],
  'for a plan that does more': [['give A17 back to my card and mail me', {}, REFUND() + MAIL]],
  'as a question': [['could A17 come back to my card', { act: 'ask', from: 'tools' }, REFUND()]],
  'as a change of nothing': [['I meant A17 for my card', { act: 'change', plan: 'plan1', values }, REFUND()]],
  'as an answer to nothing': [['the one for my card, A17', { act: 'answer', values }, REFUND()]],
  'as a yes': [['A17 yes do that for my card', { act: 'yes' }, REFUND()]],
}

async function wished(way: string, threadId?: string): Promise<string> {
  let thread = threadId
  for (const [text, read, written = REFUND()] of WAYS[way] ?? []) {
    readings = read ? [reads(read)] : []
    program = written
    thread = (await customer.ask(text, thread)).threadId
  }
  return thread ?? ''
}

for (const first of ['in an example’s words', 'for a plan of just that', 'for a plan that does more']) {
  const tested = first === 'in an example’s words' ? test : deep
  void tested(`a refund that was wished ${first} is on one card, however it is wished again`, async (t) => {
    for (const again of Object.keys(WAYS)) {
      await t.test(again, async () => {
        const threadId = await wished(first)
        await wished(again, threadId)
        const waiting = (await customer.waitingPlans()).filter((plan) => plan.threadId === threadId)
        assert.equal(waiting.length, 1, JSON.stringify(waiting.map(({ title, id }) => [title, id])))
        await customer.ask('cancel that', threadId)
      })
    }
  })
}

for (const [title, wishes] of [
  ['as a change alone', [{ act: 'change', plan: 'plan1' }]],
  [
    'as a yes and a change',
    [
      { act: 'yes', plan: 'plan1', words: ['yes'] },
      { act: 'change', plan: 'plan1' },
    ],
  ],
  [
    'as a change and a yes',
    [
      { act: 'change', plan: 'plan1' },
      { act: 'yes', plan: 'plan1', words: ['yes'] },
    ],
  ],
  [
    'as a yes and a no',
    [
      { act: 'yes', words: ['yes'] },
      { act: 'no', plan: 'plan1' },
    ],
  ],
  [
    'as a yes on a condition beside it',
    [
      { act: 'yes', words: ['yes'] },
      { act: 'yes-if', plan: 'plan1' },
    ],
  ],
] as const satisfies readonly (readonly [string, readonly Partial<ReadWish>[]])[]) {
  test(`“yes, but …” agrees to nothing, whoever takes it for a yes besides: ${title}`, async () => {
    consent = 'yes'
    readings = [reads({ act: 'ask', from: 'tools' })]
    program = REFUND()
    const said = await customer.ask('could A17 come back to my card')
    const card = await customer.planOf(said)
    assert.ok(card.awaits.includes('requester'))
    readings = [reads(...wishes)]
    program = REFUND(", reason: 'damaged'")
    await customer.ask('yes, but as damaged please', said.threadId)
    await customer.events(said.threadId)
    const waiting = (await customer.waitingPlans()).filter((plan) => plan.threadId === said.threadId)
    assert.ok(waiting.every((plan) => plan.awaits.includes('requester')))
    assert.equal(waiting.length, title.includes('no') ? 0 : 1)
    if (title.includes('change')) assert.notEqual(waiting[0]?.id, card.id)
    assert.deepEqual((await shop.book()).calls, [])
  })
}
