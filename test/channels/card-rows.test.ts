import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cardRows } from '#cards/drawing/card-rows.ts'
import type { EffectView } from '#contract/effect.ts'
import { argument, mailView, planView, refundView } from '../helpers/plan-views.ts'

const refund = (index: number, changes: Partial<EffectView> = {}) =>
  refundView({ index, money: [{ minor: 1_000 + index, currency: 'EUR' }], ...changes })
const refunds = (count: number) => Array.from({ length: count }, (_, index) => refund(index))
const rowsOf = (effects: readonly EffectView[]) =>
  cardRows(planView({ effects })).map(({ many, title, index }) => (many === null ? index : title))

test('up to five steps of a kind stand one by one', () => {
  assert.deepEqual(rowsOf(refunds(5)), [0, 1, 2, 3, 4])
})

test('six are one line with their count and their sum, and other kinds stay where they are', () => {
  assert.deepEqual(rowsOf([...refunds(6), mailView({ index: 6 })]), ['Refund 6 times, 60.15 EUR in all', 6])
})

test('each currency has a sum of its own, in its own decimals', () => {
  const yen = refund(6, { money: [{ minor: 500, currency: 'JPY' }] })
  const dinar = refund(7, { money: [{ minor: 1_500, currency: 'KWD' }] })
  assert.deepEqual(rowsOf([...refunds(6), yen, dinar]), ['Refund 8 times, 60.15 EUR, 500 JPY and 1.500 KWD in all'])
})

test('what moves no money has a count alone', () => {
  assert.deepEqual(rowsOf(Array.from({ length: 7 }, (_, index) => mailView({ index }))), ['Mail 7 times'])
})

test('a step that is unchecked, changed, refused, failed or unknown has its own line beside the one that counts it', () => {
  const odd = [
    refund(6, { arguments: [argument('amount', '1.00 EUR', 'order note: unchecked', true)] }),
    refund(7, { state: 'failed' }),
    refund(8, { state: 'unknown' }),
    refund(9, { verdict: { decision: 'deny', roles: [], reasons: [], policies: [] } }),
    refund(10, { arguments: [{ ...argument('amount', '1.00 EUR', 'Ana said it'), was: '2.00 EUR' }] }),
  ]
  const effects = [...refunds(6), ...odd]
  assert.deepEqual(rowsOf(effects).slice(1), [6, 7, 8, 9, 10])
  const many = cardRows(planView({ effects }))[0]?.many
  assert.deepEqual([many?.count, many?.folded.length], [11, 6])
})
