export function pattern(expression: string): RegExp {
  return new RegExp(expression, 'gu')
}

/** Up to so many characters of the same sentence: bounded, so that no text makes a pattern slow. */
export function gap(most: number): string {
  return `[^\\n.!?;]{0,${most}}?`
}
