import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { askedFor } from '#dialogue/asked-for.ts'
import { learnedFile } from '../../bench/speech-acts/learned-file.ts'
import { knownSentences } from '../../bench/speech-acts/texts.ts'

const BOTH = ['en', 'de']

test('what was learned of speech acts is what its sentences teach, and small', () => {
  const sentences = knownSentences()
  assert.ok(sentences.length >= 5_000, `${sentences.length}`)
  const written = readFileSync('src/dialogue/speech-acts/learned/weights.ts', 'utf8')
  assert.ok(written.length < 40_000, `${written.length}`)
  assert.equal(learnedFile(sentences), written)
})

for (const said of [
  'Please refund the lamp of A17. Birnen behalt ich',
  'Just pay me back for A40. I don’t want another cup',
  'Refund A12 please. Who packs such boxes so badly?',
]) {
  test(`what stands beside a request is known by what was learned: ${said}`, () =>
    assert.equal(askedFor(said, BOTH), 'yes'))
}

for (const said of [
  'Please refund A12. No wait, don’t',
  'Please refund A12. I don’t want a refund',
  'Please refund A12. I want to keep A12',
  'Please refund A12. Only if nobody minds',
  'Please refund A12. Is that refund possible at all?',
  'My wife said: please refund A12. No action needed',
  'Please refund A12. Rather not',
]) {
  test(`what the rules hold against a request stays: ${said}`, () => assert.notEqual(askedFor(said, BOTH), 'yes'))
}
