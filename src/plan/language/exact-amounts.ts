import type { JsonObject } from '#core/json.ts'
import { minorDigits } from '#core/minor-units.ts'
import type { PlanTool } from '../contract.ts'

/** So much of an amount, and no more, is what floating point leaves behind: 0.1 + 0.2 is 0.30000000000000004. */
const NOISE = 1e-9

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
    const whole = Number(amount.toFixed(minorDigits(code)))
    return Math.abs(amount - whole) <= NOISE * Math.max(1, Math.abs(amount)) ? [[name, whole]] : []
  })
  return { ...args, ...Object.fromEntries(exact) }
}
