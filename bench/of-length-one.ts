/** A vector of the same direction, as embedding models give them. */
export function ofLengthOne(vector: readonly number[]): readonly number[] {
  const length = Math.hypot(...vector)
  return vector.map((value) => value / length)
}
