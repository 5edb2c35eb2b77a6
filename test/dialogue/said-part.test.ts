import assert from 'node:assert/strict'
import test from 'node:test'
import { amountsIn, asksForLess, asksForPart, asksForThing, keepsSome } from '#dialogue/said-part.ts'

const PARTS = [
  'can you refund half of A12?',
  'refund A31 partially',
  'A31 was one too many, refund one',
  'refund part of A31',
  'refund most of A23',
  'give me a third of my money back for A40',
  'refund just one of the two lamps in A17',
  'refund 50% of A12',
  'refund 2 of the mugs in B77',
  'refund everything in B77 except the mugs',
  'refund A31 minus the shipping',
  'refund just the shipping for A17',
  'refund the delivery fee for A31',
  'I want my shipping costs back, A23',
  'bitte die Hälfte von A12 erstatten',
  'die Versandkosten von A12 zurück bitte',
  'erstatten Sie mir A12 teilweise',
  'erstatten Sie einen Teil von A12',
  'erstatten Sie A12 abzüglich Versand',
]

const THINGS = [
  'Tasse aus A23 zurückgeben',
  'I want the mug from A23 refunded',
  'only the lamp shade from A17 please',
  'refund just the mug from B77',
  'erstatten Sie nur den Versand für A17',
  'Bitte erstatten Sie nur die Tasse aus A23',
]

const WHOLES = [
  'alle Sachen aus A23 zurückgeben',
  'ich möchte von B83 zurücktreten',
  'I want the price of A23 refunded',
  'please send me a new one of each, A31',
  'refund A12',
  'refund all of A12',
  'refund both',
  'take all of them back and refund me',
  'please refund the candles that are broken in half, A12',
  'the mugs from B77 are half the size I imagined',
  'I waited half an hour',
  'Bestellung A12 erstatten',
  'Erstatten Sie mir bitte alles aus A12',
  'refund the 24.90 EUR that I paid for A12',
  'I just want the refund for A12',
  'just the full refund for A12 please',
  'nur die Erstattung für A12 bitte',
  'refund A12, the shipping took weeks',
]

const KEPT = [
  'the candles in A12 had melted, I want my money back, I’ll keep the matches',
  'money back for A12 please, the matches I keep',
  'das Kerzenset in A12 war geschmolzen, will dafür mein Geld, Streichhölzer behalt ich',
  'Geld für A23 zurück bitte, ich behalte die Birne',
  'refund A31 please, I have decided to keep the pad',
  'refund the cushions only please, keep the table',
  'Bitte A31 erstatten, das Wachs möchte ich behalten',
]

const NOT_KEPT = [
  'refund A12, I don’t want to keep it',
  'A58 behalte ich, aber bitte A12 erstatten',
  'keep A58 as it is but refund A12 please',
  'ich will A12 nicht behalten, bitte Geld zurück',
  'please keep me posted and refund A12',
  'please refund A31. We can’t keep the wax',
  'Bitte A31 erstatten. So möchte ich das Wachs nicht behalten',
]

test('that something is kept is told from an order that is', () => {
  assert.deepEqual([...KEPT, ...NOT_KEPT].filter(keepsSome), KEPT)
})

test('words that ask for a part are told from those that ask for all', () => {
  assert.deepEqual(
    PARTS.filter((words) => !asksForPart(words)),
    [],
  )
  assert.deepEqual(
    THINGS.filter((words) => !asksForThing(words)),
    [],
  )
  assert.deepEqual(
    WHOLES.filter((words) => asksForLess(words)),
    [],
  )
})

test('amounts of money are read as they were typed', () => {
  assert.deepEqual(amountsIn('refund 10 EUR of A12, or €24.90, or 24,90 €, or 12 euros.'), [
    '10',
    '24.90',
    '24,90',
    '12',
  ])
  assert.deepEqual(amountsIn('10 zł of it, PLN 12, 100 kr, ¥300, 5 Franken'), ['10', '12', '100', '300', '5'])
  assert.deepEqual(amountsIn('ten euros of A12, a few bucks, fifty-five pounds, zwanzig Euro, ein paar Euro'), [
    'ten',
    'few',
    'fifty-five',
    'zwanzig',
    'paar',
  ])
  assert.deepEqual(amountsIn('refund A12 and 2 mugs, since 3 days have gone'), [])
  assert.deepEqual(amountsIn('try 2 of the top 3, all 4, in euros, I want my pounds back'), [])
})
