import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { RankedPassage } from '#answers/place/cited-text.ts'
import { PLACE_SIGNALS, placeSignalsOf } from '#answers/answerability/place-signals.ts'
import { foundAlone, rankedPassage } from './ranked-passages.ts'

const passageOf = (title: string, text: string) => rankedPassage({ title, text })
const signals = (question: string, ...passages: RankedPassage[]) => {
  const found = foundAlone(question, passages)
  return placeSignalsOf(question, found.byLearning(), found.signals())
}
const DESK = passageOf('Desk', 'The help desk opens at 8:00.')

test('nothing is told of no place', () => {
  assert.equal(signals('When does the help desk open?'), null)
})

test('every signal that is learned has a number', () => {
  const told = signals('When does the help desk open?', DESK)
  assert.deepEqual(
    PLACE_SIGNALS.filter((name) => !Number.isFinite(told?.[name])),
    [],
  )
})

test('a place alone has all the chance, and shares it with another that says the same', () => {
  assert.equal(signals('When does the help desk open?', DESK)?.mass, 1)
  const twice = signals('When does the help desk open?', DESK, passageOf('Till', 'The help desk opens at 8:00.'))
  assert.ok((twice?.mass ?? 1) < 0.9)
  assert.ok((twice?.second ?? 0) > 0.1)
})

test('in which form something is asked is told, in English and German', () => {
  assert.equal(signals('Where is the help desk?', DESK)?.['asks where'], 1)
  assert.equal(signals('Wo ist der help desk?', DESK)?.['asks where'], 1)
  assert.equal(signals('Is there a help desk?', DESK)?.['asks permits'], 1)
})
