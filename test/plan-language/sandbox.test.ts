import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { JournalEntry, ReadRequest } from '#plan-language/contract.ts'
import { PLAN_LIMITS } from '#plan-language/limits.ts'
import { journalOf, shareShopSandbox, program, readOrder, run } from './sandbox-helpers.ts'
import { until } from '../helpers/until.ts'

const shared = shareShopSandbox()

const REFUND = `
const order = await tools.shop.orders.get({ id: slots.orderId })
if (!order) return say(\`I can't find order \${slots.orderId} among yours.\`)
if (order.status !== 'delivered') return say(\`Order \${order.id} is \${order.status}, so it can't be refunded yet.\`)
const refund = tools.shop.refunds.create({ orderId: order.id, amount: order.total, currency: order.currency, reason: 'late' })
tools.shop.mail.send({ to: order.customerEmail, template: 'refund-issued', values: { refundId: refund.id } })
return say('I have prepared the refund.')
`

const EIGHT_READS = `
const ids = ['A1', 'A2', 'A3', 'A4', 'A5', 'A6', 'A7', 'A8']
const orders = await Promise.all(ids.map((id) => tools.shop.orders.get({ id })))
for (const order of orders) {
  tools.shop.refunds.create({ orderId: order.id, amount: order.total, currency: order.currency })
}
`

test('a plan reads, stages what it would do, and says what it will say', async () => {
  const sandbox = shared()
  const journal: JournalEntry[] = []
  const result = await run(sandbox, program(REFUND), journalOf(journal))
  assert.ok(result.ok, JSON.stringify(result))
  assert.equal(result.said?.text, 'I have prepared the refund.')
  assert.deepEqual(
    result.effects.map(({ index, tool, args }) => ({ index, tool, args })),
    [
      {
        index: 0,
        tool: 'shop/refunds.create',
        args: { orderId: 'A17', amount: 12_900, currency: 'EUR', reason: 'late' },
      },
      {
        index: 1,
        tool: 'shop/mail.send',
        args: {
          to: 'maya.lindqvist@example.com',
          template: 'refund-issued',
          values: { refundId: { $ref: { effect: 0, path: ['id'] } } },
        },
      },
    ],
  )
  assert.deepEqual(result.effects[0]?.labels['/amount']?.data, ['tool:shop/orders.get.total'])
  assert.deepEqual(result.effects[0]?.because.ctrl.includes('tool:shop/orders.get.status'), true)
  assert.deepEqual(result.journal, journal)
  assert.deepEqual(
    journal.map(({ index, tool, args, at }) => ({ index, tool, args, at })),
    [{ index: 0, tool: 'shop/orders.get', args: { id: 'A17' }, at: '1970-01-01T00:00:00.000Z' }],
  )
})

test('a program gets an answer only after it is stored', async () => {
  const sandbox = shared()
  const happened: string[] = []
  const stored = Promise.withResolvers<void>()
  const reads = ['A1', 'A2'].map((id) => `await tools.shop.orders.get({ id: '${id}' })`).join('\n')
  const running = run(sandbox, program(reads), {
    read: async (request) => {
      happened.push(`read ${request.index}`)
      return readOrder(request)
    },
    onEntry: async ({ index }) => {
      if (index === 0) await stored.promise
      happened.push(`stored ${index}`)
    },
  })
  await until(() => happened.length > 0)
  // A second plan goes all its way meanwhile, so the first has had the time to go on.
  assert.equal((await run(sandbox, program(REFUND))).ok, true)
  assert.deepEqual(happened, ['read 0'])
  stored.resolve()
  assert.equal((await running).ok, true)
  assert.deepEqual(happened, ['read 0', 'stored 0', 'read 1', 'stored 1'])
})

test('reads that a program asks for together are made together, and stand in the journal in its order', async () => {
  const sandbox = shared()
  const waiting: (() => void)[] = []
  const answerAllOnceThereAreEight = async (request: ReadRequest) => {
    await new Promise<void>((resolve) => {
      waiting.unshift(resolve)
      if (waiting.length === 8) for (const release of waiting) release() // the last one first
    })
    return readOrder(request)
  }
  const result = await run(sandbox, program(EIGHT_READS), { read: answerAllOnceThereAreEight })
  assert.ok(result.ok, JSON.stringify(result))
  assert.deepEqual(
    result.journal.map(({ index }) => index),
    [0, 1, 2, 3, 4, 5, 6, 7],
  )
  assert.deepEqual(
    result.effects.map(({ args }) => args['orderId']),
    ['A1', 'A2', 'A3', 'A4', 'A5', 'A6', 'A7', 'A8'],
  )
})

test('replayed over its journal a program makes no reads and stages the same, byte for byte', async () => {
  const sandbox = shared()
  for (const source of [REFUND, EIGHT_READS]) {
    const first = await run(sandbox, program(source))
    assert.ok(first.ok, JSON.stringify(first))
    const again = await run(sandbox, program(source), {
      journal: JSON.parse(JSON.stringify(first.journal)),
      read: () => assert.fail('a read was made'),
      onEntry: () => assert.fail('an entry was stored'),
    })
    assert.ok(again.ok, JSON.stringify(again))
    assert.equal(JSON.stringify(again.effects), JSON.stringify(first.effects))
    assert.deepEqual(again.said, first.said)
    assert.deepEqual(again.journal, first.journal)
  }
})

test('replayed over the first part of its journal a program makes the other reads alone', async () => {
  const sandbox = shared()
  const first = await run(sandbox, program(EIGHT_READS))
  const made: number[] = []
  const again = await run(sandbox, program(EIGHT_READS), {
    journal: first.journal.slice(0, 5),
    read: async (request) => {
      made.push(request.index)
      return readOrder(request)
    },
  })
  assert.deepEqual(made, [5, 6, 7])
  assert.deepEqual(again.ok && again.effects, first.ok && first.effects)
})

for (const [title, source] of [
  ['asks for something else', "await tools.shop.orders.get({ id: 'A2' })"],
  ['asks for less', "say('hello')"],
] as const) {
  test(`a program that ${title} than its journal has fails`, async () => {
    const sandbox = shared()
    const { journal } = await run(sandbox, program("await tools.shop.orders.get({ id: 'A1' })"))
    const result = await run(sandbox, program(source), { journal })
    assert.equal(result.ok ? 'ok' : result.failure.kind, 'replay')
  })
}

for (const [code, kind] of [
  ['tool-timeout', 'tool'],
  ['asked', 'asked'],
  ['denied', 'denied'],
] as const) {
  test(`a read answered with "${code}" ends the plan as "${kind}", at its place in the program`, async () => {
    const sandbox = shared()
    const result = await run(sandbox, program(REFUND), { read: async () => ({ ok: false, code }) })
    assert.ok(!result.ok)
    assert.equal(result.failure.kind, kind)
    assert.equal(result.failure.at?.line, 2)
    // A read that wasn't made has no entry: once it is permitted, it is made.
    assert.equal(result.journal.length, kind === 'tool' ? 1 : 0)
  })
}

test('a result above the limit is a failed read, and is not kept', async () => {
  const sandbox = shared()
  const result = await run(sandbox, program(REFUND), {
    read: async () => ({ ok: true, value: 'x'.repeat(1_000_001), labels: {} }),
  })
  assert.equal(result.ok ? 'ok' : result.failure.kind, 'tool')
  assert.deepEqual(result.journal[0]?.answer, { ok: false, code: 'tool-result-too-large' })
})

test('a result without labels is from nobody knows where', async () => {
  const sandbox = shared()
  const result = await run(sandbox, program(REFUND), {
    read: async (request) => ({ ...readOrder(request), labels: {} }),
  })
  assert.ok(result.ok, JSON.stringify(result))
  assert.deepEqual(result.effects[0]?.labels['/amount']?.data, ['unknown'])
})

for (const [title, source, kind] of [
  [
    'loops for long',
    'for (const a of slots.many) { for (const b of slots.many) { for (const c of slots.many) { say("x") } } }',
    'limit',
  ],
  ['is not in the language', 'class A {}', 'syntax'],
  [
    'reads a property of null',
    "const order = await tools.shop.orders.get({ id: 'none' })\nreturn say(order.id)",
    'runtime',
  ],
  [
    'calls a tool with what it does not take',
    "tools.shop.refunds.create({ orderId: 'A17', amount: 'all', currency: 'EUR' })",
    'runtime',
  ],
  ['looks at a handle', `${REFUND.replace(/return say.*\n$/, '')} if (refund.id) say('x')`, 'handle'],
  ['stops itself', "throw 'not today'", 'thrown'],
] as const) {
  test(`a program that ${title} fails with words and a place, and without effects`, async () => {
    const sandbox = shared()
    const many = { value: Array.from({ length: 100 }, (_, index) => index), labels: {} }
    // So few steps that no machine takes longer for them than a plan may compute.
    const limits = { ...PLAN_LIMITS, steps: 20_000 }
    const result = await run(sandbox, { ...program(source), slots: { ...program('').slots, many }, limits })
    assert.ok(!result.ok)
    assert.equal(result.failure.kind, kind, result.failure.message)
    assert.ok(result.failure.message.length > 10)
    assert.ok((result.failure.at?.line ?? 0) >= 1, result.failure.message)
  })
}
