import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { deep } from '../helpers/depth.ts'
import { fails, openModelServer, type ModelReply } from '../helpers/model-server.ts'
import { startParley } from '../helpers/parley.ts'
import { reads } from '../helpers/planner-replies.ts'
import { startTestShop } from '../helpers/shop.ts'
import { startToolProxy, type ProxyAction } from '../helpers/tool-proxy.ts'

// What the reader of a message is told of what came before it, and is shown as examples.
let readings: ModelReply[] = []
const model = await openModelServer(({ schemaName }) =>
  schemaName === 'reading' ? (readings.shift() ?? fails(400)) : fails(400),
)
after(() => model[Symbol.asyncDispose]())
const shop = await startTestShop({ after })
let ofRefunds: ProxyAction = 'pass'
const proxy = await startToolProxy({ after }, shop.url, ({ tool }) => (tool === 'refunds.create' ? ofRefunds : 'pass'))
const parley = await startParley(
  { after },
  { shop: { url: proxy.url, token: shop.token }, environment: model.environment },
)
const customer = parley.as('customer')
const lead = parley.as('support-lead')
beforeEach(async () => {
  ofRefunds = 'pass'
  await shop.renew()
})

/** What the reader was shown with the newest message that was read. */
function shown(): { readonly system: string; readonly user: Record<string, unknown> } {
  const messages = model.requests.filter(({ schemaName }) => schemaName === 'reading').at(-1)?.messages
  return { system: messages?.[0]?.content ?? '', user: JSON.parse(messages?.[1]?.content ?? '{}') }
}

/** What the reader of the next message in a thread is told of the ones before. */
async function toldOf(threadId: string): Promise<string> {
  readings = [reads({ act: 'talk' })]
  await customer.ask('hm, well then, and what of it?', threadId)
  return JSON.stringify(shown().user['before'])
}

test('of a plan that a rule refused it is told that', async () => {
  const { threadId } = await customer.ask('Refund order A40')
  assert.match(await toldOf(threadId), /\(refused by a rule, nothing done\)/)
})

test('of one that was turned down by whom, and the reason’s code, in no word of theirs', async () => {
  const { threadId, runId } = await customer.ask('Refund order A17')
  const [waiting] = (await lead.waitingPlans()).filter((plan) => plan.threadId === threadId)
  const no = { digest: waiting?.digest, decision: 'reject', reason: 'not-eligible', note: 'CANARY was used before' }
  assert.equal((await lead.request('POST', `/v1/plans/${waiting?.id}/decisions`, no)).status, 200)
  await customer.settled(runId, 'done')
  const told = await toldOf(threadId)
  assert.match(told, /\(turned down by a support lead \(not-eligible\), nothing done\)/)
  assert.doesNotMatch(told, /CANARY/)
})

test('of one that was taken back that, and of one that was made anew that it is void', async () => {
  const { threadId } = await customer.ask('Refund order A17')
  readings = [reads({ act: 'change', plan: 'plan1', values: [{ name: 'orderId', words: 'A40' }] })]
  await customer.ask('hm, it should have been A40 instead I think', threadId)
  const told = await toldOf(threadId)
  assert.match(told, /A17[^}]*\(withdrawn, nothing done\)/)
  assert.match(told, /made what was planned anew: the plan before is void/)
})

deep('of one that failed at which step, and why in our words', async () => {
  ofRefunds = { status: 400, body: 'CANARY' }
  const { threadId } = await customer.ask('Refund order A12')
  const told = await toldOf(threadId)
  assert.match(told, /\(failed at step 1 of 2: it didn’t happen\)/)
  assert.doesNotMatch(told, /CANARY/)
})

for (const [language, message, other] of [
  ['English', 'please tell me where the parcel of A12 is at this very moment', /\b(?:ich|mein|bitte|wo|ist)\b/iu],
  ['German', 'ich will wissen, wo mein Paket mit A12 gerade steckt, bitte', /\b(?:my|please|where|the|is)\b/iu],
] as const) {
  test(`to a message in ${language} examples are in ${language}`, async () => {
    readings = [reads({ act: 'talk' })]
    await customer.ask(message)
    const { examples } = shown().user as { examples: readonly { message: string }[] }
    assert.equal(examples.length, 10)
    assert.deepEqual(
      examples.map((example) => example.message).filter((text) => other.test(text)),
      [],
    )
  })
}

test('what a procedure needs is called as its operator calls it, and by nothing else', async () => {
  readings = [reads({ act: 'talk' })]
  await customer.ask('hm, well then, let me see about all that')
  assert.doesNotMatch(shown().system, /order id/)
  assert.match(shown().system, /orderId \(order number: /)
})

const ABOUT = 'what were we talking about?'

test('who asks what this was about is told what they wrote, and what waits', async () => {
  const { threadId } = await customer.ask('Refund order A17')
  await customer.ask('How long is the warranty on a lamp?', threadId)
  readings = [reads({ act: 'ask', question: ABOUT, from: 'conversation' })]
  await customer.ask(ABOUT, threadId)
  const told = (await customer.answers(threadId)).at(-1) ?? ''
  assert.match(told, /^This waits for an answer: Refund .* for order A17/)
  assert.match(told, /You wrote before: “Refund order A17” and “How long is the warranty on a lamp\?”\.$/)
  const [waiting] = (await customer.waitingPlans()).filter((plan) => plan.threadId === threadId)
  assert.equal(waiting?.status, 'waiting')
})

test('a question of ours that is open is asked again behind that, and where nothing was said before it is said what can be done', async () => {
  const { threadId } = await customer.ask('refund an order')
  readings = [reads({ act: 'ask', from: 'conversation' })]
  await customer.ask(ABOUT, threadId)
  const told = (await customer.answers(threadId)).at(-1) ?? ''
  assert.match(told, /^You wrote before: “refund an order”\.\n+Which order is it\?/)
  readings = [reads({ act: 'ask', from: 'conversation' })]
  const first = await customer.ask(ABOUT)
  assert.match((await customer.answers(first.threadId)).at(-1) ?? '', /^I answer questions from our documents/)
})
