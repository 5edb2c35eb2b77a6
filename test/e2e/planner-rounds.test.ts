import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import type { ReplayView } from '#contract/replay.ts'
import { valueAt } from '#core/json.ts'
import { deep } from '../helpers/depth.ts'
import { edited } from '../helpers/edited.ts'
import { fails, openModelServer, type ModelReply } from '../helpers/model-server.ts'
import { startShop } from '../helpers/parley.ts'
import type { Said } from '../helpers/parley-client.ts'
import { routesTo, writes } from '../helpers/planner-replies.ts'
import { saysYes } from '../helpers/requesters-yes.ts'

let programs: ModelReply[] = []
const model = await openModelServer(({ schemaName }) =>
  schemaName === 'reading' ? routesTo('plan') : (programs.shift() ?? fails(400)),
)
after(() => model[Symbol.asyncDispose]())
const { parley, customer, lead, shop } = await startShop({ after }, { environment: model.environment })
beforeEach(() => {
  programs = []
})

const refund = (id: string, words: string | null, end = 'return next()') =>
  writes(`const order = await tools.shop.orders.get({ id: '${id}' })
tools.shop.refunds.create({ orderId: order.id, amount: order.total, currency: order.currency }${words === null ? '' : `, '${words}'`})
${end}`)
const MAIL = writes(`const order = await tools.shop.orders.get({ id: 'A12' })
tools.shop.mail.send({ to: order.customerEmail, template: 'refund-issued', values: { refundId: refs.done1.id } })`)

function planRequests() {
  return model.requests.filter(({ schemaName }) => schemaName === 'plan')
}

async function plansOf({ threadId, runId }: Said) {
  const events = await customer.events(threadId)
  const ids = events.flatMap((event) => (event.type === 'plan-proposed' && event.runId === runId ? [event.planId] : []))
  return Promise.all(ids.map((id) => customer.plan(id)))
}

test('a program goes on with what its steps returned, in a plan of its own', async () => {
  programs = [refund('A12', 'Refund A12'), MAIL]
  const said = await customer.ask('Refund A12, and when it is through write me its number')
  // “When it is through” is a condition, and the mail's template is the model's word: each round is asked about.
  await saysYes(customer, said)
  const [first, second, ...more] = await plansOf(said)
  assert.deepEqual([first?.status, second?.status, more.length], ['done', 'done', 0])
  const { refunds, mails } = await shop.book()
  assert.equal(mails.length, 1)
  const [mail] = second?.effects ?? []
  assert.equal(valueAt(mail?.args ?? {}, '/values/refundId'), refunds[0]?.id)
  // The shop's own number of the refund, which the operator trusts, because of what the refund hung on.
  assert.deepEqual(mail?.labels['/values/refundId']?.data, ['tool:shop/refunds.create.id'])
  assert.ok(mail?.labels['/values/refundId']?.ctrl.includes('tool:shop/orders.get'))
  const [answer = ''] = await customer.answers(said.threadId)
  assert.match(answer, /Refund .* for order A12[^]*Mail /)
  // What it returned is for the program: whoever writes it sees its name and tool.
  const [, request] = planRequests()
  const told = JSON.stringify(request?.messages)
  assert.match(told, /done1/)
  assert.ok(!told.includes(refunds[0]?.id ?? 'none'))
})

test('a round waits for its own approval, and the next one is asked for when it is done', async () => {
  const before = planRequests().length
  programs = [refund('A17', 'Refund A17'), writes('return say("All is done.")')]
  const said = await customer.ask('Refund A17 and tell me when it is done')
  assert.equal(planRequests().length - before, 1)
  const plan = await customer.planOf(said)
  assert.equal((await lead.decide(plan, 'approve')).status, 200)
  assert.equal(planRequests().length - before, 1)
  await saysYes(customer, said)
  await customer.settled(said.runId, 'done')
  assert.equal(planRequests().length - before, 2)
  const [answer = ''] = await customer.answers(said.threadId)
  assert.match(answer, /^Done[^]*All is done\.$/)
})

test('words that a program took from a message are there for the programs of later rounds', async () => {
  const before = planRequests().length
  const sends = `tools.shop.mail.send(
  { to: 'maya.lindqvist@example.com', template: 'refund-issued', values: { refundId: slots.number } }, 'Write to me about R-77')
return next()`
  programs = [writes(sends, { number: 'R-77' }), writes('return say(slots.number)')]
  const said = await customer.ask('Write to me about R-77, then say its number')
  await saysYes(customer, said)
  await customer.settled(said.runId, 'done')
  const [, second, ...more] = planRequests().slice(before)
  assert.match(second?.messages[1]?.content ?? '', /"number": "R-77"/)
  assert.deepEqual(more, [])
  const [answer = ''] = await customer.answers(said.threadId)
  assert.match(answer, /^Done[^]*R-77$/)
})

test('what was done stays told where the next program comes to nothing', async () => {
  programs = [refund('A31', 'pay me back please'), ...[1, 2, 3].map(() => writes('class Refund {}'))]
  const said = await customer.ask('A31 arrived damaged, pay me back please')
  if (said.run.status === 'waiting') await lead.decide(await customer.planOf(said), 'approve')
  await customer.settled(said.runId, 'done')
  const [answer = ''] = await customer.answers(said.threadId)
  assert.match(answer, /^Done[^]*couldn’t\. [^]*Nothing more was done/)
})

deep('a turn has no more rounds than its agent allows', async () => {
  const before = planRequests().length
  const look = `tools.shop.mail.send({ to: 'maya.lindqvist@example.com', template: 'refund-issued', values: { refundId: '1' } })\nreturn next()`
  programs = [1, 2, 3, 4, 5].map(() => writes(look))
  const said = await customer.ask('Write to me for ever')
  await saysYes(customer, said)
  await customer.settled(said.runId, 'done')
  assert.equal((await plansOf(said)).length, 3)
  assert.equal(planRequests().length - before, 3)
  assert.match(planRequests().at(-1)?.messages[1]?.content ?? '', /"roundsLeft": 0/)
})

deep('what a step returned is rehearsed with as what it is: an amount can be counted with', async () => {
  await shop.renew()
  const before = planRequests().length
  const counts = "return say(money.format({ amount: refs.done1.amount, currency: 'EUR' }))"
  programs = [refund('A12', 'pay me back please'), writes(counts), writes('return say("no")')]
  // Without a question beside it: that would have a run of its own.
  const said = await customer.ask('A12 arrived damaged, pay me back please')
  if (said.run.status === 'waiting') await lead.decide(await customer.planOf(said), 'approve')
  await customer.settled(said.runId, 'done')
  assert.match((await customer.answers(said.threadId)).at(-1) ?? '', /\d\.\d\d.*$/)
  assert.equal(planRequests().length - before, 2)
})

deep('a later round is edited by who decides, and is done and replayed as it was changed', async () => {
  await shop.renew()
  programs = [refund('A12', 'Refund A12'), refund('A17', null, 'return say("Both are done.")')]
  const said = await customer.ask('Refund A12, and when that is through A17')
  // What was refunded before adds up to a day's limit.
  const first = await customer.planOf(said)
  assert.equal((await lead.decide(first, 'approve')).status, 200)
  assert.equal((await customer.decide(first, 'approve')).status, 200)
  await customer.event(said.threadId, (event) => event.type === 'plan-proposed' && event.planId !== first.id)
  await customer.settled(said.runId, 'waiting')
  const second = await customer.planOf(said)
  const change = { effect: 0, path: '/amount', value: 7000 }
  const changed = await edited(second, lead, change)
  assert.equal((await parley.as('other-lead').decide(changed, 'approve')).status, 200)
  assert.equal((await customer.decide(changed, 'approve')).status, 200)
  await customer.settled(said.runId, 'done')
  assert.deepEqual(
    (await shop.book()).refunds.map(({ orderId, amount }) => [orderId, amount]),
    [
      ['A12', 2490],
      ['A17', 7000],
    ],
  )
  for (const [id, digest, edits] of [
    [second.id, changed.digest, [{ ...change, by: 'support-lead' }]],
    [first.id, first.digest, []],
  ] as const) {
    const { body } = await parley.as('operator').request<ReplayView>('GET', `/v1/plans/${id}/replay`)
    assert.deepEqual([body.differs, body.digestAgain, body.edits], [[], digest, edits])
  }
})

deep('a program that stages nothing has nothing to go on from, and is written anew', async () => {
  const before = planRequests().length
  programs = [writes('say("Nothing to do.")\nreturn next()'), writes('return say("again")')]
  const said = await customer.ask('Do nothing twice')
  assert.deepEqual(await customer.answers(said.threadId), ['again'])
  assert.equal(planRequests().length - before, 2)
})

deep('a round that text nobody vouches for led to needs a person, who is told so', async () => {
  const look = `const order = await tools.shop.orders.get({ id: 'A12' })
tools.shop.mail.send({ to: order.customerEmail, template: 'refund-issued', values: { refundId: '1' } })
if (order.note === null) next()`
  const mail = `tools.shop.mail.send({ to: 'maya.lindqvist@example.com', template: 'refund-issued', values: { refundId: '2' } })`
  programs = [writes(look), writes(mail)]
  const said = await customer.ask('Write to me twice if there is no note')
  const asked = await customer.planOf(said)
  assert.deepEqual(asked.awaits, ['requester'])
  await customer.decide(asked, 'approve')
  await customer.event(said.threadId, (event) => event.type === 'plan-proposed' && event.planId !== asked.id)
  await customer.settled(said.runId, 'waiting')
  const [first, second] = await plansOf(said)
  assert.equal(first?.status, 'done')
  assert.deepEqual([second?.status, second?.awaits], ['waiting', ['support-lead', 'requester']])
  assert.ok(second?.effects[0]?.because.ctrl.includes('tool:shop/orders.get.note'))
  assert.match(second?.verdict?.reasons.join() ?? '', /whether it happens at all/)
})
