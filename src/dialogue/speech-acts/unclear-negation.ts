import { negationIn } from './classify.ts'
import type { JudgedSegment } from './in-context.ts'
import type { Rules } from './rules.ts'
import { contentOf, cueIn, type Segment } from './segments.ts'

/** A "not" that stands where none can stand; null where there is none. Nobody knows what it denies. */
export function strayNot({ line, joint }: Segment, { beforeNot, afterNot, openers, closers }: Rules): string | null {
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

/** A negation beside a request in its sentence that may be meant for it; null where each says what it denies. */
export function unclearNegation(
  request: JudgedSegment,
  sentence: readonly JudgedSegment[],
  rules: Rules,
): string | null {
  const place = sentence.indexOf(request)
  for (const [at, { act, segment }] of sentence.entries()) {
    const negation = act === 'statement' || act === 'refusal' ? negationIn(segment, rules) : null
    if (negation === null || cueIn(segment, rules.complaints) !== null) continue
    const isUnclear = at < place ? mayReachOn(segment, sentence[at + 1]?.segment, rules) : mayReachBack(segment, rules)
    if (isUnclear) return negation
  }
  return null
}

// "No please refund it", "not A12 please refund", "don't, and refund A12", but not "No, please refund it".
function mayReachOn(segment: Segment, next: Segment | undefined, rules: Rules): boolean {
  const words = segment.line.trim().split(' ')
  if (next?.isApart === true) return words.length === 1 && !rules.interjections.has(words[0] ?? '')
  const others = contentOf(segment, rules).filter((word) => !rules.negations.has(word) && !/\p{N}/u.test(word))
  const isPiece = others.length < 2 && !rules.insteads.has(words[0] ?? '')
  return isPiece || endsInNegation(words, rules)
}

// "Refund A12 to Elm Street 4, 8000 Aarhus don't", but not "refund A12, not A17" and not "and don't call me".
function mayReachBack(segment: Segment, rules: Rules): boolean {
  const words = contentOf(segment, rules)
  if (endsInNegation(words, rules)) return true
  const first = words[0] ?? ''
  if (rules.contrasts.has(first)) return false
  if (rules.negations.has(first) || rules.negations.has(words.slice(0, 2).join(' '))) {
    return cueIn(segment, rules.wishes) === null
  }
  return segment.ids.length > 0 && cueIn(segment, rules.wishes) === null
}

function endsInNegation(words: readonly string[], { negations }: Rules): boolean {
  return negations.has(words.at(-1) ?? '') || negations.has(words.slice(-2).join(' '))
}
