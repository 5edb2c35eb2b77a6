import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isPlainlyRequested } from '#dialogue/utterance/plain-clause.ts'

/** The words, between braces in a message. */
function asked(marked: string): boolean {
  const [start, end] = [marked.indexOf('{'), marked.indexOf('}') - 1]
  return isPlainlyRequested(marked.replace('{', '').replace('}', ''), { start, end })
}

for (const marked of [
  '{refund A12}',
  'No, {refund A31}',
  'The lamp doesn’t work, {please refund A12}',
  'It never arrived. {Refund A12}',
  '{Please refund A12} because it isn’t what I bought',
  '{Create an event called “Planning”} on Friday',
  '{refund order no. A12}',
  '{Change my password to "NewPassword"}',
  'Move «a» to «b» and {delete «c»} «now»',
  'Send a 5" lamp, {refund "A12"}',
  'Die Lampe geht nicht, {bitte A12 erstatten}',
  'Ich habe keine Zeit; {storniere A58}',
]) {
  test(`may ask for something: ${marked}`, () => assert.equal(asked(marked), true))
}

for (const marked of [
  'Please don’t {refund A12}',
  'Please do not {refund A12}',
  'I would never {refund A12}',
  '{Refund A12}, not',
  'Don’t, {refund A12}',
  'Bitte {A12 nicht erstatten}',
  '{Erstatte A12} nicht',
  'Bitte keine {Erstattung für A12}',
  'She wrote “please {refund A12}” to me',
  'Er schrieb „bitte {A12 erstatten}“',
  'She said "{refund A12}" twice',
  'Translate into German: {refund A12}',
  'Please proofread this:\n{refund A12}',
  'Give me a title for {refund A12}',
  'How do you say {refund A12} in French?',
  'Übersetze ins Englische: {A12 erstatten}',
  'Ich brauche einen Betreff für {A12 erstatten}',
]) {
  test(`asks for nothing plainly: ${marked}`, () => assert.equal(asked(marked), false))
}

for (const [marked, value] of [
  ['{Set my status to "not available"}', 'not available'],
  ['{Rename «a» to «translate this»} and delete «c»', 'translate this'],
  ['{Nenne die Datei „kein Titel“}', 'kein Titel'],
] as const) {
  test(`a value in quotation marks denies nothing: ${marked}`, () => {
    const [start, end] = [marked.indexOf('{'), marked.indexOf('}') - 1]
    const typed = marked.replace('{', '').replace('}', '')
    assert.equal(isPlainlyRequested(typed, { start, end }, [value]), true)
    // What no call is given is what somebody said of the deed.
    assert.equal(isPlainlyRequested(typed, { start, end }, ['another value']), false)
  })
}

test('a message of 200,000 characters is looked at in no time', () => {
  const typed = `${'not, because; “'.repeat(15_000)}refund A12`
  const startedAt = performance.now()
  isPlainlyRequested(typed, { start: typed.length - 10, end: typed.length })
  assert.ok(performance.now() - startedAt < 1_000)
})
