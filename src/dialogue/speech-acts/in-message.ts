import type { SpeechAct } from '../speech-act.ts'
import { isUndoing } from './asked-segments.ts'
import { besideRequests } from './beside-requests.ts'
import { conditionIn, deedsIn, negationIn } from './classify.ts'
import { conditional, type JudgedSegment } from './in-context.ts'
import { isListedFailing, negationsIn } from './failings.ts'
import type { Rules } from './rules.ts'
import { contentOf, cueIn, PLEASE, wordIn } from './segments.ts'
import { LEAST_TOLD } from './told-before.ts'
import { hasStrayNot, isAnother, unclearNegation } from './unclear-negation.ts'

/** What the clauses of a message do to each other: whoever takes a wish back, or says the opposite, has not asked. */
export function inMessage(
  sentences: readonly (readonly JudgedSegment[])[],
  rules: Rules,
): readonly (readonly JudgedSegment[])[] {
  const spoken = sentences.flat()
  const meant = sentences.map((sentence) =>
    sentence.map((each) =>
      besideRequests(
        isNamedAlone(each, spoken, rules) || isRightOne(each, spoken, rules) || isPlaced(each, spoken, rules)
          ? asked(each)
          : each,
        spoken,
        rules,
      ),
    ),
  )
  const all = meant.flat()
  const held = retractionIn(all, rules) ?? goneAccountIn(all, rules)
  return meant.map((sentence, at) =>
    sentence.map((each) => {
      if (isUnneeded(each, all, rules)) return { ...each, act: 'hope' } as const
      if (each.act !== 'request') return each
      const stray = strayNot(meant, at, rules)
      const later = all.slice(all.indexOf(each) + 1)
      const unclear = unclearNegation(each, sentence, rules)
      const against = againstIn(each, all, rules) ?? takenBack(later, rules)
      if (against !== null) return { ...each, act: 'refusal', cues: [against] } as const
      // In the sentence itself it may be the request that it denies.
      const doubt = unclear ?? (stray && { cue: 'not', isTold: !sentence.includes(stray) })
      // Nobody knows what it denies: whoever says something with it is asked.
      if (doubt !== null) return { ...each, act: doubt.isTold ? 'hope' : 'refusal', cues: [doubt.cue] } as const
      if (held !== null) return { ...each, act: 'hope', cues: [held] } as const
      if (isNamedAsDone(all, rules)) return { ...each, act: 'hope' } as const
      const condition = conditionAfter(meant[at + 1] ?? [], rules)
      return condition === null ? each : conditional(each, condition)
    }),
  )
}

// "I don't want A58 any more": all that is said, and what it asks for has no name.
function isUnneeded({ act, segment }: JudgedSegment, all: readonly JudgedSegment[], rules: Rules): boolean {
  const isPlain = act === 'refusal' && segment.ids.length > 0 && deedsIn(segment, rules).length === 0
  const isAlone = all.every((other) => other.segment === segment || !ASKING_OR_NOT.includes(other.act))
  return isPlain && isAlone && negationsIn(segment, rules) === 1 && cueIn(segment, rules.unneeded) !== null
}

const ASKING_OR_NOT: readonly SpeechAct[] = ['request', 'hope', 'refusal', 'cancellation', 'hypothetical', 'quotation']

// What a sentence tells before the one that asks isn't what is asked for.
function strayNot(
  sentences: readonly (readonly JudgedSegment[])[],
  asking: number,
  rules: Rules,
): JudgedSegment | null {
  const mayBeMeant = (each: JudgedSegment, at: number) =>
    hasStrayNot(each.segment, rules) &&
    !isAnother(each, rules) &&
    each.act !== 'reason' &&
    (at >= asking || contentOf(each.segment, rules).length < LEAST_TOLD)
  return sentences.flatMap((sentence, at) => sentence.filter((each) => mayBeMeant(each, at)))[0] ?? null
}

// "The wax leaked. A31. Refund.", but not "refund" as all that is said.
function isNamedAlone(each: JudgedSegment, spoken: readonly JudgedSegment[], rules: Rules): boolean {
  // "A23 refund: please transfer it to my new account": a heading of the request behind it.
  const next = spoken[spoken.indexOf(each) + 1]
  const isMeant = next?.act === 'request' || (next !== undefined && negationIn(next.segment, rules) !== null)
  const isHeading = isMeant && next?.segment.joint !== 'begins'
  return each.act === 'statement' && spoken.length > 1 && !isHeading && cueIn(each.segment, rules.bareWishes) !== null
}

// "My sister tried to cancel A58, and couldn't. I do want the clock", "the cancellation isn't valid any more, please send it":
// the only deed with a name is told of, or taken back.
function isNamedAsDone(all: readonly JudgedSegment[], rules: Rules): boolean {
  const asked = all.filter(({ act }) => act === 'request').flatMap(({ segment }) => deedsIn(segment, rules))
  if (all.some((each) => each.act === 'report' && isUndoing(each.segment, rules)) && asked.length === 0) return true
  const isSent = asked.length > 0 && asked.every((deed) => rules.sendings.has(deed))
  return isSent && all.some((each) => each.act === 'contrast' && isUndoing(each.segment, rules))
}

/** The pieces with a digit of an account's number; a house and a town have fewer. */
const LEAST_OF_NUMBER = 12

// "Refund A12. My old account is closed": to which it is to be paid, nobody said.
function goneAccountIn(all: readonly JudgedSegment[], rules: Rules): string | null {
  const isNamed = all.some(({ segment }) => segment.ids.join('').length >= LEAST_OF_NUMBER)
  const told = all.filter(({ act }) => TOLD.includes(act))
  const isPaid = all.some(({ act, segment }) => act === 'request' && !isUndoing(segment, rules))
  if (isNamed || !isPaid) return null
  return told.map(({ segment }) => cueIn(segment, rules.goneAccounts)).find((cue) => cue !== null) ?? null
}

const TOLD: readonly SpeechAct[] = ['statement', 'report', 'reason', 'contrast']

// "Wrong address on A58. It should be Mill Lane 7": a detail is wrong, and what follows is the right one.
function isRightOne(each: JudgedSegment, spoken: readonly JudgedSegment[], rules: Rules): boolean {
  const isTold = each.act === 'statement' || each.act === 'hope' || each.act === 'report'
  if (!isTold || cueIn(each.segment, rules.rights) === null || negationIn(each.segment, rules) !== null) return false
  return spoken.slice(0, spoken.indexOf(each)).some(({ segment, act }) => {
    const isSaid = act === 'statement' || act === 'report'
    const isPlain = negationIn(segment, rules) === null || isListedFailing(segment, rules)
    return isSaid && isPlain && cueIn(segment, rules.mistaken) !== null
  })
}

// "Can A58 go to my parents' house? 14 Mill Lane, …": whoever says the place wants it there.
function isPlaced(each: JudgedSegment, spoken: readonly JudgedSegment[], rules: Rules): boolean {
  if (each.act !== 'question' || cueIn(each.segment, rules.placings) === null) return false
  const later = spoken.slice(spoken.indexOf(each) + 1)
  const isValue = ({ act, segment }: JudgedSegment) =>
    (act === 'statement' || act === 'request' || act === 'report' || act === 'hope') &&
    segment.ids.some((id) => !each.segment.ids.includes(id)) &&
    negationIn(segment, rules) === null &&
    wordIn(segment.line, rules.former) === null
  const isSaid = each.segment.line.includes(PLEASE) && each.segment.ids.length > 1
  return negationIn(each.segment, rules) === null && (isSaid || later.some(isValue))
}

function asked(each: JudgedSegment): JudgedSegment {
  return { ...each, act: 'request', isBare: true }
}

// "Refund A12. No wait, don't."
function takenBack(later: readonly JudgedSegment[], rules: Rules): string | null {
  for (const { act, cues, segment } of later) {
    const words = contentOf(segment, rules).join(' ')
    const plain = segment.line.trim()
    if (act === 'cancellation' || rules.bareNegations.has(words) || rules.bareNegations.has(plain))
      return cues[0] ?? words
  }
  return null
}

// "Refund A12! My daughter typed that", "… the parcel was behind the door": whoever wrote it may not want it any more. Nor is it
// sure of what is asked for behind that: "cancel A58 – oops, my daughter typed that, I want the clock".
function retractionIn(all: readonly JudgedSegment[], rules: Rules): string | null {
  const first = all.findIndex(({ act }) => act === 'request')
  if (first === -1) return null
  for (const { segment } of all.slice(first)) {
    const cue = cueIn(segment, rules.retractions)
    if (cue !== null) return cue
  }
  return null
}

// "I don't want a refund for A12. Refund A12": the same deed of the same order, or of none in particular.
function againstIn(request: JudgedSegment, all: readonly JudgedSegment[], rules: Rules): string | null {
  const deeds = deedsIn(request.segment, rules)
  const place = all.indexOf(request)
  for (const [at, { act, segment, cues }] of all.entries()) {
    if (act !== 'refusal') continue
    const refused = deedsIn(segment, rules)
    const isSame = refused.some((deed) => deeds.includes(deed))
    const isSameOrder = segment.ids.some((id) => request.segment.ids.includes(id))
    const isAnyOrder = segment.ids.length === 0 || request.segment.ids.length === 0
    // "Don't cancel A58, I need the clock": what is asked for has no name, and may be the same.
    // But "I don't want the money, I want the lamp. Please send it again": another request gives it its name.
    const isNameless = refused.length > 0 && deeds.length === 0 && !isNamedElse(request, refused, { all, rules })
    if ((isSame || isNameless) && (isSameOrder || isAnyOrder)) return cues[0] ?? null
    // "Refund A12, not A12"; "refund the mug, not A12" may be either.
    const mayBeSame = isSameOrder || (segment.ids.length > 0 && request.segment.ids.length === 0)
    if (refused.length === 0 && mayBeSame && at > place) return cues[0] ?? null
  }
  return null
}

function isNamedElse(
  request: JudgedSegment,
  refused: readonly string[],
  { all, rules }: { readonly all: readonly JudgedSegment[]; readonly rules: Rules },
): boolean {
  return all.some((other) => {
    const deeds = other.act === 'request' && other !== request ? deedsIn(other.segment, rules) : []
    return deeds.length > 0 && !deeds.some((deed) => refused.includes(deed))
  })
}

// "Refund A55. But only if it isn't here by Friday."
function conditionAfter(next: readonly JudgedSegment[], rules: Rules): string | null {
  const [first] = next
  if (!first || next.some(({ act }) => act !== 'hypothetical' && act !== 'statement')) return null
  // "Refund A12. How long until it is on my card?"
  if (cueIn(first.segment, rules.presuming) !== null) return null
  const condition = conditionIn(first.segment, rules)
  const [cue = ''] = condition?.split(' ') ?? []
  const isAtStart = first.segment.line.split(' ').slice(0, 3).includes(cue)
  return isAtStart ? condition : null
}
