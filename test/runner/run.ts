import { build } from '../../build.ts'
import { runFiles, type FileResult } from './crew.ts'
import { DEEP_FILES } from './deep-files.ts'
import { orderOf } from './order.ts'
import { readOptions, ROOT, USAGE, type Options } from './options.ts'
import { ending, lineOf } from './report.ts'
import { keepInMemory } from './scratch.ts'
import { keepTimes } from './times.ts'

// `npm test`: every test that isn't left to a night, or all in the files that are named, in an order of chance, on two
// processes a core. Ends with what failed, how to run that alone, and a line `N passed, N failed, N skipped`. `npm run deep`
// runs those that have a size for a night or are left to one, and then hunts a sample of mutations. A case that fails
// there becomes a quick test.

const MUTATIONS = 300

const options = optionsOrEnd()
// What one file needs is made anew in less time where it stays from run to run; what a night keeps nobody has measured.
if (options.isWhole && !options.deep) keepInMemory()
await build()
const begun = performance.now()
const database = process.env.DATABASE_URL === undefined ? 'PGlite' : 'PostgreSQL'
console.log(
  `${options.files.length} test files on ${database}, ${options.atOnce} at once, order ${options.order}, seed ${options.seed}`,
)
if (options.isWhole && options.isCheck) console.log(`${DEEP_FILES.length} more are a night's: npm test -- --all`)
const results: FileResult[] = []
await runFiles({ ...options, files: orderOf(options) }, (result) => {
  results.push(result)
  console.log(lineOf(result, `${results.length}/${options.files.length}`, options))
})
const seconds = (performance.now() - begun) / 1000
// Of some of the files a table says little, and would take the place of one that says more.
if (options.isWhole && !options.deep)
  keepTimes({ at: new Date().toISOString(), database, order: options.order, seconds }, results)
if (options.isWhole && options.deep) {
  const { huntMutations } = await import('../planted/hunt-mutations.ts')
  const { seed, minutes, atOnce } = options
  await huntMutations({
    root: ROOT,
    seed,
    size: MUTATIONS,
    within: '',
    coverage: null,
    minutes,
    atOnce,
    tell: console.log,
  })
}
console.log(ending(results, { seconds, options }))
const states = new Set(results.flatMap(({ outcomes }) => outcomes.map(({ state }) => state)))
if (!states.has('passed') && !states.has('failed'))
  console.error(`No test was run${options.only === null ? '' : `: none has "${options.only}" in its name`}.`)
process.exitCode = states.has('passed') && !states.has('failed') ? 0 : 1

function optionsOrEnd(): Options {
  try {
    return readOptions(process.argv.slice(2))
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`)
    process.exit(2)
  }
}
