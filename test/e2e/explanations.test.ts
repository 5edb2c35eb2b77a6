import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { PlanView } from '#contract/plan.ts'
import { renderPlanCard } from '#channels/cli/plan-card.ts'
import type { EffectView } from '#contract/effect.ts'
import { opened, readEvidence } from '../helpers/evidence.ts'
import { startShop } from '../helpers/parley.ts'

const { customer } = await startShop({ after })
const plan = await customer.planOf(await customer.ask('Refund order A17'))

const ORDER = { from: 'tool', tool: 'shop/orders.get', read: 0 }
const WAYS = [
  {
    '/orderId': [ORDER, { get: 'id' }],
    '/amount': [ORDER, { get: 'total' }],
    '/currency': [ORDER, { get: 'currency' }],
    '/reason': [{ from: 'plan' }, { op: 'default', with: [[{ from: 'slot', slot: 'reason' }]] }],
  },
  {
    '/to': [ORDER, { get: 'customerEmail' }],
    '/template': [{ from: 'plan' }],
    '/values/refundId': [{ from: 'step', step: 0 }, { get: 'id' }],
    '/values/orderId': [ORDER, { get: 'id' }],
  },
]

test('a plan says of every value of its steps how it came to be', () => {
  assert.deepEqual(
    plan.effects.map(({ paths }) => paths),
    WAYS,
  )
})

test('evidence has it, in what was judged', async () => {
  const { approved } = opened<{ approved: { effects: EffectView[] } }>(await readEvidence(customer, plan.id))
  assert.deepEqual(
    approved.effects.map(({ paths }) => paths),
    WAYS,
  )
})

for (const width of [80, 60]) {
  test(`a terminal's details tell it, at ${width} columns`, () => {
    const reader = { id: 'customer', roles: ['customer'] }
    const clock = { now: new Date(plan.createdAt), timeZone: 'UTC' }
    const text = renderPlanCard(PlanView.parse(plan), { width, unicode: true, reader, clock, details: true })
    assert.match(text, /amount 129\.00.EUR +from our orders\n +as written: amount: 12900\n +orders\.get → total\n/)
    assert.match(text, /currency EUR\n +orders\.get → currency\n/)
    assert.match(text, /written in the plan → in\s+place of reason\n/)
    assert.match(text, /refund id: number of step 1\n/)
    const closed = renderPlanCard(PlanView.parse(plan), { width, unicode: true, reader, clock })
    assert.doesNotMatch(closed, /orders\.get/)
  })
}
