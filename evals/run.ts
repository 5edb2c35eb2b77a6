import { closeShared } from '../test/helpers/shared.ts'
import { runEvals } from './run-evals.ts'

// `npm run evals`: what the agents' own folders expect.
try {
  process.exitCode = await runEvals(process.argv.slice(2).join(' '), { say: console.log, complain: console.error })
} finally {
  await closeShared()
}
