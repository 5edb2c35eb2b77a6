import type { JsonObject } from '#core/json.ts'
import { minorDigits } from '../values/minor-units.ts'
import type { PlanTool } from '../contract.ts'

/** So much is what floating point leaves behind where much was added and taken away: 100000.1 - 100000 is 0.10000000000582. */
const NOISE = 1e-9
/** And so many of the last digits that a large number has. */
const LAST_DIGITS = 16
/** Never more than this share of a minor unit: 600000000.5 JPY is no noise, however large. */
const MOST_NOISE = 0.01

/**
 * The arguments with their amounts of money as whole minor units of their currency, where a program's arithmetic has left
 * noise behind. Any other fraction stays as it is: rounding is the program's to do, and rules refuse what isn't rounded.
 */
export function withExactAmounts(args: JsonObject, amounts: PlanTool['amounts']): JsonObject {
  if (!amounts) return args
  const exact = Object.entries(amounts).flatMap(([name, currency]): readonly [string, number][] => {
    const amount = Object.hasOwn(args, name) ? args[name] : undefined
    const code = Object.hasOwn(args, currency) ? args[currency] : currency
    if (typeof amount !== 'number' || typeof code !== 'string') return []
    const digits = minorDigits(code)
    const whole = Number(amount.toFixed(digits))
    const noise = Math.max(NOISE, Math.abs(amount) * Number.EPSILON * LAST_DIGITS)
    return Math.abs(amount - whole) <= Math.min(noise, MOST_NOISE * 10 ** -digits) ? [[name, whole]] : []
  })
  return { ...args, ...Object.fromEntries(exact) }
}
