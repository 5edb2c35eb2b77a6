/**
 * A whole number times a decimal as it is written, rounded to a whole number, halves away from zero. Through floating
 * point 1.005 × 1000 would be 1004.9999999999999.
 */
export function timesExactly(whole: number, factor: number): number {
  const [, sign, integer = '0', fraction = '', exponent = '0'] = DECIMAL.exec(String(factor)) ?? []
  const scale = fraction.length - Number(exponent)
  const numerator = BigInt(Math.abs(whole)) * BigInt(integer + fraction) * 10n ** BigInt(Math.max(0, -scale))
  const denominator = 10n ** BigInt(Math.max(0, scale))
  const rounded = Number((2n * numerator + denominator) / (2n * denominator))
  const isNegative = whole < 0 !== (sign === '-')
  return isNegative && rounded !== 0 ? -rounded : rounded
}

const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/u
