import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { fails, openModelServer, type ModelReply } from '../helpers/model-server.ts'
import { startShop } from '../helpers/parley.ts'
import { routesTo, writes } from '../helpers/planner-replies.ts'
import { askedLine } from '../helpers/plan-views.ts'

let programs: ModelReply[] = []
const model = await openModelServer(({ schemaName }) =>
  schemaName === 'reading' ? routesTo('plan') : (programs.shift() ?? fails(400)),
)
after(() => model[Symbol.asyncDispose]())
const { customer, shop } = await startShop({ after }, { environment: model.environment })
beforeEach(() => shop.renew())

/** A program that refunds an order, with the words that it says ask for it. */
function refund(words: string): string {
  return `const order = await tools.shop.orders.get({ id: slots.order })
tools.shop.refunds.create({ orderId: order.id, amount: order.total, currency: order.currency }, ${JSON.stringify(words)})`
}

async function planFor(said: string, program: string, order = 'A12') {
  programs = [writes(program, { order })]
  return customer.planOf(await customer.ask(said))
}

const ASKS = 'It came in pieces. Please refund A12, and quickly'

test('words that ask for each step make a plan explicit, and it is done without a question', async () => {
  const plan = await planFor(ASKS, refund('Please refund A12'))
  assert.equal(plan.intent?.basis, 'explicit', plan.intent?.doubts.join())
  const [step] = plan.intent.steps
  assert.equal(step?.said && ASKS.slice(step.said.start, step.said.end), 'Please refund A12')
  assert.deepEqual(plan.intent.said, [step?.said])
  assert.equal(plan.status, 'done')
  assert.deepEqual(
    (await shop.book()).refunds.map(({ orderId }) => orderId),
    ['A12'],
  )
})

test('words that ask for a step in several pieces are kept as they stand, and a card shows them so', async () => {
  const said = 'I can’t find my lamp any more, please refund it. It was A12'
  const plan = await planFor(said, refund('please refund it … my lamp … A12'))
  assert.equal(plan.intent?.basis, 'explicit', plan.intent?.doubts.join())
  assert.equal(plan.status, 'done')
  assert.equal(plan.intent.goal, 'please refund it … my lamp … A12')
  const [step] = plan.intent.steps
  assert.deepEqual(
    [step?.said, ...(step?.also ?? [])].map((piece) => piece && said.slice(piece.start, piece.end)),
    ['please refund it', 'my lamp', 'A12'],
  )
  assert.match(askedLine(plan), /“please refund it … my lamp … A12”/u)
})

const FOLLOWS = `${refund('Please refund A12').replace('tools.shop.refunds', 'const refund = tools.shop.refunds')}
tools.shop.mail.send({ to: order.customerEmail, template: 'refund-issued', values: { refundId: refund.id, orderId: order.id } })`

test('what the operator says follows a step that was asked for needs no words of its own, and the witness is told so', async () => {
  const plan = await planFor(ASKS, FOLLOWS)
  assert.equal(plan.intent?.basis, 'explicit', plan.intent?.doubts.join())
  assert.deepEqual(
    plan.intent.steps.map(({ said, follows }) => [said?.text ?? null, follows ?? null]),
    [
      ['Please refund A12', null],
      [null, 0],
    ],
  )
  assert.equal(plan.status, 'done')
  assert.equal((await shop.book()).mails.length, 1)
  const witness = model.witnessed.at(-1)?.messages.at(-1)?.content ?? ''
  assert.match(witness, /"deed":2,[^\n]*"follows":1/u)
})

for (const [title, program] of [
  ['tells the model’s own words', FOLLOWS.replace('orderId: order.id } })', "note: 'Sorry' } })")],
  ['comes twice', `${FOLLOWS}\n${FOLLOWS.split('\n').at(-1) ?? ''}`],
  ['stands beside nothing that it follows', FOLLOWS.replaceAll(/const refund = .*\n|refundId: refund.id, /gu, '')],
  ['goes to another address', FOLLOWS.replace('to: order.customerEmail', "to: 'bob@site.example'")],
  ['follows what nobody asked for', FOLLOWS.replace(", 'Please refund A12'", '').replace(', "Please refund A12"', '')],
] as const) {
  test(`a step that follows another by the operator’s word and ${title} is asked about`, async () => {
    const plan = await planFor(ASKS, program)
    assert.equal(plan.intent?.basis, 'inferred')
    assert.ok(plan.intent.doubts.includes('unasked-step'), plan.intent.doubts.join())
    assert.notEqual(plan.status, 'done')
    assert.deepEqual((await shop.book()).calls, [])
  })
}

const MAIL =
  "tools.shop.mail.send({ to: order.customerEmail, template: 'refund-issued', values: { message: 'It is on its way' } })"

for (const { title, said, program, order, doubts } of [
  {
    title: 'quotes one deed and stages another',
    said: ASKS,
    program: `const order = await tools.shop.orders.get({ id: slots.order })\n${MAIL.replace('})', "}, 'Please refund A12')")}`,
    doubts: ['slot'],
  },
  {
    title: 'quotes one order and refunds another',
    said: `${ASKS}. A31 was fine`,
    program: refund('Please refund A12'),
    order: 'A31',
    doubts: ['slot'],
  },
  {
    title: 'adds a step that nobody asked for',
    said: ASKS,
    program: `${refund('Please refund A12')}\n${MAIL}`,
    doubts: ['unasked-step'],
  },
  {
    title: 'quotes what nobody typed',
    said: 'please look at A12',
    program: refund('please refund A12'),
    doubts: ['unasked-step', 'disagreement'],
  },
  {
    title: 'quotes a refusal',
    said: 'Please look at A12, I don’t want a refund for A12',
    program: refund('a refund for A12'),
    doubts: ['unasked-step', 'speech-act'],
  },
]) {
  test(`a plan of a model that ${title} is inferred: its requester is asked, and nothing is done before`, async () => {
    const plan = await planFor(said, program, order)
    assert.equal(plan.intent?.basis, 'inferred')
    for (const doubt of doubts)
      assert.ok(
        plan.intent.doubts.some((is) => is === doubt),
        plan.intent.doubts.join(),
      )
    assert.equal(plan.status, 'waiting')
    assert.ok(plan.awaits.includes('requester'), plan.awaits.join())
    assert.deepEqual((await shop.book()).calls, [])
  })
}

test('a quote is written out in the program: one that is put together is sent back to its author', async () => {
  const put = refund('').replace('""', "'Please ' + 'refund A12'")
  programs = [writes(put, { order: 'A12' }), writes(refund('Please refund A12'), { order: 'A12' })]
  const plan = await customer.planOf(await customer.ask(ASKS))
  assert.equal(plan.intent?.basis, 'explicit')
  const repair = model.requests.at(-1)?.messages.at(-1)?.content ?? ''
  assert.match(repair, /must be written out/)
})
