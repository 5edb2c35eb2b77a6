import assert from 'node:assert/strict'
import { test } from 'node:test'
import { wordsToWeigh } from '#text/rarity.ts'

const SYNONYMS = [
  ['lantern', 'Fjord', 'hurricane lamp'],
  ['out of order', 'defunct'],
]

test("a word of the agent's own list is looked for by the others of its list", () => {
  const [lantern] = wordsToWeigh('Is the lantern dangerous?', SYNONYMS)
  assert.deepEqual(lantern, { word: 'lantern', others: ['Fjord', 'hurricane lamp'] })
})

test('a turn of phrase that has no word of its own is looked for by the others of its list', () => {
  const words = wordsToWeigh('It is out of order', SYNONYMS)
  assert.ok(words.some(({ others }) => others.includes('defunct')))
})

test('a list none of which is said adds nothing, nor does a part of a word', () => {
  assert.deepEqual(wordsToWeigh('Do fjordic ponies eat grass?', SYNONYMS), wordsToWeigh('Do fjordic ponies eat grass?'))
})
