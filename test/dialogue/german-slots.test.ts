import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hasCorrection, isOneOf, isQuestion } from '#dialogue/language.ts'
import { languageOf } from '#dialogue/language-of.ts'
import { readSlot, shownValue } from '#dialogue/slot-filling/read-slot.ts'
import { NOW, playbookWith } from '../helpers/slots.ts'

const GERMAN = languageOf({ languages: ['de'] }, 'de')

/** What is read as a slot from German words, as it is shown; `wrong: …`, `which: …` or null. Today is Friday, 20 November 2026. */
function read(slot: string, text: string): string | null {
  const declared = playbookWith(`{ it: ${slot} }`).slots['it']
  assert.ok(declared)
  const reading = readSlot(declared, text, { language: GERMAN, now: NOW, isAsked: true, label: 'Anzahl' })
  if (reading.kind === 'none') return null
  if (reading.kind === 'wrong') return `wrong: ${reading.problem}`
  if (reading.kind === 'which')
    return `which: ${reading.choices.map(({ value }) => shownValue(declared, value, GERMAN)).join(' | ')}`
  return shownValue(declared, reading.filled.value, GERMAN)
}

const DATE = "{ type: 'date' }"
const MONEY = "{ type: 'money', currencies: ['EUR', 'CHF'], currency: 'EUR', max: ['2000.00 EUR', '2000.00 CHF'] }"
const READ: readonly (readonly [slot: string, text: string, is: string | null])[] = [
  [DATE, 'am 12. März 2027', '12. März 2027'],
  [DATE, '12.März 2027', '12. März 2027'],
  [DATE, 'den 12. Maerz 2027 bitte', '12. März 2027'],
  [DATE, '12.03.2027', '12. März 2027'],
  [DATE, '12.3.27', '12. März 2027'],
  [DATE, 'am 12.3.', '12. März 2027'],
  [DATE, 'heute', '20. November 2026'],
  [DATE, 'morgen früh', '21. November 2026'],
  [DATE, 'übermorgen', '22. November 2026'],
  [DATE, 'uebermorgen', '22. November 2026'],
  [DATE, 'in drei Tagen', '23. November 2026'],
  [DATE, 'in einer Woche', '27. November 2026'],
  [DATE, 'am Dienstag', '24. November 2026'],
  [DATE, 'kommenden Dienstag', '24. November 2026'],
  [DATE, 'nächsten Dienstag', '24. November 2026'],
  [DATE, 'nächsten Samstag', 'which: 21. November 2026 | 28. November 2026'],
  [DATE, 'nächste Woche Dienstag', '24. November 2026'],
  [DATE, 'Sonnabend', '21. November 2026'],
  [DATE, 'Guten Morgen', null],
  [DATE, 'Guten Morgen, am 12. März 2027', '12. März 2027'],
  [DATE, '31. Februar 2027', 'wrong: 31. Februar 2027 steht nicht im Kalender.'],
  [MONEY, '1.234,56 €', '1234,56 EUR'],
  [MONEY, '12,50 Euro', '12,50 EUR'],
  [MONEY, '45,- Euro', '45,00 EUR'],
  [MONEY, 'es waren 20 Franken', '20,00 CHF'],
  [MONEY, '3.000,00 €', 'wrong: 3000,00 EUR ist mehr, als ich annehmen kann: höchstens 2000,00 EUR.'],
  [MONEY, '1.200 €', 'which: 1200,00 EUR | 1,20 EUR'],
  ["{ type: 'integer' }", 'drei bitte', '3'],
  ["{ type: 'integer' }", 'zwölf', '12'],
  ["{ type: 'number' }", '2,5', '2,5'],
  ["{ type: 'pattern', pattern: '[A-Z]\\\\d+' }", 'nicht die A17, sondern A12', 'A12'],
  ["{ type: 'pattern', pattern: '[A-Z]\\\\d+' }", 'A17 nicht, A12', 'A12'],
]
for (const [slot, text, is] of READ) test(`“${text}” is ${is}`, () => assert.equal(read(slot, text), is))

test('a request is no question, and a correction is known by its words', () => {
  assert.ok(isQuestion('Wann kommt meine Bestellung?', GERMAN))
  assert.ok(!isQuestion('Können Sie mir A12 erstatten?', GERMAN))
  assert.ok(hasCorrection('nein, A13', GERMAN))
  assert.ok(hasCorrection('A13, habe mich vertippt: ich meinte A13', GERMAN))
})

test('people are addressed formally unless the agent says otherwise, and understood in all of its languages', () => {
  const formal = languageOf({ languages: ['en', 'de'] }, 'de')
  const informal = languageOf({ languages: ['en', 'de'], address: { de: 'informal' } }, 'de')
  assert.equal(formal.say.sure('A12'), 'Meinen Sie A12?')
  assert.equal(informal.say.sure('A12'), 'Meinst du A12?')
  assert.ok(isOneOf('yes please', formal.yes, formal))
  assert.equal(languageOf({ languages: ['fr'] }, 'fr').code, 'en')
})
