import type { PlanView } from '#contract/plan.ts'
import type { Json } from '#core/json.ts'

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
  for (const [number, shown] of shownNumbers(plan)) {
    if (number === 0 || (number !== change.was && number !== change.is)) continue
    const { decimals, point } = decimalsOf(number, shown)
    const currency = /[A-Z]{3}$/.exec(shown)?.[0]
    if (decimals === 0 || currency === undefined) continue
    const digits = String(Math.abs(value)).padStart(decimals + 1, '0')
    return `${value < 0 ? '-' : ''}${digits.slice(0, -decimals)}${point}${digits.slice(-decimals)}\u00a0${currency}`
  }
  return null
}

/** The numbers among a plan's arguments, each with the text that a card shows for it. */
function shownNumbers(plan: PlanView): readonly (readonly [number: number, shown: string])[] {
  return plan.effects.flatMap(({ args, arguments: shown }) =>
    shown.flatMap(({ name, text }) => {
      const value = Object.hasOwn(args, name) ? args[name] : undefined
      return typeof value === 'number' ? [[value, text] as const] : []
    }),
  )
}

// An amount is kept in cents and shown with its decimals: the shown text says how many there are.
function decimalsOf(value: number, shown: string): { readonly decimals: number; readonly point: string } {
  const number = /^-?[\d\s,]*?\d(?:([.,])(\d+))?(?![\d.,])/.exec(shown)
  const decimals = number?.[2]?.length ?? 0
  const digits = (number?.[0] ?? '').replace(/[^\d-]/g, '')
  return { decimals: Number(digits) === value ? decimals : 0, point: number?.[1] ?? '.' }
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
