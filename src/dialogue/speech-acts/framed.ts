import { deedsIn } from './classify.ts'
import type { JudgedSegment } from './in-context.ts'
import type { Rules } from './rules.ts'
import { contentOf, cueIn } from './segments.ts'
import type { Sentence } from './sentences.ts'
import { lineOf } from './words.ts'

/** What a message's segments do, sentence by sentence. */
type Meant = readonly (readonly JudgedSegment[])[]

/**
 * The same, where nothing that may be words to work on is a request: what stands behind a colon ("title: cancel A58"), and
 * what a verb of language has as its object ("proofread: please refund A12", "translate refund A12"). It may be meant, so
 * that whoever wrote it is asked.
 */
export function withFrames(
  sentences: readonly Sentence[],
  meant: Meant,
  { typed, rules }: { readonly typed: string; readonly rules: Rules },
): Meant {
  let isOfLanguage = false
  let isIntroduced = false
  return sentences.map((sentence, at) => {
    const own = meant[at] ?? []
    const colon = sentence.quoted === null ? colonIn(sentence, own, { typed, rules }) : null
    const isBehind = isIntroduced && sentence.line > (sentences[at - 1]?.line ?? 0)
    isIntroduced = endsWithColon(sentence, typed) && !isLabel(sentence.words.length, sentence, rules)
    return own.map((each) => {
      isOfLanguage ||= cueIn(each.segment, rules.languageVerbs) !== null
      const isBehindColon = colon !== null && (each.segment.words[0]?.start ?? 0) >= colon
      return isOfLanguage || isBehindColon || isBehind ? unsure(each, rules) : each
    })
  })
}

// “Please translate” asks for nothing that is done here, and is no wish of which one is sure beside what it is about.
function unsure(each: JudgedSegment, rules: Rules): JudgedSegment {
  if (each.act !== 'request') return each
  const isDeed = deedsIn(each.segment, rules).length > 0 || cueIn(each.segment, rules.languageVerbs) === null
  return isDeed ? { ...each, act: 'hope', isFramed: true } : { ...each, act: 'statement' }
}

/** Where what stands behind a colon begins; null without one, and where it has only a value behind it ("order: A12, refund it"). */
function colonIn(
  sentence: Sentence,
  own: readonly JudgedSegment[],
  { typed, rules }: { readonly typed: string; readonly rules: Rules },
): number | null {
  const { words, gaps } = sentence
  const at = gaps.findIndex((gap, place) => {
    const [before, word] = [words[place - 1], words[place]]
    return gap === 'colon' && before && word && COLON.test(typed.slice(before.end))
  })
  const start = words[at]?.start
  if (start === undefined || isLabel(at, sentence, rules)) return null
  const first = own.find(({ segment }) => segment.words[0]?.start === start)
  const isValue = first === undefined || (first.act !== 'request' && first.segment.ids.length > 0)
  return isValue ? null : start
}

// Neither “https://” nor “:(” and “:D”.
const COLON = /^[^\p{L}\p{N}:]*:(?!\/\/|[()[\]|\\/*^-]|[DPOpo](?!\p{L}))/u

// “What I want: refund”, “Order A12: please refund it”
function isLabel(to: number, { words, gaps }: Sentence, rules: Rules): boolean {
  const label = words.slice(Math.max(0, gaps.slice(0, to).lastIndexOf('comma')), to)
  const line = lineOf(label)
  if (rules.wishLabels.has(line.trim()) || rules.reasonLabels.has(line.trim())) return true
  const content = contentOf({ line }, rules)
  // A greeting is none, and neither is “urgent:”.
  return content.every((word) => /\p{N}/u.test(word) || rules.headingWords.has(word))
}

function endsWithColon({ words }: Sentence, typed: string): boolean {
  return /^[^\S\n]*:[^\S\n]*$/mu.test(typed.slice(words.at(-1)?.end ?? typed.length))
}
