/** `[a, b, c, d, e, f]`, as PDF writes it. */
export type Matrix = readonly [number, number, number, number, number, number]

export const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0]

/** What `second` does, and then what `first` does to that. */
export function multiplied(first: Matrix, second: Matrix): Matrix {
  return [
    first[0] * second[0] + first[2] * second[1],
    first[1] * second[0] + first[3] * second[1],
    first[0] * second[2] + first[2] * second[3],
    first[1] * second[2] + first[3] * second[3],
    first[0] * second[4] + first[2] * second[5] + first[4],
    first[1] * second[4] + first[3] * second[5] + first[5],
  ]
}

export function applied(matrix: Matrix, x: number, y: number): readonly [number, number] {
  return [matrix[0] * x + matrix[2] * y + matrix[4], matrix[1] * x + matrix[3] * y + matrix[5]]
}

/** Six numbers, in an array or something like one. Null for anything else. */
export function matrixOf(value: unknown): Matrix | null {
  const [a, b, c, d, e, f] = numbersOf(value)
  if (a === undefined || b === undefined || c === undefined || d === undefined || e === undefined || f === undefined) {
    return null
  }
  return [a, b, c, d, e, f]
}

export function numbersOf(value: unknown): readonly number[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).map((number) => (typeof number === 'number' && Number.isFinite(number) ? number : 0))
}
