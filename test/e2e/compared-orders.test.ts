import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { fails, openModelServer, type ModelReply } from '../helpers/model-server.ts'
import { startShop } from '../helpers/parley.ts'
import { routesTo, writes } from '../helpers/planner-replies.ts'

// Without a reply the rules decide alone.
let route: ModelReply = fails(400)
let programs: ModelReply[] = []
const model = await openModelServer(({ schemaName }) => {
  if (schemaName === 'reading') return route
  return (schemaName === 'plan' && programs.shift()) || fails(400)
})
after(() => model[Symbol.asyncDispose]())
const { customer, shop } = await startShop({ after }, { environment: model.environment })

async function answer(text: string): Promise<string> {
  const { threadId } = await customer.ask(text)
  return (await customer.answers(threadId)).at(-1) ?? ''
}

/** Ways in which A12 is typed or pasted, none of which looks other than it is. */
const WAYS = {
  'in full width': 'order Ａ１２',
  'with a soft hyphen': 'order A\u00ad12',
  'with a joiner': 'order A\u200d12',
  'with a zero-width space': 'order A1\u200b2',
  'with a word joiner': 'order A\u20601\u20602',
  'behind a non-breaking space': 'order\u00a0A12',
  'behind an ideographic space': 'order\u3000A12',
  'with a soft hyphen in “order”': 'or\u00adder A12',
}

test('an order number is read however it is typed, by a procedure', async () => {
  route = fails(400)
  const plain = await answer('Where is order A12?')
  assert.match(plain, /A12/)
  for (const [way, order] of Object.entries(WAYS)) assert.equal(await answer(`Where is ${order}?`), plain, way)
})

test('a letter of another script that looks Latin is asked about, not taken', async () => {
  for (const order of ['А12', 'Α12']) assert.match(await answer(`Where is order ${order}?`), /\?/u, order)
})

test('what a model’s program does to a number in full width was asked for, and the quote is what was typed', async () => {
  route = routesTo('plan')
  const refund = (quote: string) =>
    writes(`const order = await tools.shop.orders.get({ id: 'A12' })
tools.shop.refunds.create({ orderId: order.id, amount: order.total, currency: order.currency, reason: 'damaged' }, '${quote}')`)
  programs = [refund('pay me back A12 please')]
  const said = await customer.ask('It came damaged, pay me back Ａ１２ please')
  const plan = await customer.planOf(said)
  assert.equal(plan.status, 'done', JSON.stringify(plan))
  assert.deepEqual(
    (await shop.book()).refunds.map(({ orderId }) => orderId),
    ['A12'],
  )
})

test('a program’s number for one that only looks like it waits for a yes', async () => {
  route = routesTo('plan')
  const program = (id: string) =>
    writes(`const order = await tools.shop.orders.get({ id: '${id}' })
tools.shop.refunds.create({ orderId: order.id, amount: order.total, currency: order.currency, reason: 'damaged' }, 'pay me back please')`)
  programs = [program('A31'), program('A31')]
  const said = await customer.ask('\u041031 came damaged, pay me back please')
  assert.equal((await customer.planOf(said)).status, 'waiting')
})
