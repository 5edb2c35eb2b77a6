import { deedsIn, stemsIn } from './classify.ts'
import type { JudgedSegment } from './in-context.ts'
import type { Rules } from './rules.ts'
import { cueIn, type Segment } from './segments.ts'

/**
 * What a segment that refuses or takes back something by its own words does beside what else its message asks for: some only
 * give a reason, or say which of two deeds is meant.
 */
export function besideRequests(each: JudgedSegment, all: readonly JudgedSegment[], rules: Rules): JudgedSegment {
  if (each.act === 'cancellation') return undoing(each, all, rules)
  if (each.act !== 'refusal') return each
  return isReason(each, all, rules) || isContrast(each, all, rules) ? { ...each, act: 'report' } : each
}

// "I don't want A58 any more. Please cancel it": what is named is an order, and nothing was asked for that could be taken
// back. "Please cancel A58, I've changed my mind": that is why, and so is "please cancel it" behind "I withdraw from A58".
function undoing(each: JudgedSegment, all: readonly JudgedSegment[], rules: Rules): JudgedSegment {
  const before = all.slice(0, all.indexOf(each))
  const wishes = before.filter(({ act }) => act === 'request')
  if (wishes.length > 0) {
    const isSame = wishes.every(({ segment }) => isUndoing(segment, rules))
    // A sentence of its own may as well take the wish back: "Cancel A58. Cancel that."
    const isRepeated = each.segment.joint !== 'begins' && isUndoing(each.segment, rules)
    const isWhy = isRepeated || cueIn(each.segment, rules.secondThoughts) !== null
    return isSame && isWhy ? { ...each, act: 'statement' } : each
  }
  const isNamed = before.some(({ segment }) => segment.ids.length > 0)
  const isRefused = before.some(({ act, segment }) => act === 'refusal' && isUndoing(segment, rules))
  return isNamed && !isRefused && isUndoing(each.segment, rules) ? { ...each, act: 'request' } : each
}

// "I no longer need the lamp, please refund A17": a thing isn't wanted any more, and that is why. Behind the request it may
// be that which isn't.
function isReason(each: JudgedSegment, all: readonly JudgedSegment[], rules: Rules): boolean {
  if (each.segment.ids.length > 0 || deedsIn(each.segment, rules).length > 0) return false
  const isBefore = all.slice(all.indexOf(each) + 1).some(({ act }) => act === 'request')
  return isBefore && cueIn(each.segment, rules.unneeded) !== null
}

// "Instead of a refund, please send it again": what is named as not meant is another deed than what is asked for.
function isContrast({ cues, segment }: JudgedSegment, all: readonly JudgedSegment[], rules: Rules): boolean {
  if (!cues.some((cue) => rules.insteads.has(cue.split(' ')[0] ?? ''))) return false
  // "Instead of a refund, no, …": whose "no" that is, nobody knows.
  const words = segment.line.split(' ')
  if (words.some((word) => rules.negations.has(word) && !rules.insteads.has(word))) return false
  const deeds = deedsIn(segment, rules)
  const asked = all.filter(({ act }) => act === 'request').map((request) => deedsIn(request.segment, rules))
  const isOther = asked.length > 0 && asked.every((own) => own.length > 0 && !own.some((deed) => deeds.includes(deed)))
  return deeds.length > 0 && isOther
}

// A deed that takes something back itself.
function isUndoing(segment: Segment, { undoings }: Rules): boolean {
  return stemsIn(segment, undoings).length > 0
}
