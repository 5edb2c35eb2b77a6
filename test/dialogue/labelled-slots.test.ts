import assert from 'node:assert/strict'
import { test } from 'node:test'
import { labelledSlots } from '#dialogue/slot-filling/labelled-slots.ts'
import type { FilledSlot } from '#dialogue/reading.ts'
import { playbookWith } from '../helpers/slots.ts'

const { slots: DECLARED } = playbookWith("{ it: { type: 'text' } }")

function labels(filled?: FilledSlot) {
  return labelledSlots(DECLARED, filled ? { it: filled } : {}, () => 'user:ana')['it']
}

test('a value read from the requester’s words carries them, and what else it was made of', () => {
  const user = 'user:ana'
  assert.deepEqual(labels({ value: 'A17', said: 'A17', by: [] }), {
    value: 'A17',
    labels: { '': { data: [user], ctrl: [] } },
  })
  assert.deepEqual(labels({ value: '2026-11-21', said: 'tomorrow', by: ['clock'] })?.labels, {
    '': { data: ['clock', user], ctrl: [] },
  })
  assert.deepEqual(labels({ value: 3, said: '3', by: ['model'] })?.labels, { '': { data: [user], ctrl: ['model'] } })
})

test('of an amount whose currency wasn’t said, the operator’s part is the currency', () => {
  const value = { amount: 1250, currency: 'EUR' }
  assert.deepEqual(labels({ value, said: '12.50', by: ['operator'] }), {
    value,
    labels: {
      '': { data: ['operator', 'user:ana'], ctrl: [] },
      '/amount': { data: ['user:ana'], ctrl: [] },
      '/currency': { data: ['operator', 'user:ana'], ctrl: [] },
    },
  })
})

test('a slot that was left out is null, which is the requester’s saying too', () => {
  assert.deepEqual(labels(), { value: null, labels: { '': { data: ['user:ana'], ctrl: [] } } })
})
