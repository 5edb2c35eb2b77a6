import type { Json } from '#json.ts'
import type { PlanView } from './api-shapes.ts'

type Effect = PlanView['effects'][number]
type Argument = Effect['arguments'][number]

/** A value of a plan that a reviewer may change from here, and how its new text becomes a value. */
export interface EditableValue {
  readonly effect: Effect
  readonly argument: Argument
  readonly value: Json
}

/** The arguments that can be typed anew: plain values, and none that comes from an earlier step. */
export function editableValues(plan: PlanView): readonly EditableValue[] {
  return plan.effects.flatMap((effect) =>
    effect.arguments.flatMap((argument) => {
      const value = Object.hasOwn(effect.args, argument.name) ? effect.args[argument.name] : undefined
      const isPlain = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
      return isPlain ? [{ effect, argument, value }] : []
    }),
  )
}

/** Whether a plan has values that only an earlier step will give, which is why they can't be edited. */
export function hasLaterValues(plan: PlanView): boolean {
  return plan.effects.some((effect) => JSON.stringify(effect.args).includes('"$ref"'))
}

/** What was typed as a value of the same kind as the old one; undefined where it can't be read as that. */
export function parseEdit(editable: EditableValue, typed: string): Json | undefined {
  const text = typed.trim()
  switch (typeof editable.value) {
    case 'string':
      return text
    case 'boolean':
      return /^(?:yes|true)$/i.test(text) ? true : /^(?:no|false)$/i.test(text) ? false : undefined
    case 'number':
      return parseNumber(text, decimalsOf(editable.value, editable.argument.text))
    default:
      return undefined
  }
}

/**
 * A changed number as its reader knows it: `12900` is "129.00 EUR" where an argument of this plan holds the old or new
 * number and shows it as money. Null for all else.
 */
export function moneyText(
  plan: PlanView,
  value: Json,
  change: { readonly was: Json; readonly is: Json },
): string | null {
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) return null
  for (const { argument, value: other } of editableValues(plan)) {
    if (other !== change.was && other !== change.is) continue
    const decimals = typeof other === 'number' ? decimalsOf(other, argument.text) : 0
    const currency = /[A-Z]{3}$/.exec(argument.text)?.[0]
    if (decimals === 0 || currency === undefined || typeof other !== 'number' || other === 0) continue
    const digits = String(Math.abs(value)).padStart(decimals + 1, '0')
    return `${value < 0 ? '-' : ''}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}\u00a0${currency}`
  }
  return null
}

// An amount is kept in cents and shown with its decimals: the shown text says how many there are.
function decimalsOf(value: number, shown: string): number {
  const number = /^-?[\d\s,]*\d(?:\.(\d+))?/.exec(shown)
  const decimals = number?.[1]?.length ?? 0
  const digits = (number?.[0] ?? '').replace(/[^\d-]/g, '')
  return decimals > 0 && Number(digits) === value ? decimals : 0
}

// Digits are moved as text: no floating point between what is typed and what is asked for.
function parseNumber(text: string, decimals: number): number | undefined {
  const match = /^(-?\d+)(?:\.(\d+))?(?:\s?[A-Z]{3})?$/.exec(text)
  if (match === null) return undefined
  const fraction = match[2] ?? ''
  if (decimals === 0) return fraction === '' ? safe(Number(match[1])) : safeFraction(text)
  if (fraction.length > decimals) return undefined
  return safe(Number(`${match[1]}${fraction.padEnd(decimals, '0')}`))
}

function safe(value: number): number | undefined {
  return Number.isSafeInteger(value) ? value : undefined
}

function safeFraction(text: string): number | undefined {
  const value = Number(text)
  return Number.isFinite(value) ? value : undefined
}

/** Every amount of money in a plan's totals, as text to be typed: "129.00 EUR". */
export function amountsOf(plan: PlanView): readonly string[] {
  return plan.totals.flatMap((total) => {
    const match = /^(-?\d[\d.,\s]*)\s([A-Z]{3})(?=\s|$)/u.exec(total)
    return match?.[1] === undefined || match[2] === undefined ? [] : [`${match[1].replaceAll(/\s/g, '')} ${match[2]}`]
  })
}

/** Whether money moves in this plan and can't be brought back. */
export function movesMoneyForGood(plan: PlanView): boolean {
  return amountsOf(plan).length > 0 && plan.effects.some((effect) => !effect.reversible)
}

/** Whether the typed text is this amount, with or without its currency. */
export function isAmount(typed: string, amount: string): boolean {
  const text = typed.trim().replaceAll(/\s+/g, ' ').toUpperCase()
  return text === amount || text === amount.replace(/ [A-Z]{3}$/, '')
}
