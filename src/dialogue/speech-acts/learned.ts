import type { SpeechAct } from '../speech-act.ts'
import type { Clause } from '../clause.ts'
import { learnedActs } from './learned/learned-acts.ts'
import { findPattern } from './patterns.ts'
import type { Rules } from './rules.ts'
import { stemsIn, contentOf, wordIn } from './segments.ts'
import { hasDigit, lineOf, wordsOf, type Word } from './words.ts'

/** From which likeness on a clause that the rules doubt stands beside what is asked for. Calibrated (decision 144). */
export const SURELY_BESIDE = 0.9

/** The same for where its "not" belongs to nothing but what it tells. */
const SURELY_TOLD = 0.98

/** What the rules doubt by its form alone. Whoever takes something back means what was asked for. */
const DOUBTED: readonly SpeechAct[] = ['refusal', 'hypothetical', 'quotation', 'question']
const TOLD: readonly SpeechAct[] = ['statement', 'report', 'reason']

/** With fewer words a clause may be about all that stands around it. */
const LEAST_WORDS = 3

/**
 * The clauses of a message, with those beside its request that were learned to be about something else: "I'm keeping the
 * bulbs", "my husband says I'm daft", "who packs these?". What the rules hold against a request stays, and nothing becomes
 * one that they don't take for one.
 */
export function withLearned(clauses: readonly Clause[], typed: string, rules: Rules): readonly Clause[] {
  const requests = clauses.filter(({ act }) => act === 'request' || act === 'hope')
  if (requests.length === 0) return clauses
  const beside = { requests, typed, rules }
  return clauses.map((clause) => {
    const text = typed.slice(clause.start, clause.end)
    const isBeside =
      clause.isBeside ||
      (DOUBTED.includes(clause.act) && mayBeBeside(clause, beside) && learnedActs(text).beside >= SURELY_BESIDE)
    const isOwn =
      (isBeside || TOLD.includes(clause.act)) && hasOwnNot(text, rules) && learnedActs(text).beside >= SURELY_TOLD
    return { ...clause, isBeside, ownNot: isOwn ? 'anywhere' : clause.ownNot }
  })
}

interface Beside {
  readonly requests: readonly Clause[]
  readonly typed: string
  readonly rules: Rules
}

/** Whether a clause names no deed, not what is asked for and nothing that was said before, and nothing hangs on it. */
export function mayBeBeside(clause: Clause, { requests, typed, rules }: Beside): boolean {
  const text = typed.slice(clause.start, clause.end)
  const words = wordsOf(text)
  if (words.length < LEAST_WORDS || QUOTED.test(text)) return false
  const line = lineOf(words)
  const isCondition = findPattern(line, rules.conditions) !== null || findPattern(line, rules.times) !== null
  const isDictated = clause.act === 'quotation' && wordIn(line, rules.dictated) !== null
  const isHowTo = findPattern(line, rules.howTo) !== null
  if (isCondition || isDictated || isHowTo || stemsIn({ line }, rules.deeds).length > 0) return false
  return !mayNameAsked(words, { requests, typed, rules }) && !mayPointAtAsked(clause, line, { requests, typed, rules })
}

// "A17 is fine" is of another order than the one that is asked for. Where none is named there, it may be this one.
function mayNameAsked(words: readonly Word[], { requests, typed }: Beside): boolean {
  const asked = requests.flatMap(({ start, end }) => wordsOf(typed, start, end).filter(hasDigit))
  const ids = new Set(asked.map(({ folded }) => folded))
  return words.some((word) => hasDigit(word) && (ids.size === 0 || ids.has(word.folded)))
}

// Who asks about "it" behind a request has asked for it, and what others said of "it" is theirs. What refuses "that" before
// anything was asked for refuses something else, but where it is a command.
function mayPointAtAsked({ act, end }: Clause, line: string, { requests, rules }: Beside): boolean {
  if (act === 'quotation' || act === 'question') return false
  const words = line.trim().split(' ')
  if (!words.some((word) => rules.pointing.has(word))) return false
  const content = contentOf({ line }, rules)
  const isCommand = rules.negations.has(content[0] ?? '') || rules.negations.has(content.slice(0, 2).join(' '))
  return isCommand || !requests.every(({ start }) => end <= start)
}

// "The candles smell nice but do not burn for long": it stands within what is told of a thing by its name.
function hasOwnNot(text: string, rules: Rules): boolean {
  const words = wordsOf(text)
  const line = lineOf(words)
  const at = words.findIndex(({ folded }) => NOT.has(folded))
  const isWithin =
    words.length >= LEAST_WITH_NOT && at >= LEAST_BEFORE_NOT && (at < words.length - 1 || words[at]?.folded === 'nicht')
  if (!isWithin || QUOTED.test(text) || words.some((word) => hasDigit(word) || rules.pointing.has(word.folded)))
    return false
  return stemsIn({ line }, rules.deeds).length === 0 && findPattern(line, rules.ofWishes) === null
}

const NOT: ReadonlySet<string> = new Set(['not', 'nicht'])

/** With fewer words before it, or in all, nobody knows what it denies. */
const LEAST_BEFORE_NOT = 1
const LEAST_WITH_NOT = 4

const QUOTED = /[:"“”„«»>\n]/u
