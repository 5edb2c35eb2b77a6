import { givesBack } from './asked-segments.ts'
import { classify, conditionIn, deedsIn, isSecondThought, negationIn, type Judged } from './classify.ts'
import { withoutLabel } from './labelled-lines.ts'
import { isListedFailing } from './failings.ts'
import { findPattern } from './patterns.ts'
import type { Rules } from './rules.ts'
import { contentOf, cueIn, PLEASE, type Segment } from './segments.ts'

/** A segment with what it does. */
export interface JudgedSegment extends Judged {
  readonly segment: Segment
  readonly isFramed?: boolean
}

/** What each segment of a sentence does, with the others around it and the label before them. */
export function inSentence(segments: readonly Segment[], isQuestion: boolean, rules: Rules): readonly JudgedSegment[] {
  const { label, own } = isQuestion ? { label: null, own: segments } : withoutLabel(segments, rules)
  const judged = judgedTogether(own, isQuestion, rules)
  return label === 'reason'
    ? judged.map((each) => (givesReason(each, rules) ? { ...each, act: 'reason' } : each))
    : judged
}

/** Fewer words tell nothing: "reason: don't". */
const LEAST_OF_REASON = 2

// "Reason: I no longer need them": what it denies is nothing that is asked for.
function givesReason({ act, segment }: JudgedSegment, rules: Rules): boolean {
  const isLong = contentOf(segment, rules).length >= LEAST_OF_REASON
  if (act === 'cancellation') return isLong && isSecondThought(segment, rules)
  return act !== 'request' && isLong && deedsIn(segment, rules).length === 0
}

function judgedTogether(segments: readonly Segment[], isQuestion: boolean, rules: Rules): readonly JudgedSegment[] {
  const judged = segments.map((segment, index) =>
    isQuestion && index === segments.length - 1
      ? judgedLast(segment, segments.slice(0, index), rules)
      : { segment, ...withoutRelatives(segment, classify(segment, false, rules), rules) },
  )
  const depends =
    segments.map((segment) => conditionIn(segment, rules)).find((cue) => cue !== null) ??
    compared(segments, rules) ??
    musing(judged, rules) ??
    doubtBehind(judged)
  if (depends !== undefined) return dependingOn(judged, depends)
  return restsOfQuestions(goingOn(judged, rules), rules)
}

// "Which account, please, would you refund A12 to?", "where is A55, could you cancel A58": whether it goes on with the question
// before it isn't plain.
function restsOfQuestions(judged: readonly JudgedSegment[], rules: Rules): readonly JudgedSegment[] {
  return judged.map((each, at) => {
    const isBehind =
      judged[at - 1]?.act === 'question' && (each.segment.joint === 'comma' || each.segment.joint === 'afresh')
    return isBehind && each.act === 'request' && cueIn(each.segment, rules.asksYou) !== null
      ? { ...each, act: 'hope' }
      : each
  })
}

// "You sent me a new one, which was great."
function withoutRelatives(segment: Segment, judged: Judged, { relatives }: Rules): Judged {
  const isRelative = segment.joint === 'comma' && relatives.has(segment.line.split(' ')[0] ?? '')
  return isRelative && judged.act === 'question' ? { ...judged, act: 'statement', cues: [] } : judged
}

// "Could you refund the lamp and the wax, order A17?": the question mark is that of the request, not of the pieces behind it.
function judgedLast(segment: Segment, others: readonly Segment[], rules: Rules): JudgedSegment {
  const asked = { segment, ...classify(segment, true, rules) }
  const before = others.findLast((other) => !isFragment({ segment: other, ...classify(other, false, rules) }, rules))
  if (asked.cues[0] !== '?' || !before || classify(before, true, rules).act !== 'request') return asked
  const plain = { segment, ...classify(segment, false, rules) }
  const isMore = plain.act === 'request' && plain.isBare && segment.joint === 'and'
  // "Darf ich Sie bitten, mir die Lampe zuzuschicken?"
  const isBound = plain.act === 'statement' && cueIn(segment, rules.bound) !== null
  return isMore || isBound || isFragment(plain, rules) ? plain : asked
}

// "I'd rather have a new and undamaged lamp than a refund": both are named, and one of them isn't wanted.
function compared(segments: readonly Segment[], { comparisons }: Rules): string | undefined {
  return findPattern(segments.map(({ line }) => line).join(''), comparisons) ?? undefined
}

// "In theory, could you refund A12?"
function musing([first, second]: readonly JudgedSegment[], rules: Rules): string | undefined {
  const isMusing = first?.act === 'hypothetical' && second?.act === 'request' && second.segment.joint !== 'turns'
  // "We are moving next week, so could you…"
  if (isMusing && rules.consequences.has(second.segment.line.split(' ')[0] ?? '')) return undefined
  return isMusing && contentOf(first.segment, rules).length <= 3 ? first.cues[0] : undefined
}

// "I'd love a refund, but I guess it's too late."
function doubtBehind(judged: readonly JudgedSegment[]): string | undefined {
  return judged.find(({ act, segment }) => act === 'hypothetical' && segment.joint === 'turns')?.cues[0]
}

/** The same, each request of which depends on something. */
export function dependingOn(judged: readonly JudgedSegment[], cue: string): readonly JudgedSegment[] {
  return judged.map((each) => (each.act === 'request' ? conditional(each, cue) : each))
}

/** The same, depending on something. */
export function conditional(judged: JudgedSegment, cue: string): JudgedSegment {
  return { ...judged, act: 'hypothetical', cues: [cue] }
}

// "How do I cancel A58 and refund A12", "don't refund or cancel it": a bare command does what stands before it does.
function goingOn(judged: readonly JudgedSegment[], rules: Rules): readonly JudgedSegment[] {
  const done: JudgedSegment[] = []
  for (const [index, each] of judged.entries()) {
    const before = done.at(-1)
    const goal = withNumber(each, judged[index + 1], rules)
    if (before !== undefined && corrects(goal, before, rules)) {
      done[done.length - 1] = { ...before, act: 'contrast' }
      const act = putsInPlace(goal, before, rules) || isRather(each, before, rules) ? 'request' : 'hope'
      done.push({ ...each, act, cues: [wordsIn(each)[0] ?? ''] })
    } else if (before === undefined || !goesOn(each, before, judged.slice(index), rules)) {
      done.push(each)
    } else if (isFragment(each, rules) && isListedFailing(before.segment, rules)) {
      // "Not to my credit card, i lost it": what is denied there ends where the piece begins.
      done.push(each)
    } else if (isFragment(each, rules) && (before.act !== 'cancellation' || namesNothing(each, rules))) {
      done[done.length - 1] = withFragment(before, each.segment, rules)
    } else {
      done.push({ ...each, act: before.act, cues: before.cues })
    }
  }
  return withoutAlternatives(done)
}

// "Keinen Ersatz, sondern mein Geld zurück": what is denied is another than what is meant.
function corrects(each: JudgedSegment, before: JudgedSegment, rules: Rules): boolean {
  const isNamed = rules.corrections.has(wordsIn(each)[0] ?? '') || isRather(each, before, rules)
  // "Bitte A58 nicht an die alte Adresse schicken" is told of a place, and asks for it.
  const isDenied = before.act === 'refusal' || (before.act === 'statement' && isDeniedWish(before, rules))
  if (!isDenied || !isNamed || each.act !== 'statement' || negationIn(each.segment, rules) !== null) return false
  // "Bitte nicht auf das alte Konto überweisen, sondern auf DE89…": what is asked for stands in what is denied.
  const isAsked = isWished(before.segment, rules) && each.segment.ids.length > 0
  return isAsked || deedsIn(each.segment, rules).length > 0 || each.segment.line.includes(PLEASE)
}

function isDeniedWish({ segment }: JudgedSegment, rules: Rules): boolean {
  return isWished(segment, rules) && negationIn(segment, rules) !== null
}

// "Bitte nicht auf …", "das Geld für A40 soll nicht auf …"
function isWished({ line }: Segment, rules: Rules): boolean {
  return line.includes(PLEASE) || line.split(' ').some((word) => rules.goals.has(word))
}

// "… sondern an: Mill Lane 7": what stands behind the colon says where.
function withNumber(each: JudgedSegment, next: JudgedSegment | undefined, rules: Rules): JudgedSegment {
  const isOpen = each.segment.ids.length === 0 && next !== undefined && isFragment(next, rules)
  return isOpen ? { ...each, segment: { ...each.segment, ids: next.segment.ids } } : each
}

// "Bitte nicht auf das alte Konto, sondern auf DE89…": one place in another's, of one thing that is asked for.
function putsInPlace(each: JudgedSegment, before: JudgedSegment, rules: Rules): boolean {
  const denied = wordsIn(before)
  const place = denied.slice(denied.findIndex((word) => rules.negations.has(word)) + 1).find((word) => word !== 'mehr')
  const isAsked = isWished(before.segment, rules) && each.segment.ids.length > 0
  return isAsked && place !== undefined && rules.places.has(place) && rules.places.has(wordsIn(each)[1] ?? '')
}

// "Ich will keinen Ersatz, sondern mein Geld zurück", "I don't want another, just my money": what is wanted is said with it, and
// nothing is told or asked of it.
function isRather(each: JudgedSegment, before: JudgedSegment, rules: Rules): boolean {
  const isVerb = (word: string) => rules.past.has(word) || (rules.beforeNot.has(word) && !rules.openers.has(word))
  const isTold = wordsIn(each).some(isVerb) || cueIn(each.segment, rules.tellings) !== null
  return (
    !isTold &&
    cueIn(before.segment, rules.anotherOne) !== null &&
    !givesBack(before.segment, rules) &&
    givesBack(each.segment, rules)
  )
}

function wordsIn({ segment }: JudgedSegment): readonly string[] {
  return segment.line.split(' ')
}

function namesNothing({ segment }: JudgedSegment, rules: Rules): boolean {
  return segment.ids.length === 0 && deedsIn(segment, rules).length === 0
}

// "Refund the blanket + the mug please": what is polite about the last piece is so about all of it. "A58, new address: Mill
// Lane 7", "lasst sie also laufen": only with its last piece it says what is wanted, or isn't.
function withFragment(before: JudgedSegment, fragment: Segment, rules: Rules): JudgedSegment {
  const segment = joined(before.segment, fragment)
  if (before.act !== 'statement' && before.act !== 'report') return { ...before, segment }
  const whole = { segment, ...classify(segment, false, rules) }
  // "Refund to be paid in: RO25…", but not "the lamp broke, please".
  const isNumbered = whole.act === 'request' && whole.cues[0] !== PLEASE && fragment.ids.length > 0
  if (before.act === 'report') return isNumbered ? whole : { ...before, segment }
  const isSaidByBoth = whole.act === 'request' || whole.act === 'refusal'
  return fragment.line.includes(`${PLEASE} `) || isSaidByBoth ? whole : { ...before, segment }
}

/** More words behind "hello" may say something that goes on. */
const MOST_GREETED = 1

function goesOn(each: JudgedSegment, before: JudgedSegment, rest: readonly JudgedSegment[], rules: Rules): boolean {
  const { joint, line } = each.segment
  if (isFragment(each, rules)) return joint !== 'turns' && joint !== 'reason'
  // "Hallo, das Geld für A12 bitte zurück", "Liebes Team, für A17 bitte ich um …": behind a greeting nothing goes on with it.
  const isGreeting =
    before.segment.joint === 'begins' &&
    before.act === 'statement' &&
    rules.openers.has(wordsIn(before)[0] ?? '') &&
    negationIn(before.segment, rules) === null &&
    (rules.definite.has(wordsIn(each)[0] ?? '') || contentOf(before.segment, rules).length <= MOST_GREETED)
  const isBinder = rules.binders.has(line.split(' ')[0] ?? '') && !isGreeting
  const isBound = isBinder || cueIn(each.segment, rules.bound) !== null
  if (isBound && each.act === 'request') return true
  if (isBound && each.act === 'statement') return joint !== 'reason' && negationIn(each.segment, rules) === null
  if (each.act !== 'request' || !each.isBare) return false
  if (before.act === 'request' || before.act === 'statement') return false
  // "Leave A58 alone and refund A12": nothing in it is denied, and it is of another order.
  const isApart = before.act === 'refusal' && negationIn(before.segment, rules) === null
  const isOfOther = before.segment.ids.length > 0 && !before.segment.ids.some((id) => each.segment.ids.includes(id))
  if (joint === 'and' && isApart && isOfOther && each.segment.ids.length > 0) return false
  if (joint === 'and' || joint === 'or') return true
  if (joint !== 'comma') return false
  const isListed = rest.slice(1).some(({ segment }) => segment.joint === 'or' || segment.joint === 'and')
  return before.act === 'question' || before.act === 'hypothetical' || (before.act === 'refusal' && isListed)
}

// "and A13", "the mug too", "please": a piece without a verb, which belongs to what stands before it.
function isFragment({ act, segment }: JudgedSegment, rules: Rules): boolean {
  if (act !== 'statement' || segment.joint === 'begins' || negationIn(segment, rules) !== null) return false
  if (cueIn(segment, rules.headings) !== null) return false
  const content = contentOf(segment, rules)
  const words = content.filter((word) => !/\p{N}/u.test(word))
  return content.length === 0 || (words.length <= 5 && segment.joint !== 'afresh')
}

function joined(one: Segment, other: Segment): Segment {
  return {
    ...one,
    words: [...one.words, ...other.words],
    line: one.line + other.line,
    ids: [...one.ids, ...other.ids],
  }
}

// "Refund A12 or send it again": which of the two isn't said.
function withoutAlternatives(judged: readonly JudgedSegment[]): readonly JudgedSegment[] {
  const isChoice = judged.some(({ act, segment }) => act === 'request' && segment.joint === 'or')
  return isChoice ? dependingOn(judged, 'or') : judged
}
