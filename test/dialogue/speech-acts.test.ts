import assert from 'node:assert/strict'
import { test } from 'node:test'
import { speechActs } from '#dialogue/speech-acts.ts'

test('a message of nothing but space has no clause', () => {
  assert.deepEqual(speechActs(' \n ', ['en']), [])
})

test('in a language without rules nothing is a request', () => {
  assert.deepEqual(speechActs(' refund A12', []), [{ start: 1, end: 11, act: 'statement', cues: [] }])
})
