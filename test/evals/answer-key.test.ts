import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readKey } from '../../evals/answers/key.ts'

test('questions of a key that follow one another share what the last of them has below it', () => {
  const key = readKey('? when do you open\n? opening hours\n= 8:00\n@ Hours\n\n? is there a lift\n-\n')
  assert.deepEqual(
    key.map(({ ask, must, from }) => [ask, must.map(({ source }) => source), from]),
    [
      ['when do you open', ['8:00'], ['Hours']],
      ['opening hours', ['8:00'], ['Hours']],
      ['is there a lift', [], []],
    ],
  )
})

test('questions that nothing stands below at the end of a key are refused', () => {
  assert.throws(() => readKey('? when do you open\n'), /needs what it must contain/)
})
