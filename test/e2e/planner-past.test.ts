import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { valueAt } from '#core/json.ts'
import { deep } from '../helpers/depth.ts'
import { openPlaceAsOwner } from '../helpers/database.ts'
import { fails, openModelServer, type ModelReply } from '../helpers/model-server.ts'
import { startShop } from '../helpers/parley.ts'
import { routesTo, writes } from '../helpers/planner-replies.ts'
import { saysYes } from '../helpers/requesters-yes.ts'

let programs: ModelReply[] = []
let route: ModelReply = routesTo('plan')
const model = await openModelServer(({ schemaName }) =>
  schemaName === 'reading' ? route : schemaName === 'plan' ? (programs.shift() ?? fails(400)) : fails(400),
)
after(() => model[Symbol.asyncDispose]())
const { parley, customer, lead, shop } = await startShop({ after }, { environment: model.environment })
beforeEach(() => {
  programs = []
  route = routesTo('plan')
})

const MAIL = `const order = await tools.shop.orders.get({ id: 'A12' })
tools.shop.mail.send({ to: order.customerEmail, template: 'refund-issued', values: { refundId: refs.past1.id } })`

function asked(): Record<string, unknown> {
  const request = model.requests.findLast(({ schemaName }) => schemaName === 'plan')
  return JSON.parse(request?.messages[1]?.content ?? assert.fail('no program was asked for'))
}

test('what an earlier plan did is passed on with its labels, and its author sees name, tool and label', async () => {
  route = routesTo('playbook', 'refund')
  const first = await customer.ask('refund order A12')
  const [refund] = (await shop.book()).refunds
  assert.ok(refund)
  route = routesTo('plan')
  programs = [writes(MAIL)]
  const said = await customer.ask('Write to me about that refund', first.threadId)
  // The mail's template is the model's word.
  await saysYes(customer, said)
  const plan = await customer.planOf(said)
  assert.equal(plan.status, 'done')
  const [mail] = plan.effects
  assert.equal(valueAt(mail?.args ?? {}, '/values/refundId'), refund.id)
  const label = mail?.labels['/values/refundId']
  assert.deepEqual(label?.data, ['tool:shop/refunds.create.id'])
  // What the refund was of, and what it hung on.
  assert.ok(label?.ctrl.includes('tool:shop/orders.get.total'))
  assert.ok(label?.ctrl.includes('tool:shop/orders.get.status'))
  // That there was a refund its author knew, so all that the program does hangs on why.
  assert.ok(mail?.because.ctrl.includes('tool:shop/orders.get.status'))
  assert.deepEqual(asked()['refs'], {
    past1: {
      type: 'what its tool returns',
      tool: 'shop/refunds.create',
      label: { data: ['tool:shop/refunds.create', 'tool:shop/refunds.create.id'], ctrl: [] },
    },
    past2: {
      type: 'what its tool returns',
      tool: 'shop/mail.send',
      label: { data: ['tool:shop/mail.send'], ctrl: [] },
    },
  })
  assert.ok(!JSON.stringify(model.requests.at(-1)?.body).includes(refund.id))

  // The newest plan comes first; a result of an earlier one keeps where it came from.
  programs = [writes(MAIL.replace('past1', 'past2'))]
  const third = await customer.planOf(await customer.ask('Once more, please', first.threadId))
  assert.deepEqual(third.effects[0]?.labels['/values/refundId']?.data, ['tool:shop/refunds.create.id'])
  assert.deepEqual(
    Object.values(asked()['refs'] as Record<string, { tool: string }>).map(({ tool }) => tool),
    ['shop/mail.send', 'shop/refunds.create', 'shop/mail.send'],
  )
})

deep('another thread, and another person, have none of it', async () => {
  for (const person of [customer, parley.as('other-customer')]) {
    programs = [writes('return say(refs.past1 === undefined ? "nothing" : "something")')]
    const said = await person.ask('What was done before?')
    assert.deepEqual(await person.answers(said.threadId), ['nothing'])
    assert.equal(asked()['refs'], undefined)
  }
})

deep('a step that text which nobody vouches for led to isn’t told of, and nothing hangs on it later', async () => {
  programs = [
    writes(`const order = await tools.shop.orders.get({ id: 'A12' })
if (order.note === null) tools.shop.mail.send({ to: order.customerEmail, template: 'refund-issued', values: { refundId: 'R1' } })`),
  ]
  const first = await customer.ask('Write to me if there is no note')
  assert.equal((await lead.decide(await customer.planOf(first), 'approve')).status, 200)
  await saysYes(customer, first)
  await customer.settled(first.runId, 'done')
  assert.equal((await customer.planOf(first)).status, 'done')
  programs = [writes('return say(refs.past1 === undefined ? "nothing" : "something")')]
  const said = await customer.ask('What was done before?', first.threadId)
  assert.equal((await customer.answers(said.threadId)).at(-1), 'nothing')
  assert.equal(asked()['refs'], undefined)
})

deep('a step that was changed in its row isn’t passed on: its plan isn’t what was judged any more', async () => {
  const changes = [
    `labels = jsonb_set(labels, '{/orderId}', '{"data": ["operator"], "ctrl": []}')`,
    `because = '{"data": [], "ctrl": ["operator"]}'`,
    `args = jsonb_set(args, '{amount}', '1')`,
  ]
  const threads: string[] = []
  const statements: string[] = []
  route = routesTo('playbook', 'refund')
  for (const change of changes) {
    await shop.renew()
    const first = await customer.ask('refund order A12')
    const { id, status } = await customer.planOf(first)
    if (status === 'waiting') await lead.decide(await customer.plan(id), 'approve')
    await customer.settled(first.runId, 'done')
    assert.equal((await customer.plan(id)).status, 'done')
    threads.push(first.threadId)
    statements.push(`update effects set ${change} where plan_id = '${id}' and index = 0`)
  }
  await parley.stop()
  await using owner = await openPlaceAsOwner(parley.place)
  await owner.exec(statements.join(';'))
  await owner[Symbol.asyncDispose]()
  await parley.start()
  route = routesTo('plan')
  for (const thread of threads) {
    programs = [writes('return say(refs.past1 === undefined ? "nothing" : "something")')]
    const said = await customer.ask('What was done before?', thread)
    assert.equal((await customer.answers(said.threadId)).at(-1), 'nothing')
    assert.equal(asked()['refs'], undefined)
  }
})
