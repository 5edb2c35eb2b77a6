import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Logistic, probability } from '#guardrails/knowing/logistic.ts'
import { Closing } from '../../bench/closing.ts'
import { type Case, collect } from './collect.ts'
import { foldOf, FOLDS } from './fold.ts'
import { learn } from './learn.ts'
import { reliabilityOf } from './reliability.ts'

const WEIGHTS = join(import.meta.dirname, '../../src/guardrails/knowing/default-weights.ts')
const LONGEST_MS = 600_000

/**
 * How well what is called sure is right: each question judged by weights that were learned without it. With `--renew` the
 * weights that are shipped are learned anew, from all.
 */
export async function runCalibration(words: readonly string[], say: (text: string) => void): Promise<void> {
  await using closing = new Closing()
  const cases = await collect(closing, AbortSignal.timeout(LONGEST_MS))
  const judged = cases.map((one): { one: Case; isRight: number; isThere: number } => ({ one, isRight: 0, isThere: 0 }))
  for (let fold = 0; fold < FOLDS; fold++) {
    const { right, there } = learn(cases.filter((one) => foldOf(one) !== fold))
    for (const each of judged.filter(({ one }) => foldOf(one) === fold)) {
      each.isRight = probability(right, each.one.signals)
      each.isThere = probability(there, each.one.signals)
    }
  }
  // What was taken away is learned from, and isn't what people ask.
  say(reliabilityOf(judged.filter(({ one }) => !one.isTakenAway)).join('\n'))
  if (!words.includes('--renew')) return
  const { right, there } = learn(cases)
  await writeFile(WEIGHTS, HEAD + modelText('How likely the best sentences answer.', 'RIGHT', right))
  await writeFile(WEIGHTS, modelText('How likely what was found has the answer in it.', 'THERE', there), { flag: 'a' })
}

const HEAD = `import type { Logistic } from './logistic.ts'
import type { Signal } from './signals.ts'

// Learned by \`npm run evals -- calibration --renew\`, which writes this file and prints the reliability table.
`

function modelText(comment: string, name: string, { bias, weights }: Logistic): string {
  const lines = Object.entries(weights).map(([signal, weight]) => `    ${signal}: ${weight},\n`)
  return `\n/** ${comment} */\nexport const ${name}: Logistic<Signal> = {\n  bias: ${bias},\n  weights: {\n${lines.join('')}  },\n}\n`
}
