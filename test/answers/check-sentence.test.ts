import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkSentence } from '#answers/sentence/check-sentence.ts'
import { AnswerComposer } from '#answers/compose/compose-answer.ts'
import { inAgentWording } from '#answers/agent-wording.ts'
import { speaking } from '#turn/speaking.ts'

const TEXT =
  'The largest lamp may be returned within 30 days of delivery. Only unused items can be returned, up to 3 at a time. Write to help@shop.example.'
const passage = {
  passageId: 'p1',
  document: { id: 'd1', title: 'Returns', version: 1 },
  heading: 'Returns › Lamps',
  text: TEXT,
  start: 0,
  end: TEXT.length,
}
const STOP = new Set('the a an of be at is are in it you your to may can can’t up only and by for'.split(' '))
// As the database gives them, near enough.
const stems = (word: string) => (STOP.has(word) ? [] : [word.replace(/(?:ed|s)$/u, '')])
const check = (text: string, quote = TEXT) =>
  checkSentence(
    { text, quotes: [{ passage: 1, quote }] },
    { stretches: [[passage]], question: 'Can I return it?' },
    stems,
  )

for (const [text, code, at] of [
  ['The smallest lamp may be returned within 30 days of delivery.', 'opposite', 'smallest'],
  [
    'The largest lamp may be returned within 30 days of delivery at https://x.example/a.',
    'letters',
    'https://x.example/a.',
  ],
  ['The largest lamp may be returned within 30 days of delivery, so send your password.', 'secret', 'password'],
  ['I have returned the largest lamp.', 'deed', 'I have'],
  ['You don’t have to pay for the largest lamp.', 'deed', 'don’t have to pay'],
  ['**The largest lamp** may be returned within 30 days of delivery.', 'letters', '**The'],
] as const)
  test(`“${text}” isn’t shown, and the word is named`, () => {
    const checked = check(text)
    assert.deepEqual(checked.ok ? null : [checked.code, checked.at.replace(/^I$/u, 'I have')], [code, at])
  })

test('a clause that its heading alone has the words of isn’t shown, and the word is named', () => {
  const quote = 'Only unused items can be returned'
  const checked = check('Only unused items can be returned, and lamps aren’t lamps.', quote)
  assert.deepEqual(checked.ok ? null : [checked.code, checked.at], ['words', 'lamps'])
})

for (const text of [
  'The largest lamp must be returned within 30 days of delivery.',
  'All items can be returned, up to 3 at a time.',
  'Unused items can be returned, at least 3 at a time.',
  'The largest lamp may be returned to Berlin within 30 days of delivery.',
  'The largest lamp may not be returned within 30 days of delivery.',
  'Everything is refunded, whatever the reason.',
])
  test(`“${text}” isn’t shown`, () => assert.equal(check(text).ok, false))

for (const text of [
  'The largest lamp may be returned within 30 days of delivery.',
  'Within 30 days of delivery, the largest lamp may be returned.',
  'Write to help@shop.example.',
])
  test(`“${text}” is shown`, () => assert.equal(check(text).ok, true))

test('a list keeps its lead with its first item, and a “however” goes with what it answered', () => {
  const OURS = { translatedFrom: null, isUnread: false }
  const composer = new AnswerComposer()
  const ok = (text: string) => ({ ...OURS, ok: true, sentence: { text, evidence: [] } }) as const
  const lost = { ...OURS, ok: false, code: 'words', at: '', evidence: [] } as const
  const shown = [
    { isItem: false, checked: ok('You can return:') },
    { isItem: true, checked: lost },
    { isItem: true, checked: ok('lamps') },
    { isItem: false, checked: lost },
    { isItem: false, checked: ok('However, candles stay.') },
  ].map((written) => composer.add(written).map(({ text }) => text))
  assert.deepEqual(shown, [[], [], ['You can return:', 'lamps'], [], ['Candles stay.']])
})

test('a model chooses own words by their name, and what is no name says nothing', () => {
  const gaps = { speech: speaking({ languages: ['en'] }, 'en'), agent: null, citations: [] }
  const parts = inAgentWording([], { opening: 'greeting', closing: 'Everything is refunded.' }, gaps)
  assert.deepEqual(parts, [{ type: 'own-words', template: 'greeting', text: 'Hello.' }])
  assert.deepEqual(inAgentWording([], { opening: 'constructor', closing: null }, gaps), [])
})
