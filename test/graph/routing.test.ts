import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fillSlots } from '#graph/routing/fill-slots.ts'

const DECLARED = {
  orderId: { type: 'pattern', pattern: '[A-Z]\\d+', ask: 'Which order?', optional: false },
  reason: { type: 'choice', of: ['damaged', 'late', 'other'], ask: 'Why?', optional: true },
} as const

for (const [title, typed, slots] of [
  ['a value is taken as it stands in the words', 'Refund order A17, please', { orderId: 'A17' }],
  ['the same value twice is one value', 'A17! I said A17.', { orderId: 'A17' }],
  ['a choice is found by its word, in any case', 'A17 came DAMAGED', { orderId: 'A17', reason: 'damaged' }],
  ['a choice isn’t found inside another word', 'A17, later than promised', { orderId: 'A17' }],
  ['two choices leave an optional slot empty', 'A17 was late and damaged', { orderId: 'A17' }],
] as const) {
  test(title, () => {
    assert.deepEqual(fillSlots(DECLARED, typed), { complete: true, slots })
  })
}

for (const [title, typed] of [
  ['what isn’t there is asked for', 'Refund my order'],
  ['two different values are asked about: neither is guessed', 'Refund A17, no, A23'],
  ['a value in other letters isn’t made into one', 'Refund order a17'],
  ['a value inside another word isn’t one', 'Refund order XA17 or A17B'],
] as const) {
  test(title, () => {
    assert.deepEqual(fillSlots(DECLARED, typed), { complete: false, slots: {}, missing: 'orderId' })
  })
}

test('what an earlier message filled stays, whatever the next one says', () => {
  const filled = fillSlots(DECLARED, 'A23 was late', { orderId: 'A17' })
  assert.deepEqual(filled, { complete: true, slots: { orderId: 'A17', reason: 'late' } })
})

test('words are taken whole, without the space around them', () => {
  const declared = { wish: { type: 'text', ask: 'What?', optional: false } } as const
  assert.deepEqual(fillSlots(declared, '  a blue one \n'), { complete: true, slots: { wish: 'a blue one' } })
  assert.deepEqual(fillSlots(declared, '  \n'), { complete: false, slots: {}, missing: 'wish' })
})

test('a pattern that would take a backtracking engine for ever is done at once', { timeout: 10_000 }, () => {
  const declared = { id: { type: 'pattern', pattern: '(a+)+$', ask: 'Which?', optional: false } } as const
  const filled = fillSlots(declared, `${'a'.repeat(20_000)}!`)
  assert.deepEqual(filled, { complete: false, slots: {}, missing: 'id' })
})

test('a choice with the signs of a pattern is a word like any other', () => {
  const declared = { size: { type: 'choice', of: ['1.5', '1+5'], ask: 'Which?', optional: false } } as const
  assert.deepEqual(fillSlots(declared, 'size 1.5'), { complete: true, slots: { size: '1.5' } })
  assert.equal(fillSlots(declared, 'size 115').complete, false)
})
