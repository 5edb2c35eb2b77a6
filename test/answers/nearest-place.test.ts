import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { RankedPassage } from '#answers/place/cited-text.ts'
import { nearestPlace } from '#answers/place/nearest-place.ts'
import { foundAlone, rankedPassage } from './ranked-passages.ts'

const passageOf = (text: string, title: string) => rankedPassage({ title, text })
const nearest = (question: string, ...passages: RankedPassage[]) =>
  nearestPlace(foundAlone(question, passages))[0]?.text

test('a sentence that shares no more than an order number is not near', () => {
  const numbers = passageOf('An order number is a letter and a number, such as A17.', 'Numbers')
  const damage = passageOf('We replace a lamp that is broken.', 'Damage')
  const question = 'my lamp from A17 arrived smashed, what now?'
  assert.equal(nearest(question, numbers, damage), 'We replace a lamp that is broken.')
  assert.equal(nearest(question, numbers), undefined)
})

test('a sentence that gives what is asked for is nearer, in English and German', () => {
  const doors = passageOf('In Jena gibt es 12 Parkplätze.\n\nDie Türen in Jena öffnen um 7:00 Uhr.', 'Jena')
  assert.equal(nearest('Ab wann komme ich in Jena ins Büro?', doors), 'Die Türen in Jena öffnen um 7:00 Uhr.')
  const boxes = passageOf('Put it into the box beside the lift.\n\nNobody lifts more than 25 kg alone.', 'Lifting')
  assert.equal(nearest('how heavy may a load be in the lift?', boxes), 'Nobody lifts more than 25 kg alone.')
})

test('a short paragraph is shown as it stands, since it isn’t sure which of its sentences answers', () => {
  const text = 'Use gloves.\n\nEvery lamp has a\nwarranty of 3 years. Other goods have one of 2.\n\nKeep the box.'
  const [said, ...more] = nearestPlace(foundAlone('do you have a warranty', [passageOf(text, 'Care')]))
  assert.equal(said?.text, 'Every lamp has a warranty of 3 years. Other goods have one of 2.')
  assert.deepEqual(
    said.evidence.map(({ quote }) => quote),
    ['Every lamp has a\nwarranty of 3 years. Other goods have one of 2.'],
  )
  assert.deepEqual(more, [])
})

test('of a long paragraph the sentence is shown that is nearest', () => {
  const rest = 'We keep spare parts of many kinds in our store for whoever asks for one of them in time. '.repeat(4)
  const long = passageOf(`A lamp has a warranty of 3 years. ${rest}`.trim(), 'Care')
  assert.equal(nearest('do you have a warranty', long), 'A lamp has a warranty of 3 years.')
})

test('a word that is spelt wrong by one letter is that word', () => {
  const prices = passageOf('Standard delivery costs 5.90 EUR.\n\nExpress delivery costs 14.90 EUR.', 'Shipping')
  assert.equal(nearest('whats the price of expres delivery', prices), 'Express delivery costs 14.90 EUR.')
})
