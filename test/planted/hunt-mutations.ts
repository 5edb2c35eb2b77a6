import { globSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { collectCoverage } from './collect-coverage.ts'
import { readCoverage, type CoverageFile } from './coverage-file.ts'
import { findChange, tenTimes, type Finding, type Hunt } from './find-change.ts'
import { sampleMutations, type Mutation } from './mutations.ts'
import { makeScratchTree, type ScratchTree } from './scratch-tree.ts'

export interface MutationHunt {
  /** What to take a copy of. */
  readonly root: string
  readonly seed: number
  readonly size: number
  /** Only mutations of files that begin so. */
  readonly within: string
  /** What tests ran, from `coverage.ts`; null where it is to be collected first. */
  readonly coverage: string | null
  /** How long all of it may take; what wasn't reached by then is said, and not counted. */
  readonly minutes: number
  /** How many mutations are looked for side by side, each in a copy of its own. */
  readonly atOnce: number
  readonly tell: (line: string) => void
}

/** The tests of the rooms that mutations are made in, then of whole turns; others would only take the time. */
const TESTS = [
  'test/{plan-language,planning,judging,effects,evidence,sealed-plan,guardrails}/**/*.test.ts',
  'test/{attacks,faults,e2e}/**/*.test.ts',
]
/** How much of the time may go before the first mutation. */
const SHARE_COUNTED = 0.5
const MOST_MS_COUNTED = 300_000
/** The least time that a test is given, however short it was when its lines were counted. */
const LEAST_MS = 30_000

interface Looked {
  readonly mutation: Mutation
  readonly finding: Finding
}

/**
 * Makes a sample of mutations, one by one in a copy of the tree, and tells of each which test found it, and at the end
 * what survived. That one survives is no failure: some change nothing that anybody could notice.
 */
export async function huntMutations(options: MutationHunt): Promise<void> {
  const { root, seed, size, within, minutes, atOnce, tell } = options
  const signal = AbortSignal.timeout(minutes * 60_000)
  await using copies = new AsyncDisposableStack()
  const copy = async () => copies.use(await makeScratchTree(root))
  const tree = await copy()
  const trees = [tree, ...(await Promise.all(Array.from({ length: atOnce - 1 }, copy)))]
  await tree.build()
  const sample = sampleMutations(tree.root, { seed, size, within })
  tell(`${sample.length} mutations, seed ${seed}, ${atOnce} at once, ${minutes} minutes at most`)
  const { coverage, isWhole } = await coverageFor(tree, options)
  const hunt: Hunt = { coverage, atMostMs: tenTimes(coverage, LEAST_MS), sound: new Set(), tell, signal }
  const left = [...sample]
  const looked: Looked[] = []
  const lookIn = async (one: ScratchTree) => {
    for (let mutation = left.shift(); mutation && !signal.aborted; mutation = left.shift()) {
      const found = await findChange(mutation, one, hunt)
      // A test of which nothing is known might have.
      const finding: Finding = found.state === 'survived' && !isWhole ? { state: 'not-reached' } : found
      looked.push({ mutation, finding })
      if (finding.state !== 'not-reached') tell(`${looked.length}/${sample.length} ${lineOf({ mutation, finding })}`)
    }
  }
  await Promise.all(trees.map(lookIn))
  tell(endingOf(looked, sample, seed))
}

interface Counted {
  readonly coverage: CoverageFile['files']
  /** Whether it is known of each test that may notice something. */
  readonly isWhole: boolean
}

async function coverageFor({ root }: ScratchTree, { coverage, atOnce, minutes, tell }: MutationHunt): Promise<Counted> {
  if (coverage !== null) return { coverage: readCoverage(coverage), isWhole: true }
  const into = await mkdtemp(join(tmpdir(), 'parley-lines-'))
  try {
    const tests = TESTS.flatMap((pattern) => globSync(pattern, { cwd: root }).toSorted()).map((file) =>
      file.replaceAll('\\', '/'),
    )
    const begun = performance.now()
    const signal = AbortSignal.timeout(minutes * 60_000 * SHARE_COUNTED)
    await collectCoverage({ root, into, tests, atMostMs: MOST_MS_COUNTED, atOnce, tell: () => {}, signal })
    const counted = readCoverage(into)
    const took = ((performance.now() - begun) / 60_000).toFixed(1)
    tell(`Counted what ${Object.keys(counted).length} of ${tests.length} test files run, in ${took} minutes`)
    return { coverage: counted, isWhole: Object.keys(counted).length === tests.length }
  } finally {
    await rm(into, { recursive: true, force: true })
  }
}

function lineOf({ mutation: { name, what }, finding }: Looked): string {
  const where = `${name}, ${what}`
  if (finding.state === 'found') return `found by ${finding.how}: ${where}`
  if (finding.state === 'not-reached') return `not reached: ${where}`
  return `survived${finding.tests === 0 ? ', no test that was counted runs it' : ` ${finding.tests} files`}: ${where}`
}

function endingOf(looked: readonly Looked[], sample: readonly Mutation[], seed: number): string {
  const of = (state: Finding['state']) => looked.filter(({ finding }) => finding.state === state)
  const [found, survived] = [of('found').length, of('survived')]
  const reached = found + survived.length
  const share = reached === 0 ? '' : ` (${((100 * found) / reached).toFixed(1)} % of those reached)`
  return [
    ...survived.map(lineOf),
    `Mutations, seed ${seed}: ${found} found${share}, ${survived.length} survived, ` +
      `${sample.length - reached} not reached`,
  ].join('\n')
}
