// `Math.max(...values)` puts all of them on the stack, which the rows of a large sheet overflow.

/** The largest of these and `floor`. */
export function largest(values: readonly number[], floor: number): number {
  return values.reduce((most, value) => Math.max(most, value), floor)
}

/** The smallest of these and `ceiling`. */
export function smallest(values: readonly number[], ceiling: number): number {
  return values.reduce((least, value) => Math.min(least, value), ceiling)
}
