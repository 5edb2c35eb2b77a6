import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { readCoverage, type CoverageFile } from './coverage-file.ts'
import type { Mistake } from './mistake.ts'
import { mistakesNamed } from './mistakes.ts'
import { plant } from './plant.ts'
import { runTest } from './run-test.ts'
import { makeScratchTree, type ScratchTree } from './scratch-tree.ts'
import { testsFor } from './tests-for.ts'

const USE = `node test/planted/hunt.ts --coverage FILE|FOLDER [--only NAME,…] [--root FOLDER] [--seconds-per-test N]

Plants one mistake after another in a copy of the tree, and runs the tests that ran its lines (coverage.ts says which)
until the first that fails.`

interface Hunt {
  readonly tree: ScratchTree
  readonly coverage: CoverageFile['files']
  /** Null where each test's own time says it. */
  readonly secondsPerTest: number | null
  /** Tests that are known to pass where nothing is planted. */
  readonly sound: Set<string>
}

process.exitCode = await run()

async function run(): Promise<number> {
  const { values } = parseArgs({
    options: {
      coverage: { type: 'string' },
      only: { type: 'string' },
      root: { type: 'string' },
      'seconds-per-test': { type: 'string' },
    },
  })
  if (values.coverage === undefined) {
    console.error(USE)
    return 2
  }
  const mistakes = mistakesNamed(values.only?.split(',') ?? [])
  const seconds = values['seconds-per-test']
  await using tree = await makeScratchTree(resolve(values.root ?? join(import.meta.dirname, '../..')))
  const hunt: Hunt = {
    tree,
    coverage: readCoverage(values.coverage),
    secondsPerTest: seconds === undefined ? null : Number(seconds),
    sound: new Set(),
  }
  await tree.build()
  let found = 0
  for (const mistake of mistakes) if (await isFound(mistake, hunt)) found += 1
  console.log(`${found} of ${mistakes.length} found`)
  return 0
}

async function isFound(mistake: Mistake, hunt: Hunt): Promise<boolean> {
  const tests = testsFor(mistake, hunt.coverage, hunt.tree.root)
  const startedAt = performance.now()
  let left = tests
  for (;;) {
    const noticed = await firstToNotice(mistake, left, hunt)
    if (noticed === null) break
    const { test, outcome } = noticed
    if (await isSound(test, hunt)) {
      const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1)
      const how = outcome === 'hung' ? ', which hangs' : ''
      const place = `${tests.indexOf(test) + 1} of ${tests.length} files`
      console.log(`${mistake.name}: found by ${test} in ${seconds} s${how} (${place})`)
      return true
    }
    console.log(`${mistake.name}: ${test} fails where nothing is planted, and says nothing`)
    left = left.slice(left.indexOf(test) + 1)
  }
  console.log(`${mistake.name}: not found by ${tests.length} files`)
  return false
}

interface Noticed {
  readonly test: string
  readonly outcome: 'failed' | 'hung'
}

async function firstToNotice(mistake: Mistake, tests: readonly string[], hunt: Hunt): Promise<Noticed | null> {
  if (tests.length === 0) return null
  const { root, build } = hunt.tree
  const undo = plant(mistake, root)
  try {
    await build()
    for (const test of tests) {
      const { outcome } = await runTest(test, { root, atMostMs: atMostMs(test, hunt) })
      if (outcome !== 'passed') return { test, outcome }
    }
    return null
  } finally {
    undo()
  }
}

/** Whether a test passes without the mistake: one that fails anyway, or now and then, has found nothing. */
async function isSound(test: string, hunt: Hunt): Promise<boolean> {
  if (hunt.sound.has(test)) return true
  await hunt.tree.build()
  const { outcome } = await runTest(test, { root: hunt.tree.root, atMostMs: atMostMs(test, hunt) })
  if (outcome === 'passed') hunt.sound.add(test)
  return outcome === 'passed'
}

/** What a test took when its lines were counted, ten times over: a machine that is busy isn't a test that hangs. */
function atMostMs(test: string, { coverage, secondsPerTest }: Hunt): number {
  return secondsPerTest === null ? Math.max(120_000, 10 * (coverage[test]?.ms ?? 0)) : secondsPerTest * 1_000
}
