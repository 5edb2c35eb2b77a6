/** The cosine of two vectors of length 1, as embedders give them. */
export function likenessOf(left: readonly number[], right: readonly number[]): number {
  return left.reduce((sum, value, index) => sum + value * (right[index] ?? 0), 0)
}
