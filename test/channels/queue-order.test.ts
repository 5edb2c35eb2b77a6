import assert from 'node:assert/strict'
import { test } from 'node:test'
import { byUrgency, conversationsOf, equalRequests, isLeftTo } from '#cards/drawing/queue-order.ts'
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

test('asks for the same by one person are one row and are counted; another person’s, or another value, is another', () => {
  const plans = [
    plan('a1', { ...refundOf('A17'), threadId: 'one' }),
    plan('b', refundOf('A23')),
    plan('a2', { ...refundOf('A17'), threadId: 'two' }),
    plan('ana', { ...refundOf('A17'), requester: { id: 'ana', name: 'Ana' } }),
    plan('done', { ...refundOf('A17'), status: 'done' }),
    plan('hidden', { ...refundOf('A17'), withheld: true }),
    plan('a3', { ...refundOf('A17'), threadId: 'two' }),
  ]
  const rows = equalRequests(plans)
  assert.deepEqual(
    rows.map(({ all }) => ids(all)),
    [['a1', 'a2', 'a3'], ['b'], ['ana'], ['done'], ['hidden']],
  )
  assert.deepEqual(
    rows.map(({ all }) => conversationsOf(all)),
    [2, 1, 1, 1, 1],
  )
})

test('an equal request is left to the one that is being done, and asked for again where that failed', () => {
  const waiting = plan('a1', refundOf('A17'))
  const beside = (status: PlanView['status']) => plan('a2', { ...refundOf('A17'), status })
  assert.deepEqual(
    (['applying', 'failed', 'unknown', 'rejected', 'waiting'] as const).map((status) =>
      isLeftTo(waiting, beside(status)),
    ),
    [true, false, false, false, false],
  )
})
