import { rulesOf } from './speech-acts/rules.ts'
import { wordsOf } from './speech-acts/words.ts'

/** What sets a condition, takes something out, or puts one thing in the place of another. */
const TURNING = new Set(
  `if unless until till once when whenever whether except but however though although instead rather maybe perhaps wenn
    falls sofern sobald ob bis solange ausser aber jedoch statt anstatt sondern vielleicht`.split(/\s+/u),
)
/** Before a day or a number these say how long, and set no condition. */
const HOW_LONG = new Set(['until', 'till', 'bis'])
const QUOTING = /["“”„«»‹›`]|(?<![\p{L}\p{N}])['‘’‚]|\n\s*>/u

/**
 * Whether a message says no more than it asks: nothing in it is denied, supposed, wondered, taken out or quoted, so that a
 * change or a bound in it can't belong to something that isn't wanted. Whoever isn't sure says no.
 */
export function isPlainRequest(typed: string, languages: readonly string[]): boolean {
  if (typed.includes('?') || QUOTING.test(typed)) return false
  const { negations } = rulesOf(languages)
  const words = wordsOf(typed).map(({ folded }) => folded)
  return words.every((word, at) => {
    const isHowLong = HOW_LONG.has(word) && /^\d/u.test(words[at + 1] ?? '')
    return !negations.has(word) && (isHowLong || !TURNING.has(word))
  })
}
