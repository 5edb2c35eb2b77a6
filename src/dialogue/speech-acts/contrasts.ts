import { askedIn, givesBack, points } from './asked-segments.ts'
import { deedsIn } from './classify.ts'
import type { JudgedSegment } from './in-context.ts'
import type { Rules } from './rules.ts'
import { contentOf, cueIn, shapeOf, stemsIn, type Segment } from './segments.ts'

/** Whether it says which of two is meant, and denies what isn't asked for. */
export function namesOther(each: JudgedSegment, all: readonly JudgedSegment[], rules: Rules): boolean {
  if (isTurnedDown(each, all, rules) || isKeptThing(each, all, rules)) return true
  return isOtherNumber(each.segment, all, rules) || isContrast(each, all, rules)
}

/** "I don't want a voucher": that is none of the deeds, of no order, and nothing that was said before. */
export function isTurnedDown({ segment }: JudgedSegment, all: readonly JudgedSegment[], rules: Rules): boolean {
  const asked = askedIn(all, rules)
  const isBack = asked.length > 0 && asked.every((each) => givesBack(each, rules))
  if (segment.ids.length > 0) return false
  if (isBack && !givesBack(segment, rules) && cueIn(segment, rules.anotherOne) !== null) return true
  if (deedsIn(segment, rules).length > 0) return false
  return (
    !points(segment, rules) && cueIn(segment, rules.turnedDown) !== null && all.some(({ act }) => act === 'request')
  )
}

/** A house has no longer number. */
const HOUSE = /^\p{N}{1,3}\p{L}?$/u

// "Please send it to Mill Lane 17, 5000 Odense, not 71": a number in another's place.
function isOtherNumber(segment: Segment, all: readonly JudgedSegment[], rules: Rules): boolean {
  const words = contentOf(segment, rules).filter((word) => !rules.negations.has(word))
  const isNumber = words.length === 1 && segment.ids.length === 1 && HOUSE.test(words[0] ?? '')
  const numbers = all
    .flatMap((other) => (other.act === 'request' ? other.segment.ids : []))
    .filter((id) => HOUSE.test(id))
  return isNumber && numbers.length > 0 && !numbers.some((id) => words.includes(id))
}

// "Refund the cushions, I'm keeping the table": a thing is kept beside another that goes back. Whether that is a part of it is
// judged by itself.
function isKeptThing({ cues, segment }: JudgedSegment, all: readonly JudgedSegment[], rules: Rules): boolean {
  if (segment.ids.length > 0 || deedsIn(segment, rules).length > 0) return false
  const isKeeping = cues.some((cue) => stemsIn({ line: `${cue} ` }, rules.keepings).length > 0)
  const isThing = !points(segment, rules)
  // "I want to keep the lamp, but one that works. Please send me a new one"
  const leavesIt = ({ act, segment: asked }: JudgedSegment) =>
    act === 'request' && (givesBack(asked, rules) || cueIn(asked, rules.anew) !== null)
  return isKeeping && isThing && all.some(leavesIt)
}

/**
 * "Instead of a refund, please send it again", "don't refund A17, refund A12": what is named as not meant is another deed
 * than what is asked for, or the same of another order.
 */
export function isContrast({ cues, segment }: JudgedSegment, all: readonly JudgedSegment[], rules: Rules): boolean {
  const asked = all.filter(({ act }) => act === 'request')
  if (asked.length === 0) return false
  // "I don't want the money, I want the lamp. Please send it again": what has a name says what is meant.
  const named = asked.filter((request) => deedsIn(request.segment, rules).length > 0)
  const requests = named.length > 0 ? named : asked
  const isInstead = cues.some((cue) => rules.insteads.has(cue.split(' ')[0] ?? ''))
  // "Instead of a refund, no, …": whose "no" that is, nobody knows.
  const words = segment.line.split(' ')
  if (isInstead && words.some((word) => rules.negations.has(word) && !rules.insteads.has(word))) return false
  return requests.every((request) => isOther(segment, request.segment, { isInstead, rules }))
}

interface Comparing {
  readonly isInstead: boolean
  readonly rules: Rules
}

function isOther(refused: Segment, asked: Segment, { isInstead, rules }: Comparing): boolean {
  const deeds = deedsIn(refused, rules)
  const own = deedsIn(asked, rules)
  const shapes = asked.ids.map(shapeOf)
  const isOtherOrder =
    refused.ids.some((id) => shapes.includes(shapeOf(id))) && !refused.ids.some((id) => asked.ids.includes(id))
  if (isOtherOrder && !isInstead) return true
  // "Another one instead of the broken one": a thing, in the place of which it is asked for.
  if (isInstead && deeds.length === 0 && refused.ids.length === 0) return true
  if (isInstead && own.length === 0) return true
  // "I don't want the money, I want another one."
  if (own.length === 0 && cueIn(asked, rules.anew) !== null) return givesBack(refused, rules)
  if (deeds.length === 0 || own.length === 0) return false
  // "I don't want my money back, refund A12": whoever says so contradicts themselves.
  const isSameKind = rules.deedKinds.some(
    (kind) => deeds.some((deed) => kind.has(deed)) && own.some((deed) => kind.has(deed)),
  )
  return !own.some((deed) => deeds.includes(deed)) && (isInstead || !isSameKind)
}
