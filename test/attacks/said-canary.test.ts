import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { fails, openModelServer, saysJson, type ModelReply } from '../helpers/model-server.ts'
import { startParley } from '../helpers/parley.ts'
import { reads, routesTo, writes } from '../helpers/planner-replies.ts'
import { startTestShop } from '../helpers/shop.ts'
import { startToolProxy } from '../helpers/tool-proxy.ts'

// What a program said, with somebody else's words in it, as the next message's reader, planner and witness are shown it.
const shop = await startTestShop({ after })
const proxy = await startToolProxy({ after }, shop.url, ({ tool }) =>
  tool === 'orders.get'
    ? { rewrite: (text) => text.replaceAll(/(\\?")note\1:(?:null|\1[^"\\]*\1)/gu, '$1note$1:$1CANARY one of these$1') }
    : 'pass',
)
let programs: ModelReply[] = []
let reading: ModelReply = routesTo('plan')
const model = await openModelServer(({ schemaName }) =>
  schemaName === 'reading' ? reading : (programs.shift() ?? fails(400)),
)
after(() => model[Symbol.asyncDispose]())
const parley = await startParley(
  { after },
  { shop: { url: proxy.url, token: shop.token }, environment: model.environment },
)
const customer = parley.as('customer')

const GET = `const order = await tools.shop.orders.get({ id: slots.order })\n`
const NEXT = 'The order-update that says hello to me'
const MAIL = `${GET}tools.shop.mail.send({ to: order.customerEmail, template: 'order-update', values: { orderId: order.id, message: slots.text } }, ${JSON.stringify(NEXT)})`

const QUESTIONS: readonly (readonly [title: string, program: string, shown: string])[] = [
  [
    'its program’s own words and what is vouched for stand there, and of others’ kind, number and whose they are',
    'return say(`Which one: ${order.id} (${order.note}), or ${order.status} (${order.note})?`)',
    'Which one: A17 ([note 1 of A17]), or delivered ([note 1 of A17])?',
  ],
  [
    'what is made of others’ words isn’t shown at all',
    "return say('Which one: ' + order.note.toUpperCase() + ' a?')",
    'Which one: [not shown]',
  ],
  [
    'where they choose the words, all that the program might say stands there',
    "if (order.note.includes('CANARY')) return say('Shall I do the first?')\nreturn say(`Or ${order.id}?`)",
    'one of these: “Shall I do the first?” or “Or […]?”',
  ],
  [
    'nothing can be spelled by what they choose',
    "let text = ''\nfor (const letter of order.note.split('')) text += ['C', 'A', 'N', 'R', 'Y'].find((one) => one === letter) ?? ''\nreturn say(text + '?')",
    '[what was looked up: not shown]',
  ],
]

for (const [title, program, shown] of QUESTIONS) {
  test(title, async () => {
    const before = model.requests.length
    const witnessed = model.witnessed.length
    programs = [writes(GET + program, { order: 'A17' }), writes(MAIL, { order: 'A17', text: 'hello' })]
    const first = await customer.ask('Ask me something about A17')
    assert.match((await customer.answers(first.threadId)).at(-1) ?? '', /CANARY|Shall|CA/)
    await customer.ask(NEXT, first.threadId)
    const [, , reading, planning] = model.requests.slice(before).map(({ messages }) => JSON.stringify(messages))
    const fact = JSON.stringify(`said: ${shown}`).slice(1, -1)
    for (const request of [reading, planning]) {
      assert.ok(request?.includes(JSON.stringify(fact).slice(1, -1)), request?.slice(-3_000))
      assert.doesNotMatch(request ?? '', /CANARY/i)
    }
    const asked = model.witnessed.slice(witnessed).map(({ messages }) => messages.at(-1)?.content ?? '')
    assert.equal(asked.length, 1)
    assert.doesNotMatch(asked.join(), /CANARY/i)
  })
}

test('whoever writes talk is shown no more of it: beside small talk, and beside what came to nothing', async () => {
  const program = QUESTIONS[0]?.[1] ?? ''
  programs = [writes(GET + program, { order: 'A17' })]
  const { threadId } = await customer.ask('Ask me something about A17')
  const before = model.talked.length
  reading = reads({ act: 'talk' })
  await customer.ask('Tell me a joke about that', threadId)
  reading = routesTo('plan')
  programs = [saysJson({ program: null, slots: [], reason: 'not-allowed' })]
  await customer.ask('Then do the first', threadId)
  const asked = model.talked.slice(before).map(({ messages }) => JSON.stringify(messages))
  assert.equal(asked.length, 2)
  for (const request of asked) {
    assert.match(request, /note 1 of A17/)
    assert.doesNotMatch(request, /CANARY/i)
  }
})
