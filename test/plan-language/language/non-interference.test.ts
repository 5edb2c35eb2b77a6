import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { FlowRule } from '#plan-language/language/upgrade.ts'
import { builtIns } from './built-ins.ts'
import { constructs, constructsIn } from './constructs.ts'
import { findLeaks } from './find-leaks.ts'
import { howMany, SEED } from '../../helpers/depth.ts'
import { randomNumbers } from '../../helpers/random-numbers.ts'
import { randomProgram } from './random-program.ts'

/** Each program runs over four secrets; 20,000 take about one minute of one core. Go deep when a rule of flow was touched. */
const PROGRAMS = howMany({ quick: 300, deep: 40_000 })

test('what is labelled as free of a secret is the same whatever the secret is', (t) => {
  t.diagnostic(`seed ${SEED}`)
  const { leaks, labelDifferences, crashes, runs, finished, cleanPlaces } = findLeaks({
    seed: SEED,
    programs: PROGRAMS,
    // What runs for half an hour says so while it runs.
    tell: (tried) => void process.stderr.write(`${tried} of ${PROGRAMS} programs, seed ${SEED}\n`),
  })
  t.diagnostic(`${finished} of ${runs} runs finished, ${cleanPlaces} clean places were compared`)
  assert.deepEqual(crashes, [], `seed ${SEED}`)
  assert.deepEqual(leaks, [], `seed ${SEED}`)
  assert.deepEqual(labelDifferences, [], `seed ${SEED}`)
  assert.ok(finished > runs / 3 && cleanPlaces > PROGRAMS * 10, 'the programs say too little')
})

// A fuzz that finds nothing shows nothing, unless it does find what is there: each with a seed that finds it soon.
for (const [without, seed] of [
  ['branches', 8],
  ['calls', 8],
  ['chains', 8],
  ['no-sensitive-upgrade', 3],
  ['sticky-jumps', 8],
  ['selection', 8],
  ['guard', 3],
  ['reference', 6],
  ['rounds', 8],
  ['choice', 2],
] satisfies [FlowRule, number][]) {
  test(`without the rule ${without}, secrets are found where they may not be`, (t) => {
    const { leaks, labelDifferences, runs } = findLeaks({ seed, programs: 2_500, without, untilFound: true })
    t.diagnostic(`found after ${runs / 4} programs`)
    assert.ok(leaks.length + labelDifferences.length > 0)
  })
}

// This one lets nothing out by being off, since what isn't upgraded is refused. It is there for the programs.
test('without the rule upgrade, programs that are fine are refused, and still nothing gets out', () => {
  const search = { seed: 8, programs: 80 }
  const off = findLeaks({ ...search, without: 'upgrade' })
  assert.deepEqual([off.leaks, off.labelDifferences], [[], []])
  assert.ok(off.finished < findLeaks(search).finished * 0.7)
})

test('the random programs have every construct of the language', () => {
  const random = randomNumbers(8)
  const programs = Array.from({ length: 700 }, () => randomProgram(random))
  const generated = constructsIn(programs)
  const missing = constructs().filter((construct) => !generated.has(construct))
  assert.deepEqual(missing, [])
})

test('the random programs call every built-in', () => {
  const random = randomNumbers(8)
  const text = Array.from({ length: 1_500 }, () => randomProgram(random)).join('\n')
  // Math.random is there to say why it isn't, and procedures are an agent's (`procedures.test.ts`).
  const others = ['Math.random(', 'procedures(']
  const missing = builtIns().filter(({ call }) => !text.includes(call) && !others.includes(call))
  assert.deepEqual(
    missing.map(({ call }) => call),
    [],
  )
})
