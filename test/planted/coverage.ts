import { globSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { lineRanges, type CoverageFile } from './coverage-file.ts'
import { createLineReader, type ExecutedLines } from './executed-lines.ts'
import { runTest } from './run-test.ts'

const USE = `node test/planted/coverage.ts --into FOLDER [--root FOLDER] [--seconds-per-test N] [TEST…]

Runs each test file by itself, all where none is named, and writes which lines it ran: one file of JSON for each. That
a test fails here is no matter: one looks whether a process has any environment, and this gives it one.`

/** A process whose lines are counted takes its time. */
const SECONDS_PER_TEST = 900

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
  const into = resolve(values.into)
  const tests = positionals.length > 0 ? positionals : globSync('test/**/*.test.ts', { cwd: root }).toSorted()
  const atMostMs = Number(values['seconds-per-test'] ?? SECONDS_PER_TEST) * 1_000
  const addLines = createLineReader(root)
  await mkdir(into, { recursive: true })
  for (const test of tests) {
    const coverageDir = await mkdtemp(join(tmpdir(), 'parley-coverage-'))
    try {
      const { outcome, ms } = await runTest(test, { root, atMostMs, coverageDir })
      const lines = await linesIn(coverageDir, addLines)
      const coverage: CoverageFile = { files: { [test]: { ms: Math.round(ms), lines: lineRanges(lines) } } }
      await writeFile(join(into, `${test.replaceAll('/', '__')}.json`), JSON.stringify(coverage))
      console.log(`${test}: ${outcome} in ${(ms / 1_000).toFixed(1)} s, ${lines.size} files`)
    } finally {
      await rm(coverageDir, { recursive: true, force: true })
    }
  }
  return 0
}

// One at a time: those of a test with many processes have hundreds of megabytes together.
async function linesIn(folder: string, addLines: ReturnType<typeof createLineReader>): Promise<ExecutedLines> {
  const lines: ExecutedLines = new Map()
  for (const name of await readdir(folder)) {
    const file = join(folder, name)
    const text = await readFile(file, 'utf8')
    await rm(file)
    // A process that was killed while it wrote leaves half of one.
    if (text.trimEnd().endsWith('}')) addLines(text, lines)
  }
  return lines
}
