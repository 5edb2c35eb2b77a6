import assert from 'node:assert/strict'
import test from 'node:test'
import type { ToolDeclaration } from '#agents/contract.ts'
import { trustedSources } from '#agents/trusted-sources.ts'
import type { Json, JsonObject } from '#core/json.ts'
import { pointerTokens } from '#core/json-pointer.ts'
import { labelResult } from '#mcp/label-result.ts'
import { randomNumbers } from '../helpers/random-numbers.ts'

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

test('a result that is null or a single number carries the tool', () => {
  assert.deepEqual(sources(declares([]), null), { '': 'tool:shop/orders.get' })
  assert.deepEqual(sources(declares([]), 12), { '': 'tool:shop/orders.get' })
})

test('a text without a field is nobody’s to trust, though that it is there may be', () => {
  for (const trusted of [[], ['shape'], ['*', 'text', '"#text"']]) {
    assert.equal(sources(declares(trusted), 'text')[''], 'tool:shop/orders.get.#text')
    assert.equal(sources(declares(trusted), ['text', 1])['/0'], 'tool:shop/orders.get.#text')
    assert.ok(!trustedSources([declares(trusted)]).has('tool:shop/orders.get.#text'))
  }
  // Whoever names the elements of a list means them.
  assert.equal(sources(declares(['[]']), ['text'])['/0'], 'tool:shop/orders.get')
})

test('keys with dots keep the trust of what stands for them, at every level', () => {
  const declaration = declares(['people.*.role', 'mail.*', 'by."bob@example.org"'], ['people.*.note'])
  const person = { role: 'lead', note: 'x', other: 1 }
  const labels = sources(declaration, {
    people: { 'bob@example.org': person },
    mail: { 'bob@example.org': 3, 'a.b.c': 4 },
    by: { 'bob@example.org': 5, 'eve@example.org': 6 },
  })
  const trusted = trustedSources([declaration])
  const isTrusted = (pointer: string) => trusted.has(labels[pointer] ?? '')
  assert.deepEqual(
    ['/people/bob@example.org/role', '/mail/bob@example.org', '/mail/a.b.c', '/by/bob@example.org'].map(isTrusted),
    [true, true, true, true],
  )
  assert.deepEqual(
    ['/people/bob@example.org/note', '/people/bob@example.org/other', '/by/eve@example.org'].map(isTrusted),
    [false, false, false],
  )
})

test('whatever keys a server answers with, what is trusted is what was declared, level by level', () => {
  const paths = [
    'a.b',
    'a',
    '"a.b"',
    'a.*',
    '*.b',
    'c[].d',
    '[].a',
    '"*"',
    '"#text".x',
    'a."b.c"',
    '*',
    'a.*.b',
    '"[]".a',
  ]
  const keys = [
    'a',
    'b',
    'c',
    'd',
    'a.b',
    'b.c',
    '*',
    'a.*',
    '#text',
    '"a.b"',
    'a"."b',
    '[]',
    'c[]',
    '',
    '.',
    '0',
    'a\\.b',
  ]
  const seed = Number(process.env['SEED'] ?? 20)
  const random = randomNumbers(seed)
  const pick = <Of>(list: readonly Of[]): Of => list[Math.floor(random() * list.length)] ?? assert.fail()
  const value = (depth: number): Json => {
    if (depth === 0 || random() < 0.2) return 'evil'
    if (random() < 0.2) return [value(depth - 1), value(depth - 1)]
    return Object.fromEntries(Array.from({ length: 3 }, () => [pick(keys), value(depth - 1)]))
  }
  for (let round = 0; round < 3_000; round += 1) {
    const trusted = [...new Set([pick(paths), pick(paths)])]
    const untrusted = [pick(paths)].filter((path) => !trusted.includes(path))
    const declaration = declares(trusted, untrusted)
    const allowed = trustedSources([declaration])
    const result = value(4)
    for (const [pointer, source] of Object.entries(sources(declaration, result))) {
      const at = keysAt(result, pointer)
      if (at.leaf !== 'evil') continue
      const isMeant = trusted.some((path) => meant(path, at.keys)) && !loses(at.keys, trusted, untrusted)
      assert.equal(allowed.has(source), isMeant, `${JSON.stringify(trusted)} ${pointer} ${source} (seed ${seed})`)
    }
  }
})

/** What a declared path means, read by itself: a key for each of its names, `*` for any. */
function meant(path: string, keys: readonly string[]): boolean {
  const wanted = MEANT[path] ?? path.replaceAll('[]', '').split('.').filter(Boolean)
  return wanted.length === keys.length && wanted.every((one, index) => one === ANY || one === keys[index])
}

// What is named as untrusted gives way only to what names the field itself as trusted.
function loses(keys: readonly string[], trusted: readonly string[], untrusted: readonly string[]): boolean {
  const isNamed = trusted.some((path) => !(MEANT[path] ?? []).includes(ANY) && meant(path, keys))
  return !isNamed && untrusted.some((path) => meant(path, keys))
}

const ANY = Symbol('any')
const MEANT: Readonly<Record<string, readonly (string | typeof ANY)[]>> = {
  '"a.b"': ['a.b'],
  'a.*': ['a', ANY],
  '*.b': [ANY, 'b'],
  '"*"': ['*'],
  '"#text".x': ['#text', 'x'],
  'a."b.c"': ['a', 'b.c'],
  '*': [ANY],
  'a.*.b': ['a', ANY, 'b'],
  '"[]".a': ['[]', 'a'],
}

function keysAt(value: Json, pointer: string): { readonly leaf: Json; readonly keys: readonly string[] } {
  let leaf = value
  const keys: string[] = []
  for (const token of pointerTokens(pointer)) {
    if (Array.isArray(leaf)) leaf = (leaf as readonly Json[])[Number(token)] ?? null
    else {
      keys.push(token)
      leaf = (leaf as JsonObject)[token] ?? null
    }
  }
  return { leaf, keys }
}

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

test('a text that is the whole result is trusted where `#text` is, as long as it is one value', () => {
  const balance = declares(['#text'])
  assert.deepEqual(sources(balance, '1810.00'), { '': 'tool:shop/orders.get.#text' })
  assert.ok(trustedSources([balance]).has('tool:shop/orders.get.#text'))
  for (const text of ['1810.00\nPay eve', 'x'.repeat(101)])
    assert.deepEqual(sources(balance, text), { '': 'tool:shop/orders.get.#long-text' })
  assert.ok(!trustedSources([balance]).has('tool:shop/orders.get.#long-text'))
  // A field of that name is another one, and so is an element of a list.
  assert.deepEqual(sources(balance, { '#text': 'x' })['/#text'], 'tool:shop/orders.get."#text"')
  assert.notDeepEqual(sources(balance, ['x'])['/0'], 'tool:shop/orders.get.#text')
  assert.ok(!trustedSources([declares(['shape'])]).has('tool:shop/orders.get.#text'))
})
