import assert from 'node:assert/strict'
import { test } from 'node:test'
import { englishGloss } from '#answers/question/german-gloss.ts'

test('a German question is said in English word by word, with compounds and countries', () => {
  assert.equal(englishGloss('Was kostet der Versand nach Österreich?'), 'how much cost delivery Austria?')
  assert.equal(englishGloss('Wie lange ist die Rückgabefrist?'), 'how long return period?')
  assert.equal(englishGloss('Wer bezahlt die Versandkosten?'), 'Who pay delivery cost?')
})

test('a word that is not known stays as it is', () => {
  assert.equal(englishGloss('Verkaufen Sie Sofas?'), 'Sell Sofas?')
})
