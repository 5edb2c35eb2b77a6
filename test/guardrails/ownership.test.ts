import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { OwnerRule } from '#agents/contract.ts'
import { ownedResult, ownsArguments, type OwnedRead } from '#guardrails/policy/ownership.ts'
import type { Json, JsonObject } from '#core/json.ts'
import { MAYA } from './shop-policy.ts'

const LEAD = { ...MAYA, roles: ['support-lead'], email: 'jonas.weber@example.com' }
const MINE = { id: 'A17', customerEmail: MAYA.email }
const THEIRS = { id: 'B77', customerEmail: 'omar.haddad@example.com' }

const ONE: OwnerRule = {
  kind: 'result',
  each: null,
  path: 'customerEmail',
  is: 'principal.email',
  unless: ['support-lead'],
}
const LIST: OwnerRule = { ...ONE, each: '[]' }

const RESULTS: readonly (readonly [title: string, rule: OwnerRule, result: Json, owned: Json])[] = [
  ['the requester’s own is theirs', ONE, MINE, MINE],
  ['another’s is as if there were none', ONE, THEIRS, null],
  ['what isn’t there stays nothing', ONE, null, null],
  ['a result without the field is nobody’s', ONE, { id: 'A17' }, null],
  ['a field of another kind is nobody’s', ONE, { customerEmail: [MAYA.email] }, null],
  [
    'a field inside is found',
    { ...ONE, path: 'customer.email' },
    { customer: { email: MAYA.email } },
    { customer: { email: MAYA.email } },
  ],
  ['a field of the prototype isn’t one', { ...ONE, path: 'constructor.name' }, {}, null],
  ['a list keeps what is the requester’s', LIST, [MINE, THEIRS, {}, null], [MINE]],
  ['a list that is none is nothing', LIST, MINE, null],
  [
    'a list inside keeps what is the requester’s',
    { ...ONE, each: 'page.orders[]' },
    { page: { orders: [THEIRS, MINE], next: 2 } },
    { page: { orders: [MINE], next: 2 } },
  ],
  ['a list that isn’t where it should be leaves nothing', { ...ONE, each: 'orders[]' }, { order: [MINE] }, null],
  ['nobody’s data is everybody’s', { kind: 'none', why: 'public' }, THEIRS, THEIRS],
]

for (const [title, rule, result, owned] of RESULTS) {
  test(title, () => assert.deepEqual(ownedResult(rule, result, MAYA), owned))
}

test('who is exempt sees all, whoever has no address sees nothing', () => {
  assert.deepEqual(ownedResult(ONE, THEIRS, LEAD), THEIRS)
  assert.deepEqual(ownedResult(LIST, [MINE, THEIRS], LEAD), [MINE, THEIRS])
  assert.equal(ownedResult(ONE, { customerEmail: null }, { ...MAYA, email: null }), null)
  assert.equal(ownedResult(ONE, { customerEmail: '' }, { ...MAYA, email: '' }), null)
})

const TO: OwnerRule = { kind: 'argument', argument: 'to', is: 'principal.email', unless: ['support-lead'] }
const FROM: OwnerRule = { kind: 'from', argument: 'orderId', tool: 'shop/orders.get', path: null, unless: [] }
const READS: readonly OwnedRead[] = [
  { tool: 'shop/orders.get', result: { id: 'A17', note: 'B77', items: [{ sku: 'L1' }] } },
  { tool: 'shop/orders.get', result: null },
  { tool: 'shop/orders.search', result: [{ id: 'C3' }] },
]

const ARGUMENTS: readonly (readonly [title: string, rule: OwnerRule, args: JsonObject, owned: boolean])[] = [
  ['mail to oneself', TO, { to: MAYA.email }, true],
  ['mail to another', TO, { to: 'eve@evil.example' }, false],
  ['mail to nobody', TO, {}, false],
  ['mail to a handle', TO, { to: { $ref: { effect: 0, path: ['to'] } } }, false],
  ['an order that was read', FROM, { orderId: 'A17' }, true],
  ['an order that was not', FROM, { orderId: 'B78' }, false],
  ['an order that is only in somebody’s note', FROM, { orderId: 'B77' }, false],
  ['an order from another read', FROM, { orderId: 'C3' }, false],
  ['no order', FROM, { orderId: null }, false],
  ['a list of orders', FROM, { orderId: ['A17'] }, false],
  ['an order from a list', { ...FROM, tool: 'shop/orders.search' }, { orderId: 'C3' }, true],
  ['what a path names', { ...FROM, argument: 'sku', path: 'items[].sku' }, { sku: 'L1' }, true],
  ['what a path doesn’t name', { ...FROM, argument: 'sku', path: 'items[].sku' }, { sku: 'A17' }, false],
]

for (const [title, rule, args, owned] of ARGUMENTS) {
  test(`${title} is ${owned ? '' : 'not '}the requester’s to touch`, () => {
    assert.equal(ownsArguments(rule, args, MAYA, READS), owned)
  })
}

test('who is exempt may touch another’s', () => {
  assert.ok(ownsArguments(TO, { to: 'eve@evil.example' }, LEAD, []))
})

test('a field with the argument’s own name comes before the id', () => {
  const reads = [{ tool: 'shop/orders.get', result: { id: 'R1', orderId: 'A17' } }]
  assert.ok(ownsArguments(FROM, { orderId: 'A17' }, MAYA, reads))
  assert.ok(!ownsArguments(FROM, { orderId: 'R1' }, MAYA, reads))
})
