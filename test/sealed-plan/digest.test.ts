import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { committedPlan, digestOfCommitted, sealPlan, verifySeal } from '#sealed-plan/digest.ts'
import { idempotencyKey } from '#effects/idempotency-key.ts'
import type { PlanDocument } from '#sealed-plan/plan-document.ts'
import { PrincipalId, TenantId } from '#core/principal.ts'

const TRUSTED = { data: ['tool:shop/orders.get.total'], ctrl: ['user:customer'] }

const DOCUMENT: PlanDocument = {
  tenant: TenantId.parse('default'),
  plan: '0198f0aa-0000-7000-8000-000000000001',
  thread: '0198f0aa-0000-7000-8000-000000000002',
  requester: PrincipalId.parse('customer'),
  expiresAt: '2026-01-02T00:00:00.000Z',
  program: {
    author: 'model',
    prompt: 'planner@3',
    model: 'm',
    hash: 'sha256:1',
    source: 'return say("Maya Lindqvist")',
  },
  literals: { data: ['model', 'user:customer'], ctrl: [] },
  slots: { orderId: { value: 'A17', labels: { '': { data: ['user:customer'], ctrl: [] } } } },
  now: 1_767_225_600_000,
  journal: [
    {
      index: 0,
      tool: 'shop/orders.get',
      args: { id: 'A17' },
      request: 'sha256:2',
      answer: { ok: true, value: { id: 'A17', total: 12_900, items: [], note: null }, labels: { '': TRUSTED } },
      at: '2026-01-01T00:00:00.000Z',
    },
    {
      index: 1,
      tool: 'shop/orders.get',
      args: {},
      request: 'sha256:3',
      answer: { ok: false, code: 'x' },
      at: '2026-01-01T00:00:00.000Z',
    },
  ],
  effects: [
    {
      tool: 'shop/refunds.create',
      args: { amount: 12_900 },
      labels: { '': TRUSTED, '/amount': TRUSTED },
      because: TRUSTED,
    },
    { tool: 'shop/mail.send', args: { to: 'maya.lindqvist@example.com' }, labels: { '': TRUSTED }, because: TRUSTED },
  ],
  tools: [
    {
      tool: 'shop/refunds.create',
      declaration: { effect: 'write', keyLives: '24h' },
      definitionHash: 'sha256:4',
      serverAddress: 'https://shop.example/mcp',
      credentialId: 'SHOP_MCP_TOKEN',
    },
  ],
  limits: { readsPerPlan: 50 },
  policy: 'sha256:5',
  verdicts: {
    plan: { decision: 'ask', roles: ['support-lead'], reasons: ['large'], policies: ['larger-refund'] },
    effects: [{ decision: 'ask', roles: ['support-lead'], reasons: ['large'], policies: ['larger-refund'] }],
  },
  citations: [
    {
      passageId: 'p1',
      quote: 'We refund.',
      document: { id: 'd1', title: 'Refunds', version: 1 },
      span: { start: 0, end: 10 },
      textHash: 'sha256:6',
    },
  ],
  budget: { minor: 20, currency: 'USD' },
}

/** Every value inside the document, as the keys that lead to it. */
function* places(value: unknown, path: readonly (string | number)[] = []): Generator<readonly (string | number)[]> {
  if (path.length > 0) yield path
  if (typeof value !== 'object' || value === null) return
  for (const key of Object.keys(value))
    yield* places(Reflect.get(value, key), [...path, Array.isArray(value) ? Number(key) : key])
}

function changed(path: readonly (string | number)[], change: (value: unknown) => unknown): PlanDocument {
  const copy: PlanDocument = JSON.parse(JSON.stringify(DOCUMENT)) // structuredClone would keep shared labels shared
  const parent = path.slice(0, -1).reduce<object>((at, key) => Reflect.get(at, key), copy)
  const key = path.at(-1) ?? ''
  Reflect.set(parent, key, change(Reflect.get(parent, key)))
  return copy
}

function another(value: unknown): unknown {
  if (typeof value === 'string') return `${value}.`
  if (typeof value === 'number') return value + 1
  if (typeof value === 'boolean') return !value
  if (Array.isArray(value)) return [...value, value.at(-1) ?? 'more']
  return value === null ? '' : { ...value, more: { value: 1 } }
}

test('a sealed plan verifies with the digest that it was sealed with', () => {
  const sealed = sealPlan(DOCUMENT, randomBytes)
  assert.deepEqual(verifySeal(sealed, structuredClone(DOCUMENT)), { ok: true, digest: sealed.digest })
  assert.match(sealed.digest, /^sha256:[0-9a-f]{64}$/)
})

test('a seal survives storage as JSON, with the keys of every object in another order', () => {
  const sealed = sealPlan(DOCUMENT, randomBytes)
  const shuffled = JSON.parse(JSON.stringify(DOCUMENT), (_key, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).toReversed())
      : value,
  )
  assert.equal(verifySeal(JSON.parse(JSON.stringify(sealed)), shuffled).ok, true)
})

test('whatever is changed in a sealed document, the seal breaks and names the field', () => {
  const sealed = sealPlan(DOCUMENT, randomBytes)
  const all = [...places(DOCUMENT)]
  assert.ok(all.length > 100)
  for (const path of all) {
    const document = changed(path, another)
    assert.deepEqual(verifySeal(sealed, document), { ok: false, field: path[0] }, path.join('/'))
  }
})

test('an entry that is taken out of a sealed document or added to it breaks the seal', () => {
  const sealed = sealPlan(DOCUMENT, randomBytes)
  for (const field of ['journal', 'effects', 'tools', 'citations'] as const) {
    assert.deepEqual(verifySeal(sealed, { ...DOCUMENT, [field]: DOCUMENT[field].slice(1) }), { ok: false, field })
    assert.deepEqual(verifySeal(sealed, { ...DOCUMENT, [field]: [...DOCUMENT[field], ...DOCUMENT[field]] }), {
      ok: false,
      field,
    })
  }
  assert.deepEqual(verifySeal(sealed, { ...DOCUMENT, slots: {} }), { ok: false, field: 'slots' })
})

test('effects in another order are another plan', () => {
  const sealed = sealPlan(DOCUMENT, randomBytes)
  assert.deepEqual(verifySeal(sealed, { ...DOCUMENT, effects: DOCUMENT.effects.toReversed() }), {
    ok: false,
    field: 'effects',
  })
})

test('a seal with another digest, or with a salt that was changed, breaks', () => {
  const sealed = sealPlan(DOCUMENT, randomBytes)
  assert.deepEqual(verifySeal({ ...sealed, digest: `sha256:${'0'.repeat(64)}` }, DOCUMENT), {
    ok: false,
    field: 'digest',
  })
  const salts = { ...sealed.salts, '/effects/0/args/amount': 'AAAAAAAAAAAAAAAAAAAAAA' }
  assert.deepEqual(verifySeal({ ...sealed, salts }, DOCUMENT), { ok: false, field: 'effects' })
})

test('two plans with the same values have digests that say nothing of each other', () => {
  assert.notEqual(sealPlan(DOCUMENT, randomBytes).digest, sealPlan(DOCUMENT, randomBytes).digest)
})

test('values that not everybody may read are salted, one salt for each, and what the operator wrote is not', () => {
  const { salts } = sealPlan(DOCUMENT, randomBytes)
  assert.deepEqual(Object.keys(salts).toSorted(), [
    '/citations/0/document/title',
    '/citations/0/quote',
    '/citations/0/textHash',
    '/effects/0/args/amount',
    '/effects/1/args/to',
    '/journal/0/answer/value/id',
    '/journal/0/answer/value/items',
    '/journal/0/answer/value/note',
    '/journal/0/answer/value/total',
    '/journal/0/args/id',
    '/journal/0/request',
    '/journal/1/args',
    '/journal/1/request',
    '/program/source',
    '/slots/orderId/value',
    '/tools/0/credentialId',
    '/tools/0/serverAddress',
  ])
  const program = { author: 'playbook', name: 'refund', hash: 'sha256:6', source: 'return say("hello")' } as const
  assert.equal('/program/source' in sealPlan({ ...DOCUMENT, program }, randomBytes).salts, false)
})

test('the digest follows from the committed document, which holds no personal value', () => {
  const sealed = sealPlan(DOCUMENT, randomBytes)
  const committed = committedPlan(DOCUMENT, sealed.salts)
  assert.equal(digestOfCommitted(committed), sealed.digest)
  assert.doesNotMatch(JSON.stringify(committed), /Maya|maya|A17|12900|We refund|Refunds"|sha256:[236]"/)
})

test('references are covered, without their words standing in what is signed', () => {
  const refs = { ref1: { value: 'Maya’s pasted words', labels: { '': { data: ['passage:m/ref1'], ctrl: [] } } } }
  const document = { ...DOCUMENT, refs }
  const sealed = sealPlan(document, randomBytes)
  assert.equal(verifySeal(sealed, document).ok, true)
  const changed = { ref1: { ...refs.ref1, value: 'other words' } }
  assert.deepEqual(verifySeal(sealed, { ...document, refs: changed }), { ok: false, field: 'refs' })
  assert.deepEqual(verifySeal(sealed, DOCUMENT), { ok: false, field: 'refs' })
  assert.doesNotMatch(JSON.stringify(committedPlan(document, sealed.salts)), /pasted words/)
})

test('the digest is the same on every machine', () => {
  const sealed = sealPlan(DOCUMENT, (length) => Buffer.alloc(length))
  assert.equal(sealed.digest, 'sha256:29dcb8980ee3ad27d994b6e58a674513116e426b485cd71ad306f7c768ddccf7')
})

test('a plan that goes by nothing keeps the digest that it had before plans could', () => {
  const sealed = sealPlan({ ...DOCUMENT, citations: [] }, (length) => Buffer.alloc(length))
  assert.equal(sealed.digest, 'sha256:602c98076cf0b5022c3d40a0a0e4c3e578e9e38cab20271890dcab258ff72d83')
})

test('a plan that was sealed before addresses were hidden keeps its digest', () => {
  const document = { ...DOCUMENT, citations: [] }
  const { salts } = sealPlan(document, (length) => Buffer.alloc(length))
  const before = Object.fromEntries(Object.entries(salts).filter(([pointer]) => !pointer.startsWith('/tools/')))
  const digest = 'sha256:e6eb1b19b561330b789a136eb46279c5b7904e7482aac9f90f908826b30173d0'
  assert.deepEqual(verifySeal({ digest, fields: {}, salts: before }, document), { ok: true, digest })
})

test('an idempotency key is base32 of SHA-256 over digest and index, and never the same for two effects', () => {
  const keys = [0, 1, 10].map((index) => idempotencyKey('sha256:00', index))
  assert.equal(new Set(keys).size, 3)
  for (const key of keys) assert.match(key, /^[a-z2-7]{52}$/)
  const bits = [...(keys[0] ?? '')]
    .map((letter) => 'abcdefghijklmnopqrstuvwxyz234567'.indexOf(letter).toString(2).padStart(5, '0'))
    .join('')
  const hexadecimal = (bits.slice(0, 256).match(/.{4}/g) ?? [])
    .map((four) => Number.parseInt(four, 2).toString(16))
    .join('')
  assert.equal(hexadecimal, createHash('sha256').update('sha256:000').digest('hex'))
})

test('what is shown of how values came to be is sealed, and a constant of a model’s plan is behind a commitment', () => {
  const [first, ...others] = DOCUMENT.effects
  assert.ok(first)
  const withPath = (by: string, author: 'model' | 'playbook' = 'model'): PlanDocument => ({
    ...DOCUMENT,
    program:
      author === 'model' ? DOCUMENT.program : { author, name: 'refund', hash: 'sha256:1', source: 'return say("x")' },
    effects: [{ ...first, paths: { '/amount': [{ from: 'plan' }, { op: 'replace', by }] } }, ...others],
  })
  const sealed = sealPlan(withPath('Maya'), randomBytes)
  assert.equal(verifySeal(sealed, withPath('Maya')).ok, true)
  for (const other of [withPath('Eve'), DOCUMENT]) {
    assert.deepEqual(verifySeal(sealed, other), { ok: false, field: 'effects' })
  }
  const committed = committedPlan(withPath('Maya'), sealed.salts)
  assert.equal(digestOfCommitted(committed), sealed.digest)
  assert.doesNotMatch(JSON.stringify(committed['effects']), /Maya/)
  const playbook = sealPlan(withPath('Maya', 'playbook'), randomBytes)
  assert.equal(
    Object.keys(playbook.salts).some((pointer) => pointer.includes('/paths/')),
    false,
  )
})

const INTENT = {
  playbook: 'refund',
  goal: 'Refund an order',
  said: [{ messageId: 'm', start: 0, end: 10, text: 'Refund A17' }],
  basis: 'inferred',
  doubts: ['slot'],
  steps: [],
}

for (const [what, sealed, now] of [
  ['changed', INTENT, { ...INTENT, basis: 'explicit', doubts: [] }],
  ['with other words', INTENT, { ...INTENT, said: [{ ...INTENT.said[0], text: 'Refund A18' }] }],
  ['with words more', INTENT, { ...INTENT, said: [...INTENT.said, INTENT.said[0]] }],
  ['emptied', INTENT, null],
  ['taken out', INTENT, undefined],
  ['added', undefined, INTENT],
  ['no intent any more', INTENT, 'explicit'],
] as const) {
  test(`an intent that was ${what} is named`, () => {
    const withIntent = (intent: typeof sealed | typeof now) => ({
      ...DOCUMENT,
      ...(intent !== undefined && { intent: JSON.parse(JSON.stringify(intent)) }),
    })
    const seal = sealPlan(withIntent(sealed), randomBytes)
    assert.deepEqual(verifySeal(seal, withIntent(sealed)), { ok: true, digest: seal.digest })
    assert.deepEqual(verifySeal(seal, withIntent(now)), { ok: false, field: 'intent' })
  })
}

test('nobody’s words stand in the clear in what the digest is of', () => {
  const document = { ...DOCUMENT, intent: INTENT }
  const { salts } = sealPlan(document, randomBytes)
  assert.doesNotMatch(JSON.stringify(committedPlan(document, salts)), /Refund A17/)
})
