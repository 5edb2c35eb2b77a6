import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { startShop } from '../helpers/parley.ts'

const { parley, customer, lead, shop } = await startShop({ after })
const otherLead = parley.as('other-lead')
const operator = parley.as('operator')

beforeEach(() => shop.renew())

test('a decision says who made it, how they were recognised, on which digest, and how long they had looked', async () => {
  const said = await customer.ask('Refund order A17')
  const { id } = await customer.planOf(said)
  const began = performance.now()
  const plan = await lead.plan(id)
  await delay(300)
  // Once more is not the first time.
  await lead.plan(id)
  assert.equal((await lead.decide(plan, 'approve')).status, 200)
  const tookMs = performance.now() - began
  await customer.settled(said.runId, 'done')
  const [decision] = (await operator.plan(id)).decisions
  assert.partialDeepStrictEqual(decision, {
    principal: { id: 'support-lead' },
    decision: 'approve',
    digest: plan.digest,
    authenticatedBy: 'session',
  })
  const lookedMs = decision?.lookedMs ?? -1
  assert.ok(lookedMs >= 300 && lookedMs <= tookMs, `${lookedMs} of ${tookMs} ms`)
  const evidence = await operator.request<{ statement: { decisions: unknown[] } }>('GET', `/v1/plans/${id}/evidence`)
  assert.partialDeepStrictEqual(evidence.body.statement.decisions[0], {
    authenticatedBy: 'session',
    digest: plan.digest,
  })
})

test('how long somebody looked is not for the requester', async () => {
  const said = await customer.ask('Refund order A17')
  const plan = await lead.plan((await customer.planOf(said)).id)
  assert.equal((await lead.decide(plan, 'reject')).status, 200)
  await customer.settled(said.runId, 'done')
  assert.equal((await customer.plan(plan.id)).decisions[0]?.lookedMs, null)
  assert.notEqual((await lead.plan(plan.id)).decisions[0]?.lookedMs, null)
})

test('who was given the digest elsewhere decides, and the record says that the plan was never shown to them', async () => {
  const said = await customer.ask('Refund order A17')
  const plan = await customer.planOf(said)
  // A list is not a plan before somebody’s eyes, nor is what others read.
  await lead.waitingPlans()
  await otherLead.plan(plan.id)
  assert.equal((await lead.decide(plan, 'reject')).status, 200)
  await customer.settled(said.runId, 'done')
  assert.equal((await operator.plan(plan.id)).decisions[0]?.lookedMs, null)
})

test('numbers tell how long decisions took, and how many were of what was never shown', async () => {
  const { body } = await fetch(`${parley.url}/metrics`).then(async (answer) => ({ body: await answer.text() }))
  assert.match(body, /parley_decision_look_seconds_count\{decision="approve"\} 1\n/)
  assert.match(body, /parley_decision_look_seconds_bucket\{le="1",decision="reject"\} \d/)
  assert.match(body, /parley_decision_wait_seconds_count\{decision="reject"\} 2\n/)
  assert.match(body, /parley_decisions_unseen_total\{decision="reject"\} 1\n/)
})
