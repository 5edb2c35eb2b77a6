import assert from 'node:assert/strict'
import { test } from 'node:test'
import { program, run, shareShopSandbox } from './sandbox-helpers.ts'

/*
 * What a plan's isolate tells people of how its values came to be is taken as if from an enemy too: it may name only what
 * is there, and begin only where the label says that the value comes from. The constant of this plan is 42.
 */

const HELPERS = `
  const label = (data, ctrl = []) => ({ data, ctrl })
  const at = { line: 1, column: 0 }
  const ours = label(['operator'])
  begin({ index: 0, tool: 'shop/orders.get', args: { id: 'A17' }, labels: { '': ours, '/id': ours }, because: ours, at })
  answer(0)
  const order = { from: 'tool', tool: 'shop/orders.get', read: 0 }
  const total = label(['tool:shop/orders.get.total'], ['tool:shop/orders.get'])
  const labels = { '': ours, '/orderId': label(['user:customer']), '/amount': total, '/currency': ours }
  const args = { orderId: 'A17', amount: 1, currency: 'EUR' }
  const effect = (paths, index = 0) =>
    ({ index, tool: 'shop/refunds.create', args, labels, because: ours, at, paths })
  const ok = (...effects) => ({ ok: true, said: null, effects, steps: 1 })
  const amount = (...path) => ok(effect({ '/amount': path }))
`

const shared = shareShopSandbox({ isolate: 'broken-isolate.js' })

for (const [title, source, pointer, path] of [
  [
    'a field of an answer',
    "return amount(order, { get: 'total' }, { op: 'multiply', by: 42 })",
    '/amount',
    [{ from: 'tool', tool: 'shop/orders.get', read: 0 }, { get: 'total' }, { op: 'multiply', by: 42 }],
  ],
  [
    'a slot',
    "return ok(effect({ '/orderId': [{ from: 'slot', slot: 'orderId' }] }))",
    '/orderId',
    [{ from: 'slot', slot: 'orderId' }],
  ],
  ['a constant', "return ok(effect({ '/currency': [{ from: 'plan' }] }))", '/currency', [{ from: 'plan' }]],
  [
    'what a constant decided',
    "return amount(order, { get: 'total' }, { op: 'choose', with: [[{ from: 'plan' }]] })",
    '/amount',
    [
      { from: 'tool', tool: 'shop/orders.get', read: 0 },
      { get: 'total' },
      { op: 'choose', with: [[{ from: 'plan' }]] },
    ],
  ],
  [
    'nothing, whose labels say it',
    'return ok(effect({}))',
    '/amount',
    [{ from: 'sources', sources: ['tool:shop/orders.get.total'] }],
  ],
] as const) {
  test(`an isolate that tells the way of ${title} is believed`, async () => {
    const result = await run(shared(), program(HELPERS + source))
    assert.ok(result.ok, JSON.stringify(result))
    const [effect] = result.effects
    assert.deepEqual(effect?.paths[pointer], path)
    assert.deepEqual(Object.keys(effect?.paths ?? {}), ['/orderId', '/amount', '/currency'])
  })
}

for (const [title, source] of [
  ['a path for a place that is none', "return ok(effect({ '/to': [{ from: 'plan' }] }))"],
  ['a path for the whole', "return ok(effect({ '': [{ from: 'plan' }] }))"],
  ['a path that isn’t a list', "return ok(effect({ '/amount': 'checked by finance' }))"],
  ['a path of words', "return amount('checked by finance')"],
  ['an empty path', 'return amount()'],
  ['a path without a beginning', "return amount({ get: 'total' })"],
  ['a path with two beginnings', 'return amount(order, order)'],
  ['a path that goes on after its end', "return amount(order, { more: true }, { get: 'total' })"],
  ['a path beyond its length', "return amount(order, ...Array(7).fill({ get: 'total' }))"],
  ['a step of another kind', "return amount(order, { by: 'finance' })"],
  ['a step with a member more', "return amount({ ...order, note: 'checked' }, { get: 'total' })"],
  ['an operation that is none', "return amount(order, { get: 'total' }, { op: 'approve' })"],
  ['a read that was not made', "return amount({ ...order, read: 1 }, { get: 'total' })"],
  ['another tool for a read', "return amount({ ...order, tool: 'shop/mail.send' }, { get: 'total' })"],
  ['a slot that is not there', "return ok(effect({ '/orderId': [{ from: 'slot', slot: 'amount' }] }))"],
  ['a name that every object has as a slot', "return ok(effect({ '/orderId': [{ from: 'slot', slot: 'toString' }] }))"],
  ['the result of itself', "return amount({ from: 'step', step: 0 })"],
  [
    'the result of a step that its label has not',
    "return ok(effect({}), effect({ '/amount': [{ from: 'step', step: 0 }] }, 1))",
  ],
  ['a constant where its label has none', "return amount({ from: 'plan' })"],
  ['a slot where its label has none', "return amount({ from: 'slot', slot: 'orderId' })"],
  ['the clock where its label has none', "return amount({ from: 'clock' })"],
  ['another field than its label has', "return amount(order, { get: 'note' })"],
  [
    'a joined path that its label has not',
    "return amount(order, { get: 'total' }, { op: 'add', with: [[{ from: 'slot', slot: 'orderId' }]] })",
  ],
  [
    'a joined path within a joined path',
    "return amount(order, { get: 'total' }, { op: 'add', with: [[order, { op: 'add', with: [[order]] }]] })",
  ],
  ['many joined paths', "return amount(order, { get: 'total' }, { op: 'add', with: [[order], [order], [order]] })"],
  [
    'a long joined path',
    "return amount(order, { get: 'total' }, { op: 'add', with: [[order, ...Array(4).fill({ op: 'round' })]] })",
  ],
  [
    'a field that the plan does not name',
    "return amount(order, { get: 'total' }, { get: ['maya', 'example'].join('.') })",
  ],
  ['a field with a long name', "return amount(order, { get: 'total' }, { get: plan.source.slice(0, 60) })"],
  ['a position far in', "return amount(order, { get: 'total' }, { get: 4217 })"],
  ['a number that the plan does not have', "return amount(order, { get: 'total' }, { op: 'multiply', by: 12899 + 1 })"],
  [
    'a text that the plan does not have',
    "return amount(order, { get: 'total' }, { op: 'add', by: ['maya', 'x'].join('@') })",
  ],
  ['a model that is not there', "return amount(order, { get: 'total' }, { op: 'extract' })"],
  ['sources, which only labels tell', "return amount({ from: 'sources', sources: ['tool:shop/orders.get.total'] })"],
  [
    'more paths than anybody reads',
    "const values = Array(201).fill(1); const places = values.map((_, index) => '/values/' + index); return ok({ ...effect({}), tool: 'shop/mail.send', args: { to: 'a@b.example', template: 't', values: { v: values } }, labels: Object.fromEntries(['', '/to', '/template', '/values', '/values/v', ...values.map((_, index) => '/values/v/' + index)].map((place) => [place, ours])), paths: Object.fromEntries(values.map((_, index) => ['/values/v/' + index, [{ from: 'plan' }]])) })",
  ],
] as const) {
  test(`an isolate that tells ${title} is refused, and its process is ended`, async () => {
    const sandbox = shared()
    const result = await run(sandbox, program(HELPERS + source))
    assert.equal(result.ok ? 'ok' : result.failure.kind, 'protocol', JSON.stringify(result))
    assert.equal((await run(sandbox, program(`${HELPERS} return ok()`))).ok, true)
  })
}
