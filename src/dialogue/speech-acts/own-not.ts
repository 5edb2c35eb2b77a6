import type { Clause } from '../clause.ts'
import { isKeptBack } from './beside-requests.ts'
import { deedsIn } from './classify.ts'
import { isListedFailing, negationsIn, tellsFailing } from './failings.ts'
import type { JudgedSegment } from './in-context.ts'
import type { Rules } from './rules.ts'
import { cueIn, shapeOf, wordIn, type Segment } from './segments.ts'

const TOLD: readonly JudgedSegment['act'][] = ['statement', 'report', 'reason']

/** Where the “not” of a segment can be meant for nothing that `all` of its message ask for. */
export function ownNot(judged: JudgedSegment, all: readonly JudgedSegment[], rules: Rules): Clause['ownNot'] {
  const asked = all.filter(({ act }) => act === 'request' || act === 'hope').map((each) => each.segment)
  // "We do not live in … now. Send A58 there": the place that it denies is what is asked for.
  const isThere = asked.some(({ line }) => wordIn(line, rules.there) !== null)
  if (isThere && !isOfOldPlace(judged, rules)) return 'nowhere'
  // "My order that has not been shipped yet": what is left out of all that is looked at denies nothing.
  if (!/(?:^| )(?:not|nicht) /u.test(judged.segment.line)) return 'anywhere'
  if (judged.act === 'reason' || isOtherOrder(judged, asked)) return 'anywhere'
  if (judged.act === 'contrast' && isKeptBack(judged.segment, asked, rules)) return 'anywhere'
  if (isCorrected(judged, all, rules)) return 'anywhere'
  if (isOtherDeed(judged, rules) || isTurnedDownOnce(judged, rules)) return 'anywhere'
  if (!TOLD.includes(judged.act)) return 'nowhere'
  if (isContrastOfTold(judged, all, rules)) return 'anywhere'
  if (tellsFailing(judged.segment, rules)) return 'anywhere'
  return tellsOfItself(judged, asked, rules) ? 'before' : 'nowhere'
}

// "Please have it delivered there, and not to the old place"
function isOfOldPlace({ segment }: JudgedSegment, rules: Rules): boolean {
  return segment.ids.length === 0 && isListedFailing(segment, rules)
}

// "Refund A12, not A17". What is turned down and is no order may be all that there is: "use this account: not DE89…".
function isOtherOrder({ act, segment }: JudgedSegment, asked: readonly Segment[]): boolean {
  const shapes = asked.flatMap(({ ids }) => ids.map(shapeOf))
  return act === 'contrast' && segment.ids.length > 0 && segment.ids.every((id) => shapes.includes(shapeOf(id)))
}

// "A58 bitte nicht nach Hause, sondern an die Landstraße 20"
function isCorrected({ act, segment }: JudgedSegment, all: readonly JudgedSegment[], rules: Rules): boolean {
  const next = all[all.findIndex((each) => each.segment === segment) + 1]
  const isMeant = next?.act === 'request' && rules.corrections.has(next.segment.line.split(' ')[0] ?? '')
  return act === 'contrast' && isMeant && negationsIn(segment, rules) === 1
}

// "I'm not asking for a replacement. Just reimburse me": it names the deed that it denies, another than what is asked for.
function isOtherDeed({ act, segment }: JudgedSegment, rules: Rules): boolean {
  return act === 'contrast' && negationsIn(segment, rules) === 1 && deedsIn(segment, rules).length > 0
}

// "I meant to order the oil, not the wax": what isn't meant is that of what is told before it.
function isContrastOfTold({ segment, act }: JudgedSegment, all: readonly JudgedSegment[], rules: Rules): boolean {
  const before = all[all.findIndex((each) => each.segment === segment) - 1]
  const first = segment.line.split(' ').find((word) => word !== 'and' && word !== 'und')
  const isPiece = act === 'statement' && segment.joint !== 'begins' && rules.contrasts.has(first ?? '')
  const isTold = before?.act === 'report' && deedsIn(before.segment, rules).length === 0
  return (
    isPiece &&
    isTold &&
    segment.ids.length === 0 &&
    deedsIn(segment, rules).length === 0 &&
    negationsIn(segment, rules) === 1
  )
}

// "Mug has a chip, I do not want a new one"
function isTurnedDownOnce({ act, segment }: JudgedSegment, rules: Rules): boolean {
  const isOnce = act === 'contrast' && negationsIn(segment, rules) === 1 && segment.ids.length === 0
  return isOnce && (cueIn(segment, rules.anotherOne) ?? cueIn(segment, rules.turnedDown)) !== null
}

/** Fewer words tell nothing by themselves: "I do not. Refund A12". */
const LEAST_TOLD = 4

// "I'd rather not have A58 sent to work: … Please change that": what it denies may be what is asked for. What names no deed and
// no other order tells something by itself.
function tellsOfItself({ segment }: JudgedSegment, asked: readonly Segment[], rules: Rules): boolean {
  const isOfOther = segment.ids.some((id) => !asked.some(({ ids }) => ids.length === 0 || ids.includes(id)))
  return segment.words.length >= LEAST_TOLD && deedsIn(segment, rules).length === 0 && !isOfOther
}
