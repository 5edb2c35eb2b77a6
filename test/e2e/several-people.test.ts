import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { copyAgents } from '../helpers/agents.ts'
import { startShop } from '../helpers/parley.ts'
import type { PersonClient } from '../helpers/parley-client.ts'

const agents = await copyAgents({ after })
// A23 is 89.50 EUR and asks two leads; A17 is 129.00 EUR and asks a lead and finance.
await agents.change('policy.cedar', '@ask("support-lead")', '@ask("2 support-lead")')
await agents.change(
  'policy.cedar',
  'when { context.args.amount > 5000 || context.ledger.user24h.amount > 10000 };',
  `when { context.args.amount > 5000 && context.args.amount <= 10000 };

@id("largest-refund")
@ask("support-lead + finance")
@reason("Refunds above 100.00 EUR need a support lead and finance")
forbid (principal, action == Action::"shop/refunds.create", resource)
when { context.args.amount > 10000 };`,
)
const { parley, customer, lead, shop } = await startShop({ after }, { environment: { AGENTS_DIR: agents.dir } })
const otherLead = parley.as('other-lead')
const finance = parley.as('finance')

beforeEach(() => shop.renew())

test('a question to two of a role is answered by two people, and one who said yes is not asked again', async () => {
  const said = await customer.ask('Refund order A23')
  const plan = await customer.planOf(said)
  assert.deepEqual([plan.awaits, plan.people], [['support-lead'], { asked: 2, yes: 0 }])
  assert.equal((await lead.decide(plan, 'approve')).status, 200)
  const half = await customer.plan(plan.id)
  assert.deepEqual(
    [half.status, half.digest, half.awaits, half.people],
    ['waiting', plan.digest, ['support-lead'], { asked: 2, yes: 1 }],
  )
  const events = await customer.events(said.threadId)
  assert.deepEqual(
    events.slice(-2).map(({ type }) => type),
    ['plan-decided', 'run-waiting'],
  )
  // Once more is the same yes, and no second one.
  assert.equal((await lead.decide(plan, 'approve')).status, 200)
  assert.equal((await customer.plan(plan.id)).status, 'waiting')
  assert.deepEqual((await shop.book()).refunds, [])
  assert.equal((await otherLead.decide(plan, 'approve')).status, 200)
  await customer.settled(said.runId, 'done')
  assert.equal((await shop.book()).refunds.length, 1)
})

test('who said yes before the plan was changed says it to the change, too', async () => {
  const said = await customer.ask('Refund order A17')
  const plan = await customer.planOf(said)
  assert.equal((await lead.decide(plan, 'approve')).status, 200)
  const changes = [{ effect: 0, path: '/amount', value: 12_000 }]
  assert.equal((await otherLead.decide(plan, 'edit', { changes })).status, 200)
  const changed = await customer.plan(plan.id)
  assert.notEqual(changed.digest, plan.digest)
  assert.equal((await lead.decide(changed, 'approve')).status, 200)
  assert.equal((await finance.decide(changed, 'approve')).status, 200)
  await customer.settled(said.runId, 'done')
  assert.deepEqual(
    (await shop.book()).refunds.map(({ amount }) => amount),
    [12_000],
  )
})

test('one no of two is a no, also after a yes', async () => {
  const said = await customer.ask('Refund order A23')
  const plan = await customer.planOf(said)
  assert.equal((await lead.decide(plan, 'approve')).status, 200)
  assert.equal((await otherLead.decide(plan, 'reject', { reason: 'suspicious' })).status, 200)
  await customer.settled(said.runId, 'done')
  assert.equal((await customer.plan(plan.id)).status, 'rejected')
  assert.deepEqual((await shop.book()).refunds, [])
})

test('who holds both of two asked roles is one person, and can’t stand for two', async () => {
  const said = await customer.ask('Refund order A17')
  const plan = await customer.planOf(said)
  assert.deepEqual([plan.awaits.toSorted(), plan.people.asked], [['finance', 'support-lead'], 2])
  const both = await keyOf('both', ['support-lead', 'finance'])
  assert.equal((await both.decide(plan, 'approve')).status, 200)
  const half = await customer.plan(plan.id)
  assert.deepEqual([half.status, half.people], ['waiting', { asked: 2, yes: 1 }])
  assert.equal((await both.decide(plan, 'approve')).status, 200)
  assert.equal((await customer.plan(plan.id)).status, 'waiting')
  // The other seat is anybody's who holds one of the two: the first moves over.
  assert.equal((await finance.decide(plan, 'approve')).status, 200)
  await customer.settled(said.runId, 'done')
  assert.equal((await shop.book()).refunds.length, 1)
})

test('a second yes for a role that has been spoken for changes nothing, and says whose came first', async () => {
  const said = await customer.ask('Refund order A17')
  const plan = await customer.planOf(said)
  assert.equal((await lead.decide(plan, 'approve')).status, 200)
  const late = await otherLead.decide(plan, 'approve')
  assert.deepEqual([late.status, late.body['code']], [409, 'decided-before'])
  assert.equal((await customer.plan(plan.id)).decisions.length, 1)
  assert.equal((await finance.decide(plan, 'reject')).status, 200)
  await customer.settled(said.runId, 'done')
})

test('two leads who say yes at the same moment are two, and the refund is one', async () => {
  const said = await customer.ask('Refund order A23')
  const plan = await customer.planOf(said)
  const answers = await Promise.all([lead.decide(plan, 'approve'), otherLead.decide(plan, 'approve')])
  assert.deepEqual(
    answers.map(({ status }) => status),
    [200, 200],
  )
  await customer.settled(said.runId, 'done')
  assert.equal((await customer.plan(plan.id)).decisions.length, 2)
  assert.equal((await shop.book()).refunds.length, 1)
})

async function keyOf(name: string, roles: readonly string[]): Promise<PersonClient> {
  const asked = { name, roles, scopes: ['read', 'decide'] }
  const { body } = await parley.as('operator').request<{ key: string }>('POST', '/v1/keys', asked)
  return parley.withKey(body.key)
}
