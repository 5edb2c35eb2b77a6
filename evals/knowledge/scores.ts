import type { KnowledgeEvals, KnowledgeScore } from '#agents/files/knowledge-evals.ts'
import { measure } from '../retrieval/measures.ts'
import type { Asked } from './ask.ts'

export interface Scored {
  readonly score: KnowledgeScore
  readonly value: number
  /** What it must reach; null where nothing is asked of it. */
  readonly atLeast: number | null
}

/**
 * All answers together. Retrieval is judged over what has an answer; `refused` over all: what nothing answers has to be
 * refused, and what something answers mustn't be.
 */
export function scoresOf(asked: readonly Asked[], { atLeast }: KnowledgeEvals): readonly Scored[] {
  const known = asked.filter(({ question }) => question.passages.length > 0)
  const { hitAt1, mrr, ndcgAt10 } = measure(
    known.map(({ hits, question }) => ({ hits, relevant: question.passages.length })),
  )
  const values: Readonly<Record<KnowledgeScore, number>> = {
    hitAt1,
    recallAt10: known.reduce((sum, { reached }) => sum + share(reached), 0) / Math.max(1, known.length),
    mrr,
    ndcgAt10,
    citationPrecision: share(known.flatMap(({ cited }) => cited)),
    citationRecall: share(known.flatMap(({ quoted }) => quoted)),
    facts: share(known.map(({ missing }) => missing.length === 0)),
    refused: share(asked.map(({ question, isRefused }) => isRefused === (question.passages.length === 0))),
  }
  return (Object.keys(values) as KnowledgeScore[]).map((score) => ({
    score,
    value: values[score],
    atLeast: atLeast[score] ?? null,
  }))
}

// Of nothing, nothing is wrong.
function share(each: readonly boolean[]): number {
  return each.length === 0 ? 1 : each.filter(Boolean).length / each.length
}
