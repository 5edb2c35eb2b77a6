import type { SpeechAct } from './speech-act.ts'
import { remembered } from '#core/remembered.ts'
import type { Clause } from './clause.ts'
import { dependingOn, inSentence, type JudgedSegment } from './speech-acts/in-context.ts'
import { withFrames } from './speech-acts/framed.ts'
import { inMessage } from './speech-acts/in-message.ts'
import { withLearned } from './speech-acts/learned.ts'
import { isDoubtedName, isOpenBehind, isSaidBeside, partedBefore, partedBehind } from './speech-acts/others-words.ts'
import { ownNot } from './speech-acts/own-not.ts'
import { conditionIn, deedsIn, negationIn } from './speech-acts/classify.ts'
import { findPattern } from './speech-acts/patterns.ts'
import { ownHeader, type Span } from './speech-acts/quotations.ts'
import { rulesOf, type Rules } from './speech-acts/rules.ts'
import { cueIn, segmentsOf, wholeLine, type Segment } from './speech-acts/segments.ts'
import { sentencesOf, type Sentence } from './speech-acts/sentences.ts'
import { wordsOf } from './speech-acts/words.ts'

/**
 * The clauses of a message, in order, each with what it does, by the rules of the languages (`en`, `de`). In a language
 * without rules nothing is a `request`.
 */
export function speechActs(typed: string, languages: readonly string[]): readonly Clause[] {
  return judged({ typed, languages })
}

// In one turn a dozen of our questions are about the same words.
const judged = remembered(clausesOf, { keyOf: ({ typed, languages }) => `${languages.join()} ${typed}`, most: 100 })

interface Said {
  readonly typed: string
  readonly languages: readonly string[]
}

function clausesOf({ typed, languages }: Said): readonly Clause[] {
  const rules = rulesOf(languages)
  const parts = sentencesOf(typed).map((sentence) => partedFrom(sentence, rules))
  const sentences = parts.flatMap((each) => each.sentences)
  const toldApart = new Set(parts.flatMap(({ told }) => told ?? []))
  if (!rules.hasLanguage) return sentences.flatMap((sentence) => wholeOf(sentence, 'statement', []))
  const reported = reportedBy(sentences, rules)
  const segments = sentences.map((sentence, at) => {
    if (sentence.quoted || reported[at]) return []
    const judged = inSentence(segmentsOf(sentence, rules), sentence.isQuestion, rules)
    const condition = conditionBefore(sentences, at, { typed, rules })
    return condition === null ? judged : dependingOn(judged, condition)
  })
  const meant = withFrames(sentences, inMessage(segments, rules), { typed, rules })
  const all = meant.flat()
  const clauses = meant.flatMap((own, at) => {
    const sentence = sentences[at]
    if (!sentence || own.length > 0) return own.map((each) => clauseOf(each, all, rules))
    const cue = reported[at] ?? null
    const quotation = wholeOf(sentence, 'quotation', cue ? [cue] : [])
    const { quoted } = sentence
    const isBeside = quoted
      ? isHeader(typed, quoted, rules) || isDoubtedName(typed.slice(quoted.start, quoted.end), rules)
      : cue !== null && (toldApart.has(sentence) || isSaidBeside(sentence, cue, { typed, sentences, rules }))
    return quotation.map((clause) => ({ ...clause, isBeside, ownNot: isBeside ? 'anywhere' : 'nowhere' }) as const)
  })
  return withLearned(clauses, typed, rules)
}

// 'When the tracking says "delivered", refund A12': what stands quoted parts it from what it depends on.
function conditionBefore(
  sentences: readonly Sentence[],
  at: number,
  { typed, rules }: { readonly typed: string; readonly rules: Rules },
): string | null {
  const [before, quoted, sentence] = [sentences[at - 2], sentences[at - 1]?.quoted, sentences[at]]
  const [last, first] = [before?.words.at(-1), sentence?.words[0]]
  if (!before || !quoted || !last || !first || before.quoted) return null
  const between = typed.slice(last.end, quoted.start) + typed.slice(quoted.end, first.start)
  return /[.!?\n]/u.test(between) ? null : conditionIn({ line: wholeLine(before, rules) }, rules)
}

// A subject that denies something may say the opposite of what stands below it.
function isHeader(typed: string, { end }: Span, { negations }: Rules): boolean {
  return ownHeader(typed)?.end === end && !wordsOf(typed.slice(0, end)).some(({ folded }) => negations.has(folded))
}

interface Parted {
  readonly sentences: readonly Sentence[]
  /** Of these the one that tells what another says. */
  readonly told: Sentence | null
}

function partedFrom(sentence: Sentence, rules: Rules): Parted {
  const cue = sentence.quoted ? null : findPattern(wholeLine(sentence, rules), rules.reporting)
  const judged = (own: Sentence) => inSentence(segmentsOf(own, rules), false, rules)
  const asks = (own: Sentence) => judged(own).some(({ act }) => act === 'request')
  const asksPlainly = (own: Sentence) => judged(own).some(({ act, isBare }) => act === 'request' && !isBare)
  const before = cue === null ? null : partedBefore(sentence, cue, { rules, asks })
  if (before) return { sentences: before, told: before[1] }
  const behind = cue === null ? null : partedBehind(sentence, cue, { rules, asks, asksPlainly })
  return behind ? { sentences: behind, told: behind[0] } : { sentences: [sentence], told: null }
}

// Who brings another's words brings them to the end of the sentence; after a colon to the end of the line.
function reportedBy(sentences: readonly Sentence[], rules: Rules): readonly (string | null)[] {
  let open: { readonly line: number; readonly cue: string } | null = null
  return sentences.map((sentence) => {
    const { line } = sentence
    if (open?.line === line) return open.cue
    const speaker = speakerOf(sentence, rules)
    const cue = speaker ?? findPattern(wholeLine(sentence, rules), rules.reporting)
    if (cue !== null && (speaker !== null || isOpenBehind(sentence, cue))) open = { line, cue }
    return cue
  })
}

// "User: refund A12", "my wife: refund A12".
function speakerOf({ words, gaps }: Sentence, { speakers }: Rules): string | null {
  const at = gaps.findIndex((gap) => gap !== 'none') - 1
  const speaker = words[at]?.folded
  return speaker !== undefined && at < 3 && gaps[at + 1] === 'colon' && speakers.has(speaker) ? speaker : null
}

function wholeOf({ words, quoted }: Sentence, act: SpeechAct, cues: readonly string[]): readonly Clause[] {
  const start = quoted?.start ?? words[0]?.start
  const end = quoted?.end ?? words.at(-1)?.end
  if (start === undefined || end === undefined) return []
  return [{ start, end, act, cues, core: '', isBeside: false, isFramed: false, isBound: false, ownNot: 'nowhere' }]
}

function clauseOf(judged: JudgedSegment, all: readonly JudgedSegment[], rules: Rules): Clause {
  const { segment, act, cues } = judged
  const { words, core } = segment
  const isBeside = isPresuming(judged, all, rules) || isOfOther(judged, all, rules)
  const place = { start: words[0]?.start ?? 0, end: words.at(-1)?.end ?? 0 }
  return {
    ...place,
    act,
    cues,
    core,
    isBeside,
    isFramed: judged.isFramed === true,
    isBound: isBound(judged, all, rules),
    ownNot: ownNot(judged, all, rules),
  }
}

// "Refund A12. How long does it take then?": that asks about the deed as about one that is done.
function isPresuming(judged: JudgedSegment, all: readonly JudgedSegment[], rules: Rules): boolean {
  if (!isAsking(judged, rules) || negationIn(judged.segment, rules) !== null) return false
  if (cueIn(judged.segment, rules.presuming) !== null) return true
  const place = all.findIndex((other) => other.segment === judged.segment)
  const begun = all.slice(0, place + 1).findLast(({ segment }) => segment.joint === 'begins')
  const isMore = judged.segment.ids.length === 0 && isElse(judged.segment, all, rules)
  return isMore && begun !== undefined && isAsking(begun, rules) && cueIn(begun.segment, rules.presuming) !== null
}

// "How long until it shows on my card?"
function isAsking({ act, cues, segment }: JudgedSegment, rules: Rules): boolean {
  return act === 'question' || (act === 'hypothetical' && conditionIn(segment, rules) === cues[0])
}

// "Where's A55, and please refund A12": another order is asked about.
function isOfOther({ act, segment }: JudgedSegment, all: readonly JudgedSegment[], rules: Rules): boolean {
  const requests = all.filter((other) => other.act === 'request')
  const isEachNamed = requests.length > 0 && requests.every((other) => other.segment.ids.length > 0)
  const isNamed = segment.ids.length > 0 && isEachNamed
  const isSame = requests.some((other) => other.segment.ids.some((id) => segment.ids.includes(id)))
  const isPlain = act === 'question' && negationIn(segment, rules) === null
  return isPlain && isNamed && !isSame && isElse(segment, all, rules)
}

function isElse(segment: Segment, all: readonly JudgedSegment[], rules: Rules): boolean {
  const asked = all.flatMap((other) => (other.act === 'request' ? deedsIn(other.segment, rules) : []))
  return !deedsIn(segment, rules).some((deed) => asked.includes(deed))
}

function isBound(judged: JudgedSegment, all: readonly JudgedSegment[], rules: Rules): boolean {
  const isOf = (one: Segment) => cueIn(one, rules.bound) !== null
  const before = all[all.indexOf(judged) - 1]
  const isOpen = before?.act === 'request' && before.segment.ids.length === 0 && !isOf(before.segment)
  return judged.act === 'request' && judged.segment.joint !== 'begins' && isOpen && isOf(judged.segment)
}
