import { deedsIn } from './classify.ts'
import { negationsIn } from './failings.ts'
import type { JudgedSegment } from './in-context.ts'
import type { Rules } from './rules.ts'
import { contentOf, cueIn, stemsIn, wordIn, type Segment } from './segments.ts'

/** With fewer words it may go on with what follows: "I do not. Refund A12". */
export const LEAST_TOLD = 4
/** "It was lost I think" */
const LEAST_THOUGHT = 3

/**
 * Whether a segment that denies or wonders stands in a sentence before all that is asked for, and tells why: "I can't lift
 * things with my shoulder. Could you refund it please?". What is said last stands. It names no deed; a command, and what speaks
 * of what is said or meant, may be about the words behind it.
 */
export function isToldBefore(judged: JudgedSegment, all: readonly JudgedSegment[], rules: Rules): boolean {
  const { act, segment } = judged
  const isWondering = act === 'hypothetical' && cueIn(segment, rules.conditions) === null
  // What is taken back in other words than a "not" may be what follows: "I'm taking it back. Please send it".
  const isDenied = act === 'refusal' && negationsIn(segment, rules) > 0
  const place = all.indexOf(judged)
  const asked = all.findIndex((each) => each.act === 'request' || each.act === 'hope')
  if (!(isDenied || isWondering) || asked <= place) return false
  const next = all[place + 1]?.segment
  const endsThere = next?.isApart === true || next?.joint === 'begins'
  if (isDenied && (isPlainNo(segment, rules) || isOtherAccount(segment, all, rules))) return endsThere
  if (!all.slice(place + 1, asked + 1).some((each) => each.segment.joint === 'begins')) return false
  const content = contentOf(segment, rules)
  const isCommand = rules.negations.has(content[0] ?? '') || rules.negations.has(content.slice(0, 2).join(' '))
  if (isCommand || content.length < (isDenied ? LEAST_TOLD : LEAST_THOUGHT)) return false
  if (isDenied && segment.ids.length > 0 && !isOfAsked(segment, all, rules)) return false
  if (isDenied && isUnwished(segment, rules)) return false
  return deedsIn(segment, rules).length === 0 && wordIn(segment.line, rules.ofWords) === null
}

/** In the first words of a sentence it is what hangs on it: "not until Friday", "only when it is here". */
const MOST_OPENING = 3

/** Whether a sentence tells until or since when something is, and nothing of what is asked for: "I'm staying there until June". */
export function isToldTime(judged: JudgedSegment, all: readonly JudgedSegment[], rules: Rules): boolean {
  const { act, segment } = judged
  const cue = act === 'hypothetical' && cueIn(segment, rules.conditions) === null ? cueIn(segment, rules.times) : null
  if (cue === null || segment.ids.length > 0 || deedsIn(segment, rules).length > 0) return false
  const place = all.indexOf(judged)
  const begun = all.slice(0, place + 1).findLastIndex((each) => each.segment.joint === 'begins')
  const end = all.findIndex((each, at) => at > place && each.segment.joint === 'begins')
  const sentence = all.slice(begun, end === -1 ? undefined : end)
  const isAsking = sentence.some(
    (each) => each.act === 'request' || each.act === 'hope' || cueIn(each.segment, rules.requests),
  )
  const words = segment.line.trim().split(' ')
  const isOpen = words.some((word) => rules.pointing.has(word)) || wordIn(segment.line, rules.ofWords) !== null
  const opening = words.slice(0, MOST_OPENING)
  return !isAsking && !isOpen && words.length > MOST_OPENING + 1 && !opening.includes(cue.split(' ')[0] ?? '')
}

// "I don't want to", "my wife doesn't want that": nobody says what it is that isn't wanted, but in "we don't want to keep it".
function isUnwished(segment: Segment, rules: Rules): boolean {
  const words = segment.line.trim().split(' ')
  const isOpen = words.some((word) => rules.pointing.has(word)) || rules.binders.has(words.at(-1) ?? '')
  return isOpen && cueIn(segment, rules.wishes) !== null && stemsIn(segment, rules.keepings).length === 0
}

// "No, please refund A12", "and no, it's not for me. … Refund please"
function isPlainNo({ line }: Segment, { interjections, openers, closers }: Rules): boolean {
  const words = line.trim().split(' ')
  return (
    words.some((word) => interjections.has(word)) &&
    words.every((word) => interjections.has(word) || openers.has(word) || closers.has(word))
  )
}

/** An account's number has more, and an order's fewer (ISO 13616: 15 and more). */
const LEAST_OF_ACCOUNT = 15

// "The refund for A12 should not go to my old account. Please use …": what is asked for names another.
function isOtherAccount(segment: Segment, all: readonly JudgedSegment[], rules: Rules): boolean {
  const isNamed = all.some(({ act, segment: { ids } }) => act === 'request' && ids.join('').length >= LEAST_OF_ACCOUNT)
  return isNamed && cueIn(segment, rules.otherAccounts) !== null
}

// "We won't need A58 any more. Please cancel it": of the order that is asked for, or of the one that is named there.
function isOfAsked(segment: Segment, all: readonly JudgedSegment[], rules: Rules): boolean {
  const requests = all.filter(({ act }) => act === 'request')
  const isNamed = requests.some(({ segment: { ids } }) => ids.length > 0)
  return isNamed || cueIn(segment, rules.unneeded) !== null || cueIn(segment, rules.complaints) !== null
}
