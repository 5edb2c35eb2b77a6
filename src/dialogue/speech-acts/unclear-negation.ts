import type { SpeechAct } from '../speech-act.ts'
import { deedsIn, negationIn } from './classify.ts'
import { isListedFailing, tellsFailing } from './failings.ts'
import type { JudgedSegment } from './in-context.ts'
import type { Rules } from './rules.ts'
import { contentOf, cueIn, PLEASE, type Segment } from './segments.ts'

/** Whether a "not" stands where none can stand: nobody knows what it denies. */
export function hasStrayNot(segment: Segment, rules: Rules): boolean {
  const { line, joint } = segment
  const { beforeNot, afterNot, openers, closers } = rules
  const plain = line.trim().split(' ')
  for (const [at, word] of plain.entries()) {
    if (word !== 'not' || beforeNot.size === 0) continue
    const before = plain.slice(0, at).findLast((each) => !openers.has(each) || beforeNot.has(each))
    const next = plain.slice(at + 1).find((each) => !closers.has(each))
    const isContrast = joint !== 'begins' && before === undefined && next !== undefined
    const isOpening = before === undefined && next !== undefined && (afterNot.has(next) || /\p{N}/u.test(next))
    const isVerbs = before !== undefined && beforeNot.has(plain[at - 1] ?? '')
    if (!isContrast && !isOpening && !isVerbs) return !tellsFailing(segment, rules)
  }
  return false
}

const NEGATED: readonly SpeechAct[] = ['statement', 'refusal', 'contrast']

/** A negation that may be meant for a request. */
export interface Unclear {
  readonly cue: string
  /** Whether it says something of its own: who says it may want what they ask for, and is asked. */
  readonly isTold: boolean
}

/** A negation beside a request in its sentence that may be meant for it; null where each says what it denies. */
export function unclearNegation(
  request: JudgedSegment,
  sentence: readonly JudgedSegment[],
  rules: Rules,
): Unclear | null {
  const place = sentence.indexOf(request)
  for (const [at, { act, segment }] of sentence.entries()) {
    const isSubordinate = act === 'question' && at > place && !segment.isApart && segment.joint !== 'begins'
    const negation = NEGATED.includes(act) || isSubordinate ? negationIn(segment, rules) : null
    const complaint = cueIn(segment, rules.complaints)
    const words = contentOf(segment, rules)
    const next = sentence[at + 1]?.segment
    // "It doesn't fit me at all", "das gefällt mir nicht": its own "not", where nothing goes on behind it.
    const isOwn = segment.ids.length === 0 && next?.isApart !== false && endsIn(segment, words, complaint ?? '?')
    const isComplaint = complaint !== null && (!endsInNegation(words, rules) || isOwn)
    // "Cancel A58, since nobody can take it in": that says why, to its end.
    const isWhy = sentence.slice(place + 1, at + 1).some((each) => each.segment.joint === 'reason')
    // "The lamp is broken not and refund it": what isn't listed must end where its sentence does, or at a comma.
    const isFailing = next?.isApart === false ? isListedFailing(segment, rules) : tellsFailing(segment, rules)
    // "Refund A31 please, a new one I don't want": that denies another thing than what is asked for.
    if (negation === null || isComplaint || isWhy || isFailing || isAnother(sentence[at], rules)) continue
    // "Please send the one I never ordered"
    const isInstead = rules.insteads.has(segment.line.split(' ')[0] ?? '')
    const isRunOn =
      at === place + 1 && segment.joint === 'afresh' && !segment.isApart && !isInstead && words.length <= MOST_RUN_ON
    const isUnclear = at < place ? mayReachOn(segment, next, rules) : isRunOn || mayReachBack(segment, rules)
    if (isUnclear) return { cue: negation, isTold: isTold(segment, rules) }
  }
  return null
}

/** Whether it turns down another of what gives its money back. */
export function isAnother(judged: JudgedSegment | undefined, rules: Rules): boolean {
  return judged?.act === 'contrast' && cueIn(judged.segment, rules.anotherOne) !== null
}

/** With more words it tells something by itself, though no comma stands before it. */
const MOST_RUN_ON = 4

/** With fewer words of its own it may as well be all that is said of the request: "refund A12 no thanks". */
const LEAST_TOLD = 3

function isTold(segment: Segment, rules: Rules): boolean {
  return contentOf(segment, rules).filter((word) => !rules.negations.has(word)).length >= LEAST_TOLD
}

// "No please refund it", "not A12 please refund", "don't, and refund A12", but not "No, please refund it".
function mayReachOn(segment: Segment, next: Segment | undefined, rules: Rules): boolean {
  const words = segment.line.trim().split(' ')
  // "It doesn't work, so please refund it": what follows from it isn't denied by it.
  if (next && rules.consequences.has(next.line.split(' ')[0] ?? '') && !endsInNegation(words, rules)) return false
  // "… Elm Street 4 not, 8000 Aarhus": a number goes on with what stands before it.
  const isCutOff = endsInNegation(words, rules) && /^\p{N}+$/u.test(next?.words[0]?.folded ?? '')
  if (next?.isApart === true) return isCutOff || (words.length === 1 && !rules.interjections.has(words[0] ?? ''))
  const others = contentOf(segment, rules).filter((word) => !rules.negations.has(word) && !/\p{N}/u.test(word))
  const isInstead = rules.insteads.has(words[0] ?? '') // "statt Ersatz möchte ich …" says what it isn't
  const isPiece = others.length < 2 && !isInstead
  // "Do not wait and refund A12", "do not hey could you refund A12": a command behind one that denies.
  const [first = ''] = words.filter((word) => word !== PLEASE)
  const isCommand = !isInstead && (rules.beforeNot.has(first) || rules.negations.has(first))
  const goesOn = next?.joint === 'and' || next?.joint === 'afresh'
  const isDenied = isCommand && goesOn && segment.ids.length === 0
  return isPiece || isDenied || endsInNegation(words, rules)
}

// "Refund A12 to Elm Street 4, 8000 Aarhus don't", but not "refund A12, not A17" and not "and don't call me".
function mayReachBack(segment: Segment, rules: Rules): boolean {
  const words = contentOf(segment, rules)
  if (endsInNegation(words, rules)) return true
  const first = words[0] ?? ''
  const [instead = '', next = ''] = segment.line.split(' ')
  if (deedsIn(segment, rules).length === 0 && rules.insteads.has(instead) && next !== '' && !rules.negations.has(next))
    return false
  if (rules.contrasts.has(first)) return false
  if (rules.negations.has(first) || rules.negations.has(words.slice(0, 2).join(' '))) {
    return cueIn(segment, rules.wishes) === null
  }
  return segment.ids.length > 0 && cueIn(segment, rules.wishes) === null
}

const LEAST_OF_COMPLAINT = 4

// "Das gefällt mir alles nicht", "die brauche ich nicht mehr".
function endsIn({ line }: Segment, words: readonly string[], complaint: string): boolean {
  const isLast = [line.trim(), words.join(' '), words.slice(0, -1).join(' ')].some((all) => all.endsWith(complaint))
  return words.length >= LEAST_OF_COMPLAINT && isLast
}

function endsInNegation(words: readonly string[], { negations }: Rules): boolean {
  return negations.has(words.at(-1) ?? '') || negations.has(words.slice(-2).join(' '))
}
