import assert from 'node:assert/strict'
import { test } from 'node:test'
import { labelOf } from '#plan-language/values/label.ts'
import { parsePlaybook } from '#plan-language/playbook.ts'
import { labelled, runPlan, untrustedIn } from './harness.ts'

const REFUND = `export const playbook = {
  title: 'Refund an order',
  examples: ['refund order A17', 'I want my money back'],
  slots: {
    orderId: { type: 'pattern', pattern: '[A-Z]\\\\d+', ask: 'Which order is it?' },
    reason: { type: 'choice', of: ['damaged', 'late', 'other'], ask: 'What was wrong?', optional: true },
  },
}
export default async ({ tools, slots, say }) => {
  const order = await tools.shop.orders.get({ id: slots.orderId })
  if (!order) return say(\`I can't find order \${slots.orderId} among yours.\`)
  if (order.status !== 'delivered') return say(\`Order \${order.id} is \${order.status}, so it can't be refunded yet.\`)
  const refund = tools.shop.refunds.create({ orderId: order.id, amount: order.total, currency: order.currency, reason: slots.reason })
  tools.shop.mail.send({ to: order.customerEmail, template: 'refund-issued', values: { refundId: refund.id } })
  return say('I have prepared the refund.')
}
`

const ORDER = 'tool:shop/orders.get'

function refundPlan(): string {
  const parsed = parsePlaybook(REFUND)
  assert.ok(parsed.ok)
  return parsed.playbook.source
}

test('the refund playbook stages a refund and a mail with exactly the labels of what went into them', () => {
  const { outcome, requests } = runPlan(refundPlan())
  const ctrl = [ORDER, `${ORDER}.status`, 'user:customer']
  const of = (...data: string[]) => ({ data, ctrl })
  assert.deepEqual(
    requests.map(({ args, labels, because, at }) => ({ args, labels, because, at })),
    [
      {
        args: { id: 'A17' },
        labels: { '': labelOf('operator'), '/id': labelOf('user:customer') },
        because: labelOf(),
        at: { line: 10, column: 22 },
      },
    ],
  )
  assert.ok(outcome.ok)
  assert.deepEqual(outcome.said, { text: 'I have prepared the refund.', label: of('operator') })
  const effects = outcome.effects.map(({ paths: _paths, ...effect }) => effect)
  assert.deepEqual(effects, [
    {
      index: 0,
      asked: null,
      tool: 'shop/refunds.create',
      args: { orderId: 'A17', amount: 12_900, currency: 'EUR', reason: 'damaged' },
      labels: {
        '': of('operator'),
        '/orderId': of(`${ORDER}.id`),
        '/amount': of(`${ORDER}.total`),
        '/currency': of(`${ORDER}.currency`),
        '/reason': of('user:customer'),
      },
      because: of(),
      at: { line: 13, column: 17 },
    },
    {
      index: 1,
      asked: null,
      tool: 'shop/mail.send',
      args: {
        to: 'maya.lindqvist@example.com',
        template: 'refund-issued',
        values: { refundId: { $ref: { effect: 0, path: ['id'] } } },
      },
      labels: {
        '': of('operator'),
        '/to': of(`${ORDER}.customerEmail`),
        '/template': of('operator'),
        '/values': of('operator'),
        '/values/refundId': {
          data: ['effect:0'],
          ctrl: [ORDER, `${ORDER}.currency`, `${ORDER}.id`, `${ORDER}.status`, `${ORDER}.total`, 'user:customer'],
        },
      },
      because: of(),
      at: { line: 14, column: 2 },
    },
  ])
})

test('the refund playbook says why not, and that an order is missing is decided by the read and its argument', () => {
  const { outcome } = runPlan(refundPlan(), { slots: { orderId: labelled('Z9', 'user:customer') } })
  assert.ok(outcome.ok)
  assert.deepEqual(outcome.effects, [])
  assert.deepEqual(outcome.said, {
    text: "I can't find order Z9 among yours.",
    label: { data: ['operator', 'user:customer'], ctrl: [ORDER, 'user:customer'] },
  })
})

// Each stages what its last column says, and nothing in it hangs on the page, whatever else was read.
const READ = `const page = await tools.docs.page({ id: 'p1' })
const orders = await tools.shop.orders.search({ status: 'delivered' })
`
const SEND = "tools.shop.mail.send({ to: 'maya@example.com', template: 't', values: { v } })"
for (const [title, source, values] of [
  ['a sum over a list', 'const v = orders.reduce((sum, order) => sum + order.total, 0)', 18_600],
  ['a filter and a map', "const v = orders.filter((o) => o.status === 'delivered').map((o) => o.id)", ['A17', 'A31']],
  [
    'a loop that pushes',
    'const v = []\nfor (const { id, total } of orders) if (total > 2000) v.push(id)',
    ['A17', 'A55'],
  ],
  ['a loop that stops', 'let v = null\nfor (const o of orders) { if (o.total < 2000) { v = o.id; break } }', 'A31'],
  [
    'a loop that skips',
    "const v = []\nfor (const o of orders) { if (o.status !== 'shipped') continue; v.push(o.id) }",
    ['A55'],
  ],
  [
    'the best of a list',
    'let best = orders[0]\nfor (const o of orders) if (o.total < best.total) best = o\nconst v = best.id',
    'A31',
  ],
  [
    'grouping by a key',
    'const v = {}\nfor (const o of orders) v[o.status] = [...(v[o.status] ?? []), o.id]',
    { delivered: ['A17', 'A31'], shipped: ['A55'] },
  ],
  [
    'grouping with ??=',
    'const v = {}\nfor (const o of orders) (v[o.status] ??= []).push(o.id)',
    { delivered: ['A17', 'A31'], shipped: ['A55'] },
  ],
  [
    'grouping into a map',
    'const m = new Map()\nfor (const o of orders) { if (!m.has(o.status)) m.set(o.status, []); m.get(o.status).push(o.id) }\nconst v = Object.fromEntries(m)',
    { delivered: ['A17', 'A31'], shipped: ['A55'] },
  ],
  [
    'reduce into an object',
    'const v = orders.reduce((all, o) => { all[o.status] = (all[o.status] ?? 0) + 1; return all }, {})',
    { delivered: 2, shipped: 1 },
  ],
  [
    'a row that is found and changed',
    "const rows = [{ k: 'delivered', n: 0 }]\nfor (const o of orders) { const row = rows.find((r) => r.k === o.status); if (row) row.n += 1; else rows.push({ k: o.status, n: 1 }) }\nconst v = rows.map((r) => r.n)",
    [2, 1],
  ],
  [
    'a loop with an index',
    'const v = []\nfor (let i = 0; i < orders.length; i++) v.push(`${i + 1}. ${orders[i].id}`)',
    ['1. A17', '2. A31', '3. A55'],
  ],
  ['a loop over pages', 'let v = 0\nlet i = 0\nwhile (i < orders.length) { v += orders[i].total; i++ }', 18_600],
  ['each once', 'const v = [...new Set(orders.map((o) => o.status))]', ['delivered', 'shipped']],
  ['a part by a pattern', "const v = orders.map((o) => o.id.match(/^A(\\d+)$/)?.[1] ?? '')", ['17', '31', '55']],
  [
    'a helper that returns',
    'const inEuros = (cents) => (cents / 100).toFixed(2)\nconst v = orders.map((o) => inEuros(o.total))',
    ['129.00', '12.00', '45.00'],
  ],
  [
    'a named helper, declared below, that changes its argument',
    'const v = []\nfor (const o of orders) add(v, o)\nfunction add(list, o) { list.push(o.id) }',
    ['A17', 'A31', 'A55'],
  ],
  [
    'a helper that leaves early',
    "function kind(o) { if (o.total > 10000) return 'large'\n return 'small' }\nconst v = kind(orders[0])",
    'large',
  ],
  [
    'reads in parallel',
    'const found = await Promise.all(orders.map((o) => tools.shop.orders.get({ id: o.id })))\nconst v = found.filter((o) => o !== null).map((o) => o.total)',
    [12_900],
  ],
  [
    'reads in async callbacks',
    'const v = await Promise.all(orders.map(async (o) => { const it = await tools.shop.orders.get({ id: o.id }); return it?.total ?? 0 }))',
    [12_900, 0, 0],
  ],
  [
    'destructuring with defaults and a rest',
    'const [{ id, missing = 7, ...rest }] = orders\nconst v = [id, missing, Object.keys(rest).join()]',
    ['A17', 7, 'status,total,tags'],
  ],
  [
    'spread and sort',
    'const v = [...orders].sort((a, b) => a.total - b.total).map((o) => o.id)',
    ['A31', 'A55', 'A17'],
  ],
  ['a template with a date', 'const v = `${new Date().toISOString().slice(0, 10)}: ${orders.length}`', '2026-01-31: 3'],
  [
    'a condition on the page that ends before',
    "let note = ''\nif (page.urgent) note = 'urgent'\nconst v = orders.length",
    3,
  ],
  [
    'some, every, find and a ternary',
    'const v = orders.some((o) => o.total > 1) && orders.every((o) => o.id) ? orders.find((o) => o.id === "A31").total : 0',
    1_200,
  ],
  [
    'counting with ++ and +=',
    'let n = 0\nlet sum = 0\nfor (const o of orders) { n++; sum += o.total }\nconst v = [n, sum]',
    [3, 18_600],
  ],
] as const) {
  test(`a natural plan stays clean: ${title}`, () => {
    const { outcome } = runPlan(`${READ}${source}\n${SEND}`)
    assert.ok(outcome.ok, JSON.stringify(outcome))
    const [effect] = outcome.effects
    assert.deepEqual(effect?.args['values'], { v: values })
    assert.deepEqual(untrustedIn(effect.because), [])
    for (const [pointer, label] of Object.entries(effect.labels)) assert.deepEqual(untrustedIn(label), [], pointer)
  })
}

for (const [source, text, ctrl] of [
  [`return \`Order \${slots.orderId}\``, 'Order A17', []],
  [`say('before')\nreturn 'after'`, 'after', []],
  [`return 2 + 3`, '5', []],
  [`say('kept')\nreturn null`, 'kept', []],
  [`say('kept')\nif (slots.reason === 'late') return 'late'`, 'kept', ['user:customer']],
  [`say('kept')\nreturn slots.reason === 'late' ? 'late' : null`, 'kept', ['user:customer']],
] as const) {
  test(`what a program returns is said, with all that led there: ${source}`, () => {
    const { outcome } = runPlan(source)
    assert.ok(outcome.ok)
    assert.equal(outcome.said?.text, text)
    assert.deepEqual(outcome.said?.label.ctrl, ctrl)
  })
}
