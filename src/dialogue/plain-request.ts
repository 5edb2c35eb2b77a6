import { rulesOf } from './speech-acts/rules.ts'
import { wordsOf } from './speech-acts/words.ts'

/** What sets a condition, takes something out, or puts one thing in the place of another. */
const TURNING = new Set(
  `if unless until till once when whenever whether except but however though although instead rather maybe perhaps wenn
    falls sofern sobald ob bis solange ausser aber jedoch statt anstatt sondern vielleicht`.split(/\s+/u),
)
/** Says how long, and sets no condition, as "until it arrives" does. */
const UNTIL_DAY = /(?<![\p{L}\p{N}])(?:until|till|bis(?:\s+zum)?)\s+\d{4}-\d{2}-\d{2}(?![\p{L}\p{N}-])/giu
const QUOTING = /["“”„«»‹›`]|(?<![\p{L}\p{N}])['‘’‚]|\n\s*>/u

/**
 * Whether a message says no more than it asks: nothing in it is denied, supposed, wondered, taken out or quoted, so that a
 * change or a bound in it can't belong to something that isn't wanted. Whoever isn't sure says no.
 */
export function isPlainRequest(typed: string, languages: readonly string[]): boolean {
  if (typed.includes('?') || QUOTING.test(typed)) return false
  const { negations } = rulesOf(languages)
  const words = wordsOf(typed.replaceAll(UNTIL_DAY, ' '))
  return words.every(({ folded }) => !negations.has(folded) && !TURNING.has(folded))
}
