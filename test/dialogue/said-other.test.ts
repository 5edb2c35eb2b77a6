import assert from 'node:assert/strict'
import test from 'node:test'
import { askedBy, asksForOther } from '#dialogue/said-other.ts'

const REFUND = askedBy({
  title: 'Refund an order',
  examples: ['refund order A17', 'I want my money back for A31', 'bitte erstatten Sie mir A12'],
})
const RESEND = askedBy({ title: 'Send an order again', examples: ['please send A17 again', 'I need a replacement'] })
const ADDRESS = askedBy({
  title: 'Change the delivery address of an order',
  examples: ['change the address of A58', 'send A58 to my new home'],
})

for (const [words, by] of [
  ['Ich brauche einen Beleg, dass A12 erstattet wurde', REFUND],
  ['I need a receipt for my taxes', REFUND],
  ['please refund A12 twice', REFUND],
  ['ich hätte gerne eine Rechnung', RESEND],
  ['I want the gift wrap on A58', ADDRESS],
] as const)
  test(`something else is asked for: ${words}`, () => assert.equal(asksForOther(words, by), true))

for (const [words, by] of [
  ['please refund A12', REFUND],
  ['my new blanket is too small for a double bed, refund A12', REFUND],
  ['bitte um erneuten Versand von A17', RESEND],
  ['please send A58 to my son at 40 Elm Grove', ADDRESS],
  ['kindly alter the address of A58', ADDRESS],
] as const)
  test(`it is that which is asked for: ${words}`, () => assert.equal(asksForOther(words, by), false))
