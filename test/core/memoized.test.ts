import assert from 'node:assert/strict'
import { test } from 'node:test'
import { memoized } from '#core/memoized.ts'

test('what was asked lately isn’t worked out again, and what was asked the longest ago is forgotten first', () => {
  const worked: string[] = []
  const shout = memoized((word: string) => (worked.push(word), word.toUpperCase()), {
    keyOf: (word) => word,
    most: 2,
  })
  assert.deepEqual(['a', 'b', 'a', 'c', 'a', 'b'].map(shout), ['A', 'B', 'A', 'C', 'A', 'B'])
  assert.deepEqual(worked, ['a', 'b', 'c', 'b'])
})

test('an answer of undefined is remembered, and a failure isn’t', () => {
  let asked = 0
  const never = memoized(() => void asked++, { keyOf: String, most: 2 })
  assert.deepEqual([never(1), never(1), asked], [undefined, undefined, 1])
  const fails = memoized(
    (times: { left: number }) => {
      if (times.left-- > 0) throw new Error('not yet')
      return 'now'
    },
    { keyOf: () => 'one', most: 2 },
  )
  const times = { left: 1 }
  assert.throws(() => fails(times), /not yet/)
  assert.equal(fails(times), 'now')
})

test('an answer that isn’t to be kept is worked out each time', () => {
  const worked: number[] = []
  const half = memoized((whole: number) => (worked.push(whole), whole / 2), {
    keyOf: String,
    most: 2,
    keeps: Number.isInteger,
  })
  assert.deepEqual([3, 4, 3, 4].map(half), [1.5, 2, 1.5, 2])
  assert.deepEqual(worked, [3, 4, 3])
})
