import { askedIn, givesBack, isUndoing, points } from './asked-segments.ts'
import { deedsIn, isSecondThought } from './classify.ts'
import { isContrast, isTurnedDown, namesOther } from './contrasts.ts'
import { negationsIn } from './failings.ts'
import type { JudgedSegment } from './in-context.ts'
import type { Rules } from './rules.ts'
import { isToldBefore, isToldTime } from './told-before.ts'
import { stemsIn, contentOf, cueIn, PLEASE, type Segment } from './segments.ts'

/**
 * What a segment that refuses or takes back something by its own words does beside what else its message asks for: some only
 * give a reason, or say which of two deeds is meant.
 */
export function besideRequests(each: JudgedSegment, all: readonly JudgedSegment[], rules: Rules): JudgedSegment {
  if (each.act === 'cancellation') return undoing(each, all, rules)
  // "Cancel A58 and do not send it"
  const isDenied = each.act === 'statement' && negationsIn(each.segment, rules) > 0
  if (isDenied && isKeptBack(each.segment, askedIn(all, rules), rules)) return { ...each, act: 'contrast' }
  // "A58 brauche ich nicht mehr, bitte stornieren", "I ask for my money, not for new ones"
  if (isDenied && negationsIn(each.segment, rules) === 1) {
    if (isReason(each, all, rules)) return { ...each, act: 'reason' }
    if (isTurnedDown(each, all, rules)) return { ...each, act: 'contrast' }
    // "Eine Erstattung brauche ich nicht, schicken Sie es mir noch einmal"
    const isOfOther = deedsIn(each.segment, rules).length > 0 && isContrast(each, all, rules)
    if (isOfOther) return { ...each, act: 'contrast' }
  }
  if (isToldBefore(each, all, rules)) return { ...each, act: 'reason' }
  if (isToldTime(each, all, rules)) return { ...each, act: 'statement' }
  if (each.act !== 'refusal') return each
  if (isReason(each, all, rules)) return { ...each, act: 'reason' }
  if (isKeptBack(each.segment, askedIn(all, rules), rules)) return { ...each, act: 'contrast' }
  return namesOther(each, all, rules) ? { ...each, act: 'contrast' } : each
}

// "I don't want A58 any more. Please cancel it": what is named is an order, and nothing was asked for that could be taken
// back. "Please cancel A58, I've changed my mind": that is why, and so is "please cancel it" behind "I withdraw from A58".
function undoing(each: JudgedSegment, all: readonly JudgedSegment[], rules: Rules): JudgedSegment {
  const place = all.indexOf(each)
  const before = all.slice(0, place)
  const wishes = before.filter(({ act }) => act === 'request')
  const later = all.slice(place + 1)
  if (isStopping(each, wishes, { later, rules })) return { ...each, act: 'statement' }
  // "I changed my mind and want to cancel A58": what nobody had asked for before is what was bought.
  const asked = askedIn(later, rules)
  // "Never mind the refund for A12. Please cancel A58"
  if (wishes.length === 0 && isOfOthers(each.segment, asked)) return { ...each, act: 'contrast' }
  const isThought = isSecondThought(each.segment, rules)
  if (isThought && wishes.length === 0 && asked.length > 0 && asked.every((other) => givesBack(other, rules)))
    return { ...each, act: 'statement' }
  // "A58, stornieren Sie sie doch nicht" takes nothing back.
  const takesBack = negationsIn(each.segment, rules) === 0 && isUndoing(each.segment, rules)
  if (takesBack && isOfNamed(each, all, wishes)) return { ...each, act: 'request' }
  if (wishes.length > 0) {
    // "I want out of order A58, please cancel": that says what is wanted.
    const isNameless = wishes.every(({ segment }) => deedsIn(segment, rules).length === 0 && segment.ids.length > 0)
    // "Stop A58. Cancel."
    const isStop = wishes.every(({ segment }) => stemsIn(segment, rules.stops).length > 0)
    if (isNameless && (isStop || each.segment.joint !== 'begins') && takesBack) return { ...each, act: 'request' }
    const isSame = wishes.every(({ segment }) => isUndoing(segment, rules))
    // A sentence of its own may as well take the wish back: "Cancel A58. Cancel that", but not "please cancel".
    const isAsked = each.segment.line.includes(PLEASE) && !points(each.segment, rules)
    const isRepeated = (each.segment.joint !== 'begins' || isAsked) && takesBack
    const isWhy = isRepeated || cueIn(each.segment, rules.secondThoughts) !== null
    return isSame && isWhy ? { ...each, act: 'statement' } : each
  }
  const isNamed = before.some(({ segment }) => segment.ids.length > 0)
  const isRefused = before.some(({ act, segment }) => act === 'refusal' && isUndoing(segment, rules))
  const isSupposed = before.some(({ act }) => act === 'hypothetical')
  return isNamed && !isRefused && !isSupposed && takesBack ? { ...each, act: 'request' } : each
}

function isOfOthers({ ids }: Segment, asked: readonly Segment[]): boolean {
  const isElse = (other: Segment) => other.ids.length > 0 && !other.ids.some((id) => ids.includes(id))
  return ids.length > 0 && asked.length > 0 && asked.every(isElse)
}

/** "Do not ship it", beside nothing but "cancel A58": what isn't to be sent is what is taken back. */
export function isKeptBack(segment: Segment, asked: readonly Segment[], rules: Rules): boolean {
  const deeds = deedsIn(segment, rules)
  const isSending = deeds.length > 0 && deeds.every((deed) => rules.sendings.has(deed))
  const isOfAsked = segment.ids.every((id) => asked.some(({ ids }) => ids.length === 0 || ids.includes(id)))
  const isOnce = negationsIn(segment, rules) === 1
  const isStop = ({ line }: Segment) => stemsIn({ line }, rules.stops).length > 0
  const isTakenBack = asked.length > 0 && asked.every((other) => isUndoing(other, rules) || isStop(other))
  // "Stop A58, don't send it to my old flat" says where it isn't to go.
  const isPlaced = segment.line.split(' ').some((word) => rules.places.has(word))
  const isStopped = asked.every(({ ids }) => ids.length > 0) && !givesBack(segment, rules) && !isPlaced
  return (
    isSending && isOfAsked && isOnce && isTakenBack && (isStopped || asked.some((other) => isUndoing(other, rules)))
  )
}

// "Stop! Please cancel A58": what is to stop is what is asked to be taken back.
function isStopping(
  { segment }: JudgedSegment,
  wishes: readonly JudgedSegment[],
  { later, rules }: { readonly later: readonly JudgedSegment[]; readonly rules: Rules },
): boolean {
  const asked = askedIn(later, rules)
  const words = contentOf(segment, rules).filter((word) => !rules.pointing.has(word))
  const isStop = stemsIn(segment, rules.stops).length > 0 && words.length === 1
  return isStop && wishes.length === 0 && asked.length > 0 && asked.every((other) => isUndoing(other, rules))
}

// "Stop order A58, I don't want it any more"
function isStopOfNamed({ segment }: JudgedSegment, rules: Rules): boolean {
  return segment.ids.length > 0 && stemsIn(segment, rules.stops).length > 0
}

// "… And the shelves, B83, please cancel", "Please cancel. Order A58": what is named right beside it is what it is about, where
// nothing else was asked for of that.
function isOfNamed(each: JudgedSegment, all: readonly JudgedSegment[], wishes: readonly JudgedSegment[]): boolean {
  const place = all.indexOf(each)
  const [named, next] = [all[place - 1], all[place + 1]]
  const isName = (one: JudgedSegment | undefined) => one?.act === 'statement' && one.segment.ids.length > 0
  if (isName(named) && each.segment.joint !== 'begins')
    return !wishes.some(({ segment }) => segment.ids.some((id) => named?.segment.ids.includes(id)))
  const isLast = isName(next) && !all.slice(place + 1).some(({ act }) => act !== 'statement')
  return wishes.length === 0 && isLast && all.slice(0, place).every(({ act }) => act === 'statement')
}

// "I no longer need the lamp, please refund A17": a thing isn't wanted any more, and that is why. Behind the request it may
// be that which isn't.
function isReason(each: JudgedSegment, all: readonly JudgedSegment[], rules: Rules): boolean {
  if (deedsIn(each.segment, rules).length > 0 || cueIn(each.segment, rules.unneeded) === null) return false
  // "I need neither of them not and please refund": whose "not" that is, nobody knows.
  const next = all[all.indexOf(each) + 1]?.segment
  const isCutOff = next !== undefined && next.joint !== 'begins' && !next.isApart
  if (isCutOff && rules.negations.has(contentOf(each.segment, rules).at(-1) ?? '')) return false
  // "Please cancel" behind it takes nothing back but the order.
  const later = all.slice(all.indexOf(each) + 1)
  const requests = later.filter(
    ({ act, segment }) => act === 'request' || act === 'hope' || (act === 'cancellation' && isUndoing(segment, rules)),
  )
  // "I don't like A40. Refund it": of an order it is one only for giving that back.
  const isForThat = requests.every(
    ({ segment }) =>
      givesBack(segment, rules) &&
      (segment.ids.length === 0 || segment.ids.some((id) => each.segment.ids.includes(id))),
  )
  if (requests.length > 0) return each.segment.ids.length === 0 || isForThat
  // Behind the request it may be that which isn't, but not in "cancel A58, as it isn't needed", "cancel A58, I don't need it"
  // and "refund A17, I don't want the lamp".
  const before = all.slice(0, all.indexOf(each)).findLast(({ act }) => act === 'request')
  const isOnce = negationsIn(each.segment, rules) === 1
  const isThing = !points(each.segment, rules) || cueIn(each.segment, rules.thisOne) !== null
  const isBack = before !== undefined && isThing && givesBack(before.segment, rules)
  const isTakenBack =
    before !== undefined && (isUndoing(before.segment, rules) || (isStopOfNamed(before, rules) && isOnce))
  const isWhy = each.segment.joint === 'reason' || isBack || isTakenBack
  return before !== undefined && each.segment.ids.length === 0 && isWhy
}
