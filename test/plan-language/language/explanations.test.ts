import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ValuePath } from '#plan-language/values/value-path.ts'
import { labelled, runPlan, type Setting } from './harness.ts'

const PLAN = { from: 'plan' } as const
const ORDER = { from: 'tool', tool: 'shop/orders.get', read: 0 } as const
const ORDERS = { from: 'tool', tool: 'shop/orders.search', read: 0 } as const
const PAGE = { from: 'tool', tool: 'docs/page', read: 0 } as const
const ORDER_ID = { from: 'slot', slot: 'orderId' } as const

const ONE = "const order = await tools.shop.orders.get({ id: 'A17' });"
const ALL = 'const orders = await tools.shop.orders.search({});'
const TEXT = 'const page = await tools.docs.page({});'

/** A program, what it passes on as `x`, and the way of that; null where it isn't followed. */
const WAYS: readonly (readonly [title: string, before: string, x: string, path: ValuePath | null])[] = [
  ['a constant', '', '5', [PLAN]],
  ['a constant by its name', 'const five = 5', 'five', [PLAN]],
  ['a slot', '', 'slots.orderId', [ORDER_ID]],
  ['a field of an answer', ONE, 'order.total', [ORDER, { get: 'total' }]],
  ['a field in brackets', ONE, "order['total']", [ORDER, { get: 'total' }]],
  ['a field taken apart', `${ONE} const { total: sum } = order`, 'sum', [ORDER, { get: 'total' }]],
  ['a field of a field', TEXT, 'page.deep.n', [PAGE, { get: 'deep' }, { get: 'n' }]],
  ['arithmetic', ONE, 'order.total * 2', [ORDER, { get: 'total' }, { op: 'multiply', by: 2 }]],
  ['arithmetic the other way round', ONE, '2 * order.total', [ORDER, { get: 'total' }, { op: 'multiply', by: 2 }]],
  [
    'a named factor and rounding',
    `${ONE} const HALF = 0.5`,
    'Math.round(order.total * HALF)',
    [ORDER, { get: 'total' }, { op: 'multiply', by: 0.5 }, { op: 'round' }],
  ],
  [
    'what is left of a constant',
    ONE,
    '100 - order.total',
    [PLAN, { op: 'subtract', with: [[ORDER, { get: 'total' }]] }],
  ],
  [
    'two fields added',
    `${ONE} ${TEXT}`,
    'order.total + page.amount',
    [ORDER, { get: 'total' }, { op: 'add', with: [[{ ...PAGE, read: 1 }, { get: 'amount' }]] }],
  ],
  ['text around a field', ONE, '`Order ${order.id}!`', [ORDER, { get: 'id' }, { op: 'join' }]],
  [
    'text out of two',
    ONE,
    "order.id + ' for ' + slots.orderId",
    [ORDER, { get: 'id' }, { op: 'join', with: [[ORDER_ID]] }],
  ],
  ['text of constants', '', '`a${1}`', [PLAN]],
  ['a change of text', ONE, 'order.id.toLowerCase()', [ORDER, { get: 'id' }, { op: 'case' }]],
  ['a piece of text', ONE, 'order.note.slice(0, 3)', [ORDER, { get: 'note' }, { op: 'cut' }]],
  ['a piece of a text that was cut up', ONE, "order.note.split(' ')[0]", [ORDER, { get: 'note' }, { op: 'cut' }]],
  ['a default that was taken', 'const none = slots.orderId === "A17" ? undefined : 1', "none ?? 'other'", [PLAN]],
  ['a value that needed no default', '', "slots.reason ?? 'other'", [{ from: 'slot', slot: 'reason' }]],
  [
    'a default in place of a slot',
    '',
    "slots.left ?? 'other'",
    [PLAN, { op: 'default', with: [[{ from: 'slot', slot: 'left' }]] }],
  ],
  [
    'a default of a pattern',
    'const { left = 7 } = slots',
    'left',
    [PLAN, { op: 'default', with: [[{ from: 'slot', slot: 'left' }]] }],
  ],
  [
    'a choice by a condition',
    ONE,
    "order.total > 50 ? 'a' : 'b'",
    [PLAN, { op: 'choose', with: [[ORDER, { get: 'total' }, { op: 'compare', by: 50 }]] }],
  ],
  ['an item by its position', ALL, 'orders[0].total', [ORDERS, { get: 0 }, { get: 'total' }]],
  ['an item found', ALL, "orders.find((o) => o.id === 'A31').total", [ORDERS, { op: 'find' }, { get: 'total' }]],
  [
    'an item of those that were kept',
    ALL,
    'orders.filter((o) => o.total > 1)[0].id',
    [ORDERS, { op: 'filter' }, { get: 0 }, { get: 'id' }],
  ],
  [
    'an item by a computed position',
    `${ALL} const at = orders.length - 1`,
    'orders[at].id',
    [ORDERS, { op: 'item' }, { get: 'id' }],
  ],
  ['how many there are', ALL, 'orders.length', [ORDERS, { op: 'count' }]],
  [
    'a sum in a loop',
    `${ALL} let sum = 0; for (const o of orders) sum += o.total`,
    'sum',
    [ORDERS, { op: 'each' }, { get: 'total' }, { op: 'sum' }],
  ],
  [
    'a sum by reduce',
    ALL,
    'orders.reduce((sum, o) => sum + o.total, 0)',
    [ORDERS, { op: 'each' }, { get: 'total' }, { op: 'sum' }],
  ],
  [
    'a sum of what was multiplied',
    ALL,
    'orders.reduce((sum, o) => sum + o.total * 2, 0)',
    [ORDERS, { op: 'each' }, { get: 'total' }, { op: 'multiply', by: 2 }, { op: 'sum' }],
  ],
  ['one of a list that was mapped', ALL, 'orders.map((o) => o.id)[1]', [ORDERS, { op: 'each' }, { get: 'id' }]],
  [
    'texts put together',
    ALL,
    "orders.map((o) => o.id).join(', ')",
    [ORDERS, { op: 'each' }, { get: 'id' }, { op: 'join' }],
  ],
  [
    'what a function gives back',
    `${ONE} function half(n) { return n / 2 }`,
    'half(order.total)',
    [ORDER, { get: 'total' }, { op: 'divide', by: 2 }],
  ],
  ['a variable that was changed', `${ONE} let x = 1; x = order.total`, 'x', [ORDER, { get: 'total' }]],
  ['a part of an object of the plan', `${ONE} const box = { n: order.total }`, 'box.n', [ORDER, { get: 'total' }]],
  [
    'a field of an answer that the plan changed',
    `${ONE} order.total = slots.reason`,
    'order.total',
    [{ from: 'slot', slot: 'reason' }],
  ],
  ['a field of a copy', `${ONE} const copy = { ...order, id: 1 }`, 'copy.total', [ORDER, { get: 'total' }]],
  ['a field that is named nowhere in the plan', ONE, 'Object.values(order)[2]', [ORDER, { op: 'part' }]],
  [
    'money',
    ONE,
    'money.multiply({ amount: order.total, currency: order.currency }, 3).amount',
    [ORDER, { get: 'total' }, { op: 'multiply', by: 3 }],
  ],
  [
    'the currency of money',
    ONE,
    'money.add({ amount: order.total, currency: order.currency }).currency',
    [ORDER, { get: 'currency' }],
  ],
  ['the clock', '', "dates.format(new Date(), 'yyyy-MM-dd')", [{ from: 'clock' }, { op: 'format' }]],
  ['JSON', ONE, 'JSON.parse(JSON.stringify(order)).total', [ORDER, { op: 'text' }, { op: 'parse' }, { get: 'total' }]],
  [
    'what a model read out of a text',
    ONE,
    "(await extract(order.note, { type: 'object' })).amount",
    [ORDER, { get: 'note' }, { op: 'extract' }, { get: 'amount' }],
  ],
  [
    'more steps than are shown',
    ONE,
    '((((order.total + 1) * 2 - 3) / 4) % 5) ** 6',
    [
      ORDER,
      { get: 'total' },
      { op: 'add', by: 1 },
      { op: 'multiply', by: 2 },
      { op: 'subtract', by: 3 },
      { op: 'divide', by: 4 },
      { more: true },
    ],
  ],
  [
    'a loop that goes on and on',
    `${ONE} let n = order.total; for (const i of [1, 2, 3, 4, 5, 6, 7, 8, 9]) n = n * 2 - 1`,
    'n',
    [
      ORDER,
      { get: 'total' },
      { op: 'multiply', by: 2 },
      { op: 'subtract', by: 1 },
      { op: 'multiply', by: 2 },
      { op: 'subtract', by: 1 },
      { more: true },
    ],
  ],
  ['a flag of a search', `${ALL} const at = orders.findIndex((o) => o.id === 'A31')`, 'at', null],
]

const SETTING: Setting = {
  slots: {
    orderId: labelled('A17', 'user:customer'),
    reason: labelled('damaged', 'user:customer'),
    left: labelled(null, 'user:customer'),
  },
}

for (const [title, before, x, path] of WAYS) {
  test(`the way of ${title} is told`, () => {
    const { outcome } = runPlan(`${before}\ntools['bare-server']['do-it']({ x: ${x} })`, SETTING)
    assert.ok(outcome.ok, JSON.stringify(outcome))
    assert.deepEqual(outcome.effects[0]?.paths, path === null ? {} : { '/x': path })
  })
}
