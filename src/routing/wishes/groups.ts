import type { SpeechAct } from '#dialogue/speech-act.ts'
import type { Clause } from '#dialogue/clause.ts'
import { plainWords, type Language } from '#dialogue/language.ts'
import type { Span } from '#dialogue/span.ts'
import type { Dividing, Group } from './dividing.ts'

/** What casts doubt on every request beside it, so that it stays with each of them. */
const DOUBTFUL: readonly SpeechAct[] = ['refusal', 'cancellation', 'hypothetical', 'quotation']

interface Grouped {
  readonly groups: readonly Group[]
  /** What belongs to every deed. */
  readonly shared: readonly Span[]
}

/**
 * The clauses of a message put together. What tells or greets goes with what stands before it, or, at the beginning, with
 * the first that follows.
 */
export function groupsOf(
  clauses: readonly Clause[],
  apart: ReadonlySet<Clause>,
  { typed, language, isQuestionOpen }: Dividing,
): Grouped {
  const groups: Group[] = []
  const shared: Span[] = []
  let before: Span[] = []
  for (const [at, clause] of clauses.entries()) {
    const { act } = clause
    if (isListNumber(clauses, at, typed)) continue
    const said = territory(clauses, at, typed)
    const last = groups.at(-1)
    if (clause.isBound && last?.asks === 'deed') {
      groups[groups.length - 1] = { ...last, said: [...last.said, said] }
    } else if (act === 'request') {
      groups.push({ asks: 'deed', said: [...before, ...ofRequest(clauses, at, typed)] })
      before = []
    } else if (apart.has(clause) && last?.asks !== 'question') {
      groups.push({ asks: 'question', said: [...before, said] })
      before = []
    } else if (DOUBTFUL.includes(act) || (act === 'question' && last?.asks !== 'question')) {
      shared.push(said)
    } else if (last && !isOfNext(clauses, at, typed)) {
      groups[groups.length - 1] = { ...last, said: [...last.said, said] }
    } else if (isQuestionOpen && !isLead(typed.slice(said.start, said.end), language)) {
      groups.push({ asks: 'reply', said: [said] })
    } else {
      before.push(said)
    }
  }
  return { groups, shared }
}

// "Refund A12. And A17 came broken, please send it again": what it names is what the next request is about.
function isOfNext(clauses: readonly Clause[], at: number, typed: string): boolean {
  const next = clauses[at + 1]
  const names = (clause: Clause | undefined) => clause && /\p{N}/u.test(typed.slice(clause.start, clause.end))
  return next?.act === 'request' && !names(next) && names(clauses[at]) === true
}

function isLead(words: string, { leads, fillers }: Language): boolean {
  return plainWords(words)
    .split(' ')
    .every((word) => leads.includes(word) || fillers.includes(word))
}

// "Can you do this and that?": the question is that of both, and would make one by itself of the second.
function ofRequest(clauses: readonly Clause[], at: number, typed: string): readonly Span[] {
  const said = territory(clauses, at, typed)
  const [before, clause] = [clauses[at - 1], clauses[at]]
  if (before?.act !== 'request' || !clause || /[.?!\n]/u.test(typed.slice(before.end, clause.start))) return [said]
  const mark = typed.slice(clause.end, said.end).indexOf('?')
  return mark < 0
    ? [said]
    : [
        { start: said.start, end: clause.end + mark },
        { start: clause.end + mark + 1, end: said.end },
      ].filter(({ start, end }) => start < end)
}

// A clause with the mark and the blanks behind it.
function territory(clauses: readonly Clause[], at: number, typed: string): Span {
  return { start: at === 0 ? 0 : (clauses[at]?.start ?? 0), end: clauses[at + 1]?.start ?? typed.length }
}

// "1. refund A12", on a line of its own.
function isListNumber(clauses: readonly Clause[], at: number, typed: string): boolean {
  const { start, end } = territory(clauses, at, typed)
  return /^\s*\d{1,2}[.)]\s*$/u.test(typed.slice(start, end)) && /(?:^|\n)\s*$/u.test(typed.slice(0, start))
}
