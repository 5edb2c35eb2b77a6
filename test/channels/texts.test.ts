import assert from 'node:assert/strict'
import { test } from 'node:test'
import { texts } from '#channels/texts.ts'
import { bannedWords } from './cli/banned-words.ts'

test('no text that a person reads has a word of the code, an exclamation mark or an emoji', () => {
  const all = [...sentences(texts)]
  assert.ok(all.length > 100)
  for (const text of all) {
    assert.deepEqual(bannedWords(text), [], text)
    assert.doesNotMatch(text, /!|\p{Extended_Pictographic}|\bthe system\b|\bapprove|\bpolicy\b/iu, text)
  }
})

/** Every text of the catalogue, those with values in them once with one of each and once with several. */
function* sentences(from: unknown): Generator<string> {
  if (typeof from === 'string') yield from
  else if (typeof from === 'function') {
    for (const sample of [1, 12]) {
      try {
        yield String(from(sample, sample, sample))
      } catch {
        yield String(from(['a', 'b'], ['a', 'b'], ['a', 'b'])) // takes lists
      }
    }
  } else if (typeof from === 'object' && from !== null) {
    for (const value of Object.values(from)) yield* sentences(value)
  }
}
