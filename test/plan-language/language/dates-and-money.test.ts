import assert from 'node:assert/strict'
import { test } from 'node:test'
import { runPlan } from './harness.ts'

// Clocks go forward on 29 March 2026 at 01:00 UTC in Stockholm, and back on 25 October at 01:00 UTC.
for (const [title, expression, gives] of [
  ['a month is added to the last of January', "dates.add('2026-01-31', { months: 1 })", '2026-02-28T00:00:00.000Z'],
  [
    'a month is taken from the last of March of a leap year',
    "dates.add('2028-03-31', { months: -1 })",
    '2028-02-29T00:00:00.000Z',
  ],
  ['a year is added to 29 February', "dates.add('2028-02-29', { years: 1 })", '2029-02-28T00:00:00.000Z'],
  ['months go over years', "dates.add('2026-11-30', { months: 15 })", '2028-02-29T00:00:00.000Z'],
  ['months come before days', "dates.add('2026-01-31', { months: 1, days: 1 })", '2026-03-01T00:00:00.000Z'],
  ['weeks are seven days', "dates.add('2026-01-01', { weeks: 2, days: 1 })", '2026-01-16T00:00:00.000Z'],
  [
    'nothing added is the same instant',
    "dates.add('2026-10-25T01:30:00Z', {}, 'Europe/Stockholm')",
    '2026-10-25T01:30:00.000Z',
  ],
  ['a day in UTC is 24 hours', "dates.add('2026-03-28T12:00:00Z', { days: 1 })", '2026-03-29T12:00:00.000Z'],
  [
    'a day over a change of clocks is 23 hours',
    "dates.add('2026-03-28T12:00:00Z', { days: 1 }, 'Europe/Stockholm')",
    '2026-03-29T11:00:00.000Z',
  ],
  [
    '24 hours are 24 hours everywhere',
    "dates.add('2026-03-28T12:00:00Z', { hours: 24 }, 'Europe/Stockholm')",
    '2026-03-29T12:00:00.000Z',
  ],
  [
    'a time that clocks skip is an hour later',
    "dates.add('2026-03-28T01:30:00Z', { days: 1 }, 'Europe/Stockholm')",
    '2026-03-29T01:30:00.000Z',
  ],
  [
    'a time that comes twice is the first',
    "dates.add('2026-10-24T00:30:00Z', { days: 1 }, 'Europe/Stockholm')",
    '2026-10-25T00:30:00.000Z',
  ],
  [
    'a day that a zone left out is the next',
    "dates.add('2011-12-29T20:00:00Z', { days: 1 }, 'Pacific/Apia')",
    '2011-12-30T20:00:00.000Z',
  ],
  [
    'milliseconds are kept in a zone',
    "dates.add('2026-01-01T00:00:00.123Z', { days: 1 }, 'Europe/Stockholm')",
    '2026-01-02T00:00:00.123Z',
  ],
  [
    'and before 1970',
    "dates.add('1960-01-01T00:00:00.123Z', { days: 1 }, 'Europe/Stockholm')",
    '1960-01-02T00:00:00.123Z',
  ],
  ['a date before 1000 has four digits', "dates.format('0099-01-02', 'yyyy-MM-dd', 'Europe/Stockholm')", '0099-01-02'],
  ['words around a field stay', "dates.format('2026-05-07', '(dd/MM) yyyy')", '(07/05) 2026'],
  ['whole days between, towards nothing', "dates.between('2026-01-02', '2026-01-01T12:00:00Z', 'days')", 0],
  ['days before are negative', "dates.between('2026-01-05', '2026-01-01', 'days')", -4],
  ['a leap day is a day', "dates.parse('2028-02-29')", '2028-02-29T00:00:00.000Z'],
  ['a currency without decimals', "money.format({ amount: 1250, currency: 'JPY' })", '1250 JPY'],
  ['a currency with three', "money.format({ amount: 1250, currency: 'KWD' })", '1.250 KWD'],
  ['less than one', "money.format({ amount: -5, currency: 'EUR' })", '-0.05 EUR'],
  [
    'halves go away from zero',
    "[5, -5].map((amount) => money.multiply({ amount, currency: 'EUR' }, 0.5).amount)",
    [3, -3],
  ],
  ['a factor as it is written', "money.multiply({ amount: 1000, currency: 'EUR' }, 1.0005).amount", 1001],
  [
    'a factor in powers of ten',
    "[1e-7, 1e3, 2.5e-7].map((f) => money.multiply({ amount: 10000000, currency: 'EUR' }, f).amount)",
    [1, 10_000_000_000, 3],
  ],
  [
    'nothing is no minus nothing',
    "money.multiply({ amount: -1, currency: 'EUR' }, 0.1)",
    { amount: 0, currency: 'EUR' },
  ],
  [
    'a row that a read gave is a price',
    "money.add({ id: 'A17', amount: 5, currency: 'EUR' })",
    { amount: 5, currency: 'EUR' },
  ],
] as const) {
  test(`dates and money: ${title}`, () => {
    const { outcome } = runPlan(`say(JSON.stringify(${expression}))`)
    assert.ok(outcome.ok, JSON.stringify(outcome))
    assert.deepEqual(JSON.parse(outcome.said?.text ?? ''), gives)
  })
}

test('the currency of a sum is passed on, and its amount is made', () => {
  const { outcome } = runPlan(`const order = await tools.shop.orders.get({ id: 'A17' })
const price = { amount: order.total, currency: order.currency }
tools.shop.refunds.create({ ...money.multiply(price, 2) })`)
  assert.ok(outcome.ok)
  const labels = outcome.effects[0]?.labels
  assert.deepEqual(labels?.['/currency']?.data, ['tool:shop/orders.get.currency'])
  assert.deepEqual(labels['/amount']?.data, ['operator', 'tool:shop/orders.get.total'])
})

test('a date that there is not is told with its place', () => {
  for (const made of [
    'new Date(2026, undefined).toISOString()',
    'new Date(Date.UTC(99999999, 1)).toISOString()',
    "new Intl.DateTimeFormat('en').format(1e20)",
  ]) {
    const { outcome } = runPlan(`say('x')\nsay(${made})`)
    assert.ok(!outcome.ok, made)
    const { kind, fault, at } = outcome.failure
    assert.deepEqual([kind, fault, at?.line], ['runtime', 'not-a-date', 2], made)
  }
})

test('a setter changes the date under every name that it has', () => {
  const { outcome } = runPlan(`const a = new Date('2026-03-31T10:00:00Z')
    const b = a
    b.setFullYear(b.getFullYear() - 1)
    b.setMonth(1)
    b.setHours(8, 30)
    return say(a.toISOString())`)
  assert.equal(outcome.ok && outcome.said?.text, '2025-03-03T08:30:00.000Z')
})

test('a setter out of sight of what decides it is refused', () => {
  const { outcome } = runPlan(`const page = await tools.web.fetch({ url: 'x' })
    const a = new Date(0)
    const b = page.urgent ? a : new Date(1)
    b.setTime(5)
    tools.shop.mail.send({ to: a.toISOString() })`)
  assert.equal(outcome.ok, false)
})
