import { asksHowTo } from '#dialogue/asks-how-to.ts'
import type { Clause } from '#dialogue/clause.ts'
import { plainWords, type Language } from '#dialogue/language.ts'
import type { Dividing } from './dividing.ts'
import { nearestPlaybook } from './nearest-playbook.ts'
import { pointsBack } from '../points-back.ts'

/**
 * The questions of a message that put no deed of it in question: "how long does it take?", and a sentence of its own that is
 * about nothing said before and nothing that can be done. "Is that possible?" isn't among them, nor "how do I do that?".
 */
export async function questionsApart(
  clauses: readonly Clause[],
  { typed, language, record, embed }: Dividing,
): Promise<ReadonlySet<Clause>> {
  const apart = new Set<Clause>()
  for (const [at, clause] of clauses.entries()) {
    if (clause.act !== 'question') continue
    const question = typed.slice(clause.start, clause.end)
    if (runsOn(clauses, at, typed) && !clause.isBeside && !joins(question, language)) continue
    if (asksHowTo(question, record.live.agent.languages)) continue
    const isWhole =
      /^\s*\?/u.test(typed.slice(clause.end)) &&
      (at === 0 || /[.!?\n]\s*$/u.test(typed.slice(clauses[at - 1]?.end ?? 0, clause.start)))
    if (asksByItsWord(question, language)) apart.add(clause)
    else if (isWhole && !pointsBack(question, language) && plainWords(question).split(' ').length >= WHOLE_WORDS) {
      if ((await nearestPlaybook(record.live.index, question, embed)) === null) apart.add(clause)
    }
  }
  return apart
}

// "Either cancel A58 or send it to my office, what would you recommend?" asks about them.
function runsOn(clauses: readonly Clause[], at: number, typed: string): boolean {
  const before = clauses[at - 1]
  return before !== undefined && !/[.!?\n]/u.test(typed.slice(before.end, clauses[at]?.start))
}

function joins(question: string, { lists }: Language): boolean {
  return lists.joins.includes(plainWords(question).split(' ')[0] ?? '')
}

function asksByItsWord(question: string, { asksAbout, fillers, leads, lists }: Language): boolean {
  const skipped = new Set([...fillers, ...lists.joins, ...lists.behind, ...leads])
  const words = plainWords(question).split(' ')
  return words
    .filter((word) => asksAbout.includes(word) || !skipped.has(word))
    .slice(0, FIRST_WORDS)
    .some((word) => asksAbout.includes(word))
}

/** Fewer words are no sentence that says by itself what it is about. */
const WHOLE_WORDS = 4

/** "Tell me where", "do you know when": how far into a question its word may stand. */
const FIRST_WORDS = 3
