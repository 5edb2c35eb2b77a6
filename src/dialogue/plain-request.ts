import { rulesOf } from './speech-acts/rules.ts'
import { wordsOf } from './speech-acts/words.ts'

/** What sets a condition, takes something out, or puts one thing in the place of another. */
const TURNING = new Set(
  `if unless until till once when whenever whether except but however though although instead rather maybe perhaps wenn
    falls sofern sobald ob bis solange ausser aber jedoch statt anstatt sondern vielleicht`.split(/\s+/u),
)
const QUOTING = /["“”„«»‹›`]|(?<![\p{L}\p{N}])['‘’‚]|\n\s*>/u

/**
 * Whether a message says no more than it asks: nothing in it is denied, supposed, wondered, taken out or quoted, so that a
 * change or a bound in it can't belong to something that isn't wanted. Whoever isn't sure says no.
 */
export function isPlainRequest(typed: string, languages: readonly string[]): boolean {
  if (typed.includes('?') || QUOTING.test(typed)) return false
  const { negations } = rulesOf(languages)
  return wordsOf(typed).every(({ folded }) => !negations.has(folded) && !TURNING.has(folded))
}
