import type { Json } from '#core/json.ts'

/** How many decimals Cedar's `decimal` has, and the most that it holds (2^63 − 1 of its smallest). */
const DECIMALS = 4
const MOST = 9_223_372_036_854_775_807n

/** A number as Cedar can hold it: itself, or the two next to it, below and above, where it has more decimals. */
export function cedarDecimals(number: number): readonly Json[] | null {
  const [, sign, whole = '', fraction = '', power = '0'] = WRITTEN.exec(String(number)) ?? []
  const shift = DECIMALS + Number(power) - fraction.length
  if (whole === '' || shift > 20 || shift < -400) return null
  const digits = BigInt(whole + fraction)
  const [scaled, rest] = shift >= 0 ? [digits * 10n ** BigInt(shift), 0n] : divided(digits, 10n ** BigInt(-shift))
  const nearest = rest === 0n ? [scaled] : sign === '-' ? [scaled + 1n, scaled] : [scaled, scaled + 1n]
  if (nearest.some((one) => one > MOST)) return null
  return nearest.map((one) => ({ __extn: { fn: 'decimal', arg: textOf(one, sign === '-' && one !== 0n) } }))
}

const WRITTEN = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/u

function divided(digits: bigint, by: bigint): readonly [bigint, bigint] {
  return [digits / by, digits % by]
}

function textOf(scaled: bigint, isNegative: boolean): string {
  const digits = String(scaled).padStart(DECIMALS + 1, '0')
  return `${isNegative ? '-' : ''}${digits.slice(0, -DECIMALS)}.${digits.slice(-DECIMALS)}`
}
