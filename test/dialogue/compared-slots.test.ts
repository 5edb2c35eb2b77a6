import assert from 'node:assert/strict'
import test from 'node:test'
import { readSlot } from '#dialogue/slot-filling/read-slot.ts'
import { ENGLISH } from '#dialogue/language/english.ts'
import { isVerbatim } from '#dialogue/utterance/verbatim.ts'
import type { Slot } from '#plan-language/slot.ts'

const context = { language: ENGLISH, now: '2026-11-30T12:00:00Z', isAsked: false, label: 'order' }
const order = { type: 'pattern', pattern: '[A-Z]\\d{2,4}', optional: false, expects: null } as unknown as Slot

for (const [said, value] of [
  ['Ａ１２', 'A12'],
  ['ａ１２', 'A12'],
  ['A\u00ad12', 'A12'],
  ['A1\u200b2', 'A12'],
  ['A\u20601\u200d23', 'A123'],
] as const) {
  test(`“${said}” is read as ${value}, and what was typed is kept`, () => {
    const reading = readSlot(order, `Please refund ${said}, thanks`, context)
    assert.deepEqual(reading.kind === 'value' && reading.filled, { value, said, by: [] })
  })
}

for (const said of ['А12', 'Α12', 'В83']) {
  test(`a letter of another script in “${said}” is asked about`, () => {
    const reading = readSlot(order, `Please refund ${said}`, context)
    assert.equal(reading.kind, 'which')
    assert.deepEqual(reading.kind === 'which' && reading.choices.map(({ said: words }) => words), [said])
  })
}

test('words of another script are no numbers', () => {
  assert.equal(readSlot(order, 'Верните заказ', context).kind, 'none')
})

test('a value that was typed in NFD stands in what was typed, and so does one in full width', () => {
  assert.equal(isVerbatim('Zoë', ['to Zoë'.normalize('NFD')]), true)
  assert.equal(isVerbatim('A12', ['refund Ａ１２']), true)
  assert.equal(isVerbatim('A1', ['refund Ａ１２']), false)
  assert.equal(isVerbatim('Ａ１２', ['refund A12']), false)
})
