import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Json } from '#core/json.ts'
import { withExactAmounts } from '#plan-language/language/exact-amounts.ts'
import { moneyOf } from '#guardrails/policy/money.ts'
import { randomNumbers } from '../helpers/random-numbers.ts'

const AS_NUMBER = { unit: 'major', as: 'number' } as const

test('an amount that is a number is what its digits say, in the currency’s minor units', () => {
  for (const [amount, currency, minor] of [
    [12.9, 'EUR', 1290],
    [1.1, 'EUR', 110],
    [1009.99, 'EUR', 100_999],
    [0.07, 'EUR', 7],
    [500, 'JPY', 500],
    [1.005, 'KWD', 1005],
    [0, 'EUR', 0],
    [4.35, 'EUR', 435],
  ] as const)
    assert.deepEqual(moneyOf(amount, currency, AS_NUMBER), { minor, currency }, String(amount))
})

test('what is no whole number of minor units, or no number, is no amount', () => {
  const no: readonly Json[] = [0.1 + 0.2, 1.005, -1, 1e21, 1e-7, '12.90', null, true, [1], 2 ** 53]
  for (const amount of no) assert.equal(moneyOf(amount, 'EUR', AS_NUMBER), null, JSON.stringify(amount))
  assert.equal(moneyOf(12.9, 'EUR', { unit: 'major' }), null)
  assert.equal(moneyOf(0.5, 'JPY', AS_NUMBER), null)
})

test('sums and shares of amounts come out exact, and what isn’t rounded stays as it is', () => {
  const random = randomNumbers(7)
  for (let round = 0; round < 2_000; round += 1) {
    const cents = Array.from({ length: 20 }, () => Math.floor(random() * 100_000))
    const total = cents.map((one) => one / 100).reduce((sum, one) => sum + one, 0)
    const { amount } = withExactAmounts({ amount: total }, { amount: 'EUR' })
    assert.equal(
      moneyOf(amount, 'EUR', AS_NUMBER)?.minor,
      cents.reduce((sum, one) => sum + one, 0),
    )
  }
  assert.deepEqual(withExactAmounts({ amount: 10 / 3, x: 0.1 + 0.2 }, { amount: 'EUR' }), {
    amount: 10 / 3,
    x: 0.1 + 0.2,
  })
  assert.deepEqual(withExactAmounts({ amount: 0.1 + 0.2, of: 'JPY' }, { amount: 'of' }), {
    amount: 0.1 + 0.2,
    of: 'JPY',
  })
  // However large, what is no noise is no yen and no cent: it is refused, and never rounded.
  for (const [amount, of] of [
    [600_000_000.5, 'JPY'],
    [6e12 + 0.5, 'JPY'],
    [6e11 + 0.005, 'EUR'],
    [600_000_000.0001, 'JPY'],
  ] as const) {
    assert.deepEqual(withExactAmounts({ amount, of }, { amount: 'of' }), { amount, of })
    assert.equal(moneyOf(amount, of, AS_NUMBER), null)
  }
  assert.deepEqual(withExactAmounts({ amount: 100_000.1 - 100_000 }, { amount: 'EUR' }), { amount: 0.1 })
  assert.deepEqual(withExactAmounts({ amount: 1.1 + 2.2, of: 'EUR' }, { amount: 'of' }), { amount: 3.3, of: 'EUR' })
})
