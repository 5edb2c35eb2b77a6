import { chanceOf } from '../grounding/chance.ts'
import type { KeyQuestion } from './key.ts'

/** Which half of the questions nobody tunes by: never changed, or those who did have seen what is held out. */
const SEED = 21

/** Every second one of the shuffled questions. */
export function heldOutOf(questions: readonly KeyQuestion[]): ReadonlySet<KeyQuestion> {
  const chance = chanceOf(SEED)
  const left = [...questions]
  const shuffled = questions.map(() => left.splice(chance.below(left.length), 1)[0])
  return new Set(shuffled.flatMap((question, at) => (question && at % 2 === 1 ? [question] : [])))
}
