import { REQUESTER } from '#auth/roles.ts'
import type { Json } from '#core/json.ts'

/** A value as a person reads it on a card. Never shortened: folding is the card's business. */
export function valueText(value: Json): string {
  if (typeof value === 'string') return value
  if (value === null) return 'nothing'
  if (typeof value === 'object') return JSON.stringify(value)
  return String(value)
}

const conjunction = new Intl.ListFormat('en-GB', { type: 'conjunction' })
const disjunction = new Intl.ListFormat('en-GB', { type: 'disjunction' })

/** `a`, `a and b`, `a, b and c`. */
export function listText(items: readonly string[]): string {
  return conjunction.format(items)
}

/** `a`, `a or b`, `a, b or c`. */
export function eitherText(items: readonly string[]): string {
  return disjunction.format(items)
}

/** A role as people say it: `support-lead` → `support lead`. */
export function roleText(role: string): string {
  return role === REQUESTER ? 'you' : role.replaceAll('-', ' ')
}
