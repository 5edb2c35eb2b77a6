import assert from 'node:assert/strict'
import { test } from 'node:test'
import { labelOf } from '#plan-language/values/label.ts'
import { runPlan } from './harness.ts'

// A model's program that calls an operator's: whose constants are whose, and that no label is lost on the way.
const MODEL = { literals: labelOf('model') }
const PAGE = "const page = await tools.docs.page({ id: 'p1' })\n"
const REFUND = {
  name: 'refund-it',
  takes: ['orderId', 'reason'],
  needs: ['orderId'],
  source: `const order = await tools.shop.orders.get({ id: slots.orderId })
if (!order) return say('There is no such order.')
tools.shop.refunds.create({ orderId: slots.orderId, reason: slots.reason ?? 'other' })`,
}

function run(source: string, procedure: Partial<typeof REFUND> = {}, reads = {}) {
  return runPlan(source, { ...MODEL, reads, procedures: { refundIt: { ...REFUND, ...procedure } } }).outcome
}

test('a procedure’s constants are its operator’s, and what it is called with keeps its labels', () => {
  const outcome = run(`const rows = await tools.shop.orders.search({})
await procedures.refundIt({ orderId: rows[0].id }, 'refund it')`)
  assert.ok(outcome.ok, JSON.stringify(outcome))
  const [effect] = outcome.effects
  assert.deepEqual([effect?.asked, effect?.at], ['refund it', { line: 2, column: 6 }])
  assert.deepEqual(effect?.labels['/reason']?.data, ['operator'])
  assert.deepEqual(effect?.labels['/orderId']?.data, ['tool:shop/orders.search.id'])
  assert.deepEqual(outcome.called, [
    { procedure: 'refund-it', slots: { orderId: 'A17' }, from: 0, to: 1, at: { line: 2, column: 6 } },
  ])
})

test('what decides that a procedure is called is a reason for all that it does, and for its saying nothing', () => {
  const outcome = run(`${PAGE}say('Done.')
if (page.urgent) procedures.refundIt({ orderId: 'A17' })`)
  assert.ok(outcome.ok, JSON.stringify(outcome))
  assert.ok(outcome.effects[0]?.because.ctrl.includes('tool:docs/page'))
  assert.ok(outcome.said?.label.ctrl.includes('tool:docs/page'))
  const chosen = run(`${PAGE}procedures.refundIt({ orderId: page.urgent ? 'A17' : 'A31' })`)
  assert.ok(chosen.ok && chosen.effects[0]?.labels['/orderId']?.ctrl.includes('tool:docs/page'))
})

test('what a procedure says, or doesn’t, carries what decided that', () => {
  const found = { 'shop/orders.get': () => ({ value: { id: 'A17' }, labels: { '': labelOf('tool:docs/page') } }) }
  const none = { 'shop/orders.get': () => ({ value: null, labels: { '': labelOf('tool:docs/page') } }) }
  for (const reads of [found, none]) {
    const outcome = run("say('I look.')\nprocedures.refundIt({ orderId: 'A17' })", {}, reads)
    assert.ok(outcome.ok, JSON.stringify(outcome))
    assert.ok(outcome.said?.label.ctrl.includes('tool:docs/page'), outcome.said?.text)
  }
  const returns = run("procedures.refundIt({ orderId: 'A17' })\nprocedures.refundIt({ orderId: 'A31' })", {
    source: 'return `Looked at ${slots.orderId}.`',
  })
  assert.equal(returns.said?.text, 'Looked at A17.\nLooked at A31.')
})

test('out of sight of the condition that decides it no procedure is called', () => {
  const outcome = run(`${PAGE}const call = { it: procedures.refundIt }
if (page.urgent) call.it({ orderId: 'A17' })`)
  assert.deepEqual([outcome.ok, !outcome.ok && outcome.failure.kind], [false, 'flow'])
})

for (const [title, call, message] of [
  ['a slot that it has not', "{ orderId: 'A17', amount: 5 }", /takes no amount/u],
  ['nothing of what it needs', "{ reason: 'late' }", /needs orderId/u],
  ['nothing as what it needs', '{ orderId: undefined }', /was called with nothing as orderId/u],
  ['what isn’t done yet', "{ orderId: tools.shop.refunds.create({ orderId: 'A17' }).id }", /isn't done yet/u],
  ['words that are put together', "{ orderId: 'A17' }, 'refund ' + 'it'", /must be written out/u],
] as const)
  test(`a procedure isn’t called with ${title}`, () => {
    const outcome = run(`procedures.refundIt(${call})`)
    assert.ok(!outcome.ok)
    assert.match(outcome.failure.message, message)
  })

test('a procedure has no procedures, and nothing of the program that calls it', () => {
  const outcome = run("const secret = 'x'\nprocedures.refundIt({ orderId: 'A17' })", {
    source: 'return say(`${typeof procedures.refundIt} ${slots.orderId}`)',
  })
  assert.deepEqual([outcome.ok, !outcome.ok && outcome.failure.at], [false, { line: 2, column: 0 }])
  const changes = run("const given = { orderId: 'A17' }\nprocedures.refundIt(given)\nreturn say(given.orderId)", {
    source: "slots.orderId = 'A31'",
  })
  assert.equal(changes.said?.text, 'A17')
})
