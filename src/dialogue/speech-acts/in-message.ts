import { conditionIn, deedsIn } from './classify.ts'
import { conditional, type JudgedSegment } from './in-context.ts'
import type { Rules } from './rules.ts'
import { contentOf, cueIn } from './segments.ts'
import { strayNot, unclearNegation } from './unclear-negation.ts'

/** What the clauses of a message do to each other: whoever takes a wish back, or says the opposite, has not asked. */
export function inMessage(
  sentences: readonly (readonly JudgedSegment[])[],
  rules: Rules,
): readonly (readonly JudgedSegment[])[] {
  const spoken = sentences.flat()
  const meant = sentences.map((sentence) =>
    sentence.map((each) => contrast(reason(undoing(each, spoken, rules), spoken, rules), spoken, rules)),
  )
  const all = meant.flat()
  const stray = all.map(({ segment }) => strayNot(segment, rules)).find((cue) => cue !== null)
  return meant.map((sentence, at) =>
    sentence.map((each) => {
      if (each.act !== 'request') return each
      const later = all.slice(all.indexOf(each) + 1)
      const unclear = stray ?? unclearNegation(each, sentence, rules)
      const against = unclear ?? againstIn(each, all, rules) ?? takenBack(later, rules)
      if (against !== null) return { ...each, act: 'refusal', cues: [against] } as const
      const condition = conditionAfter(meant[at + 1] ?? [], rules)
      return condition === null ? each : conditional(each, condition)
    }),
  )
}

// "I don't want A58 any more. Please cancel it": what is named is an order, and nothing was asked for that could be taken
// back. "Please cancel A58, I've changed my mind": that is why, and so is "please cancel it" behind "I withdraw from A58".
function undoing(each: JudgedSegment, all: readonly JudgedSegment[], rules: Rules): JudgedSegment {
  if (each.act !== 'cancellation') return each
  const before = all.slice(0, all.indexOf(each))
  const wishes = before.filter(({ act }) => act === 'request')
  if (wishes.length > 0) {
    const isSame = wishes.every(({ segment }) => wordsBegin(segment, rules.undoings))
    // A sentence of its own may as well take the wish back: "Cancel A58. Cancel that."
    const isRepeated = each.segment.joint !== 'begins' && wordsBegin(each.segment, rules.undoings)
    const isWhy = isRepeated || cueIn(each.segment, rules.secondThoughts) !== null
    return isSame && isWhy ? { ...each, act: 'statement' } : each
  }
  const isNamed = before.some(({ segment }) => segment.ids.length > 0)
  const isRefused = before.some(({ act, segment }) => act === 'refusal' && wordsBegin(segment, rules.undoings))
  return isNamed && !isRefused && wordsBegin(each.segment, rules.undoings) ? { ...each, act: 'request' } : each
}

// "I no longer need the lamp, please refund A17": a thing isn't wanted any more, and that is why. Behind the request it may
// be that which isn't.
function reason(each: JudgedSegment, all: readonly JudgedSegment[], rules: Rules): JudgedSegment {
  if (each.act !== 'refusal' || each.segment.ids.length > 0 || deedsIn(each.segment, rules).length > 0) return each
  const before = all.findIndex(({ segment }) => segment === each.segment)
  const isBefore = all.slice(before + 1).some(({ act }) => act === 'request')
  return isBefore && cueIn(each.segment, rules.unneeded) !== null ? { ...each, act: 'report' } : each
}

// "Instead of a refund, please send it again": what is named as not meant is another deed than what is asked for.
function contrast(each: JudgedSegment, all: readonly JudgedSegment[], rules: Rules): JudgedSegment {
  if (each.act !== 'refusal' || !each.cues.some((cue) => rules.insteads.has(cue.split(' ')[0] ?? ''))) return each
  // "Instead of a refund, no, …": whose "no" that is, nobody knows.
  const words = each.segment.line.split(' ')
  if (words.some((word) => rules.negations.has(word) && !rules.insteads.has(word))) return each
  const deeds = deedsIn(each.segment, rules)
  const asked = all.filter(({ act }) => act === 'request').map(({ segment }) => deedsIn(segment, rules))
  const isOther = asked.length > 0 && asked.every((own) => own.length > 0 && !own.some((deed) => deeds.includes(deed)))
  return deeds.length > 0 && isOther ? { ...each, act: 'report' } : each
}

function wordsBegin({ line }: JudgedSegment['segment'], stems: ReadonlySet<string>): boolean {
  return line.split(' ').some((word) => [...stems].some((stem) => word.startsWith(stem)))
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
    const isSame = refused.some((deed) => deeds.includes(deed))
    const isSameOrder = segment.ids.some((id) => request.segment.ids.includes(id))
    const isAnyOrder = segment.ids.length === 0 || request.segment.ids.length === 0
    // "Don't cancel A58, I need the clock": what is asked for has no name, and may be the same.
    const isNameless = refused.length > 0 && deeds.length === 0
    if ((isSame || isNameless) && (isSameOrder || isAnyOrder)) return cues[0] ?? null
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
  const isAtStart = first.segment.line.split(' ').slice(0, 3).includes(cue)
  return isAtStart ? condition : null
}
