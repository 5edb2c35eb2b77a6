import assert from 'node:assert/strict'
import { test } from 'node:test'
import { citedText, type QuotablePassage } from '#guardrails/cited-text.ts'
import { groundSentences } from '#guardrails/grounding.ts'

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
  groundSentences([{ text, quotes: quotes.map((quote) => ({ passage: 1, quote })) }], [passage])

for (const [title, quote, found] of [
  ['a quote that stands there word for word is found', 'Report damage within', 'Report damage within'],
  [
    'a quote over a line break is found, and cited with the line break',
    'within 14 days of delivery',
    'within 14 days\nof delivery',
  ],
  ['straight quotation marks find typographic ones', `can't return lit candles`, 'can’t return lit candles'],
  ['plain dashes find typographic ones', '- or "less" - applies', '– or “less” – applies'],
  ['white space around a quote is overlooked', '  return lit candles. \n', 'return lit candles.'],
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

test('a number may be written in another way, or come from the question', () => {
  const quotes = [{ passage: 1, quote: 'A fee of 1,250.00 EUR' }]
  const written = groundSentences([{ text: 'Order A17 costs 1250 EUR.', quotes }], [passage], 'What does A17 cost?')
  assert.equal(written.length, 1)
})

test('a sentence keeps the quotes that were found and loses those that were not', () => {
  const [sentence] = ground('Report it.', 'Report damage within 14 days', 'and bring cake')
  assert.deepEqual(
    sentence?.evidence.map((evidence) => evidence.quote),
    ['Report damage within 14 days'],
  )
})

test('a quote from a passage that was not given is dropped', () => {
  const quotes = [0, 2, -1, 1.5].map((number) => ({ passage: number, quote: 'Report damage within 14 days' }))
  assert.deepEqual(groundSentences([{ text: 'Report it.', quotes }], [passage]), [])
})

test('citations point at their sentences in the text, and the text holds no marks', () => {
  const sentences = [
    { text: 'Report it within 14 days.', quotes: [{ passage: 1, quote: 'Report damage within 14 days' }] },
    { text: 'Invented.', quotes: [{ passage: 1, quote: 'nowhere to be found' }] },
    { text: 'Lit candles stay.', quotes: [{ passage: 1, quote: 'return lit candles' }] },
  ]
  const part = citedText(groundSentences(sentences, [passage]))
  assert.equal(part.text, 'Report it within 14 days. Lit candles stay.')
  assert.deepEqual(
    part.citations.map(({ start, end }) => part.text.slice(start, end)),
    ['Report it within 14 days.', 'Lit candles stay.'],
  )
  assert.deepEqual(part.citations[0]?.document, { id: 'd1', title: 'Returns', version: 3 })
})
