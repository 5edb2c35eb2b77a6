import type { DeclaredMoney } from '#agents/contract.ts'
import { minorDigits } from '#plan-language/values/minor-units.ts'
import type { Json, JsonObject } from '#core/json.ts'

/** An amount in minor units (cents), exact, never below zero. */
export interface Money {
  readonly minor: number
  readonly currency: string
}

/** A three-letter code in capitals: `eur` would open a second purse beside `EUR`. */
const CURRENCY = /^[A-Z]{3}$/

/**
 * The money that an argument says. `major` is decimal text (`12.90`) or, `as: number`, a number, which is taken by the
 * digits that it is written with: nothing is computed in floating point. Null where it isn't a whole, non-negative, safe
 * number of minor units, or the currency isn't a code such as EUR.
 */
export function moneyOf(
  amount: Json | undefined,
  currency: Json | undefined,
  { unit, as }: Pick<DeclaredMoney, 'unit' | 'as'>,
): Money | null {
  if (typeof currency !== 'string' || !CURRENCY.test(currency)) return null
  const minor = unit === 'minor' ? amount : minorUnits(as === 'number' ? writtenNumber(amount) : amount, currency)
  return typeof minor === 'number' && Number.isSafeInteger(minor) && minor >= 0 ? { minor, currency } : null
}

/** The money that a declared argument says: its currency is a code, or the argument that holds one. */
export function declaredMoney(args: JsonObject, name: string, { currency, ...form }: DeclaredMoney): Money | null {
  return moneyOf(args[name], CURRENCY.test(currency) ? currency : args[currency], form)
}

// The shortest digits that are this double, and so what stands in the JSON that is sent. 0.30000000000000004 isn't 0.30.
function writtenNumber(amount: Json | undefined): string | undefined {
  return typeof amount === 'number' ? String(amount) : undefined
}

function minorUnits(amount: Json | undefined, currency: string): number | null {
  const match = typeof amount === 'string' ? /^(\d{1,15})(?:\.(\d{1,6}))?$/.exec(amount) : null
  if (!match) return null
  const digits = minorDigits(currency)
  const fraction = match[2] ?? ''
  if (/[1-9]/.test(fraction.slice(digits))) return null
  return Number(match[1] + fraction.slice(0, digits).padEnd(digits, '0'))
}
