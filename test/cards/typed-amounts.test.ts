import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { EditField } from '#contract/effect.ts'
import { fieldText, typedChange } from '#cards/drawing/edit-change.ts'
import { inLanguage } from '#cards/texts/card-language.ts'

const amountIn = (currency: string, digits: number): EditField => ({
  path: '/amount',
  form: 'money',
  value: digits === 0 ? '129' : `129.${'0'.repeat(digits)}`,
  choices: [],
  money: { currency, digits, unit: 'minor' },
})

/** What was typed comes to: minor units, `same` for what stands there already, or why not. */
function read(typed: string, { currency = 'EUR', digits = 2, language = 'en' } = {}): number | string {
  return inLanguage(language, () => {
    const change = typedChange({ index: 0 }, amountIn(currency, digits), typed)
    if (!change.ok) return change.message
    return change.change && 'value' in change.change ? Number(change.change.value) : 'same'
  })
}

for (const [typed, minor] of [
  ['100', 10_000],
  ['100.00', 10_000],
  ['100,00', 10_000],
  ['100,5', 10_050],
  ['100,00 EUR', 10_000],
  ['€100', 10_000],
  ['100 €', 10_000],
  ['100,-', 10_000],
  ['1.234,50', 123_450],
  ['1,234.50', 123_450],
  ['1 234,50', 123_450],
  ["1'234.50", 123_450],
  ['1.234.567', 123_456_700],
  ['129', 'same'],
  ['129,0', 'same'],
] as const) {
  test(`an amount written as "${typed}" is read as it is meant, in either language`, () => {
    for (const language of ['en', 'de']) assert.equal(read(typed, { language }), minor, language)
  })
}

test('three digits behind one mark are thousands or too many decimals, as its reader’s language has it', () => {
  assert.equal(read('1,234'), 123_400)
  assert.equal(read('1.234'), 'Write an amount in EUR, such as 129.00.')
  assert.equal(read('1.234', { language: 'de' }), 123_400)
  assert.equal(read('1,234', { language: 'de' }), 'Schreiben Sie einen Betrag in EUR, etwa 129,00.')
  assert.equal(read('1.234', { currency: 'KWD', digits: 3 }), 1_234)
  assert.equal(read('1,200', { currency: 'JPY', digits: 0 }), 1_200)
})

for (const typed of ['', 'much', '-5', '100 USD', '$100', '1,2,3', '12.34.56', '100.001', '1.23,45', '1e5'])
  test(`"${typed}" is no amount in euro`, () => assert.equal(read(typed), 'Write an amount in EUR, such as 129.00.'))

test('an amount stands in its field as its reader’s language writes it', () => {
  assert.equal(
    inLanguage('de', () => fieldText(amountIn('EUR', 2))),
    '129,00',
  )
  assert.equal(
    inLanguage('en', () => fieldText(amountIn('EUR', 2))),
    '129.00',
  )
})
