import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isEnough, leastFor, type Taken, type Trial } from '#dialogue/recognition/calibrate.ts'

const taken = (meaning: string | null, likeness: number, lead: number): Taken => ({ meaning, likeness, lead })
const tried = (meant: string, of: Taken): Trial => ({ meant, taken: of })
const many = <T>(count: number, one: T): readonly T[] => Array.from({ length: count }, () => one)

const RIGHT = many(900, tried('refund', taken('refund', 0.9, 0.95)))
const UNLIKE = many(1000, taken('refund', 0.1, 0.95))

test('where examples are taken for another thing it takes a lead to be sure, and no more likeness', () => {
  const mistaken = many(100, tried('refund', taken('cancel', 0.9, 0.9)))
  const [apart, confused] = [leastFor(RIGHT, UNLIKE), leastFor([...RIGHT, ...mistaken], UNLIKE)]
  assert.ok(confused.lead > apart.lead + 0.1, `${confused.lead} ${apart.lead}`)
  assert.ok(Math.abs(confused.likeness - apart.likeness) < 0.02)
})

test('where strange things are like a procedure it takes more likeness to be sure, and no more lead', () => {
  const [apart, alike] = [leastFor(RIGHT, UNLIKE), leastFor(RIGHT, many(1000, taken('refund', 0.8, 0.95)))]
  assert.ok(alike.likeness > apart.likeness + 0.1, `${alike.likeness} ${apart.likeness}`)
  assert.equal(alike.lead, apart.lead)
})

test('what is as near to one thing as to another is never taken for either', () => {
  const least = leastFor(RIGHT, UNLIKE)
  assert.ok(isEnough(taken('refund', 0.5, 0.95), least))
  assert.ok(!isEnough(taken('refund', 0.45, 0.55), least))
  assert.ok(!isEnough(taken(null, 0.9, 0.95), least))
})
