import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { SEED } from '../helpers/depth.ts'
import { huntMutations } from './hunt-mutations.ts'

const USE = `node test/planted/mutate.ts [--sample N] [--seed N] [--in FOLDER] [--coverage FILE|FOLDER] [--minutes N] [--at-once N]

Makes a sample of mutations in copies of the tree, one by one, and runs the tests that ran their lines until the first
that fails. Which lines they run is counted first, where no coverage is given (coverage.ts makes it).`

process.exitCode = await run()

async function run(): Promise<number> {
  const { values } = parseArgs({
    options: {
      sample: { type: 'string', default: '300' },
      seed: { type: 'string', default: String(SEED) },
      in: { type: 'string', default: '' },
      coverage: { type: 'string' },
      minutes: { type: 'string', default: '120' },
      'at-once': { type: 'string', default: '1' },
    },
  })
  const numbers = [values.sample, values.seed, values.minutes, values['at-once']].map(Number)
  const [size = 0, seed = 0, minutes = 0, atOnce = 0] = numbers
  if (numbers.some((number) => !Number.isFinite(number) || number < 0) || atOnce < 1) {
    console.error(USE)
    return 2
  }
  await huntMutations({
    root: join(import.meta.dirname, '../..'),
    ...{ seed, size, minutes, atOnce },
    within: values.in,
    coverage: values.coverage ?? null,
    tell: console.log,
  })
  return 0
}
