import assert from 'node:assert/strict'
import { test } from 'node:test'
import { rewordedFor } from '#answers/sentence/other-language.ts'

const passageOf = (text: string) => ({
  passageId: 'p',
  document: { id: 'd', title: 'Pens', version: 1 },
  heading: 'Pens',
  text,
  start: 0,
  end: text.length,
  score: 1,
})

test("the agent's own words for a thing come before everyday ones, where the documents have them", () => {
  const pens = passageOf('The fountain pen is filled with ink from the bottle that comes with it.')
  const reworded = rewordedFor('Was kostet der Füller?', [pens], [['Füller', 'fountain pen']])
  assert.deepEqual(reworded, { question: 'how much cost fountain pen?', language: 'en' })
})

test('a question in the language of the documents is not reworded', () => {
  const pens = passageOf('The fountain pen is filled with ink from the bottle that comes with it.')
  assert.equal(rewordedFor('What does the fountain pen cost?', [pens]), null)
  const german = passageOf('Der Füller wird mit der Tinte gefüllt, die in der Flasche dabei ist und nicht kostet.')
  assert.equal(rewordedFor('Was kostet der Füller und was ist dabei?', [german]), null)
})
