import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loadAgent } from '#agents/load-agent.ts'
import { consentIn } from '#dialogue/utterance/plain-consent.ts'
import { wordsOfProcedure } from '#dialogue/utterance/plain-wish.ts'
import { loadOptions } from '../agents/broken-folder.ts'
import { messagesOf } from '../helpers/messages.ts'

const loaded = await loadAgent('agents/support', loadOptions())
assert.ok(loaded.ok)
const { agent } = loaded

/** By what a card of the blind set begins with, the procedure that it is of. */
const OF_CARD = [
  ['Refund', 'refund'],
  ['Cancel', 'cancel-order'],
  ['Send', 'send-again'],
  ['Change bank', 'bank-account'],
  ['Change delivery', 'change-address'],
] as const

function consentTo(card: string, said: string) {
  const [, name] = OF_CARD.find(([begins]) => card.startsWith(begins)) ?? assert.fail(card)
  const playbook = agent.playbooks.find((each) => each.name === name) ?? assert.fail()
  return consentIn(said, { languages: agent.languages, saying: [card, ...wordsOfProcedure(playbook, agent.languages)] })
}

const CARD = 'Refund order A12, 24.90 EUR'

for (const [said, consent] of [
  ['Yes!', 'yes'],
  ['Looks good, go ahead', 'yes'],
  ['Yep, go ahead.', 'yes'],
  ['Yes, refund order A12, 24.90 EUR', 'yes'],
  ['👍', 'yes'],
  ['Ja, das stimmt so, bitte machen', 'yes'],
  ['No, leave it.', 'no'],
  ['Actually, I changed my mind, keep it', 'no'],
  ['Nein, lassen Sie es', 'no'],
  ['yes?', 'unclear'],
  ['yes, A31', 'unclear'],
  ['yes but only half', 'unclear'],
  ['yes if it is free', 'unclear'],
  ['yes, and refund A17 too', 'unclear'],
  ['yes and no', 'unclear'],
  ['yes 🙄', 'unclear'],
  ['don’t refund A31', null],
  ['Great, where is A55?', null],
  ['How long does it take?', null],
] as const) {
  test(`“${said}” beside a card is ${String(consent)}`, () => assert.equal(consentTo(CARD, said), consent))
}

test('beside a card nothing is taken for a yes that isn’t one', () => {
  const wrong = messagesOf('beside-card').filter(
    ({ said, card, is }) => is !== 'yes' && consentTo(card ?? '', said) === 'yes',
  )
  assert.deepEqual(wrong, [])
})

test('beside a card nothing that agrees is taken for a no', () => {
  const wrong = messagesOf('beside-card').filter(
    ({ said, card, is }) => is === 'yes' && consentTo(card ?? '', said) === 'no',
  )
  assert.deepEqual(wrong, [])
})
