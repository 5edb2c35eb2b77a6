/** Cormack, Clarke and Büttcher, SIGIR 2009. */
const RANK_CONSTANT = 60

/** Reciprocal rank fusion of equal shares: the best `k` texts of several rankings, each best first. */
export function equalFusion(rankings: readonly (readonly string[])[], k: number): readonly string[] {
  const scores = new Map<string, number>()
  for (const ranking of rankings) {
    for (const [place, text] of ranking.entries()) {
      scores.set(text, (scores.get(text) ?? 0) + 1 / (RANK_CONSTANT + place + 1))
    }
  }
  return [...scores]
    .toSorted(([, left], [, right]) => right - left)
    .slice(0, k)
    .map(([text]) => text)
}
