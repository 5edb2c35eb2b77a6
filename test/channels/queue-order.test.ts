import assert from 'node:assert/strict'
import { test } from 'node:test'
import { byUrgency, equalsTogether, askedTimes } from '#cards/drawing/queue-order.ts'
import type { PlanView } from '#contract/plan.ts'
import { planView, refundView } from '../helpers/plan-views.ts'

const plan = (id: string, changes: Partial<PlanView> = {}): PlanView => planView({ id, ...changes })
const refundOf = (orderId: string) => ({ effects: [refundView({ args: { orderId, amount: 100 } })] })
const ids = (plans: readonly PlanView[]) => plans.map(({ id }) => id)

test('a queue begins with what nobody knows, then unchecked words, then money, then what can’t be undone, then time', () => {
  const plans = [
    plan('little', { risk: [0, 5, 0] }),
    plan('late', { risk: [0, 5, 0], expiresAt: '2026-11-20T10:00:00Z' }),
    plan('undone', { risk: [0, 5, 2] }),
    plan('much', { risk: [0, 5_000, 1] }),
    plan('unchecked', { risk: [1, 0, 0] }),
    plan('unknown', { status: 'unknown', risk: [0, 0, 0] }),
    plan('before', { risk: [] }),
  ]
  const expected = ['unknown', 'unchecked', 'much', 'undone', 'late', 'little', 'before']
  assert.deepEqual(ids(plans.toSorted(byUrgency)), expected)
  assert.deepEqual(ids(plans.toReversed().toSorted(byUrgency)), expected)
})

test('asks for the same by one person stand together and are counted; another person’s, or another value, is another', () => {
  const plans = [
    plan('a1', refundOf('A17')),
    plan('b', refundOf('A23')),
    plan('a2', refundOf('A17')),
    plan('ana', { ...refundOf('A17'), requester: { id: 'ana', name: 'Ana' } }),
    plan('done', { ...refundOf('A17'), status: 'done' }),
    plan('a3', refundOf('A17')),
  ]
  assert.deepEqual(ids(equalsTogether(plans)), ['a1', 'a2', 'a3', 'b', 'ana', 'done'])
  assert.deepEqual(plans.map(askedTimes(plans)), [3, 1, 3, 1, 0, 3])
})
