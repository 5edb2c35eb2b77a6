import assert from 'node:assert/strict'
import { test } from 'node:test'
import { answeringPlace, asksOfUnknown } from '#answers/place/answering-place.ts'
import { joint, type RankedPassage } from '#answers/place/cited-text.ts'
import { foundAlone, rankedPassage } from './ranked-passages.ts'

const passageOf = (title: string, heading: string, text: string) => rankedPassage({ title, heading, text, ordinal: 0 })
const found = (question: string, ...passages: RankedPassage[]) => foundAlone(question, passages)
const said = (question: string, ...passages: RankedPassage[]) =>
  answeringPlace(found(question, ...passages))?.sentences.map(({ text }) => text)

const COVERS = passageOf('Warranty', 'What it covers', 'Faults in the material are covered. So are loose joints.')
const LASTS = passageOf(
  'Warranty',
  'How long it lasts',
  'A lamp has a warranty of 3 years. A shade has one of 2 years.',
)

test('nothing answers where nothing was found', () => {
  assert.equal(answeringPlace(found('What does the warranty cover?')), null)
})

test('of a short section what answers is said first, and then the rest', () => {
  const question = 'How long is the warranty on a shade?'
  assert.deepEqual(said(question, LASTS, COVERS), ['A shade has one of 2 years.', 'A lamp has a warranty of 3 years.'])
})

test('a section whose heading is what is asked is nearer than another of its page', () => {
  assert.deepEqual(said('What does the warranty cover?', LASTS, COVERS), [
    'Faults in the material are covered.',
    'So are loose joints.',
  ])
})

test('a long section gives what answers alone', () => {
  const rest = 'We keep spare parts of many kinds in our store for whoever asks for one of them in time. '.repeat(5)
  const long = { ...LASTS, text: `A lamp has a warranty of 3 years. ${rest}`.trim() }
  assert.deepEqual(said('How long is the warranty on a lamp?', long), ['A lamp has a warranty of 3 years.'])
})

test('a place that no document names is not answered from pages that say the same of others', () => {
  const leeds = passageOf('Office in Leeds', 'Doors', 'The doors open at 7:00 and close at 19:00.')
  const porto = passageOf('Office in Porto', 'Doors', 'The doors open at 8:00 and close at 20:00.')
  assert.equal(asksOfUnknown(found('When do the doors open in Bilbao?', leeds, porto)), true)
  assert.equal(asksOfUnknown(found('When do the doors open in Porto?', leeds, porto)), false)
})

test('an item that answers stands in its list, named by its heading, before the other items', () => {
  const text = '- Placed: we have your order.\n- Packed: it is in its box.\n- Shipped: it is on its way.'
  const status = passageOf('Orders', 'Order status', text)
  assert.deepEqual(
    answeringPlace(found('What does Packed mean?', status))?.sentences.map(
      (sentence) => joint(null, sentence) + sentence.text,
    ),
    ['- Order status: Packed: it is in its box.', '- Placed: we have your order.', '- Shipped: it is on its way.'],
  )
})
