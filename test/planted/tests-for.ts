import { globSync } from 'node:fs'
import { join } from 'node:path'
import type { CoverageFile } from './coverage-file.ts'
import type { Mistake } from './mistake.ts'
import { linesOf } from './plant.ts'

/** Says that texts of mistakes have changed, so it would find each of them. */
const OWN_TEST = 'test/planted.test.ts'

/**
 * The test files that may notice a mistake: those that ran one of its lines, and those where it says to look. First the one
 * at the same place as the file, then the quickest.
 */
export function testsFor(mistake: Mistake, coverage: CoverageFile['files'], root: string): readonly string[] {
  const [first, last] = linesOf(mistake, root)
  const ran = Object.entries(coverage).flatMap(([test, { lines }]) =>
    (lines[mistake.file] ?? []).some(([from, to]) => from <= last && to >= first) ? [test] : [],
  )
  const looked = globSync(
    (mistake.lookIn ?? []).map((folder) => join(folder, '**/*.test.ts')),
    { cwd: root },
  ).map((file) => file.replaceAll('\\', '/'))
  const mirror = mistake.file.replace(/^src\//u, 'test/').replace(/\.ts$/u, '.test.ts')
  const rank = (test: string) => (test === mirror ? -1 : (coverage[test]?.ms ?? Number.MAX_SAFE_INTEGER))
  return [...new Set([...ran, ...looked])]
    .filter((test) => test !== OWN_TEST)
    .toSorted((one, other) => rank(one) - rank(other) || one.localeCompare(other))
}
