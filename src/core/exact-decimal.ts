/** A decimal without rounding: `units` of the place that is `digits` behind the point. */
export interface ExactDecimal {
  readonly units: bigint
  readonly digits: number
}

/** Null for what isn't a plain decimal, such as `1e21`. */
export function exactDecimal(text: string): ExactDecimal | null {
  const [, sign = '', whole = '', part = ''] = /^(-?)(\d+)(?:\.(\d+))?$/u.exec(text) ?? []
  return whole === '' ? null : { units: BigInt(`${sign}${whole}${part}`), digits: part.length }
}

export function plus(one: ExactDecimal, other: ExactDecimal): ExactDecimal {
  const digits = Math.max(one.digits, other.digits)
  return { units: withDigits(one, digits) + withDigits(other, digits), digits }
}

export function times(one: ExactDecimal, other: ExactDecimal): ExactDecimal {
  return { units: one.units * other.units, digits: one.digits + other.digits }
}

export function isEqual(one: ExactDecimal, other: ExactDecimal): boolean {
  const digits = Math.max(one.digits, other.digits)
  return withDigits(one, digits) === withDigits(other, digits)
}

/** What isn't negative to so many digits, half up as `Math.round` does. */
export function rounded(decimal: ExactDecimal, digits: number): ExactDecimal {
  if (decimal.digits <= digits) return decimal
  const step = 10n ** BigInt(decimal.digits - digits)
  return { units: (decimal.units * 2n + step) / (step * 2n), digits }
}

function withDigits({ units, digits }: ExactDecimal, wanted: number): bigint {
  return units * 10n ** BigInt(wanted - digits)
}
