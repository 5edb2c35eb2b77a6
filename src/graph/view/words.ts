import type { Json } from '#json.ts'
import { minorDigits } from '#minor-units.ts'

/** A value as a person reads it on a card. Never shortened: folding is the card's business. */
export function valueText(value: Json): string {
  if (typeof value === 'string') return value
  if (value === null) return 'nothing'
  if (typeof value === 'object') return JSON.stringify(value)
  return String(value)
}

/** Minor units as people write them: `12900`, `EUR` → `129.00 EUR`. Decimals are the currency's own (ISO 4217). */
export function moneyText(minor: number, currency: string): string {
  const digits = minorDigits(currency)
  const sign = minor < 0 ? '-' : ''
  const whole = String(Math.abs(minor)).padStart(digits + 1, '0')
  const text = digits === 0 ? whole : `${whole.slice(0, -digits)}.${whole.slice(-digits)}`
  return `${sign}${text} ${currency}`
}

const conjunction = new Intl.ListFormat('en-GB', { type: 'conjunction' })

/** `a`, `a and b`, `a, b and c`. */
export function listText(items: readonly string[]): string {
  return conjunction.format(items)
}

/** A role as people say it: `support-lead` → `support lead`. */
export function roleText(role: string): string {
  return role === 'requester' ? 'you' : role.replaceAll('-', ' ')
}
