import assert from 'node:assert/strict'
import { test } from 'node:test'
import { askedFor } from '#dialogue/asked-for.ts'

const BOTH = ['en', 'de']

const ENGLISH = combined(
  ['To', 'Under', 'By', 'For', 'On', 'Up to', 'Hi, in', 'One question: with', 'A12, at', ''],
  ['which account', 'what circumstances', 'how many days', 'whose conditions', 'what date exactly'],
  ['could you', 'would you please', 'can you', 'will u kindly'],
  ['refund A12', 'cancel order A58', 'send A17 again'],
)
const GERMAN = combined(
  ['Auf', 'Unter', 'Bis zu', 'Aus', 'Ab', 'Laut', 'Hallo, mit', 'Nur eine Frage: in', 'A12, zu', ''],
  ['welchem Konto', 'welchen Umständen', 'wie vielen Tagen', 'wessen Bedingungen', 'was für einem Grund eigentlich'],
  ['könnten Sie', 'würdet ihr', 'kannst du bitte', 'würden Sie freundlicherweise'],
  ['A12 erstatten', 'die Bestellung A58 stornieren', 'mir A17 nochmal schicken'],
)

for (const [language, all] of [
  ['English', ENGLISH],
  ['German', GERMAN],
] as const)
  for (const end of ['?', ''])
    test(`what a deed depends on is asked in ${language}, with “${end}” at its end: ${all.length} questions ask for no deed`, () => {
      assert.deepEqual(
        all.map((question) => question + end).filter((question) => askedFor(question, BOTH) === 'yes'),
        [],
      )
    })

for (const said of [
  'Under which conditions, then, could you refund A12?',
  'Which account, please, would you refund A12 to?',
  'And for what reason exactly, if I may ask, would you cancel A58?',
  'A58 why would you cancel it',
  'Aus welchen Gründen kann ich A12 zurückgeben',
  'Bei wem beantrage ich die Erstattung von A12',
  'At what cost can I return A12 please',
  'On no account would you cancel A58',
  'Under no circumstances would you refund A12, right?',
  'Auf keinen Fall könnten Sie A12 erstatten',
  'Only with a receipt could you refund A12',
  'Frühestens am Montag könnten Sie A58 stornieren?',
  'In the worst case could you refund A12',
  'Im Notfall könnten Sie A12 erstatten',
  'Either cancel A58 or have it sent to my office, what would you recommend?',
  'A17 nochmal schicken oder erstatten, was würdet ihr machen?',
  'A17 reparieren, A17 nochmal schicken, A17 erstatten. Welche geht am schnellsten?',
  'When the tracking says “delivered”, refund A12',
  'Just asking, can you refund A12?',
  'Rein interessehalber: würden Sie A58 stornieren?',
  'Please translate for my mother-in-law: I’d like to cancel A58',
  'Ich wollte A58 stornieren, aber jetzt bleibt sie',
  'Can you cancel A58 under any circumstances?',
  'can you cancel A58 at all',
  'Could you refund A12 at any time?',
  'Could you generally refund A12 in any case',
  'can you refund A12 in general?',
  'Would you refund A12 in an emergency?',
  'can you refund A12 on any grounds?',
  'Can you refund A12 under certain conditions?',
  'Können Sie A58 unter irgendwelchen Umständen stornieren?',
  'Kannst du A58 prinzipiell stornieren',
  'Können Sie A58 jederzeit stornieren?',
  'Können Sie A12 auf irgendeine Weise erstatten?',
])
  test(`it isn’t asked for: ${said}`, () => assert.notEqual(askedFor(said, BOTH), 'yes'))

for (const said of [
  'A17 which came smashed could you send it again please',
  'The clock from A58 which broke could you refund it',
  'What a shame can you refund A12',
  'At no cost to me can you send A17 again',
  'Mit Beleg könnten Sie A12 erstatten?',
  'Wie besprochen könnten Sie A12 erstatten',
  'Could you refund A12 please, the lamp fails in any case',
  'Can you refund A12 please, it does not work at all',
  'Könnten Sie A12 bitte jederzeit erstatten, ich bin zu Hause',
])
  test(`it is asked for: ${said}`, () => assert.equal(askedFor(said, BOTH), 'yes'))

function combined(...parts: readonly (readonly string[])[]): readonly string[] {
  return parts.reduce<readonly string[]>(
    (all, some) => all.flatMap((one) => some.map((more) => `${one} ${more}`.trim())),
    [''],
  )
}
