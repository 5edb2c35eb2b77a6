import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { deep } from '../helpers/depth.ts'
import { copyAgents } from '../helpers/agents.ts'
import { startShop } from '../helpers/parley.ts'

const agents = await copyAgents({ after })
await agents.change('agent.yaml', 'expireAfter: 24h,', 'expireAfter: 24h, escalate: { after: 2h, to: finance },')
const { parley, customer, lead, shop } = await startShop({ after }, { environment: { AGENTS_DIR: agents.dir } })
const finance = parley.as('finance')

beforeEach(() => shop.renew())

test('before its time the role that a plan is passed on to neither sees it nor decides it', async () => {
  const said = await customer.ask('Refund order A17')
  const plan = await customer.planOf(said)
  assert.partialDeepStrictEqual(plan.escalation, { to: 'finance', isOpen: false })
  assert.equal(Date.parse(plan.escalation?.at ?? '') < Date.parse(plan.expiresAt ?? ''), true)
  assert.equal((await finance.request('GET', `/v1/plans/${plan.id}`)).status, 404)
  assert.equal((await finance.decide(plan, 'approve')).status, 404)
  assert.deepEqual(await finance.waitingPlans(), [])
  assert.equal((await lead.decide(plan, 'reject')).status, 200)
  await customer.settled(said.runId, 'done')
})

deep('after its time it is told once, the other role sees and decides it, and its digest is what it was', async () => {
  await restartWith('after: 2h', 'after: 1s')
  const said = await customer.ask('Refund order A17')
  const before = await customer.planOf(said)
  const told = await customer.event(said.threadId, ({ type }) => type === 'plan-escalated')
  assert.partialDeepStrictEqual(told, { planId: before.id, role: 'finance' })
  const plan = await finance.plan(before.id)
  assert.deepEqual([plan.digest, plan.awaits], [before.digest, ['support-lead', 'finance']])
  assert.deepEqual(
    (await finance.waitingPlans()).map(({ id }) => id),
    [plan.id],
  )
  assert.equal((await finance.decide(plan, 'approve')).status, 200)
  await customer.settled(said.runId, 'done')
  assert.equal((await shop.book()).refunds.length, 1)
  assert.equal((await customer.events(said.threadId)).filter(({ type }) => type === 'plan-escalated').length, 1)
})

deep('the role that was asked first still decides it', async () => {
  const said = await customer.ask('Refund order A17')
  const plan = await customer.planOf(said)
  await customer.event(said.threadId, ({ type }) => type === 'plan-escalated')
  assert.equal((await lead.decide(plan, 'approve')).status, 200)
  await customer.settled(said.runId, 'done')
  assert.equal((await shop.book()).refunds.length, 1)
})

deep('a plan whose time came while nothing was running is passed on by the next start', async () => {
  const said = await customer.ask('Refund order A17')
  const plan = await customer.planOf(said)
  await parley.stop()
  await parley.start()
  const told = await customer.event(said.threadId, ({ type }) => type === 'plan-escalated')
  assert.partialDeepStrictEqual(told, { planId: plan.id, role: 'finance' })
  assert.equal((await finance.decide(plan, 'reject')).status, 200)
  await customer.settled(said.runId, 'done')
  assert.deepEqual((await shop.book()).refunds, [])
})

deep('what the agent’s file says now changes nothing for a plan that was sealed before', async () => {
  const said = await customer.ask('Refund order A17')
  const plan = await customer.planOf(said)
  await customer.event(said.threadId, ({ type }) => type === 'plan-escalated')
  await restartWith(' escalate: { after: 1s, to: finance },', '')
  assert.equal((await finance.decide(plan, 'approve')).status, 200)
  await customer.settled(said.runId, 'done')
  assert.equal((await shop.book()).refunds.length, 1)
})

async function restartWith(was: string, is: string): Promise<void> {
  await agents.change('agent.yaml', was, is)
  await parley.stop()
  await parley.start()
}
