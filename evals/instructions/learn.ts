import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { examplesHash } from './examples.ts'
import { learnWeights } from './learned-weights.ts'

const PATH = join(import.meta.dirname, '../../src/guardrails/screening/injection/weights.ts')

// Writes the classifier's weights anew: `npm run learn`, after an example was added.
const { bias, scale, threshold, weights } = learnWeights()
writeFileSync(
  PATH,
  `// Written by evals/instructions/learn.ts.
/** The hash of the examples that they were learned from. */
export const LEARNED_FROM = '${examplesHash()}'
export const BIAS = ${bias}
export const SCALE = ${scale}
export const THRESHOLD = ${threshold}
/** A byte for each feature, in base64. */
export const WEIGHTS =
  '${Buffer.from(weights.buffer).toString('base64')}'
`,
)
