import { build } from '../../build.ts'
import { randomNumbers } from '../helpers/random-numbers.ts'
import { runFiles, type FileResult } from './crew.ts'
import { readOptions, ROOT, USAGE, type Options } from './options.ts'
import { ending, lineOf } from './report.ts'
import { keepTimes } from './times.ts'

// `npm test`: every test file, or those that are named, in an order that its seed says, on two processes a
// core. Ends with what failed, how to run that alone, and a line `N passed, N failed, N skipped`. `npm run deep` runs
// those that have a size for a night, and then hunts a sample of mutations. A case that fails there becomes a quick test.

const MUTATIONS = 300

const options = optionsOrEnd()
await build()
const begun = performance.now()
const database = process.env.DATABASE_URL === undefined ? 'PGlite' : 'PostgreSQL'
console.log(`${options.files.length} test files on ${database}, ${options.atOnce} at once, seed ${options.seed}`)
const results: FileResult[] = []
await runFiles({ ...options, files: shuffled(options) }, (result) => {
  results.push(result)
  console.log(lineOf(result, `${results.length}/${options.files.length}`, options))
})
const seconds = (performance.now() - begun) / 1000
// Of some of the files a table says little, and would take the place of one that says more.
if (options.isWhole && !options.deep)
  keepTimes({ at: new Date().toISOString(), database, seed: options.seed, seconds }, results)
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

// Fisher and Yates: each order is as likely as any other, so nothing can come to rely on what ran before it.
function shuffled({ files, seed }: Options): readonly string[] {
  const next = randomNumbers(seed)
  const order = [...files]
  for (let last = order.length - 1; last > 0; last--) {
    const place = Math.floor(next() * (last + 1))
    const [a, b] = [order[last], order[place]]
    if (a === undefined || b === undefined) break
    order[last] = b
    order[place] = a
  }
  return order
}
