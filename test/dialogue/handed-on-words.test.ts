import assert from 'node:assert/strict'
import { test } from 'node:test'
import { handedOnWord } from '#dialogue/handed-on-words.ts'

for (const [word, typed, kind] of [
  ['cancelled', 'Cancel order A12 and tell her that we did', 'said'],
  ['Lily', "Put Lily's trip into my calendar", 'said'],
  ['the', 'Cancel order A12', 'small'],
  ['not', 'Cancel order A12', null],
  ['free', 'Cancel order A12', null],
  ['order', 'Reorder the lamp', null],
  ['cares', 'Take my car', null],
] as const) {
  test(`${word} is ${kind ?? 'nobody’s'} of “${typed}”`, () => {
    assert.equal(handedOnWord(word, typed), kind)
  })
}
