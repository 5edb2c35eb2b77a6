import type { KnowledgeEvals } from '#agents/files/knowledge-evals.ts'
import type { Asked } from './ask.ts'
import { scoresOf, type Scored } from './scores.ts'

export interface KnowledgeReport {
  readonly lines: readonly string[]
  readonly hasPassed: boolean
}

/** The scores as a table, what falls short, and under it each question that came out otherwise, with its line. */
export function reportOf(
  agent: string,
  place: string,
  evals: KnowledgeEvals,
  asked: readonly Asked[],
): KnowledgeReport {
  const scores = scoresOf(asked, evals)
  const leaks = asked.flatMap(({ question, leaks: found }) => found.map((leak) => ({ question, leak })))
  const count = `${asked.length} ${asked.length === 1 ? 'question' : 'questions'} to the documents of ${agent}:`
  return {
    lines: [
      '',
      count,
      ...scores.map(lineOf),
      `${leaks.length === 0 ? '✓' : '✗'}  ${'leaks'.padEnd(NAME_WIDTH)}  ${leaks.length}`,
      ...asked.flatMap((one) => complaintOf(place, one)),
    ],
    hasPassed: leaks.length === 0 && scores.every(isEnough),
  }
}

const NAME_WIDTH = 18

function lineOf(scored: Scored): string {
  const { score, value, atLeast } = scored
  const goal = atLeast === null ? '' : `  (at least ${atLeast.toFixed(2)})`
  return `${isEnough(scored) ? '✓' : '✗'}  ${score.padEnd(NAME_WIDTH)}  ${value.toFixed(3)}${goal}`
}

function isEnough({ value, atLeast }: Scored): boolean {
  return atLeast === null || value >= atLeast
}

function complaintOf(place: string, { question, missing, isRefused, leaks, text }: Asked): readonly string[] {
  const isKnown = question.passages.length > 0
  const wrong = [
    ...leaks,
    ...(isKnown && isRefused ? ["wasn't answered"] : []),
    ...(isKnown && !isRefused ? missing.map((fact) => `doesn't say ${JSON.stringify(fact)}`) : []),
    ...(!isKnown && !isRefused ? ['should have said that it is not in the documents'] : []),
  ]
  if (wrong.length === 0) return []
  return [
    `   ${place}:${question.line} “${question.ask}”: ${wrong.join('; ')}. It said: ${JSON.stringify(text.slice(0, 160))}`,
  ]
}
