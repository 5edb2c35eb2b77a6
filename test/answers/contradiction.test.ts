import assert from 'node:assert/strict'
import { test } from 'node:test'
import { conflictOf } from '#answers/contradiction/conflict.ts'
import { runContradictions } from '../../evals/contradictions/run-contradictions.ts'

const placed = (heading: string, text: string) => ({
  text,
  heading,
  title: heading.split(' › ')[0] ?? '',
  quote: text,
})
const FEE = 'The fee for a parcel to your door is 5 EUR.'
const OTHER_FEE = 'The fee for a parcel to your door is 8 EUR.'

for (const [title, left, right, conflict] of [
  ['another value of the same is a contradiction', 'Parcels › Fees', 'Parcels leaflet › Fees', 'certain'],
  ['of another product it is none', 'Gold plan › Fees', 'Silver plan › Fees', null],
  ['under two headings of one title it is none', 'Parcels › Denmark', 'Parcels › Norway', null],
  ['of two years it is none', 'Price list 2024 › Fees', 'Price list 2025 › Fees', null],
  ['where titles and headings merely differ, it may be one', 'Parcels › Money', 'Summer terms › Costs', 'possible'],
] as const)
  test(title, () => {
    assert.equal(conflictOf(placed(left, FEE), placed(right, OTHER_FEE)), conflict)
    assert.equal(conflictOf(placed(right, OTHER_FEE), placed(left, FEE)), conflict)
  })

test('the goals of the set are met', () => {
  const lines: string[] = []
  assert.ok(
    runContradictions([], (text) => lines.push(text)),
    lines.join('\n'),
  )
})
