import assert from 'node:assert/strict'
import { after, beforeEach, test, type TestContext } from 'node:test'
import type { PlanView } from '#contract/plan.ts'
import { deep } from '../../helpers/depth.ts'
import { copyAgents } from '../../helpers/agents.ts'
import { startShop } from '../../helpers/parley.ts'
import { until } from '../../helpers/until.ts'
import { cardTakesKeys, sitDown, type ChatSeat } from './chat-seat.ts'
import { patient } from '../../helpers/patient.ts'

const agents = await copyAgents({ after })
// Of A23 a customer is told more than fits on a card.
await agents.change(
  'playbooks/refund.js',
  'values: { refundId',
  "values: { ...(order.id === 'A23' ? { note: 'word '.repeat(1000) } : {}), refundId",
)
const { parley, customer, lead, shop } = await startShop({ after }, { environment: { AGENTS_DIR: agents.dir } })
const AS_LEAD = ['--as', 'support-lead']

/** May be meant so, or not: its plan asks whoever said it. */
const INFERRED = 'It never worked at home. Refund order A12'

beforeEach(async () => {
  for (const plan of [...(await lead.waitingPlans()), ...(await customer.waitingPlans())])
    await customer.request('POST', `/v1/runs/${plan.runId}/cancel`)
})

/** A refund that waits for a support lead. */
async function waiting(order: string): Promise<PlanView> {
  return customer.planOf(await customer.ask(`Refund order ${order}`))
}

/** Somebody before the card of what they asked for themselves. */
async function requesterAtCard(t: TestContext): Promise<ChatSeat & { readonly plan: PlanView }> {
  const seat = sitDown(t, parley, [])
  await seat.see(/> $/)
  seat.type(`${INFERRED}\r`)
  await seat.see(/You asked: [^]*\[n\] That's not what I meant/)
  await cardTakesKeys()
  const [plan] = await customer.waitingPlans()
  assert.deepEqual(plan?.awaits, ['requester'])
  return { ...seat, plan }
}

/** What the customer said in a thread, in order. */
async function said(threadId: string): Promise<readonly string[]> {
  const messages = await customer.messages(threadId)
  return messages
    .filter(({ role }) => role === 'user')
    .map(({ parts: [part] }) => (part?.type === 'text' ? part.text : ''))
}

test('one key further a card tells how each value came to be', patient, async (t) => {
  await waiting('A17')
  const seat = sitDown(t, parley, AS_LEAD)
  await seat.see(/\[d\] details/)
  assert.doesNotMatch(seat.screen(), /orders\.get → total/)
  await seat.answer('d')
  await seat.see(/amount 129\.00.EUR +from our orders\s+as written: amount: 12900\s+orders\.get → total\s/)
  await seat.see(/refund id: number of step 1/)
  await seat.leave()
})

deep('what is folded has to be read whole before a yes counts', patient, async (t) => {
  const plan = await waiting('A23')
  const seat = sitDown(t, parley, AS_LEAD)
  await seat.see(/characters folded/)
  await seat.answer('y')
  await seat.see(/Read it whole with d/)
  seat.type('d\r')
  await seat.see(/The plan as written/)
  seat.type('y\r')
  await seat.see(/Type the amount/)
  await seat.leave()
  assert.deepEqual((await lead.plan(plan.id)).decisions, [])
})

deep('a customer is asked about their own plan in the chat, and asks on meanwhile', patient, async (t) => {
  const seat = await requesterAtCard(t)
  seat.type('How long do I have to return a damaged item?\r')
  await seat.see(/You have 14 days from delivery/)
  await seat.answer('n')
  await seat.see(/You said no/)
  const { status, decisions } = await customer.plan(seat.plan.id)
  assert.equal(status, 'rejected')
  assert.deepEqual(
    decisions.map(({ principal, decision, reason }) => [principal.id, decision, reason]),
    [['customer', 'reject', 'not-meant']],
  )
  await seat.leave()
})

deep('a key answers whoever asked, at once, and nobody else has to type an amount for them', patient, async (t) => {
  const seat = await requesterAtCard(t)
  seat.type('Y\r')
  await seat.see(/You said yes\.[^]*Done · /)
  const { status, digest, decisions } = await customer.plan(seat.plan.id)
  assert.deepEqual([status, digest, decisions[0]?.decision], ['done', seat.plan.digest, 'approve'])
  assert.deepEqual(await said(seat.plan.threadId), [INFERRED])
  assert.doesNotMatch(seat.screen(), /Type the amount/)
  await seat.leave()
  await shop.renew()
})

deep('a “yes” is a message, which the thread knows to answer', patient, async (t) => {
  const seat = await requesterAtCard(t)
  seat.type('yes\r')
  await seat.see(/I take this as your yes to[^]*> $/)
  assert.deepEqual(await said(seat.plan.threadId), [INFERRED, 'yes'])
  await seat.leave()
  // A step that is still on its way would be in the book of the tests behind.
  await until(async () => (await customer.plan(seat.plan.id)).status === 'done', t.signal)
  await shop.renew()
})

deep('a lead’s “yes” is a message, too, and decides nothing', patient, async (t) => {
  const plan = await waiting('A17')
  const seat = sitDown(t, parley, AS_LEAD)
  await seat.see(/\[y\]/)
  await cardTakesKeys()
  seat.type('yes\r')
  await seat.see(/Yes to what\?/)
  assert.deepEqual((await lead.plan(plan.id)).decisions, [])
  await seat.leave()
})

deep('what stands around a conversation is said in German once that is', patient, async (t) => {
  const seat = sitDown(t, parley, [])
  await seat.see(/Type a message and press Enter[^]*> $/)
  seat.type('Wo ist meine Bestellung A55?\r')
  await seat.see(/A55\?[^]*A55/)
  await seat.leave()
  assert.match(seat.screen(), /Was wartet, wartet weiter; wenn Sie gehen, geht nichts verloren\.\s+Zum Weiterführen: /)
})

for (const [typed, expected, answered] of [
  ['2', /^I want to talk to a person$/, /nothing: 2[^]*support lead[^]*> $/],
  ['Where is order A55?', /^Where is order A55\?$/, /Order A55 [^]*> $/],
] as const) {
  deep(`what isn't meant is turned down by n, and “${typed}” says what is`, patient, async (t) => {
    const seat = await requesterAtCard(t)
    seat.type('n\r')
    await seat.see(/What did you mean\?\n {2}1 {2}What our documents say about it\n[^]*nothing: $/)
    assert.equal((await customer.plan(seat.plan.id)).decisions[0]?.reason, 'not-meant')
    seat.type(`${typed}\r`)
    await until(async () => (await said(seat.plan.threadId)).length === 2, t.signal)
    assert.match((await said(seat.plan.threadId))[1] ?? '', expected)
    // Whoever leaves while it is answered stops it first.
    await seat.see(answered)
    await seat.leave()
  })
}

deep('what may be said next has numbers, and typing one says it in full', patient, async (t) => {
  const seat = sitDown(t, parley, [])
  await seat.see(/> $/)
  seat.type('A31\r')
  await seat.see(/What should I do with “A31”\?\s+1 {2}\S.*\s+2 {2}\S.*\s+3 {2}Cancel A31\s/)
  seat.type('3\r')
  await seat.see(/Order A31 /)
  await seat.leave()
  const threadId = /--thread ([\da-f-]{36})/.exec(seat.screen())?.[1] ?? ''
  assert.deepEqual(await said(threadId), ['A31', 'Cancel A31'])
})
