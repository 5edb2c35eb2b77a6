import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ENGLISH } from '#dialogue/language/english.ts'
import { GERMAN } from '#dialogue/language/german.ts'
import { questionsSaid } from '#dialogue/questions-said.ts'

for (const [language, typed, asked] of [
  [ENGLISH, 'I don’t want to refund A12, just asking how long refunds take', ['how long refunds take']],
  [ENGLISH, 'Don’t refund A12, I was only wondering how long it takes', ['how long it takes']],
  [ENGLISH, 'How long do refunds take? I don’t want to refund A12.', ['How long do refunds take']],
  [GERMAN, 'Bitte A12 nicht erstatten. Wie lange dauert eine Erstattung?', ['Wie lange dauert eine Erstattung']],
  [GERMAN, 'Ich will A12 nicht erstattet haben, wie lange dauert das sonst?', ['wie lange dauert das sonst']],
] as const) {
  test(`what is turned down is no part of the question beside it: ${typed}`, () => {
    assert.deepEqual(questionsSaid(typed, ['en', 'de'], language), asked)
  })
}

for (const typed of [
  'I don’t want to refund A12',
  'How long do refunds take?',
  'My lamp broke, don’t refund it. How long is the warranty?',
  'Please don’t cancel A58, why?',
]) {
  test(`a message is its question as a whole where it is all that it says, or where it says more: ${typed}`, () => {
    assert.deepEqual(questionsSaid(typed, ['en', 'de'], ENGLISH), [])
  })
}
