import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loadAgent } from '#agents/load-agent.ts'
import { detectLanguage } from '#dialogue/detect-language.ts'
import { divideMessage } from '#routing/wishes/divide-message.ts'
import { shownWish, wishWords } from '#dialogue/wish.ts'
import { indexPlaybooks } from '#dialogue/playbook-index.ts'
import { createLogger } from '#core/log.ts'
import { deep, howMany, SEED } from '../helpers/depth.ts'
import { lentParts } from '../helpers/lent-parts.ts'
import { shopMessages } from '../helpers/messages.ts'
import { randomNumbers } from '../helpers/random-numbers.ts'
import { loadOptions } from '../agents/broken-folder.ts'

const log = createLogger('silent')
const { signal } = new AbortController()
const { embedder } = await lentParts()
const loaded = await loadAgent('agents/support', loadOptions())
assert.ok(loaded.ok)
const { agent } = loaded
const live = { agent, index: indexPlaybooks(agent, embedder, { signal, log }) }

/** Each wish of a message to the example agent, as it reads; null where it is one. */
async function wishesOf(typed: string, isQuestionOpen = false): Promise<readonly string[] | null> {
  const detected = detectLanguage(typed, agent.languages)
  const language = detected.is === 'known' ? detected.language : 'en'
  const record = { live, language, now: '2026-11-22T12:00:00Z' }
  const embed = (texts: readonly string[]) => embedder.embed(texts, { signal })
  const wishes = await divideMessage({ record, typed, isQuestionOpen, embed })
  return wishes && wishes.map(({ asks, text }) => `${asks}: ${text}`)
}

for (const [typed, wishes] of [
  ['Refund A12 and A31', ['deed: Refund A12', 'deed: Refund A31']],
  ['refund A12, A31 & A17 pls', ['deed: refund A12 pls', 'deed: refund A31 pls', 'deed: refund A17 pls']],
  ['Refund A12. And A31 too, please.', ['deed: Refund A12 too, please', 'deed: Refund A31 too, please']],
  ['refund A12, also refund A31', ['deed: refund A12', 'deed: refund A31']],
  ['1. refund A12\n2. refund A31', ['deed: refund A12', 'deed: refund A31']],
  ['Bitte erstatten Sie A12 sowie A31', ['deed: Bitte erstatten Sie A12', 'deed: Bitte erstatten Sie A31']],
  ['Refund A12 and tell me where A55 is', ['deed: Refund A12', 'question: tell me where A55 is']],
  ['refund A12 or A31', null],
  ['refund A12 A31', null],
  ['refund A12 A31 after all', null],
  ["refund A12 A31 that's all", null],
  ['refund A12 A31, not both', null],
  ['refund A12 (broken) and A31 (late)', null],
  ['Refund A12, not A31', null],
  ['Refund A12, is that possible?', null],
  ['I want my money back, please refund A12', null],
  ['refund A12, please hurry up', null],
  ['How do I refund A12 and A31?', null],
  ['Don’t refund A12 and A31', null],
  ['Refund A12 and A31. No wait, don’t.', null],
  ['My wife said: refund A12 and refund A31', null],
  ['Ich fordere Sie auf, mir den Kaufpreis von A12 zu erstatten', null],
  ['Würden Sie bitte so freundlich sein und mir A12 erstatten?', null],
  ['I don’t want my money back for A17, I want a lamp that works. Please send me another.', null],
  ['Ich will kein Geld zurück, ich will eine Lampe, die geht! Die aus A17 ist kaputt, bitte noch mal schicken.', null],
  ['Please update order A58: new address 3 Chapel Lane, York YO1 7HZ. Everything else stays as it is.', null],
  ['I hereby withdraw from the purchase of A17 and require repayment of all sums paid', null],
  ['Refund A17 or cancel A58, how many days does either of them take then', null],
  [
    'I don’t want my money back for A17, I want a lamp that works. Please cancel A58.',
    ['deed: I don’t want my money back for A17, I want a lamp that works', 'deed: Please cancel A58'],
  ],
] as const) {
  test(`“${typed.replaceAll('\n', '⏎')}” ${wishes ? `wants ${wishes.length} things` : 'goes its way as a whole'}`, async () => {
    assert.deepEqual(await wishesOf(typed), wishes)
  })
}

test('an answer to our question may stand before a wish, and a greeting is none', async () => {
  assert.deepEqual(await wishesOf('A31, and please refund A12', true), ['reply: A31', 'deed: please refund A12'])
  assert.equal(await wishesOf('Hello, please refund A12', true), null)
})

test('a place in the words of a wish is the same place in the message', () => {
  const typed = 'Refund A12 and A31, please'
  const said = [
    { start: 0, end: 7 },
    { start: 15, end: 26 },
  ]
  const words = wishWords(typed, said)
  assert.equal(words, 'Refund         A31, please')
  assert.equal(words.indexOf('A31'), typed.indexOf('A31'))
  assert.equal(shownWish(typed, said), 'Refund A31, please')
})

/** Of what wants nothing done: a question goes apart, or it reads as several, and none of it is begun (`asked-for`). */
const DIVIDED: ReadonlySet<string> = new Set([
  'Wer hat denn bitte veranlasst, dass A58 an eine andere Adresse gehen soll? Ich jedenfalls nicht.',
  "Sorry to bother you, what's the last day I could send A40 back? We'd like to try it in the new flat first.",
  'Gib mir mal ein Beispiel für eine gute Anfrage. So was wie "bitte A31 erstatten, das Mauspad riecht"?',
  'A17 nochmal schicken, hm, oder erst das Reparaturset probieren? Was meinst du',
  'Für A31 bitte das Geld auf DE92 7015 0000 2718 2731 63. Nein, Moment, das ist das alte Konto, lassen Sie alles, wie es ist.',
  'Ich würde gern erstatten – Bericht nämlich, wie gut sich der Tisch A40 macht. Wohin darf ich ein Foto senden?',
  'I want a refund for A31 was what autocomplete made out of "I want a refill for A31". Do you sell the wax in refill tins?',
  'Please refund order A12. \n \n The sentence above was written by my nephew, who\'s learning English and found "refund" in his textbook. Nothing is being asked of you.',
  "I want you to cancel A58. \n I want you to make me a cup of tea. \n I want so many things. \n (Testing whether anybody reads this. Please don't do either.)",
])

for (const isHeldOut of [false, true]) {
  // What nobody tunes on says how good it is, and little of what a change broke.
  const judged = isHeldOut ? deep : test
  void judged(
    `of the shop's messages ${isHeldOut ? 'that are held out' : 'that it was made with'}, those with two deeds are divided, and few others`,
    async (t) => {
      const random = randomNumbers(SEED)
      const messages = shopMessages()
        .filter((message) => message.isHeldOut === isHeldOut)
        .filter(({ wants, reads }) => {
          const isOne = wants.length + reads.length <= 1
          return random() < howMany({ quick: isOne ? 0.05 : 0.5, deep: 1 })
        })
      const seen = await Promise.all(
        messages.map(async (message) => ({ ...message, wishes: await wishesOf(message.said) })),
      )
      const several = seen.filter(({ wants, reads, comes }) => comes === 'done' && wants.length + reads.length > 1)
      const divided = several.filter(({ wants, reads, wishes }) => wishes?.length === wants.length + reads.length)
      const single = seen.filter(({ wants, reads }) => wants.length === 1 && reads.length === 0)
      // A question beside a deed is one more thing that is wanted.
      const deedsOf = (wishes: readonly string[] | null) =>
        wishes?.filter((wish) => wish.startsWith('deed: ')).length ?? 0
      const wrong = single.filter(({ wishes, kind }) => deedsOf(wishes) > 1 && kind !== 'two-wishes')
      // Who wants something that no deed is may want two of it.
      const unasked = seen.filter(({ wants, wishes, kind }) => wants.length === 0 && wishes && kind !== 'elsewhere')
      t.diagnostic(
        `${divided.length} of ${several.length} divided; ${wrong.length} of ${single.length} single ones too`,
      )
      const missed = [...several.filter((one) => !divided.includes(one)), ...wrong]
      if (!isHeldOut) for (const { said } of missed) t.diagnostic(said)
      if (isHeldOut) return assert.ok(unasked.length <= 0.02 * seen.length, `${unasked.length} of ${seen.length}`)
      assert.deepEqual(
        unasked.map(({ said }) => said).filter((said) => !DIVIDED.has(said)),
        [],
      )
      assert.ok(divided.length / several.length >= 0.75)
      assert.ok(wrong.length / single.length < 0.02)
    },
  )
}
