import assert from 'node:assert/strict'
import { test } from 'node:test'
import { runPlan } from './harness.ts'

const STAGE = "const refund = tools.shop.refunds.create({ orderId: 'A17' })\n"

for (const [title, source] of [
  ['if', "if (refund) say('a')"],
  ['if on a part', "if (refund.id) say('a')"],
  ['===', "const x = refund.id === 'a'"],
  ['== null', 'const x = refund == null'],
  ['<', 'const x = refund.id < 1'],
  ['a template', 'const x = `${refund.id}`'],
  ['+', "const x = 'a' + refund.id"],
  ['unary -', 'const x = -refund.id'],
  ['!', 'const x = !refund'],
  ['typeof', 'const x = typeof refund'],
  ['??', "const x = refund.id ?? 'a'"],
  ['&&', 'const x = refund && 1'],
  ['?:', "const x = refund.id ? 'a' : 'b'"],
  ['String', 'const x = String(refund.id)'],
  ['Boolean', 'const x = Boolean(refund)'],
  ['JSON', 'const x = JSON.stringify({ refund })'],
  ['a key', 'const x = ({ a: 1 })[refund.id]'],
  ['a key in a literal', 'const x = { [refund.id]: 1 }'],
  ['an index', 'const x = [1, 2][refund.id]'],
  ['for … of', 'for (const x of refund.lines) say(x)'],
  ['spread', 'const x = [...refund.lines]'],
  ['destructuring as a list', 'const [x] = refund.lines'],
  ['the rest of it', 'const { id, ...rest } = refund'],
  ['a method', 'refund.id.trim()'],
  ['calling it', 'refund()'],
  ['a predicate', 'const x = [1].filter(() => refund.id)'],
  ['includes', 'const x = [refund].includes(1)'],
  ['includes as what is looked for', 'const x = [1].includes(refund)'],
  ['join', 'const x = [refund.id].join()'],
  ['sort', 'const x = [refund.id, refund.id].sort()'],
  ['Object.keys', 'const x = Object.keys(refund)'],
  ['Math', 'const x = Math.max(refund.id, 1)'],
  ['Date', 'const x = new Date(refund.id)'],
  ['say', 'say(refund.id)'],
  ['setting a part', 'refund.id = 1'],
  ['the argument of a read', 'await tools.shop.orders.get({ id: refund.id })'],
  ['a part that the schema has not', 'tools.shop.mail.send({ values: { x: refund.idd } })'],
  ['a part of a part that has none', 'tools.shop.mail.send({ values: { x: refund.id.x } })'],
  ['another argument than those for later', 'tools.shop.mail.send({ to: refund.id })'],
  ['deep in another argument', 'tools.shop.mail.send({ to: [{ a: refund.id }] })'],
  ['a write that takes none', 'tools.shop.refunds.create({ orderId: refund.id })'],
] as const) {
  test(`a write's result can't be looked at: ${title}`, () => {
    const { outcome } = runPlan(STAGE + source)
    assert.partialDeepStrictEqual(outcome, { ok: false, failure: { kind: 'handle', at: { line: 2 } } })
  })
}

test('a handle can be named, kept, passed through functions and handed to a later write', () => {
  const { outcome } = runPlan(`${STAGE}const wrap = (id) => ({ list: [id] })
const { id: refundId, lines: [first] = [] } = { id: refund.id, lines: [refund.lines[0]?.sku] }
tools.shop.mail.send({ to: 'a', values: { ...wrap(refundId), first, whole: refund } })`)
  assert.ok(outcome.ok, JSON.stringify(outcome))
  assert.deepEqual(outcome.effects[1]?.args['values'], {
    list: [{ $ref: { effect: 0, path: ['id'] } }],
    first: { $ref: { effect: 0, path: ['lines', 0, 'sku'] } },
    whole: { $ref: { effect: 0, path: [] } },
  })
})

test('a handle carries its write and what went into that', () => {
  const { outcome } = runPlan(`const refund = tools.shop.refunds.create({ orderId: slots.orderId })
tools.shop.mail.send({ values: { id: refund.id } })`)
  assert.ok(outcome.ok)
  assert.deepEqual(outcome.effects[1]?.labels['/values/id'], { data: ['effect:0'], ctrl: ['user:customer'] })
})

test('data can not be made to look like a handle', () => {
  for (const forged of ['{ $ref: { effect: 0, path: [] } }', 'JSON.parse(\'{"$ref": 1}\')', "{ ['$' + 'ref']: 1 }"]) {
    const { outcome } = runPlan(`${STAGE}tools.shop.mail.send({ values: { x: ${forged} } })`)
    assert.partialDeepStrictEqual(outcome, { ok: false, failure: { kind: 'runtime' } })
  }
})

const OPEN = [
  ['no schema', null],
  ['a schema that says nothing', {}],
  ['no more than a type', { type: 'object' }],
  ['other properties', { type: 'object', properties: { id: {} }, additionalProperties: true }],
] as const

for (const [title, resultSchema] of OPEN) {
  test(`any part of an open result may be passed on: ${title}`, () => {
    const { outcome } = runPlan(
      `const done = tools.shop.refunds.create({ orderId: 'A17' })
tools.shop.mail.send({ values: { x: done.receipt['no.1'], y: done.lines[0].sku } })`,
      { results: { 'shop/refunds.create': resultSchema } },
    )
    assert.ok(outcome.ok, JSON.stringify(outcome))
    assert.deepEqual(outcome.effects[1]?.args['values'], {
      x: { $ref: { effect: 0, path: ['receipt', 'no.1'] } },
      y: { $ref: { effect: 0, path: ['lines', 0, 'sku'] } },
    })
    assert.deepEqual(outcome.effects[1]?.labels['/values/x']?.data, ['effect:0'])
  })
}

for (const resultSchema of [
  { type: 'object', additionalProperties: false },
  { type: 'object', properties: { id: { type: 'string' } } },
  { type: 'string' },
  { enum: ['a'] },
]) {
  test(`a part that a result can't have is refused: ${JSON.stringify(resultSchema)}`, () => {
    const { outcome } = runPlan(`${STAGE}tools.shop.mail.send({ values: { x: refund.other } })`, {
      results: { 'shop/refunds.create': resultSchema },
    })
    assert.partialDeepStrictEqual(outcome, { ok: false, failure: { kind: 'handle' } })
  })
}
