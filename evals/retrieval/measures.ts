/** What a search gave for one question: for each place, best first, whether it holds the answer. */
export type Hits = readonly boolean[]

/** Over many questions, each number 0 to 1. */
export interface Measures {
  readonly questions: number
  /** How many have an answer in the first place, the first five, the first ten. */
  readonly hitAt1: number
  readonly hitAt5: number
  readonly hitAt10: number
  /** The share of the passages that hold the answer which are in the first ten. */
  readonly recallAt10: number
  /** The mean of one over the place of the first answer (Voorhees, TREC-8, 1999). */
  readonly mrr: number
  /** How well the first ten are ordered, against the best order of as many answers (Järvelin and Kekäläinen, 2002). */
  readonly ndcgAt10: number
}

/** `relevant` is how many passages hold the answer, found or not. */
export function measure(results: readonly { readonly hits: Hits; readonly relevant: number }[]): Measures {
  const mean = (of: (result: (typeof results)[number]) => number) =>
    results.reduce((sum, result) => sum + of(result), 0) / Math.max(1, results.length)
  const hitAt = (k: number) => mean(({ hits }) => Number(hits.slice(0, k).includes(true)))
  return {
    questions: results.length,
    hitAt1: hitAt(1),
    hitAt5: hitAt(5),
    hitAt10: hitAt(10),
    recallAt10: mean(({ hits, relevant }) =>
      Math.min(1, hits.slice(0, 10).filter(Boolean).length / Math.max(1, relevant)),
    ),
    mrr: mean(({ hits }) => (hits.includes(true) ? 1 / (hits.indexOf(true) + 1) : 0)),
    ndcgAt10: mean(({ hits, relevant }) => gain(hits) / (gain(Array.from({ length: relevant }, () => true)) || 1)),
  }
}

function gain(hits: Hits): number {
  return hits.slice(0, 10).reduce((sum, isHit, place) => sum + (isHit ? 1 / Math.log2(place + 2) : 0), 0)
}
