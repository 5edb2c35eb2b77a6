import { readTimes, type RunTimes } from './times.ts'

// `npm run test:times`: where the last run's time went, file by file, the dearest for the processor first.

const run = readTimes()
if (run === null) {
  console.error('No run is known yet: npm test keeps what its files took.')
  process.exit(1)
}
console.log(`${run.at}, ${run.database}, order ${run.order}: ${run.seconds.toFixed(1)} s\n`)
console.log(
  ['wall s', 'cpu s', 'children s', 'load s', 'database s', 'app s', 'tests', 'file']
    .map((name) => name.padStart(12))
    .join(''),
)
for (const file of run.files.toSorted((one, other) => other.cpu + other.children - one.cpu - one.children))
  console.log(lineOf(file))
console.log(lineOf({ ...sumOf(run), file: 'all of them' }))

console.log('\nThe tests that took longest')
for (const { ms, name, file } of run.slowest) console.log(`${(ms / 1000).toFixed(1).padStart(10)}  ${file}: ${name}`)

type Line = RunTimes['files'][number]

function lineOf({ wall, cpu, children, load, database, app, tests, file }: Line): string {
  const seconds = [wall, cpu, children, load, database, app].map((ms) => (ms / 1000).toFixed(1).padStart(12))
  return `${seconds.join('')}${String(tests).padStart(12)}  ${file}`
}

function sumOf({ files }: RunTimes): Omit<Line, 'file'> {
  const sum = { wall: 0, cpu: 0, children: 0, load: 0, database: 0, app: 0, tests: 0 }
  for (const file of files) {
    sum.wall += file.wall
    sum.cpu += file.cpu
    sum.children += file.children
    sum.load += file.load
    sum.database += file.database
    sum.app += file.app
    sum.tests += file.tests
  }
  return sum
}
