import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sentencesOf } from '#text/sentences.ts'

test('a title before a name ends no sentence', () => {
  const text = 'Skin is looked at on Tuesdays by Dr. Abel. Prof. Winter treats children.'
  assert.deepEqual(
    sentencesOf(text).map(({ plain, start, end }) => [plain, text.slice(start, end)]),
    ['Skin is looked at on Tuesdays by Dr. Abel.', 'Prof. Winter treats children.'].map((each) => [each, each]),
  )
})
