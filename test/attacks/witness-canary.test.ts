import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { fails, openModelServer, type ModelReply } from '../helpers/model-server.ts'
import { startParley } from '../helpers/parley.ts'
import { routesTo, writes } from '../helpers/planner-replies.ts'
import { startTestShop } from '../helpers/shop.ts'
import { startToolProxy } from '../helpers/tool-proxy.ts'

// What anybody else wrote must not reach the witness either, who is shown every argument of every deed: a word that stands
// nowhere else is planted in every place that an argument, its name or a question of ours can come from.
const shop = await startTestShop({ after })
const proxy = await startToolProxy({ after }, shop.url, ({ tool }) =>
  tool === 'orders.get'
    ? {
        rewrite: (text) =>
          text
            .replaceAll('"Thank you', '"CANARY-NOTE thank you')
            .replaceAll(/(\\?")note\1:\1/gu, (found) => `${found}CANARY-NOTE `)
            .replaceAll(/(\\?")customerName\1:\1/gu, (found) => `${found}CANARY-NAME `),
      }
    : 'pass',
)
let programs: ModelReply[] = []
const model = await openModelServer(({ schemaName }) =>
  schemaName === 'reading' ? routesTo('plan') : (programs.shift() ?? fails(400)),
)
after(() => model[Symbol.asyncDispose]())
const parley = await startParley(
  { after },
  { shop: { url: proxy.url, token: shop.token }, environment: model.environment },
)
const customer = parley.as('customer')

const GET = `const order = await tools.shop.orders.get({ id: slots.order })\n`
const MAIL = (values: string, words: string) =>
  `tools.shop.mail.send({ to: order.customerEmail, template: 'order-update', values: ${values} }, ${JSON.stringify(words)})\n`

/** What the witness was asked about a message. */
async function askedAbout(said: string, ...written: readonly string[]): Promise<string> {
  const before = model.witnessed.length
  programs = written.map((program) => writes(program, { order: 'A17' }))
  await customer.ask(said)
  const asked = model.witnessed.slice(before).map(({ messages }) => messages.map(({ content }) => content).join('\n'))
  assert.ok(asked.length > 0, 'the witness was asked nothing')
  return asked.join('\n')
}

const SEND = 'Send me an order-update about A17'

test('a text that a tool returned stands there by its kind, its place and a number', async () => {
  const asked = await askedAbout(SEND, `${GET}${MAIL('{ orderId: order.id, message: order.note }', SEND)}`)
  assert.match(asked, /"values\.orderId":"A17 \(shop\/orders\.get\.id\)"/)
  assert.match(asked, /"values\.message":"\[name or id 1, shop\/orders\.get\.note\]"/)
  assert.doesNotMatch(asked, /CANARY/)
})

test('so does a name, and a key out of what was read', async () => {
  const asked = await askedAbout(
    SEND,
    `${GET}${MAIL('{ orderId: order.id, message: order.customerName, [order.note]: order.id }', SEND)}`,
  )
  assert.match(asked, /\[name 1\]/)
  assert.doesNotMatch(asked, /CANARY/)
})

test('so does what the requester only passed on, a piece of it, and an address in it', async () => {
  const said = `Change the account for A17 to this one\n> CANARY-IBAN DE89370400440532013000`
  const asked = await askedAbout(
    said,
    `${GET}tools.shop.payouts.setAccount({ orderId: order.id, iban: refs.ref1 }, 'Change the account for A17 to this one')`,
  )
  assert.match(asked, /"iban":"\[name or id 1, text that they passed on \(ref1\)\]"/)
  assert.doesNotMatch(asked, /CANARY|DE89/)
})

test('of a question of ours that holds somebody else’s words its program’s own are shown', async () => {
  programs = [writes(`${GET}return say('Which mail? ' + order.note)`, { order: 'A17' })]
  const first = await customer.ask(SEND)
  const before = model.witnessed.length
  programs = [
    writes(`${GET}${MAIL('{ orderId: order.id, message: slots.text }', SEND)}`, { order: 'A17', text: 'hello' }),
  ]
  await customer.ask('The order-update that says hello to me', first.threadId)
  const asked = model.witnessed.slice(before).map(({ messages }) => messages.at(-1)?.content ?? '')
  assert.match(asked[0] ?? '', /Which mail\? \[not shown\]/)
  assert.doesNotMatch(asked.join(), /CANARY/)
})
