import { globSync } from 'node:fs'
import { join } from 'node:path'
import type { Change } from './change.ts'
import type { CoverageFile } from './coverage-file.ts'

/** Says that texts of mistakes have changed, so it would find each of them. */
const OWN_TEST = 'test/planted.test.ts'

/**
 * The test files that may notice a change: the one that is known to, those that ran one of its lines, and those where it says
 * to look. Behind the known one comes the one at the same place as the file, then the quickest.
 */
export function testsFor(change: Change, coverage: CoverageFile['files'], root: string): readonly string[] {
  const [first, last] = change.lines
  const ran = Object.entries(coverage).flatMap(([test, { lines }]) =>
    (lines[change.file] ?? []).some(([from, to]) => from <= last && to >= first) ? [test] : [],
  )
  const looked = globSync(
    (change.lookIn ?? []).map((folder) => join(folder, '**/*.test.ts')),
    { cwd: root },
  ).map((file) => file.replaceAll('\\', '/'))
  const mirror = change.file.replace(/^src\//u, 'test/').replace(/\.ts$/u, '.test.ts')
  const before = [change.foundBy, mirror]
  const rank = (test: string) =>
    before.includes(test) ? before.indexOf(test) - before.length : (coverage[test]?.ms ?? Number.MAX_SAFE_INTEGER)
  return [...new Set([...(change.foundBy === undefined ? [] : [change.foundBy]), ...ran, ...looked])]
    .filter((test) => test !== OWN_TEST)
    .toSorted((one, other) => rank(one) - rank(other) || one.localeCompare(other))
}
