import { makeChange, type Change } from './change.ts'
import type { CoverageFile } from './coverage-file.ts'
import { runTest } from './run-test.ts'
import type { ScratchTree } from './scratch-tree.ts'
import { testsFor } from './tests-for.ts'

/** What changes are looked for with. */
export interface Hunt {
  readonly coverage: CoverageFile['files']
  /** How long a test may take before it has hung. */
  readonly atMostMs: (test: string) => number
  /** Tests that are known to pass where nothing is changed. */
  readonly sound: Set<string>
  readonly tell: (line: string) => void
  readonly signal: AbortSignal
}

export type Finding =
  | { readonly state: 'found'; readonly how: string }
  | { readonly state: 'survived'; readonly tests: number }
  | { readonly state: 'not-reached' }

/**
 * Ten times what a test took when its lines were counted, and no less than so long: a machine that is busy isn't a test
 * that hangs.
 */
export function tenTimes(coverage: CoverageFile['files'], leastMs: number): Hunt['atMostMs'] {
  return (test) => Math.max(leastMs, 10 * (coverage[test]?.ms ?? 0))
}

/** Makes a change in a tree, and runs the tests that ran its lines until the first that fails. */
export async function findChange(change: Change, tree: ScratchTree, hunt: Hunt): Promise<Finding> {
  const tests = testsFor(change, hunt.coverage, tree.root)
  const startedAt = performance.now()
  let left = tests
  for (;;) {
    const noticed = await firstToNotice(change, { tree, tests: left, hunt })
    if (hunt.signal.aborted) return { state: 'not-reached' }
    if (noticed === null) return { state: 'survived', tests: tests.length }
    const { test, outcome } = noticed
    if (await isSound(test, { tree, hunt, change })) {
      const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1)
      const hangs = outcome === 'hung' ? ', which hangs' : ''
      const place = test === BUILD ? '' : ` (${tests.indexOf(test) + 1} of ${tests.length} files)`
      return { state: 'found', how: `${test} in ${seconds} s${hangs}${place}` }
    }
    if (hunt.signal.aborted) return { state: 'not-reached' }
    hunt.tell(`${change.name}: ${test} fails where nothing is planted, and says nothing`)
    left = left.slice(left.indexOf(test) + 1)
  }
}

interface Planted {
  readonly tree: ScratchTree
  readonly hunt: Hunt
  readonly change: Change
}

interface Noticed {
  readonly test: string
  readonly outcome: 'failed' | 'hung'
}

/** What is made from sources may fail to be. */
const BUILD = 'the build'

async function firstToNotice(
  change: Change,
  { tree, tests, hunt }: { readonly tree: ScratchTree; readonly tests: readonly string[]; readonly hunt: Hunt },
): Promise<Noticed | null> {
  if (tests.length === 0) return null
  const undo = makeChange(change, tree.root)
  try {
    if (!(await builds(tree))) return { test: BUILD, outcome: 'failed' }
    for (const test of tests) {
      const { outcome } = await runTest(test, limitsOf(test, { tree, hunt, change }))
      if (outcome === 'stopped') return null
      if (outcome !== 'passed') return { test, outcome }
    }
    return null
  } finally {
    undo()
  }
}

async function builds(tree: ScratchTree): Promise<boolean> {
  try {
    await tree.build()
    return true
  } catch {
    return false
  }
}

/** Whether a test passes without the change: one that fails anyway, or now and then, has found nothing. */
async function isSound(test: string, planted: Planted): Promise<boolean> {
  const { tree, hunt } = planted
  if (hunt.sound.has(test)) return true
  await tree.build()
  if (test === BUILD) return true
  const { outcome } = await runTest(test, limitsOf(test, planted))
  if (outcome === 'passed') hunt.sound.add(test)
  return outcome === 'passed'
}

function limitsOf(test: string, { tree: { root }, hunt: { atMostMs, signal }, change: { onPglite } }: Planted) {
  return { root, atMostMs: atMostMs(test), onPglite, signal }
}
