import type { SpeechAct } from '../speech-act.ts'
import { isListedFailing, negationsIn, tellsFailing } from './failings.ts'
import type { Rules } from './rules.ts'
import { contentOf, cueIn, PLEASE, stemsIn, wordIn, type Segment } from './segments.ts'

/** What a segment does by its own words. */
export interface Judged {
  readonly act: SpeechAct
  readonly cues: readonly string[]
  /** A command without "please", "I want" or "can you", which does what the words before it do. */
  readonly isBare: boolean
}

/** What a segment does by itself, whatever stands around it; `isAsked` where a question mark ends it. */
export function classify(segment: Segment, isAsked: boolean, rules: Rules): Judged {
  const { line } = segment
  const of = (act: SpeechAct, cue: string | null): Judged | null =>
    cue === null ? null : { act, cues: [cue], isBare: false }
  return (
    of('hypothetical', conditionIn(segment, rules)) ??
    of('hope', cueIn(segment, rules.reminders)) ??
    of('cancellation', cueIn(segment, rules.cancellations)) ??
    of('refusal', refusalIn(segment, rules)) ??
    of('hope', hopeIn(segment, rules)) ??
    of('question', cueIn(segment, rules.askings) ?? cueIn(segment, rules.inverted)) ??
    denied(segment, rules) ??
    of('hypothetical', cueIn(segment, rules.doubts) ?? laterIn(segment, rules)) ??
    requested(segment, isAsked, rules) ??
    (isAsked && !line.includes(PLEASE) ? of('question', '?') : null) ??
    of('report', cueIn(segment, rules.reports)) ??
    politely(segment, rules) ??
    of('question', questionIn(segment, rules) ?? (isAsked ? '?' : null)) ??
    commanded(segment, rules) ?? { act: 'statement', cues: [], isBare: false }
  )
}

// "Your driver can never find it" is told of a thing, and so is the "not" in it.
function refusalIn(segment: Segment, rules: Rules): string | null {
  const cue = cueIn(segment, rules.refusals)
  const isOfThing = cue !== null && negationsIn({ line: cue }, rules) > 0 && isListedFailing(segment, rules)
  return isOfThing ? null : cue
}

// "Could I have my money back?"
function hopeIn(segment: Segment, rules: Rules): string | null {
  const isRequest = cueIn(segment, rules.requests) !== null && segment.line.includes(`${PLEASE} `)
  return isRequest || negationIn(segment, rules) !== null ? null : cueIn(segment, rules.hopes)
}

/** The words that make the sentence around a segment depend on something. */
export function conditionIn(segment: Pick<Segment, 'line'>, { conditions, times, past }: Rules): string | null {
  const condition = cueIn(segment, conditions)
  if (condition !== null) return condition
  return wordIn(segment.line, past) === null ? cueIn(segment, times) : null
}

/** A negation in these words; null where there is none. */
export function negationIn({ line }: Segment, { negations }: Rules): string | null {
  return wordIn(line, negations)
}

/** What the words can be about: a refusal and a request of the same contradict each other. */
export function deedsIn(segment: Pick<Segment, 'line'>, { deeds }: Rules): readonly string[] {
  return stemsIn(segment, deeds)
}

/** Whether all that it says is that somebody thinks otherwise now, and of no deed: to change a mind is none. */
export function isSecondThought({ line }: Segment, rules: Rules): boolean {
  const thought = cueIn({ line }, rules.secondThoughts)
  return thought !== null && deedsIn({ line: line.replace(thought, '') }, rules).length === 0
}

// Whatever else is in it, a clause with a negation asks for nothing.
function denied(segment: Segment, rules: Rules): Judged | null {
  const negation = negationIn(segment, rules)
  if (negation === null) return null
  const isComplaint = cueIn(segment, rules.complaints) !== null || tellsFailing(segment, rules)
  const isAboutADeed = deedsIn(segment, rules).length > 0 || cueIn(segment, rules.wishes) !== null
  // "Do not.", "not A12"
  const isBare = contentOf(segment, rules).every(
    (word) => rules.negations.has(word) || rules.beforeNot.has(word) || /\p{N}/u.test(word),
  )
  const act = (isAboutADeed || isBare || forbids(segment, rules)) && !isComplaint ? 'refusal' : 'statement'
  return { act, cues: [negation], isBare: false }
}

// "Don't touch it yet": a command, of what was said before.
function forbids(segment: Segment, rules: Rules): boolean {
  const content = contentOf(segment, rules)
  const isCommand = rules.forbids.has(content[0] ?? '') || rules.forbids.has(content.slice(0, 2).join(' '))
  return isCommand && content.some((word) => rules.pointing.has(word))
}

/** With fewer words of its own a clause that speaks of another time puts off what stands around it. */
const LEAST_OF_EVENT = 4

// "Refund A12, later", "refund A12 tomorrow", but not "the movers come tomorrow".
function laterIn(segment: Segment, rules: Rules): string | null {
  const isTold = contentOf(segment, rules).length >= LEAST_OF_EVENT && deedsIn(segment, rules).length === 0
  return isTold && segment.ids.length === 0 ? null : cueIn(segment, rules.later)
}

// "It doesn't fit, is too small": within a sentence a verb at the beginning has left its subject out.
function questionIn(segment: Segment, { questions }: Rules): string | null {
  return segment.joint === 'begins' || segment.joint === 'afresh' ? cueIn(segment, questions) : null
}

// A question mark makes "I want a refund?" a question, and not "can you refund A12?".
function requested(segment: Segment, isAsked: boolean, rules: Rules): Judged | null {
  const ability = cueIn(segment, rules.abilities)
  if (ability !== null) {
    const isDefinite =
      segment.ids.length > 0 || segment.line.includes(`${PLEASE} `) || wordIn(segment.line, rules.definite) !== null
    return { act: isDefinite ? 'request' : 'question', cues: [ability], isBare: false }
  }
  const cue = cueIn(segment, rules.requests)
  if (cue === null) return null
  return { act: isAsked && !segment.line.includes(PLEASE) ? 'question' : 'request', cues: [cue], isBare: false }
}

function politely(segment: Segment, rules: Rules): Judged | null {
  if (!segment.line.includes(`${PLEASE} `) || cueIn(segment, rules.unwished) !== null) return null
  const content = contentOf(segment, rules).filter((word) => !/\p{N}/u.test(word))
  const isEnough = content.length > 1 || deedsIn(segment, rules).length > 0
  return content.length > 0 && isEnough && cueIn(segment, rules.questions) === null
    ? { act: 'request', cues: [PLEASE, ...content.slice(0, 1)], isBare: false }
    : null
}

function commanded(segment: Segment, rules: Rules): Judged | null {
  const cue = cueIn(segment, rules.unwished) === null ? cueIn(segment, rules.commands) : null
  return cue === null ? null : { act: 'request', cues: [cue], isBare: true }
}
