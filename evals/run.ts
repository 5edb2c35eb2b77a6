import { closeShared } from '../test/helpers/shared.ts'
import { runCards } from './cards/run-cards.ts'
import { runContradictions } from './contradictions/run-contradictions.ts'
import { runAnswers } from './answers/run-answers.ts'
import { runEvals } from './run-evals.ts'
import { runGrounding } from './grounding/run-grounding.ts'
import { runCalibration } from './calibration/run-calibration.ts'
import { runRanking } from './calibration/run-ranking.ts'
import { runQuestions } from './questions/run-questions.ts'
import { runNothing } from './nothing/run-nothing.ts'
import { runTalks } from './talks/run-talks.ts'
import { runTasks } from './tasks/run-tasks.ts'

// `npm run evals`: what the agents' own folders expect. `npm run evals -- tasks`: the benchmark of plans that a model writes.
const [first, ...others] = process.argv.slice(2)
try {
  if (first === 'tasks') await runTasks(others, console.log)
  else if (first === 'cards') await runCards(others, console.log)
  else if (first === 'talks') await runTalks(others, console.log)
  else if (first === 'nothing') await runNothing(others, console.log)
  else if (first === 'grounding') process.exitCode = (await runGrounding(others, console.log)) ? 0 : 1
  else if (first === 'contradictions') process.exitCode = runContradictions(others, console.log) ? 0 : 1
  else if (first === 'answers') process.exitCode = (await runAnswers(others, console.log)) ? 0 : 1
  else if (first === 'questions') process.exitCode = (await runQuestions(console.log)) ? 0 : 1
  else if (first === 'ranking') await runRanking(others, console.log)
  else if (first === 'calibration') await runCalibration(others, console.log)
  else process.exitCode = await runEvals(process.argv.slice(2).join(' '), { say: console.log, complain: console.error })
} finally {
  await closeShared()
}
