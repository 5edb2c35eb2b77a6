import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loadAgent } from '#agents/load-agent.ts'
import { bearingOn } from '#dialogue/utterance/bearing.ts'
import { formsOf } from '#dialogue/forms/all-forms.ts'
import { messageParts } from '#dialogue/utterance/message-parts.ts'
import { isNothingBut } from '#dialogue/utterance/plain-wish.ts'
import { loadOptions } from '../agents/broken-folder.ts'
import { howMany, SEED } from '../helpers/depth.ts'
import { messagesOf, shopMessages } from '../helpers/messages.ts'
import { randomNumbers } from '../helpers/random-numbers.ts'
import { refusals } from '../helpers/refusals.ts'

const loaded = await loadAgent('agents/support', loadOptions())
assert.ok(loaded.ok)
const { agent } = loaded
const DEEDS = new Set(['refund', 'cancel-order', 'send-again', 'bank-account', 'change-address'])
const deeds = agent.playbooks.filter(({ name }) => DEEDS.has(name))

/** The deeds that a message is nothing but the wish for. */
function wished(text: string): readonly string[] {
  return deeds.filter((playbook) => isNothingBut(text, playbook, agent)).map(({ name }) => name)
}

const refund = deeds.find(({ name }) => name === 'refund') ?? assert.fail()

for (const text of [
  'Refund order A12',
  'please refund A31',
  'I want my money back for order A12',
  'Could you please refund order A17?',
  'Hi Anna, I’d like my money back for A31. Thanks, Maya',
  'refund A12, A17 and A31',
  'Bitte A12 erstatten',
  'Ich möchte mein Geld für A12 zurück',
  'Guten Tag, könnten Sie bitte A17 erstatten? Vielen Dank, Maya Lind',
  'refudn order A12',
  'I want to get a refund for A12',
  'Give me my refund for A12',
]) {
  test(`“${text}” is nothing but a wish`, () => assert.ok(wished(text).includes('refund')))
}

for (const text of [
  'refund',
  'my refund',
  'A12 refunded',
  'A12 was refunded',
  'Thank you for the refund of A12',
  'Translate: refund A12',
  'Please translate refund A12',
  'Refund order A12?',
  'Can I get a refund for A12?',
  'Refund order A12 if it is late',
  'Please cancel the refund for A12',
  'refund A12, oh no wait',
  '“Refund order A12”',
  'Refund A12 and cancel the rest',
  'Stop refunding A12',
  'Please cancel my request to cancel A58',
  'Please cancel my request to give me my money back for A12',
  'I want to return the refund for A12',
  'please put the refund of A12 back',
  'Ich möchte die Erstattung für A12 zurückgeben',
  'Please refund half of A12',
  'Please refund the handle of the mug from A23',
  'My sister wants a refund for A12',
  'Bitte A12 nicht erstatten',
  'Übersetze bitte: Bitte A12 erstatten',
  'Bitte die Erstattung von A12 stornieren',
]) {
  test(`“${text}” is more than a wish, or less`, () => assert.deepEqual(wished(text), []))
}

for (const [text, is] of [
  ['Don’t refund A12', 'denied'],
  ['I don’t want a refund for A12', 'denied'],
  ['Don’t refund A12, I want to keep it', 'denied'],
  ['Refund A12, no, A31', 'perhaps'],
  ['Refund A12. No, forget it', 'denied'],
  ['Bitte A12 nicht erstatten', 'denied'],
  ['How do I refund A12?', 'question'],
  ['Is A12 refunded?', 'question'],
  ['When can I have my money back for A12?', 'question'],
  ['Wann bekomme ich mein Geld zurück?', 'question'],
  ['The lamp doesn’t work. Please refund A17', 'perhaps'],
  ['Don’t refund A17, refund A12', 'perhaps'],
  ['Refund A12 if it is late', 'perhaps'],
  ['My money for A12 never came, I want it back', 'perhaps'],
] as const) {
  test(`“${text}” is ${is}`, () => assert.equal(bearingOn(text, refund, agent.languages).is, is))
}

for (const [text, parts] of [
  ['Refund A31 and do you ship to France?', ['deed', 'question']],
  ['Refund A12 and cancel A58, please.', ['deed', 'deed']],
  ['How long does shipping take? And please refund A12.', ['question', 'deed']],
  ['My lamp came broken, please refund A17. How long does it take?', ['deed', 'question']],
  ['Cancel A58 if that’s possible. Please refund A12, it came broken', ['deed', 'deed']],
  ['Refund A12. My neighbour wants A31', null],
  ['Refund A12\nplease\nRefund A31', ['deed', 'deed']],
  ['How long does a refund take?', null],
  ['Refund A12 and tell nobody', null],
  ['Cancel A58 and refund it', null],
] as const) {
  test(`“${text}” is divided as its form says`, () => {
    assert.deepEqual(messageParts(text, agent)?.map(({ asks }) => asks) ?? null, parts)
  })
}

/** What nothing may begin with, beside, or behind a wish. */
const AROUND: readonly ((wish: string) => string)[] = [
  (wish) => `${wish}. My neighbour saw it`,
  (wish) => `${wish}, and paint the fence`,
  (wish) => `${wish} but keep the box`,
  (wish) => `${wish} because it rained`,
  (wish) => `Subject: ${wish}`,
  (wish) => `She said: ${wish}`,
  (wish) => `don’t ${wish}`,
  (wish) => `${wish}, or rather don’t`,
  (wish) => `${wish}. No.`,
  (wish) => `never ${wish}`,
  (wish) => `${wish} if it is late`,
  (wish) => `unless it came, ${wish}`,
  (wish) => `once it is there ${wish}`,
  (wish) => `“${wish}”`,
  (wish) => `"${wish}"`,
  (wish) => `'${wish}'`,
  (wish) => `translate ${wish}`,
  (wish) => `please proofread ${wish}`,
  (wish) => `write a poem about ${wish}`,
  (wish) => `a title for ${wish}`,
  (wish) => `summarise ${wish}`,
  (wish) => `übersetze ${wish}`,
  (wish) => `bitte korrigiere ${wish}`,
  (wish) => `${wish} nicht`,
  (wish) => `${wish}, falls möglich`,
  (wish) => `${wish}, aber erst morgen`,
  (wish) => `Betreff: ${wish}`,
  (wish) => `my friend wants: ${wish}`,
]

const random = randomNumbers(SEED)
const plainOnes = (count: number): readonly string[] => {
  const shuffled = shopMessages()
    .filter(({ wants }) => wants.length > 0)
    .map(({ said }) => ({ said, at: random() }))
    .toSorted((one, other) => one.at - other.at)
  return shuffled
    .values()
    .map(({ said }) => said)
    .filter((said) => wished(said).length > 0)
    .take(count)
    .toArray()
}

test(`no plain wish is one with a second clause, a colon, a negation, a condition, a quotation or a verb of language (seed ${SEED})`, () => {
  const wishes = plainOnes(howMany({ quick: 10, deep: 400 }))
  assert.ok(wishes.length >= 10, `${wishes.length}`)
  const left = wishes.flatMap((wish) => AROUND.map((add) => add(wish)).filter((text) => wished(text).length > 0))
  assert.deepEqual(left, [])
})

test(`a “not” between any two words of a plain wish leaves it none (seed ${SEED})`, () => {
  const left = plainOnes(howMany({ quick: 10, deep: 400 })).flatMap((wish) =>
    [...wish.matchAll(/(?<=^| )(?=[^ ])/gu)].flatMap(({ index }) =>
      ['not', 'nicht'].map((not) => `${wish.slice(0, index)}${not} ${wish.slice(index)}`),
    ),
  )
  assert.deepEqual(
    left.filter((text) => wished(text).length > 0),
    [],
  )
})

test('no refusal that can be made up is a plain wish', () => {
  const made = refusals(howMany({ quick: 120, deep: 50_000 }), SEED)
  assert.deepEqual(
    made.filter(({ said }) => wished(said).length > 0),
    [],
  )
})

test('of messages that ask for nothing to be done none is a plain wish', () => {
  const unwanted = [...messagesOf('asks-for-nothing'), ...shopMessages().filter(({ wants }) => wants.length === 0)].map(
    ({ said }) => said,
  )
  assert.ok(unwanted.length > 3_000)
  const some = unwanted.map((said) => ({ said, at: random() })).toSorted((one, other) => one.at - other.at)
  const tried = some.slice(0, howMany({ quick: 250, deep: some.length }))
  assert.deepEqual(
    tried.filter(({ said }) => wished(said).length > 0).map(({ said }) => said),
    [],
  )
})

test('a third of what others wrote as nothing but a wish is read as one, and none as another deed', () => {
  const form = messagesOf('form')
  const wrong = form.filter(({ said, deed }) => wished(said).length > 0 && !wished(said).includes(deed ?? ''))
  assert.deepEqual(wrong, [])
})

test('the patterns of both languages together are 300 at most', () => {
  const counted = formsOf(['en', 'de']).map(({ asks, askingYou, hopes, soon, turns, speaks, factual, endings }) => {
    const phrases = [asks, askingYou, hopes, soon, turns, speaks, factual, endings].flat()
    // Closed lists count once: articles, pronouns, prepositions, conjunctions, auxiliary verbs, negations, politeness.
    const closed = ['small', 'articles', 'of', 'limits', 'denies', 'wonders', 'tells', 'questions', 'past', 'joins']
    return phrases.length + closed.length + ['before', 'after', 'please', 'greeted'].length
  })
  const all = counted.reduce((sum, count) => sum + count, 0)
  assert.ok(all <= 300, `${all}`)
})
