import assert from 'node:assert/strict'
import { test } from 'node:test'
import { consoleTexts } from '#cards/texts/console-texts.ts'
import { detailsTexts } from '#cards/texts/details-texts.ts'
import { ownRequestTexts } from '#cards/texts/adopt-request-texts.ts'
import { personTexts } from '#cards/texts/person-texts.ts'
import { readerTexts } from '#cards/texts/reader-texts.ts'
import { screenTexts } from '#cards/texts/screen-texts.ts'
import { texts } from '#cards/texts/texts.ts'
import { toolTexts } from '#cards/texts/tool-texts.ts'
import { shadowPolicyTexts } from '#cards/texts/shadow-policy-texts.ts'
import { bannedWords } from './cli/banned-words.ts'

test('no text that a person reads has a word of the code, an exclamation mark or an emoji', () => {
  const all = [
    ...sentences(texts),
    ...sentences(screenTexts),
    ...sentences(detailsTexts),
    ...sentences(readerTexts),
    ...sentences(ownRequestTexts),
    ...sentences(personTexts),
    ...sentences(consoleTexts),
    ...sentences(toolTexts),
    ...sentences(shadowPolicyTexts),
  ]
  assert.ok(all.length > 200)
  for (const text of all) {
    assert.deepEqual(bannedWords(text), [], text)
    assert.doesNotMatch(text, /!|\p{Extended_Pictographic}|\bthe system\b|\bapprove|\bpolicy\b/iu, text)
  }
})

/** Every text of the catalogue, those with values in them once with one of each and once with several. */
function* sentences(from: unknown): Generator<string> {
  if (typeof from === 'string') yield from
  else if (typeof from === 'function') {
    for (const sample of [1, 12]) yield takenBy(from, sample)
  } else if (typeof from === 'object' && from !== null) {
    for (const value of Object.values(from)) yield* sentences(value)
  }
}

/** What a function of the catalogue says of this number, or of the words or list that it takes instead. */
function takenBy(say: Function, sample: number): string {
  for (const value of [sample, 'a-b', ['a', 'b']]) {
    try {
      return String(say(value, value, value))
    } catch {
      continue
    }
  }
  throw new Error(`nothing is taken by ${String(say)}`)
}
