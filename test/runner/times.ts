import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { ROOT } from './options.ts'
import type { FileResult } from './crew.ts'
import type { FileTimes } from './protocol.ts'

/** Where a run's time went, for `npm run test:times`. */
export interface RunTimes {
  readonly at: string
  readonly database: string
  readonly order: number
  readonly seconds: number
  readonly files: readonly (FileTimes & { readonly file: string; readonly tests: number })[]
  /** The tests that took longest, with their file. */
  readonly slowest: readonly { readonly ms: number; readonly name: string; readonly file: string }[]
}

const SLOWEST = 60
const FILE = join(ROOT, 'node_modules/.cache/parley/test-times.json')

export function keepTimes(run: Omit<RunTimes, 'files' | 'slowest'>, results: readonly FileResult[]): void {
  const files = results.map(({ file, outcomes, times }) => ({ file, tests: outcomes.length, ...times }))
  const slowest = results
    .flatMap(({ file, outcomes }) => outcomes.map(({ ms, name }) => ({ ms, name, file })))
    .toSorted((one, other) => other.ms - one.ms)
    .slice(0, SLOWEST)
  mkdirSync(dirname(FILE), { recursive: true })
  writeFileSync(FILE, JSON.stringify({ ...run, files, slowest }))
}

/** The last run's; null where there was none. */
export function readTimes(): RunTimes | null {
  return existsSync(FILE) ? (JSON.parse(readFileSync(FILE, 'utf8')) as RunTimes) : null
}
