import assert from 'node:assert/strict'
import test from 'node:test'
import type { ToolDeclaration } from '#agents/contract.ts'
import type { Json } from '#core/json.ts'
import { labelResult } from '#mcp/label-result.ts'

const declares = (trusted: readonly string[], untrusted: readonly string[] = []): ToolDeclaration => ({
  tool: 'shop/orders.get',
  server: 'shop',
  effect: 'read',
  owner: { kind: 'none', why: 'a test' },
  trust: { trusted, untrusted },
  money: {},
  idempotencyKey: null,
  keyLivesMs: null,
  verify: null,
  reversible: false,
  class: 'internal',
  later: [],
  accepts: [],
  edit: [],
  title: 'Order',
  noun: null,
  acknowledged: false,
  idempotent: false,
  compensate: null,
  timeoutMs: null,
  retries: 0,
  line: 1,
})

const sources = (declaration: ToolDeclaration, value: Json): Record<string, string> =>
  Object.fromEntries(
    Object.entries(labelResult(declaration, value)).map(([pointer, { data, ctrl }]) => {
      assert.deepEqual([data.length, ctrl], [1, []])
      return [pointer, data[0] ?? '']
    }),
  )

test('every leaf carries its field without list positions, and everything with parts carries the tool', () => {
  assert.deepEqual(sources(declares(['total']), { total: 5, items: [{ sku: 'a' }, { sku: 'b' }], tags: [] }), {
    '': 'tool:shop/orders.get',
    '/total': 'tool:shop/orders.get.total',
    '/items': 'tool:shop/orders.get',
    '/items/0': 'tool:shop/orders.get',
    '/items/0/sku': 'tool:shop/orders.get.items.sku',
    '/items/1': 'tool:shop/orders.get',
    '/items/1/sku': 'tool:shop/orders.get.items.sku',
    '/tags': 'tool:shop/orders.get',
  })
})

test('a result that is null or a single value carries the tool', () => {
  assert.deepEqual(sources(declares([]), null), { '': 'tool:shop/orders.get' })
  assert.deepEqual(sources(declares([]), 'text'), { '': 'tool:shop/orders.get' })
})

test('a list carries its fields as a single result does', () => {
  assert.equal(sources(declares(['[].total']), [{ total: 1 }])['/0/total'], 'tool:shop/orders.get.total')
})

test('a trusted pattern is a source of its own, for the fields of its level that nothing else names', () => {
  const declaration = declares(['customer.*', 'customer.id'], ['customer.bio'])
  assert.deepEqual(sources(declaration, { customer: { id: 1, bio: 'x', name: 'y', address: { city: 'z' } } }), {
    '': 'tool:shop/orders.get',
    '/customer': 'tool:shop/orders.get',
    '/customer/id': 'tool:shop/orders.get.customer.id',
    '/customer/bio': 'tool:shop/orders.get.customer.bio',
    '/customer/name': 'tool:shop/orders.get.customer.*',
    '/customer/address': 'tool:shop/orders.get',
    '/customer/address/city': 'tool:shop/orders.get.customer.address.city',
  })
})

test('a key that looks like the path of a trusted field is not taken for it', () => {
  const labels = sources(declares(['items[].sku', '[].total']), { 'items.sku': 'evil', '*': 1, 'a/b': 2, '': 3 })
  assert.equal(labels['/items.sku'], 'tool:shop/orders.get."items.sku"')
  assert.equal(labels['/*'], 'tool:shop/orders.get."*"')
  assert.equal(labels['/a~1b'], 'tool:shop/orders.get."a/b"')
  assert.equal(labels['/'], 'tool:shop/orders.get.""')
})
