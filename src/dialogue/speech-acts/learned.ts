import type { SpeechAct } from '../speech-act.ts'
import { stemsIn } from './classify.ts'
import type { Clause } from '../clause.ts'
import { learnedActs } from './learned/learned-acts.ts'
import { findPattern } from './patterns.ts'
import type { Rules } from './rules.ts'
import { wordIn } from './segments.ts'
import { hasDigit, wordsOf } from './words.ts'

/** From which likeness on a clause that the rules doubt stands beside what is asked for. Calibrated (decision 87). */
export const SURELY_BESIDE = 0.98

/** What the rules doubt by its form alone. Whoever takes something back means what was asked for. */
const DOUBTED: readonly SpeechAct[] = ['refusal', 'hypothetical', 'quotation', 'question']

/** With fewer words a clause may be about all that stands around it. */
const LEAST_WORDS = 3

/**
 * The clauses of a message, with those beside its request that were learned to be about something else: "I'm keeping the
 * bulbs", "my husband says I'm daft", "who packs these?". What the rules hold against a request stays, and nothing becomes
 * one that they don't take for one.
 */
export function withLearned(clauses: readonly Clause[], typed: string, rules: Rules): readonly Clause[] {
  if (!clauses.some(({ act }) => act === 'request' || act === 'hope')) return clauses
  return clauses.map((clause) => {
    if (clause.isBeside || !DOUBTED.includes(clause.act)) return clause
    const text = typed.slice(clause.start, clause.end)
    return { ...clause, isBeside: mayBeBeside(clause.act, text, rules) && learnedActs(text).beside >= SURELY_BESIDE }
  })
}

/** Whether a clause names no deed, no order and nothing that was said before, and nothing hangs on it. */
export function mayBeBeside(act: SpeechAct, text: string, rules: Rules): boolean {
  const words = wordsOf(text)
  if (words.length < LEAST_WORDS || words.some(hasDigit) || QUOTED.test(text)) return false
  const line = words.map(({ folded }) => `${folded} `).join('')
  // What others said of "it" is theirs as well.
  const isPointing = act !== 'quotation' && words.some(({ folded }) => rules.pointing.has(folded))
  const isCondition = findPattern(line, rules.conditions) !== null || findPattern(line, rules.times) !== null
  if (isPointing || isCondition || wordIn(line, rules.dictated) !== null) return false
  return stemsIn({ line }, rules.deeds).length === 0
}

const QUOTED = /[:"“”„«»>\n]/u
