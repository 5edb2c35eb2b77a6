import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makeRecogniser, type Embed } from '#dialogue/matching/recognise.ts'

const KNOWN = [
  ...['alpha one', 'alpha two', 'alpha three', 'alpha four'].map((text) => ({ text, meaning: 'left' })),
  ...['beta one', 'beta two', 'beta three', 'beta four'].map((text) => ({ text, meaning: 'right' })),
]

/** Puts what is known, and what says nothing that is known, where their meaning is. */
const embed: Embed = async (texts) =>
  texts.map((text) => {
    if (/alpha|sinister/u.test(text)) return [1, 0, 0]
    return /beta|dexter/u.test(text) ? [0, 1, 0] : [0, 0, 1]
  })
const down: Embed = async () => null

test('an embedding model that was down at the start and comes back decides from then on, and words until then', async () => {
  const recogniser = makeRecogniser(KNOWN, down)
  assert.equal((await recogniser.recognise('sinister', down)).meaning, null)
  assert.equal((await recogniser.recognise('sinister', embed)).meaning, 'left')
  assert.equal((await recogniser.recognise('dexter', embed)).meaning, 'right')
  assert.equal((await recogniser.recognise('dexter', down)).meaning, null)
})

test('what is known is embedded once', async () => {
  const asked: number[] = []
  const counting: Embed = (texts) => {
    asked.push(texts.length)
    return embed(texts)
  }
  const recogniser = makeRecogniser(KNOWN, counting)
  await recogniser.recognise('sinister', counting)
  await recogniser.recognise('dexter', counting)
  const [first = 0, ...others] = asked
  assert.ok(first > KNOWN.length)
  assert.deepEqual(others, [1, 1])
})
