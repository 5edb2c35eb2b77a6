import type { SpeechAct } from './speech-act.ts'
import { remembered } from '#core/remembered.ts'
import type { Clause } from './clause.ts'
import { inSentence, type JudgedSegment } from './speech-acts/in-context.ts'
import { inMessage } from './speech-acts/in-message.ts'
import { withLearned } from './speech-acts/learned.ts'
import { isDoubtedName, isOpenBehind, isSaidBeside, partedBefore, partedBehind } from './speech-acts/others-words.ts'
import { ownNot } from './speech-acts/own-not.ts'
import { conditionIn, negationIn } from './speech-acts/classify.ts'
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
  const segments = sentences.map((sentence, at) =>
    sentence.quoted || reported[at] ? [] : inSentence(segmentsOf(sentence, rules), sentence.isQuestion, rules),
  )
  const meant = inMessage(segments, rules)
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
    return quotation.map((clause) => ({ ...clause, isBeside }))
  })
  return withLearned(clauses, typed, rules)
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
  const asks = (own: Sentence) => inSentence(segmentsOf(own, rules), false, rules).some(({ act }) => act === 'request')
  const before = cue === null ? null : partedBefore(sentence, cue, { rules, asks })
  if (before) return { sentences: before, told: before[1] }
  const behind = cue === null ? null : partedBehind(sentence, cue, { rules, asks })
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
  return [{ start, end, act, cues, core: '', isBeside: false, isBound: false, ownNot: 'nowhere' }]
}

function clauseOf(judged: JudgedSegment, all: readonly JudgedSegment[], rules: Rules): Clause {
  const { segment, act, cues } = judged
  const { words, core } = segment
  // "Refund A12. How long does it take?": that asks about the deed as about one that is done.
  // "How long until it shows on my card?"
  const isAsking = act === 'question' || (act === 'hypothetical' && conditionIn(segment, rules) === cues[0])
  const isBeside = isAsking && cueIn(segment, rules.presuming) !== null && negationIn(segment, rules) === null
  const place = { start: words[0]?.start ?? 0, end: words.at(-1)?.end ?? 0 }
  return {
    ...place,
    act,
    cues,
    core,
    isBeside,
    isBound: isBound(judged, all, rules),
    ownNot: ownNot(judged, all, rules),
  }
}

function isBound(judged: JudgedSegment, all: readonly JudgedSegment[], rules: Rules): boolean {
  const isOf = (one: Segment) => cueIn(one, rules.bound) !== null
  const before = all[all.indexOf(judged) - 1]
  const isOpen = before?.act === 'request' && before.segment.ids.length === 0 && !isOf(before.segment)
  return judged.act === 'request' && judged.segment.joint !== 'begins' && isOpen && isOf(judged.segment)
}
