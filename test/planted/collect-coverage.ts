import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { lineRanges, type CoverageFile } from './coverage-file.ts'
import { createLineReader, type ExecutedLines } from './executed-lines.ts'
import { runTest } from './run-test.ts'

export interface Collection {
  readonly root: string
  /** A folder, made where there is none. */
  readonly into: string
  readonly tests: readonly string[]
  readonly atMostMs: number
  /** How many test files run side by side. */
  readonly atOnce: number
  readonly tell: (line: string) => void
  readonly signal: AbortSignal
}

/** Runs each test file by itself and writes which lines it ran, one file of JSON for each. */
export async function collectCoverage({
  root,
  into,
  tests,
  atMostMs,
  atOnce,
  tell,
  signal,
}: Collection): Promise<void> {
  const addLines = createLineReader(root)
  await mkdir(into, { recursive: true })
  const left = [...tests]
  const lane = async () => {
    for (let test = left.shift(); test !== undefined; test = left.shift()) {
      const coverageDir = await mkdtemp(join(tmpdir(), 'parley-coverage-'))
      try {
        const { outcome, ms } = await runTest(test, { root, atMostMs, coverageDir, signal })
        // Half of its lines would say that the others find nothing.
        if (outcome === 'stopped') return
        const lines = await linesIn(coverageDir, addLines)
        const coverage: CoverageFile = { files: { [test]: { ms: Math.round(ms), lines: lineRanges(lines) } } }
        await writeFile(join(into, `${test.replaceAll('/', '__')}.json`), JSON.stringify(coverage))
        tell(`${test}: ${outcome} in ${(ms / 1_000).toFixed(1)} s, ${lines.size} files`)
      } finally {
        await rm(coverageDir, { recursive: true, force: true })
      }
    }
  }
  await Promise.all(Array.from({ length: atOnce }, lane))
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
