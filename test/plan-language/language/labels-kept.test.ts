import assert from 'node:assert/strict'
import { test } from 'node:test'
import { labelOf } from '#plan-language/values/label.ts'
import { labelled, runPlan } from './harness.ts'

const PAGE = "const page = await tools.docs.page({ id: 'p1' })\n"

test('what is said carries what decided it, and what decided that nothing else was said', () => {
  const taken = runPlan(`${PAGE}say('a')\nif (page.urgent) say('b')`).outcome
  const notTaken = runPlan(`${PAGE}say('a')\nif (!page.urgent) say('b')`).outcome
  assert.equal(taken.said?.text, 'b')
  assert.equal(notTaken.said?.text, 'a')
  for (const { said } of [taken, notTaken])
    assert.deepEqual(said?.label, { data: ['operator'], ctrl: ['tool:docs/page'] })
})

test('what a program throws is said with its label', () => {
  const { outcome } = runPlan(`${PAGE}throw new Error(\`No: \${page.text}\`)`)
  assert.partialDeepStrictEqual(outcome, {
    ok: false,
    failure: { kind: 'thrown', at: { line: 2, column: 0 } },
    said: { text: 'No: eve@evil.example', label: { data: ['operator', 'tool:docs/page'], ctrl: [] } },
  })
})

test("a model's constants carry all that it saw, and so does that its program does anything at all", () => {
  const { outcome } = runPlan("tools.shop.mail.send({ to: 'a' })", { literals: labelOf('model', 'tool:docs/page') })
  assert.ok(outcome.ok)
  assert.deepEqual(outcome.effects[0]?.labels['/to'], { data: ['model', 'tool:docs/page'], ctrl: ['tool:docs/page'] })
  assert.deepEqual(outcome.effects[0].because, { data: [], ctrl: ['tool:docs/page'] })
})

test('model stays in data, arithmetic included, and is in no control', () => {
  const source = `const order = await tools.shop.orders.get({ id: slots.orderId })
tools.shop.refunds.create({ amount: order.total + order.total, whole: order.total, size: order.total > 5 ? 'large' : 'small' })`
  const { outcome } = runPlan(source, { literals: labelOf('model') })
  assert.ok(outcome.ok)
  const labels = outcome.effects[0]?.labels
  assert.deepEqual(labels?.['/amount']?.data, ['model', 'tool:shop/orders.get.total'])
  assert.deepEqual(labels['/whole']?.data, ['tool:shop/orders.get.total'])
  assert.deepEqual(labels['/size']?.data, ['model'])
  for (const label of Object.values(labels)) assert.ok(!label.ctrl.includes('model'))
})

test('model that came with an answer is kept in control', () => {
  const reads = { 'crm/people.get': () => labelled({ vip: true }, 'model') }
  const { outcome } = runPlan("if ((await tools.crm.people.get({})).vip) tools.shop.mail.send({ to: 'a' })", { reads })
  assert.ok(outcome.ok)
  assert.deepEqual(outcome.effects[0]?.because, { data: [], ctrl: ['model'] })
})

test('the most specific label of an answer counts for a place and all below it, and no label means unknown', () => {
  const value = { list: [{ a: 1 }, { a: 2 }], 'x/y': { deep: [1] }, '*': 3 }
  const labels = {
    '/list/*/a': labelOf('tool:a/any'),
    '/list/1/a': labelOf('tool:a/second'),
    '/x~1y': labelOf('tool:a/escaped'),
  }
  const { outcome } = runPlan(
    "const v = await tools.crm.people.get({})\ntools.shop.mail.send({ a: v.list[0].a, b: v.list[1].a, c: v['x/y'].deep[0], d: v['*'] })",
    { reads: { 'crm/people.get': () => ({ value, labels }) } },
  )
  assert.ok(outcome.ok)
  const of = (pointer: string) => outcome.effects[0]?.labels[pointer]
  assert.deepEqual(of('/a'), { data: ['tool:a/any'], ctrl: ['unknown'] })
  assert.deepEqual(of('/b'), { data: ['tool:a/second'], ctrl: ['unknown'] })
  assert.deepEqual(of('/c'), { data: ['tool:a/escaped'], ctrl: ['tool:a/escaped', 'unknown'] })
  assert.deepEqual(of('/d'), { data: ['unknown'], ctrl: ['unknown'] })
})

test('the clock stands still and is a source', () => {
  const { outcome } = runPlan('tools.shop.mail.send({ at: new Date().toISOString(), passed: Date.now() - Date.now() })')
  assert.ok(outcome.ok)
  assert.deepEqual(outcome.effects[0]?.args, { at: '2026-01-31T09:00:00.000Z', passed: 0 })
  assert.deepEqual(outcome.effects[0].labels['/at'], labelOf('clock'))
})
