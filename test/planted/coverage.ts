import { globSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { DEEP_FILES } from '../runner/deep-files.ts'
import { collectCoverage } from './collect-coverage.ts'

const USE = `node test/planted/coverage.ts --into FOLDER [--root FOLDER] [--seconds-per-test N] [TEST…]

Runs of each test file what a check has of it, by itself, all files of a check where none is named, and writes which
lines it ran: one file of JSON for each. That a test fails here is no matter: one looks whether a process has any
environment, and this gives it one.`

/** A process whose lines are counted takes its time. */
const SECONDS_PER_TEST = 900

// It is a check that has to find what is planted.
process.env.TEST_BREADTH = 'check'
process.exitCode = await run()

async function run(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      into: { type: 'string' },
      root: { type: 'string' },
      'seconds-per-test': { type: 'string' },
    },
  })
  if (values.into === undefined) {
    console.error(USE)
    return 2
  }
  const root = resolve(values.root ?? join(import.meta.dirname, '../..'))
  await collectCoverage({
    root,
    into: resolve(values.into),
    tests: positionals.length > 0 ? positionals : testsOfACheck(root),
    atMostMs: Number(values['seconds-per-test'] ?? SECONDS_PER_TEST) * 1_000,
    atOnce: 1,
    tell: console.log,
    signal: new AbortController().signal,
  })
  return 0
}

function testsOfACheck(root: string): readonly string[] {
  const all = globSync('test/**/*.test.ts', { cwd: root }).map((file) => file.replaceAll('\\', '/'))
  return all.filter((file) => !DEEP_FILES.includes(file)).toSorted()
}
