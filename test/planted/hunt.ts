import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { readCoverage } from './coverage-file.ts'
import { findChange, tenTimes, type Hunt } from './find-change.ts'
import { mistakesNamed } from './mistakes.ts'
import { changeOf } from './plant.ts'
import { makeScratchTree } from './scratch-tree.ts'

const USE = `node test/planted/hunt.ts [--coverage FILE|FOLDER] [--only NAME,…] [--root FOLDER] [--seconds-per-test N]

Plants one mistake after another in a copy of the tree, and runs the test that is known to find it, then those that ran
its lines (coverage.ts says which) until the first that fails. Without what it says, the known one and those of folders that a mistake names.`

/** The least time that a test is given, however short it was when its lines were counted. */
const LEAST_MS = 120_000

// It is a check that has to find what is planted.
process.env.TEST_BREADTH = 'check'
process.exitCode = await run()

/** What the command line says; null where it can't be meant, which is told. */
function readOptions() {
  try {
    return parseArgs({
      options: {
        coverage: { type: 'string' },
        only: { type: 'string' },
        root: { type: 'string' },
        'seconds-per-test': { type: 'string' },
      },
    }).values
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    return null
  }
}

async function run(): Promise<number> {
  const values = readOptions()
  if (values === null) {
    console.error(USE)
    return 2
  }
  const mistakes = mistakesNamed(values.only?.split(',') ?? [])
  const seconds = values['seconds-per-test']
  const coverage = values.coverage === undefined ? {} : readCoverage(values.coverage)
  await using tree = await makeScratchTree(resolve(values.root ?? join(import.meta.dirname, '../..')))
  const hunt: Hunt = {
    coverage,
    atMostMs: seconds === undefined ? tenTimes(coverage, LEAST_MS) : () => Number(seconds) * 1_000,
    sound: new Set(),
    tell: console.log,
    signal: new AbortController().signal,
  }
  await tree.build()
  let found = 0
  for (const mistake of mistakes) {
    const finding = await findChange(changeOf(mistake, tree.root), tree, hunt)
    if (finding.state === 'found') found += 1
    if (finding.state === 'found') console.log(`${mistake.name}: found by ${finding.how}`)
    if (finding.state === 'survived') console.log(`${mistake.name}: not found by ${finding.tests} files`)
  }
  console.log(`${found} of ${mistakes.length} found`)
  return 0
}
