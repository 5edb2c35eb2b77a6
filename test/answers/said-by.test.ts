import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { RankedPassage } from '#answers/place/cited-text.ts'
import { saidTo } from '#answers/place/ranked-sentences.ts'
import { foundAlone } from './ranked-passages.ts'

const passageOf = (text: string, heading = 'Returns', score = 1): RankedPassage => ({
  passageId: `p-${text.length}`,
  document: { id: 'd1', title: 'Returns', version: 1 },
  heading,
  text,
  start: 100,
  end: 100 + text.length,
  score,
})
function answer(question: string, ...passages: RankedPassage[]) {
  const [likeliest] = foundAlone(question, passages).byLearning()
  return likeliest ? saidTo(question, likeliest) : []
}

test('the sentence with the words of the question is quoted, with its place in the document', () => {
  const text = 'Items can be returned.\nA damaged item is\nreplaced or refunded. Gifts are different.'
  const [best] = answer('What happens with a damaged item?', passageOf(text))
  assert.equal(best?.text, 'A damaged item is replaced or refunded.')
  assert.deepEqual(best?.evidence[0]?.span, {
    start: 123,
    end: 123 + 'A damaged item is\nreplaced or refunded.'.length,
  })
})

test('a question for a time prefers the sentence that names one', () => {
  const [best] = answer(
    'How long do I have to report damage?',
    passageOf('Report damage in the chat. Report damage within 14 days.'),
  )
  assert.equal(best?.text, 'Report damage within 14 days.')
})

test('an item of a list is said with what the list is of, and the quote is the item alone', () => {
  const [best] = answer(
    'Can I return gift cards?',
    passageOf('- Candles.\n- **Gift cards**, used\n  or not.', "Returns › What can't be returned"),
  )
  assert.equal(best?.text, "What can't be returned: Gift cards, used or not.")
  assert.equal(best?.evidence[0]?.quote, '**Gift cards**, used\n  or not.')
})

test('a row of a table is said with the head of each cell, and both lines are quoted', () => {
  const [best] = answer(
    'How long does standard delivery to Norway take?',
    passageOf('| To | Standard |\n| --- | --- |\n| Sweden | 2 days |\n| Norway | 5 days |', 'Delivery'),
  )
  assert.equal(best?.text, 'Delivery: Norway: Standard: 5 days')
  assert.deepEqual(
    best?.evidence.map(({ quote }) => quote),
    ['| Norway | 5 days |', '| To | Standard |'],
  )
})

test('where a question tells no row of a table from the others, all are said, each on a line of its own', () => {
  const table = '| To | Standard |\n| --- | --- |\n| Sweden | 2 days |\n| Norway | 5 days |\n\nNever on a Sunday.'
  const said = answer('How long does delivery take?', passageOf(table, 'Delivery'))
  assert.deepEqual(
    said.map(({ text, isItem, evidence }) => [text, isItem, evidence.map(({ quote }) => quote)]),
    [
      ['Delivery: Sweden: Standard: 2 days', true, ['| Sweden | 2 days |', '| To | Standard |']],
      ['Norway: Standard: 5 days', true, ['| Norway | 5 days |', '| To | Standard |']],
    ],
  )
})

test('of a table with more rows than anybody reads in a chat the likeliest row is said', () => {
  const rows = Array.from({ length: 13 }, (_, at) => `| Room ${at + 1} | ${at + 2} seats |`)
  const table = ['| Room | Size |', '| --- | --- |', ...rows].join('\n')
  assert.equal(answer('How large are the rooms?', passageOf(table, 'Size')).length, 1)
})

test('a link keeps its words and loses its address', () => {
  const [best] = answer('Where is the damage form?', passageOf('Use the [damage form](https://evil.example/x) please.'))
  assert.equal(best?.text, 'Use the damage form please.')
})

test('the same sentence in two passages is said once', () => {
  assert.equal(
    answer(
      'Is a damaged item replaced?',
      passageOf('A damaged item is replaced.'),
      passageOf('A damaged item is replaced. So.'),
    ).length,
    1,
  )
})

test('a question of function words alone has no sentence', () => {
  assert.deepEqual(answer('What is it?', passageOf('It is what it is.')), [])
})

test('a sentence that leans on its neighbour is said with it, as one quote', () => {
  const answers = answer(
    'How long is it valid?',
    passageOf('We send a label. It is valid for 14 days. Keep the receipt.'),
  )
  assert.deepEqual(
    answers.map(({ text, evidence }) => [text, evidence.map(({ quote }) => quote)]),
    [['We send a label. It is valid for 14 days.', ['We send a label. It is valid for 14 days.']]],
  )
})

test('the word itself counts more than another word for it', () => {
  const [best] = answer('Who pays for shipping?', passageOf('The cost of delivery is low. We pay the shipping.'))
  assert.equal(best?.text, 'We pay the shipping.')
})

test('a step is said with all steps in their order, each an item with a quote of its own', () => {
  const text =
    'To send it back:\n\n1. Tell us the number.\n2. Print the label. It is valid for 14 days.\n3. Hand in the parcel.'
  const said = answer('How do I print the label?', passageOf(text))
  assert.deepEqual(
    said.map(({ text: step }) => step),
    ['Tell us the number.', 'Print the label. It is valid for 14 days.', 'Hand in the parcel.'],
  )
  assert.deepEqual(
    said.map(({ isItem }) => isItem ?? false),
    [true, true, true],
  )
})

test('what leads a list in comes with its items', () => {
  const said = answer('What do I bring to the forest hut?', passageOf('For the forest hut bring:\n\n- a lamp\n- a map'))
  assert.deepEqual(
    said.map(({ text }) => text),
    ['For the forest hut bring:', 'a lamp', 'a map'],
  )
})
