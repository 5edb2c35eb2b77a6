import assert from 'node:assert/strict'
import { test } from 'node:test'
import { argumentPaths, unlistedArguments } from '#cards/drawing/plan-path.ts'
import { labelOf } from '#plan-language/values/label.ts'
import { PATH_OPERATIONS, type ValuePath } from '#plan-language/values/value-path.ts'
import { pathTexts } from '#cards/texts/path-texts.ts'
import { planView, refundView } from '../helpers/plan-views.ts'

const MAYA = { id: 'customer', roles: ['customer'] }
const ANA = { id: 'other-lead', roles: ['support-lead'] }
const ORDER = { from: 'tool', tool: 'shop/orders.get', read: 0 } as const
const SAID = labelOf('user:customer')

function told(path: ValuePath, { reader = MAYA, label = labelOf() } = {}): string {
  const effect = refundView({ args: { x: 1 }, arguments: [], labels: { '/x': label }, paths: { '/x': path } })
  return argumentPaths(planView(), effect, 'x', reader)
    .map(({ text }) => text)
    .join('; ')
}

for (const [path, words] of [
  [[ORDER, { get: 'total' }], 'orders.get → total'],
  [[ORDER, { get: 'total' }, { op: 'multiply', by: 2 }], 'orders.get → total → multiply by 2'],
  [[ORDER, { get: 'items' }, { get: 0 }, { get: 'sku' }], 'orders.get → items → number 1 → sku'],
  [[{ from: 'plan' }], 'written in the plan'],
  [[{ from: 'ref', ref: 'ref1' }, { op: 'cut' }], 'what was passed on → a piece of it'],
  [[{ from: 'clock' }, { op: 'format' }], 'the clock → written out'],
  [[{ from: 'step', step: 0 }, { get: 'id' }], 'number of step 1'],
  [[{ from: 'step', step: 1 }, { get: 'status' }], 'step 2 → status'],
  [
    [{ from: 'plan' }, { op: 'default', with: [[{ from: 'slot', slot: 'reason' }]] }],
    'written in the plan → in place of reason',
  ],
  [
    [{ from: 'plan' }, { op: 'choose', with: [[ORDER, { get: 'total' }, { op: 'compare', by: 50 }]] }],
    'written in the plan → chosen by orders.get → total → compare with 50',
  ],
  [[ORDER, { get: 'note' }, { op: 'extract' }, { get: 'amount' }], 'orders.get → note → read by a model → amount'],
  [[ORDER, { op: 'each' }, { get: 'total' }, { op: 'sum' }], 'orders.get → each of them → total → sum'],
  [[ORDER, { get: 'id' }, { op: 'replace', by: 'A' }], 'orders.get → id → words replaced with "A"'],
  [[ORDER, { more: true }], 'orders.get → …'],
  [
    [{ from: 'sources', sources: ['tool:shop/orders.get.total', 'operator', 'effect:0'] }],
    'computed from orders.get.total, the plan and step 1',
  ],
  [[{ from: 'sources', sources: [] }], 'made by the plan'],
] satisfies (readonly [ValuePath, string])[]) {
  test(`a path is told as: ${words}`, () => assert.equal(told(path), words))
}

test('who filled a slot is said where the label says so, to each reader in their words', () => {
  const path: ValuePath = [{ from: 'slot', slot: 'orderId' }]
  assert.equal(told(path, { label: SAID }), 'you said orderId')
  assert.equal(told(path, { label: SAID, reader: ANA }), 'Maya Lindqvist said orderId')
  assert.equal(told(path, { label: labelOf('operator') }), 'orderId as given')
})

test('there are words for every operation, and for no others', () => {
  assert.deepEqual(Object.keys(pathTexts.done).sort(), [...PATH_OPERATIONS].sort())
})

test('an argument with parts is told part by part, as many as a person reads', () => {
  const paths = Object.fromEntries(
    Array.from({ length: 20 }, (_, index) => [`/values/a~1b${index}`, [{ from: 'plan' }]] as const),
  )
  const parts = argumentPaths(planView(), refundView({ paths }), 'values', MAYA)
  assert.deepEqual(parts[0], { name: 'a/b0', text: 'written in the plan' })
  assert.deepEqual(parts.slice(12), [{ name: '', text: '…' }])
  assert.deepEqual(argumentPaths(planView(), refundView({ paths }), 'value', MAYA), [])
})

test('a currency, which is read with its amount, is told on its own', () => {
  assert.deepEqual(unlistedArguments(refundView()), [{ name: 'currency', text: 'EUR' }])
})
