import assert from 'node:assert/strict'
import { test } from 'node:test'
import { listeningFor } from '#dialogue/small-talk.ts'
import { howMany } from '../helpers/depth.ts'
import { shopMessages } from '../helpers/messages.ts'

const BOTH = listeningFor(['en', 'de'], {})
const heard = (said: string) => BOTH.hear(said)
const MESSAGES = shopMessages()

test('no message that wants, asks, refuses or tells anything is taken for talk', () => {
  const others = MESSAGES.filter(
    ({ comes, kind }) => comes !== 'talk' && comes !== 'hand-over' && kind !== 'noise',
  ).filter((_, at) => at % howMany({ quick: 4, deep: 1 }) === 0)
  assert.ok(others.length > 700, `${others.length}`)
  assert.deepEqual(
    others.filter(({ said }) => heard(said).kinds.length > 0).map(({ said }) => said),
    [],
  )
})

test('nineteen in twenty messages of conversation are known as such, and all calls for a person', () => {
  const talk = MESSAGES.filter(({ kind, comes }) => kind === 'talk' && comes === 'talk')
  const known = talk.filter(({ said }) => heard(said).kinds.length > 0)
  assert.ok(known.length >= 0.95 * talk.length, `${known.length} of ${talk.length}`)
  for (const { said } of known) assert.ok(!heard(said).kinds.includes('person'), said)
})

for (const [said, kinds, language] of [
  ['Hello there!', ['greeting'], 'en'],
  ['moin moin', ['greeting'], 'de'],
  ['Guten Tag', ['greeting'], 'de'],
  ['Guten Morgen zusammen', ['greeting'], 'de'],
  ['Schönen Tag noch', ['goodbye'], 'de'],
  ['hi', ['greeting'], null],
  ['Hey, how are you today?', ['how-are-you'], 'en'],
  ['Wie geht’s Ihnen?', ['how-are-you'], 'de'],
  ['Alles klar?', ['how-are-you'], 'de'],
  ['Alles klar', ['all-right'], 'de'],
  ['great, thanks a lot, that helped', ['thanks'], 'en'],
  ['ok thanks bye', ['thanks', 'goodbye'], null],
  ['that was all, thank you', ['thanks', 'goodbye'], 'en'],
  ['Vielen Dank für Ihre Hilfe!', ['thanks'], 'de'],
  ['Tschüss', ['goodbye'], 'de'],
  ['tschuess', ['goodbye'], 'de'],
  ['Who are you exactly?', ['who-are-you'], 'en'],
  ['What can I call you?', ['who-are-you'], 'en'],
  ['wer bist du denn', ['who-are-you'], 'de'],
  ['am I talking to a human or a bot?', ['a-person'], 'en'],
  ['Sind Sie ein echter Mensch?', ['a-person'], 'de'],
  ['what else can you do', ['what-can-you-do'], 'en'],
  ['what can you actually do', ['what-can-you-do'], 'en'],
  ['Was kannst du alles?', ['what-can-you-do'], 'de'],
  ['wie bitte?', ['pardon'], 'de'],
  ['I want to talk to a real person please', ['person'], 'en'],
  ['Kann ich bitte mit jemandem sprechen?', ['person'], 'de'],
  ['ask a person', ['person'], 'en'],
  ['I’d rather ask a person', ['person'], 'en'],
  ['yes, ask somebody please', ['person'], 'en'],
  ['pass it on please', ['person'], 'en'],
  ['lieber einen Menschen', ['person'], 'de'],
  ['Ich frage lieber einen Menschen', ['person'], 'de'],
  ['Ich möchte lieber jemanden fragen', ['person'], 'de'],
  ['gib es bitte weiter', ['person'], 'de'],
  ['this is so frustrating', ['upset'], 'en'],
  ['this is ridiculous!!! third time I’m asking', ['upset'], 'en'],
  ['I’ve asked three times already', ['upset'], 'en'],
  ['Ich frage jetzt zum dritten Mal', ['upset'], 'de'],
  ['Das ist eine Frechheit!', ['upset'], 'de'],
  ['😡', ['upset'], null],
  ['👍🏽', ['all-right'], null],
  [':)', ['kind-words'], null],
  ['🙏 danke', ['thanks'], 'de'],
  ['test 1 2 3', ['one-moment'], null],
  ['yes please', ['yes'], 'en'],
  ['sorry, wrong window', ['sorry'], 'en'],
  ['Erzähl mir einen Witz', ['chatter'], 'de'],
  ['...', ['unclear'], null],
  ['qwertz asdf', ['unclear'], null],
  ['aaaaaaa', ['unclear'], null],
] as const) {
  test(`“${said}” is ${kinds.join(' and ')}`, () => {
    const { kinds: found, language: of } = heard(said)
    assert.deepEqual([found, of], [kinds, language])
  })
}

for (const said of [
  'refund A12',
  'thanks for the refund of A12',
  'hi, refund A12',
  'no refund please',
  'I want my money back',
  'Morgen kommt mein Paket',
  'help me return A12',
  'what can you do about A12?',
  'are you a person who can refund A12',
  'stop my order',
  'cancel',
  'yes, refund it',
  'ok do A12',
  'Danke, und A12 bitte erstatten',
  'can you help me with my order',
  'lamp',
  'where are you based',
  'strength',
  'Can I call you?',
  'Can I ask a question?',
  'pass it on to my brother',
  'Can somebody else ask about my order?',
]) {
  test(`“${said}” is no talk`, () => assert.deepEqual(heard(said).kinds, []))
}

for (const [said, rest] of [
  ['hi, where’s A55?', '    where’s A55?'],
  ['Hello! I need a refund for A12. Thank you!', '       I need a refund for A12. Thank you!'],
  ['Guten Tag,\nbitte A12 erstatten', '          \nbitte A12 erstatten'],
  ['hey there can you refund A12', '          can you refund A12'],
  ['Hi! How are you? Refund A12', '                 Refund A12'],
  ['Morgen kommt mein Paket', 'Morgen kommt mein Paket'],
  ['no, hi there, A12', 'no, hi there, A12'],
  ['refund A12, hello', 'refund A12, hello'],
] as const) {
  test(`of “${said}” the greeting alone is left aside, and all else keeps its place`, () => {
    assert.equal(heard(said).rest, rest)
    assert.equal(heard(said).rest.length, said.length)
  })
}

test('a greeting in a language that is none of the agent’s is known as that', () => {
  assert.equal(heard('¡Hola!').foreign, 'es')
  assert.equal(heard('Bonjour').foreign, 'fr')
  assert.equal(listeningFor(['en', 'es'], {}).hear('hola').foreign, null)
  assert.equal(heard('Ciao').foreign, null)
})

test('an agent’s own phrases count, in a language without words of ours, too', () => {
  const own = listeningFor(['en', 'fr'], { fr: { greeting: ['bonjour'], thanks: ['merci', 'merci bien'] } })
  assert.deepEqual(own.hear('Merci bien !'), {
    kinds: ['thanks'],
    language: 'fr',
    foreign: null,
    rest: 'Merci bien !',
  })
  assert.deepEqual(own.hear('bonjour').kinds, ['greeting'])
})

test('a message of any length is heard in no time', () => {
  for (const said of [
    'ok '.repeat(2_600),
    'hi! '.repeat(2_000),
    'a'.repeat(8_000),
    '🙂'.repeat(4_000),
    'so '.repeat(15) + 'x1',
  ]) {
    // What other processes take of a busy machine isn't its time.
    const from = process.cpuUsage()
    heard(said)
    const { user, system } = process.cpuUsage(from)
    assert.ok(user + system < 1_000_000, `${said.slice(0, 10)}: ${(user + system) / 1_000} ms`)
  }
})
