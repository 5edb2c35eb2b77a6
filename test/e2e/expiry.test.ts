import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import type { PlanView } from '#contract/plan.ts'
import { deep } from '../helpers/depth.ts'
import { copyAgents } from '../helpers/agents.ts'
import { startShop } from '../helpers/parley.ts'

const agents = await copyAgents({ after })
await agents.change('agent.yaml', 'expireAfter: 24h', 'expireAfter: 3s')
const { parley, customer, lead, shop } = await startShop({ after }, { environment: { AGENTS_DIR: agents.dir } })

test('a plan that nobody decides in time ends undone, is told so, and takes no decision any more', async () => {
  const said = await customer.ask('Refund order A17')
  const plan = await customer.planOf(said)
  await customer.settled(said.runId, 'done')
  assert.match((await customer.answers(said.threadId))[0] ?? '', /Nobody answered in time\. Nothing was done/)
  assert.equal((await customer.plan(plan.id)).status, 'expired')
  const late = await lead.decide(plan, 'approve')
  assert.deepEqual([late.status, late.body['code']], [410, 'plan-expired'])
  const events = await customer.events(said.threadId)
  assert.ok(events.some((event) => event.type === 'plan-decided' && event.decision === 'expire'))
  assert.deepEqual((await shop.book()).refunds, [])
})

test('of one that asked its requester too, it is said that theirs was missing', async () => {
  const said = await customer.ask('It never worked at home. Refund order A17')
  const asked = ['requester', 'support-lead']
  const plan = await customer.planOf(said)
  assert.deepEqual(plan.awaits.toSorted(), asked)
  await customer.settled(said.runId, 'done')
  const expired = await customer.plan(plan.id)
  assert.deepEqual([expired.status, expired.awaits.toSorted()], ['expired', asked])
})

deep('what whoever asked says no yes to in time ends undone, and they are told', async () => {
  const said = await customer.ask('It never worked at home. Refund order A12')
  const plan = await customer.planOf(said)
  assert.deepEqual(plan.awaits, ['requester'])
  await customer.settled(said.runId, 'done')
  assert.match((await customer.answers(said.threadId))[0] ?? '', /You didn’t answer in time\. Nothing was done/)
  assert.equal((await customer.plan(plan.id)).intent?.basis, 'inferred')
  assert.deepEqual((await shop.book()).refunds, [])
})

deep('a yes that comes after its time is too late, also where nobody has noticed yet', async () => {
  const said = await customer.ask('Refund order A17')
  const plan = await customer.planOf(said)
  await parley.stop()
  // Without a worker nothing sweeps.
  await parley.start({ RUN_WORKER: 'false' })
  await over(plan)
  assert.equal((await customer.plan(plan.id)).status, 'waiting')
  assert.equal((await lead.decide(plan, 'approve')).status, 410)
  await parley.stop()
  await parley.start({ RUN_WORKER: 'true' })
  await customer.settled(said.runId, 'done')
  assert.match((await customer.answers(said.threadId))[0] ?? '', /Nobody answered in time/)
  assert.deepEqual((await shop.book()).refunds, [])
})

async function over({ expiresAt }: PlanView): Promise<void> {
  assert.ok(expiresAt)
  while (Date.now() <= Date.parse(expiresAt)) await delay(20)
}
