import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { RankedPassage } from '#answers/place/cited-text.ts'
import { weighedSentences } from '#answers/ranking/features/features.ts'
import { rarities } from '#text/rarity.ts'
import { rankedPassage } from './ranked-passages.ts'

const passageOf = (title: string, heading: string, text: string, ordinal = 0) =>
  rankedPassage({ title, heading, text, ordinal })
const features = (question: string, ...passages: RankedPassage[]) =>
  weighedSentences(question, passages, rarities([])).map((each) => each.features)

test('a heading that says nothing but what is asked, and with its title all of it, is over the answer', () => {
  const [covers, lasts] = features(
    'What does the warranty cover?',
    passageOf('Warranty', 'What it covers', 'Faults in the material.'),
    passageOf('Warranty', 'Spare parts', 'Shades are kept.'),
  )
  assert.deepEqual([covers?.headed, lasts?.headed], [1, 0])
})

test('“times” over a section is what “how long” asks for', () => {
  const section = passageOf('Shipping', 'Delivery times', 'Denmark: 2 to 3 working days.')
  assert.equal(features('How long does delivery take?', section)[0]?.headed, 1)
  assert.equal(features('Who makes the delivery?', section)[0]?.headed, 0)
})

test('who asks for a policy as a whole is told how its page begins', () => {
  const first = passageOf('Returns', 'Change of mind', 'You have 30 days. Keep the box.')
  assert.deepEqual(
    features('What is your return policy?', first).map(({ opens }) => opens),
    [1, 0],
  )
  assert.equal(features('Can I return a vase?', first)[0]?.opens, 0)
  const later = passageOf('Returns', 'Gifts', 'A gift can be returned.', 3)
  assert.equal(features('What is your return policy?', later)[0]?.opens, 0)
})

test('“who pays” is answered by who does it', () => {
  const texts = ['We pay the postage.', 'The postage costs 4.90 EUR.'].map((text) =>
    passageOf('Returns', 'Postage', text),
  )
  assert.deepEqual(
    features('Who pays the postage?', ...texts).map(({ doer }) => doer),
    [1, 0],
  )
})

test('a country of the European Union is one of those that a page speaks of', () => {
  const page = passageOf('Shipping', 'Countries', 'We ship to all countries of the European Union.')
  assert.equal(features('Do you ship to Austria?', page)[0]?.unrelated, 0)
  assert.ok((features('Do you ship to Japan?', page)[0]?.unrelated ?? 0) > 0)
})

test('a number to call counts where one is asked for', () => {
  const [number, other] = features(
    'What is your phone number?',
    passageOf('Contact', 'Contact', 'Call +45 55 50 10 20.'),
    passageOf('Contact', 'Data', 'Carriers get your phone number.'),
  )
  assert.deepEqual([number?.mark, other?.mark], [1, 0])
})
