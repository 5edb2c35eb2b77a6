/**
 * The sum of products of the places from `from` up to `to`, without `to`. Four sums at once: the next product needn't wait
 * for the last one.
 */
export function dot(left: Float64Array, right: Float64Array, from: number, to: number): number {
  let first = 0
  let second = 0
  let third = 0
  let fourth = 0
  let at = from
  for (; at + 3 < to; at += 4) {
    first += (left[at] ?? 0) * (right[at] ?? 0)
    second += (left[at + 1] ?? 0) * (right[at + 1] ?? 0)
    third += (left[at + 2] ?? 0) * (right[at + 2] ?? 0)
    fourth += (left[at + 3] ?? 0) * (right[at + 3] ?? 0)
  }
  for (; at < to; at++) first += (left[at] ?? 0) * (right[at] ?? 0)
  return first + second + third + fourth
}
