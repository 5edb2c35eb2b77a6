import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { FlowRule } from '#plan/language/upgrade.ts'
import { findLeaks } from './find-leaks.ts'

/** Each program runs four times. 1,500 take some seconds; raise it when a rule of flow was touched. */
const PROGRAMS = 1_500
const SEED = Math.floor(Math.random() * 2 ** 32)

test('what is labelled as free of a secret is the same whatever the secret is', (t) => {
  t.diagnostic(`seed ${SEED}`)
  const { leaks, labelDifferences, crashes, runs, finished, cleanPlaces } = findLeaks({
    seed: SEED,
    programs: PROGRAMS,
  })
  t.diagnostic(`${finished} of ${runs} runs finished, ${cleanPlaces} clean places were compared`)
  assert.deepEqual(crashes, [], `seed ${SEED}`)
  assert.deepEqual(leaks, [], `seed ${SEED}`)
  assert.deepEqual(labelDifferences, [], `seed ${SEED}`)
  assert.ok(finished > runs / 3 && cleanPlaces > PROGRAMS * 10, 'the programs say too little')
})

// A fuzz that finds nothing shows nothing, unless it does find what is there.
for (const without of [
  'no-sensitive-upgrade',
  'sticky-jumps',
  'selection',
  'guard',
  'reference',
] satisfies FlowRule[]) {
  test(`without the rule ${without}, secrets are found where they may not be`, () => {
    const { leaks, labelDifferences } = findLeaks({ seed: 8, programs: 250, without })
    assert.ok(leaks.length + labelDifferences.length > 0)
  })
}
