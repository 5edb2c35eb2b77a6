import assert from 'node:assert/strict'
import { test } from 'node:test'
import { someOf } from '../helpers/depth.ts'
import { isDone, plansFor } from '../helpers/wishes.ts'

// A message may name a deed and an order, and ask for something else about them.
for (const message of someOf([
  'I need a receipt for the refund of A12',
  'I need proof of the refund for A12',
  'I want confirmation of the refund for A12',
  'I want the refund form for A12',
  'I want to return the refund for A12',
  'refund A12 as store credit',
  'refund A12 twice',
  'refund A12 plus interest',
  'get the bank to refund A12',
  'I want the refund for A12 explained',
  'exchange A17 for a bigger one',
  'A12 zweimal erstatten',
  'please speed up the refund for A12',
  'the last thing I want is a refund for A12',
  'refund A12 on my signal',
  'I’d like a refund or a replacement for A12',
  'I want my money back or a new one for A12',
  'I need a refund for A12, or an explanation',
  'I want to dispute the refund for A12',
  'please forward the refund for A12 to my wife',
  'email me after cancelling A58',
  'get ready to cancel A58',
  'cancel all emails about A58',
  'cancel A58 notifications',
  'cancel the gift wrap on A58',
  'cancel the delivery appointment for A58',
  'cancel A58’s gift wrap',
  'Please send me the contract for A12 again',
  'Bitte erstatten Sie den halben Betrag von A12',
  'Stornieren Sie bitte die Geschenkverpackung bei A58',
  'Ich brauche eine Quittung für die Erstattung von A12',
  'Ich brauche für A12 noch eine Rechnung mit ausgewiesener MwSt., für die Rückerstattung bei meinem Arbeitgeber',
  'Falsche Artikel geliefert. Bitte um Nachlieferung der bestellten Kerzen aus A12',
  'Ich möchte die Erstattung für A12 anfechten',
  'Bitte die Erstattung von A12 beschleunigen',
  'A58 Benachrichtigungen stornieren',
  'Bitte erstatten Sie A12 auf DE02 1203 0000 0000 2020 51',
  'Das Geld aus der Rückerstattung A17 soll deshalb bitte dorthin gehen, die IBAN ist DE02 1203 0000 0000 2020 51.',
  'refund A12, I live at Elm Street 4, 8000 Aarhus now',
  // Who would rather have one thing than another names both, and the other is what they don't want.
  'I’d rather have a replacement than a refund for A12',
  'I prefer a replacement to a refund for A12',
  'I’d take a new one over a refund for A12',
  'I’d rather have a new and undamaged candle than a refund for A12',
  'I would rather have a replacement, than a refund for A12',
  'please send a replacement in lieu of a refund for A12',
  'better to send A12 again than to refund it',
  'Ich möchte A12 eher ersetzt als erstattet bekommen',
  'Ich hätte lieber neue Kerzen, als eine Erstattung für A12',
  'Ich ziehe Ersatz einer Erstattung für A12 vor',
])) {
  test(`“${message}” does nothing that nobody has said yes to`, async (t) => {
    const plans = await plansFor(t, message)
    assert.deepEqual(plans.filter(isDone), [])
  })
}

for (const [message, comes] of someOf([
  ['Cancel the order with the number A58', /^done: Cancel order A58/u],
  ['I’d like a refund of the full amount for A12', /^done: .*24\.90/u],
  ['Please refund the mug from A23', /^done: .*15\.00/u],
  // With words in them that no form of asking has: a press.
  ['I’d like the refund for A12 processed', /^waiting: .*24\.90/u],
  ['Bitte die Erstattung von A12 veranlassen', /^waiting: .*24,90/u],
  ['Bitte um umgehende Rücküberweisung des Betrags von A12', /^waiting: .*24,90/u],
  ['Would you do me the great kindness of refunding A12?', /^waiting: .*24\.90/u],
  ['can you refund A12 please n thank you', /^waiting: .*24\.90/u],
  ['I’d prefer a refund to my card for A12', /^waiting: .*24[.,]90/u],
  ['I’d rather have my money back for A12', /^waiting: .*24[.,]90/u],
  ['Ich hätte lieber mein Geld für A12 zurück', /^waiting: .*24[.,]90/u],
] as const)) {
  test(`“${message}” asks for just what is done, or proposed`, async (t) => {
    assert.match((await plansFor(t, message))[0] ?? '', comes)
  })
}

test('what has a place for the account that is named is meant, and asked first', async (t) => {
  const [plan = ''] = await plansFor(
    t,
    'Would you please let the A17 refund come to my savings account, IE29 AIBK 9311 5212 3456 78?',
  )
  assert.match(plan, /^waiting: .*bank account|^waiting: .*IE29/iu)
})
