import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { copyAgents } from '../helpers/agents.ts'
import { deep } from '../helpers/depth.ts'
import { startParley } from '../helpers/parley.ts'
import { startTestShop } from '../helpers/shop.ts'
import { startToolProxy, type ProxyAction } from '../helpers/tool-proxy.ts'

const shop = await startTestShop({ after })
let onCall: (tool: string | null) => ProxyAction = () => 'pass'
const proxy = await startToolProxy({ after }, shop.url, ({ tool }) => onCall(tool))
const agents = await copyAgents({ after })
// The mail has neither a key nor a look-up: whatever may have been sent must not be sent again.
await agents.change(
  'tools.yaml',
  '    later: [values]\n    idempotencyKey: key\n    keyLives: 24h\n',
  '    later: [values]\n    retries: 2\n',
)
await agents.change('tools.yaml', '    title: Look up order {id}\n', '    title: Look up order {id}\n    retries: 1\n')
const parley = await startParley(
  { after },
  { shop: { url: proxy.url, token: shop.token }, environment: { AGENTS_DIR: agents.dir } },
)
const customer = parley.as('customer')
const lead = parley.as('support-lead')

beforeEach(() => shop.renew())

/** The first calls of a tool are met with these, one after the other; later ones pass. */
function meet(tool: string, ...actions: ProxyAction[]): () => number {
  let calls = 0
  onCall = (called) => (called === tool ? (actions[calls++] ?? 'pass') : 'pass')
  return () => calls
}

async function refund() {
  const said = await customer.ask('Refund order A17')
  assert.equal((await lead.decide(await customer.planOf(said), 'approve')).status, 200)
  await customer.settled(said.runId, 'done', 'waiting')
  return { plan: await customer.planOf(said), answers: await customer.answers(said.threadId) }
}

deep('a mail that its server had no room for is sent when there is', async () => {
  const calls = meet('mail.send', { status: 429 }, { status: 503, retryAfter: '1' })
  const { plan } = await refund()
  assert.deepEqual([plan.status, calls(), (await shop.book()).mails.length], ['done', 3, 1])
})

test('as often as its tool allows: then it is told as not done', async () => {
  const calls = meet('mail.send', { status: 429 }, { status: 429 }, { status: 429 })
  const { plan, answers } = await refund()
  assert.deepEqual([plan.status, calls(), (await shop.book()).mails.length], ['failed', 3, 0])
  assert.match(answers.at(-1) ?? '', /the service was too busy/)
})

test('a mail whose answer was lost isn’t sent again, however often it may be tried', async () => {
  const calls = meet('mail.send', 'drop-after')
  const { plan } = await refund()
  assert.deepEqual([plan.status, calls(), (await shop.book()).mails.length], ['unknown', 1, 1])
})

test('a read is made again whatever became of the first', async () => {
  const calls = meet('orders.get', 'drop-after')
  const said = await customer.ask('Refund order A12')
  assert.deepEqual([(await customer.planOf(said)).effects.length, calls()], [2, 2])
})
