import { classify, conditionIn, deedsIn, negationIn, type Judged } from './classify.ts'
import type { Rules } from './rules.ts'
import { contentOf, cueIn, type Segment } from './segments.ts'

/** A segment with what it does. */
export interface JudgedSegment extends Judged {
  readonly segment: Segment
}

/** What each segment of a sentence does, with the others around it. */
export function inSentence(segments: readonly Segment[], isQuestion: boolean, rules: Rules): readonly JudgedSegment[] {
  const judged = segments.map((segment, index) => ({
    segment,
    ...classify(segment, isQuestion && index === segments.length - 1, rules),
  }))
  const depends =
    segments.map((segment) => conditionIn(segment, rules)).find((cue) => cue !== null) ?? musing(judged, rules)
  if (depends !== undefined) return judged.map((each) => (each.act === 'request' ? conditional(each, depends) : each))
  return goingOn(judged, rules)
}

// "In theory, could you refund A12?"
function musing([first, second]: readonly JudgedSegment[], rules: Rules): string | undefined {
  const isMusing = first?.act === 'hypothetical' && second !== undefined && second.segment.joint !== 'turns'
  return isMusing && contentOf(first.segment, rules).length <= 3 ? first.cues[0] : undefined
}

function conditional(judged: JudgedSegment, cue: string): JudgedSegment {
  return { ...judged, act: 'hypothetical', cues: [cue] }
}

// "How do I cancel A58 and refund A12", "don't refund or cancel it": a bare command does what stands before it does.
function goingOn(judged: readonly JudgedSegment[], rules: Rules): readonly JudgedSegment[] {
  const done: JudgedSegment[] = []
  for (const [index, each] of judged.entries()) {
    const before = done.at(-1)
    if (before === undefined || !goesOn(each, before, judged.slice(index), rules)) {
      done.push(each)
    } else if (isFragment(each, rules) && before.act !== 'cancellation') {
      done[done.length - 1] = { ...before, segment: joined(before.segment, each.segment) }
    } else {
      done.push({ ...each, act: before.act, cues: before.cues })
    }
  }
  return withoutAlternatives(done)
}

function goesOn(each: JudgedSegment, before: JudgedSegment, rest: readonly JudgedSegment[], rules: Rules): boolean {
  const { joint, line } = each.segment
  if (isFragment(each, rules)) return joint !== 'turns' && joint !== 'reason'
  const isBound = rules.binders.has(line.split(' ')[0] ?? '') || cueIn(each.segment, rules.bound) !== null
  if (isBound && (each.act === 'request' || each.act === 'statement')) return true
  if (each.act !== 'request' || !each.isBare) return false
  if (before.act === 'request' || before.act === 'statement') return false
  if (joint === 'and' || joint === 'or') return true
  if (joint !== 'comma') return false
  const isListed = rest.slice(1).some(({ segment }) => segment.joint === 'or' || segment.joint === 'and')
  return before.act === 'question' || before.act === 'hypothetical' || (before.act === 'refusal' && isListed)
}

// "and A13", "the mug too", "please": a piece without a verb, which belongs to what stands before it.
function isFragment({ act, segment }: JudgedSegment, rules: Rules): boolean {
  if (act !== 'statement' || segment.joint === 'begins' || negationIn(segment, rules) !== null) return false
  const content = contentOf(segment, rules)
  return content.length === 0 || (content.length <= 5 && segment.joint !== 'afresh')
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
  return isChoice ? judged.map((each) => (each.act === 'request' ? conditional(each, 'or') : each)) : judged
}

/** What the clauses of a message do to each other: whoever takes a wish back, or says the opposite, has not asked. */
export function inMessage(
  sentences: readonly (readonly JudgedSegment[])[],
  rules: Rules,
): readonly (readonly JudgedSegment[])[] {
  const all = sentences.flat()
  const stray = all.map(({ segment }) => strayNot(segment, rules)).find((cue) => cue !== null)
  return sentences.map((sentence, at) =>
    sentence.map((each) => {
      if (each.act !== 'request') return each
      const later = all.slice(all.indexOf(each) + 1)
      const against = stray ?? againstIn(each, all, rules) ?? takenBack(later, rules)
      if (against !== null) return { ...each, act: 'refusal', cues: [against] } as const
      const condition = conditionAfter(sentences[at + 1] ?? [], rules)
      return condition === null ? each : conditional(each, condition)
    }),
  )
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

// "I don't want a refund for A12. Refund A12": the same deed of the same order, or of none in particular.
function againstIn(request: JudgedSegment, all: readonly JudgedSegment[], rules: Rules): string | null {
  const deeds = deedsIn(request.segment, rules)
  const place = all.indexOf(request)
  for (const [at, { act, segment, cues }] of all.entries()) {
    if (act !== 'refusal') continue
    const refused = deedsIn(segment, rules)
    // "Don't cancel A58, I need the clock" asks for nothing that has a name.
    if (refused.length > 0 && deeds.length === 0 && request.segment.ids.length === 0) return cues[0] ?? null
    const isSame = refused.some((deed) => deeds.includes(deed))
    const isSameOrder = segment.ids.some((id) => request.segment.ids.includes(id))
    const isAnyOrder = segment.ids.length === 0 || request.segment.ids.length === 0
    if (isSame && (isSameOrder || isAnyOrder)) return cues[0] ?? null
    // "Refund A12, not A12"; "refund the mug, not A12" may be either.
    const mayBeSame = isSameOrder || (segment.ids.length > 0 && request.segment.ids.length === 0)
    if (refused.length === 0 && mayBeSame && at > place) return cues[0] ?? null
  }
  return null
}

// "Refund A55. But only if it isn't here by Friday."
function conditionAfter(next: readonly JudgedSegment[], rules: Rules): string | null {
  const [first] = next
  if (!first || next.some(({ act }) => act !== 'hypothetical' && act !== 'statement')) return null
  const condition = conditionIn(first.segment, rules)
  const [cue = ''] = condition?.split(' ') ?? []
  const isAtStart = condition !== null && contentOf(first.segment, rules)[0]?.startsWith(cue) === true
  return isAtStart ? condition : null
}

// A "not" that stands where none can stand: nobody knows what it denies.
function strayNot({ line, joint }: Segment, { beforeNot, afterNot, openers, closers }: Rules): string | null {
  const plain = line.trim().split(' ')
  for (const [at, word] of plain.entries()) {
    if (word !== 'not' || beforeNot.size === 0) continue
    const before = plain.slice(0, at).findLast((each) => !openers.has(each) || beforeNot.has(each))
    const next = plain.slice(at + 1).find((each) => !closers.has(each))
    const isContrast = joint !== 'begins' && before === undefined && next !== undefined
    const isOpening = before === undefined && next !== undefined && (afterNot.has(next) || /\p{N}/u.test(next))
    const isVerbs = before !== undefined && beforeNot.has(plain[at - 1] ?? '')
    if (!isContrast && !isOpening && !isVerbs) return 'not'
  }
  return null
}
