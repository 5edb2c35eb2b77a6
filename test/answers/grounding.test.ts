import assert from 'node:assert/strict'
import { test } from 'node:test'
import { citedText, type QuotablePassage } from '#answers/place/cited-text.ts'
import { groundSentences } from '#answers/grounding.ts'

const stored = `# Returns\n\nYou can’t return lit candles.\nReport damage within 14 days\nof delivery. A fee of 1,250.00 EUR – or “less” – applies.`
const passage: QuotablePassage = {
  passageId: 'p1',
  document: { id: 'd1', title: 'Returns', version: 3 },
  heading: 'Returns',
  text: stored.slice(11),
  start: 11,
  end: stored.length,
}
const ground = (text: string, ...quotes: string[]) =>
  groundSentences([{ text, quotes: quotes.map((quote) => ({ passage: 1, quote })) }], {
    stretches: [[passage]],
    question: 'What about order A17?',
  })

for (const [title, quote, found] of [
  ['a quote that stands there word for word is found', 'Report damage within', 'Report damage within'],
  [
    'a quote over a line break is found, and cited with the line break',
    'within 14 days of delivery',
    'within 14 days\nof delivery',
  ],
  [
    'a no-break space in a quote is white space too',
    'within 14\u00A0days \t of delivery',
    'within 14 days\nof delivery',
  ],
  ['white space around a quote is overlooked', '  Report damage within 14 days \n', 'Report damage within 14 days'],
] as const) {
  test(title, () => {
    const [sentence] = ground('So it says.', quote)
    const evidence = sentence?.evidence[0]
    assert.equal(evidence?.quote, found)
    assert.equal(stored.slice(evidence?.span.start, evidence?.span.end), found)
  })
}

for (const [title, text, quote] of [
  ['a quote with one other word is not found', 'So it says.', 'Report damage within 15 days'],
  ['a quote in another case is not found', 'So it says.', 'report DAMAGE within'],
  ['straight quotation marks are not typographic ones', 'So it says.', `can't return lit candles`],
  ['a plain dash is not a typographic one', 'So it says.', 'EUR - or “less” -'],
  ['a zero-width space is no white space', 'So it says.', 'Report\u200B damage within'],
  ['a quote that begins inside a number is not found', 'So it says.', '250.00 EUR – or'],
  ['a quote that ends inside a word is not found', 'So it says.', 'You can’t return lit cand'],
  ['a quote that ends before its "not" is not found', 'So it says.', '# Returns You can'],
  ['a sentence that leaves the "not" out is not shown', 'You can return lit candles.', 'return lit candles'],
  [
    'a sentence that puts a "not" in is not shown',
    'Don’t report damage within 14 days of delivery.',
    'Report damage within 14 days',
  ],
  ['a number from the question alone is not shown', 'You have 17 days.', 'Report damage within 14 days'],
  ['another unit is not shown', 'You have 14 weeks.', 'Report damage within 14 days'],
  ['working days are not days', 'You have 14 working days.', 'Report damage within 14 days'],
  ['another currency is not shown', 'The fee is 1,250 USD.', 'A fee of 1,250.00 EUR'],
  ['a date that the quote does not have is not shown', 'Report it by 14 May.', 'Report damage within 14 days'],
  ['a weekday that the quote does not have is not shown', 'Report it on Monday.', 'Report damage within 14 days'],
  ['a few letters that stand everywhere support nothing', 'So it says.', 'days'],
  ['an empty quote supports nothing', 'So it says.', '   '],
  ['a sentence without text is not shown', '  ', 'Report damage within 14 days'],
  ['a number that the quote does not have is not shown', 'You have 30 days.', 'Report damage within 14 days'],
  [
    'a number in words that the quote does not have is not shown',
    'You have three days.',
    'Report damage within 14 days',
  ],
] as const) {
  test(title, () => assert.deepEqual(ground(text, quote), []))
}

for (const [title, text, quote] of [
  ['a number may be written in another way', 'The fee is €1250.', 'A fee of 1,250.00 EUR'],
  ['a number may be written in words', 'You have fourteen days.', 'Report damage within 14 days'],
  ['an order that the question names may be named', 'Order A17 has 14 days.', 'Report damage within 14 days'],
  ['the "not" may be said in another way', 'Lit candles cannot be returned.', 'You can’t return lit candles.'],
] as const) {
  test(title, () => assert.equal(ground(text, quote).length, 1))
}

test('a sentence keeps the quotes that were found and loses those that were not', () => {
  const [sentence] = ground('Report it.', 'Report damage within 14 days', 'and bring cake')
  assert.deepEqual(
    sentence?.evidence.map((evidence) => evidence.quote),
    ['Report damage within 14 days'],
  )
})

test('a quote from a passage that was not given is dropped', () => {
  const quotes = [0, 2, -1, 1.5].map((number) => ({ passage: number, quote: 'Report damage within 14 days' }))
  assert.deepEqual(groundSentences([{ text: 'Report it.', quotes }], { stretches: [[passage]], question: '' }), [])
})

test('citations point at their sentences in the text, and the text holds no marks', () => {
  const sentences = [
    { text: 'Report it within 14 days.', quotes: [{ passage: 1, quote: 'Report damage within 14 days' }] },
    { text: 'Invented.', quotes: [{ passage: 1, quote: 'nowhere to be found' }] },
    { text: 'Lit candles stay.', quotes: [{ passage: 1, quote: 'You can’t return lit candles.' }] },
  ]
  const part = citedText(groundSentences(sentences, { stretches: [[passage]], question: '' }))
  assert.equal(part.text, 'Report it within 14 days. Lit candles stay.')
  assert.deepEqual(
    part.citations.map(({ start, end }) => part.text.slice(start, end)),
    ['Report it within 14 days.', 'Lit candles stay.'],
  )
  assert.deepEqual(part.citations[0]?.document, { id: 'd1', title: 'Returns', version: 3 })
})
