import type { StatedValue } from './stated-values.ts'
import { type Statement, statementsOf } from './statement.ts'
import { type PlacedSentence, subjectsOf } from './subject.ts'

/** Words that two statements share at least: "within 5 working days" alone is about nothing. */
const SHARED = { same: 2, open: 4, doubtful: 4 }

/**
 * Whether two sentences say other values, or yes and no, of the same thing under the same conditions. Every word that may
 * name a thing or set a condition has to be the same: what two documents say otherwise they may well mean otherwise.
 * `possible` where what stands above them leaves a doubt that it is the same thing.
 */
export function conflictOf(left: PlacedSentence, right: PlacedSentence): 'certain' | 'possible' | null {
  const subjects = subjectsOf(left, right)
  if (subjects === 'other') return null
  if (subjects !== 'same' && [left, right].some(leansOnItsPlace)) return null
  const isConflict = statementsOf(left.text).some((one) =>
    statementsOf(right.text).some((other) => isSameButForItsValue(one, other, SHARED[subjects])),
  )
  if (!isConflict) return null
  return subjects === 'doubtful' ? 'possible' : 'certain'
}

// "It takes 3 days", and a table's row: what they are of stands elsewhere.
function leansOnItsPlace({ text, quote }: PlacedSentence): boolean {
  return quote.startsWith('|') || /^(?:it|they|this|that|these|those|he|she|es|er|sie|dies\p{L}*)(?!\p{L})/iu.test(text)
}

function isSameButForItsValue(left: Statement, right: Statement, least: number): boolean {
  const isSame = left.words.join(' ') === right.words.join(' ')
  if (!isSame || new Set(left.words).size < least || left.values.length !== right.values.length) return false
  const pairs = left.values.flatMap((value, at) => {
    const other = right.values[at]
    return other ? [[value, other] as const] : []
  })
  if (!pairs.every(([value, other]) => areComparable(value, other))) return false
  const differing = pairs.flatMap(([value, other], at) => (differ(value, other) ? [{ value, other, at }] : []))
  if (left.isNegated !== right.isNegated) return differing.length === 0
  const [first, second] = differing
  if (!first || first.value.isLabel || first.other.isLabel) return false
  // Two that differ are a condition and what holds then, but for the two ends of one range.
  return (
    differing.length === 1 || (differing.length === 2 && second?.value.endsRange === true && second.at === first.at + 1)
  )
}

function areComparable(left: StatedValue, right: StatedValue): boolean {
  return left.kind === right.kind && left.bound === right.bound && left.endsRange === right.endsRange
}

/** 30 days are a month, and what is said roughly may be a tenth off. */
const SAME_TIME = 0.04
const ROUGHLY = 0.1

function differ(left: StatedValue, right: StatedValue): boolean {
  const apart = Math.abs(left.amount - right.amount) / Math.max(Math.abs(left.amount), Math.abs(right.amount), 1e-9)
  if (left.isRough || right.isRough) return apart > ROUGHLY
  return left.kind === 'time' ? apart > SAME_TIME : apart > 1e-9
}
