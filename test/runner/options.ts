import { existsSync, globSync, readFileSync, statSync } from 'node:fs'
import { availableParallelism, totalmem } from 'node:os'
import { relative, resolve, sep } from 'node:path'
import { parseArgs } from 'node:util'
import { QUICK_SEED } from '../helpers/depth.ts'
import { DEEP_FILES } from './deep-files.ts'

export interface Options {
  /** Test files, from the root of the project. */
  readonly files: readonly string[]
  /** Whether these are all there are. */
  readonly isWhole: boolean
  /** What the order of files is made of: another each time, so that none comes to rely on what ran before it. */
  readonly order: number
  /** What property tests make up: the same in each check, so that one fails for what was changed; a night's is new. */
  readonly seed: number
  /** Processes that run files side by side. */
  readonly atOnce: number
  readonly only: string | null
  readonly deep: boolean
  /** Whether what a check leaves to a night is left out. */
  readonly isCheck: boolean
  /** How long a deep run may hunt mutations, in minutes. */
  readonly minutes: number
}

const MOST_AT_ONCE = 8

export const ROOT = resolve(import.meta.dirname, '../..')

export const USAGE = `npm test -- [FILE or FOLDER …] [--all | --check] [--order N] [--seed N] [--only WORDS] [--at-once N]

  FILE or FOLDER   what to run instead of everything
  --all            also what a check of everything leaves to a night
  --check          of what is named, what a check of everything has
  --order N        the order of files of an earlier run
  --seed N         what property tests make up (${QUICK_SEED}; with --deep, another each time)
  --only WORDS     tests whose name has these words (a regular expression)
  --at-once N      processes that run files side by side (two a core)
  --deep           what a check leaves to a night, with property tests, fuzz and kills at the size for one, then a
                   sample of mutations (npm run deep); with a FILE or FOLDER, these alone at that size
  --minutes N      the most that a night's mutations may take (120)`

const DEPTH = 'depth.ts'
/** What a file of tests imports of their helpers, and helpers of each other, but for types. */
const HELPERS = /^(?:import (?!type\b).*|\}) from '(?:(?:\.{1,2}\/)+helpers|\.)\/([\w-]+\.ts)'/gmu

/** Reads the command line. Throws an error in words where it can't be meant. */
export function readOptions(args: readonly string[]): Options {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      order: { type: 'string' },
      seed: { type: 'string' },
      only: { type: 'string' },
      'at-once': { type: 'string' },
      deep: { type: 'boolean', default: false },
      all: { type: 'boolean', default: false },
      check: { type: 'boolean', default: false },
      minutes: { type: 'string' },
    },
  })
  const isWhole = positionals.length === 0
  const isCheck = !values.deep && (values.check || (isWhole && !values.all))
  return {
    files: testFiles(positionals).filter((file) => isPartOf(file, { isWhole, isCheck, deep: values.deep })),
    isWhole,
    isCheck,
    order: wholeNumber('--order', values.order) ?? anyNumber(),
    seed: wholeNumber('--seed', values.seed) ?? (values.deep ? anyNumber() : QUICK_SEED),
    atOnce: wholeNumber('--at-once', values['at-once']) ?? processesAtOnce(),
    only: values.only ?? null,
    deep: values.deep,
    minutes: wholeNumber('--minutes', values.minutes) ?? 120,
  }
}

function isPartOf(file: string, { isWhole, isCheck, deep }: Pick<Options, 'isWhole' | 'isCheck' | 'deep'>): boolean {
  // At any other size the rest would be what it is in `npm test`.
  if (deep && isWhole) return DEEP_FILES.includes(file) || hasDepth(file)
  return !isCheck || !DEEP_FILES.includes(file)
}

function anyNumber(): number {
  return Math.floor(Math.random() * 1e9)
}

// About half of a test's time is waiting: for a lease, for a page, for a process to start. Three a core left no processor
// idle and took no less time. Each process may grow to 2 GB.
function processesAtOnce(): number {
  return Math.max(1, Math.min(2 * availableParallelism(), MOST_AT_ONCE, Math.floor(totalmem() / 2 ** 31)))
}

function testFiles(paths: readonly string[]): readonly string[] {
  const found = paths.length === 0 ? filesBelow(resolve(ROOT, 'test')) : paths.flatMap((path) => filesOf(path))
  return [...new Set(found)].map((path) => relative(ROOT, path).split(sep).join('/')).toSorted()
}

// A file has a size for a night where it imports `depth.ts`, or a helper that does.
function hasDepth(file: string): boolean {
  return helpersOf(file).some((helper) => helper === DEPTH || helpersOf(`test/helpers/${helper}`).includes(DEPTH))
}

function helpersOf(file: string): readonly string[] {
  const path = resolve(ROOT, file)
  const text = existsSync(path) ? readFileSync(path, 'utf8') : ''
  return [...text.matchAll(HELPERS)].map(([, name = '']) => name)
}

function filesOf(path: string): readonly string[] {
  const at = resolve(path)
  const found = statSync(at, { throwIfNoEntry: false })
  if (found === undefined) throw new Error(`There is no ${path}.`)
  if (found.isFile()) return [at]
  const below = filesBelow(at)
  if (below.length === 0) throw new Error(`There is no test in ${path}: tests are files that end in .test.ts.`)
  return below
}

function filesBelow(folder: string): readonly string[] {
  return globSync('**/*.test.ts', { cwd: folder }).map((path) => resolve(folder, path))
}

function wholeNumber(name: string, text: string | undefined): number | null {
  if (text === undefined) return null
  if (!/^\d{1,9}$/.test(text)) throw new Error(`${name} takes a whole number, not "${text}".`)
  return Number(text)
}
