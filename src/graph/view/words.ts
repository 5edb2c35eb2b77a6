import type { Json } from '#json.ts'

/** A value as a person reads it on a card. Never shortened: folding is the card's business. */
export function valueText(value: Json): string {
  if (typeof value === 'string') return value
  if (value === null) return 'nothing'
  if (typeof value === 'object') return JSON.stringify(value)
  return String(value)
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

/** An argument's name as people say it: `orderId` → "order id". */
export function argumentWords(name: string): string {
  const words = name.replaceAll(/(?<=[a-z\d])(?=[A-Z])/g, ' ').replaceAll(/[_./-]+/g, ' ')
  return words.toLowerCase().trim()
}
