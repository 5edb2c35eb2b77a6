import { RE2JS } from 're2js'
import { z } from 'zod'
import { minorDigits } from '../values/minor-units.ts'
import type { MoneyValue } from '../slot.ts'

export const Text = z.string().trim().min(1, 'a text is needed').max(500)

const orNull = <T extends z.ZodType>(type: T) => z.union([type, z.null()]).default(null)
const about = {
  ask: orNull(Text),
  optional: z.boolean().default(false),
  always: z.boolean().default(false),
  label: orNull(Text),
  expects: orNull(Text),
}

const Pattern = z.string().superRefine((pattern, context) => {
  try {
    RE2JS.compile(pattern)
  } catch {
    context.addIssue({ code: 'custom', message: 'not a pattern of RE2 (no look-around or back-references)' })
  }
})

const Choices = z
  .union(
    [z.array(Text).min(1), z.record(Text, z.array(Text))],
    'a list of words, or { word: [other words for it] }, is needed',
  )
  .superRefine((of, context) => {
    const words = Array.isArray(of) ? of : Object.entries(of).flatMap(([value, others]) => [value, ...others])
    const plain = words.map((word) => word.toLowerCase())
    const twice = words.find((_, index) => plain.indexOf(plain[index] ?? '') !== index)
    if (words.length === 0) context.addIssue({ code: 'custom', message: 'at least one word is needed' })
    if (twice !== undefined) context.addIssue({ code: 'custom', message: `"${twice}" stands here twice` })
  })

const CODES: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'))
const Currency = z.string().refine((code) => CODES.has(code), 'not a currency such as EUR (ISO 4217)')
const Amount = z.string().transform((text, context): MoneyValue => {
  const [, whole = '', fraction = '', currency = ''] = /^(\d{1,12})(?:\.(\d{1,4}))? ([A-Z]{3})$/.exec(text) ?? []
  const digits = minorDigits(currency)
  if (!CODES.has(currency) || fraction.length > digits)
    context.addIssue({ code: 'custom', message: 'not an amount such as 5.00 EUR' })
  return { amount: Number(whole + fraction.padEnd(digits, '0')), currency }
})
const Amounts = z
  .union([Amount.transform((amount) => [amount]), z.array(Amount)], 'not an amount such as 5.00 EUR')
  .default([])

const Day = z
  .string()
  .regex(/^(?:\d{4}-\d{2}-\d{2}|today(?:[+-]\d{1,5}d)?)$/, 'not a day such as 2027-01-31, today or today+14d')
  .refine((day) => day.startsWith('today') || isDay(day), 'not a day of the calendar')
const Zone = z.string().refine(isZone, 'not a time zone such as Europe/Berlin')

/** The types of slots by their names, as a playbook's header writes them. */
export const SLOTS = {
  pattern: z.strictObject({ type: z.literal('pattern'), pattern: Pattern, ...about }),
  choice: z.strictObject({ type: z.literal('choice'), of: Choices, ...about }),
  money: z
    .strictObject({
      type: z.literal('money'),
      currencies: z.array(Currency).min(1, 'at least one currency is needed'),
      currency: orNull(Currency),
      min: Amounts,
      max: Amounts,
      ...about,
    })
    .superRefine(({ currencies, currency, min, max }, context) => {
      if (currency !== null && !currencies.includes(currency))
        context.addIssue({ code: 'custom', path: ['currency'], message: 'not one of currencies' })
      // A currency that a limit forgets would have none.
      for (const [name, bounds] of Object.entries({ min, max })) {
        const bounded = bounds.map((bound) => bound.currency).toSorted()
        if (bounds.length > 0 && bounded.join(' ') !== currencies.toSorted().join(' '))
          context.addIssue({ code: 'custom', path: [name], message: 'one amount for each currency is needed' })
      }
    }),
  date: z.strictObject({
    type: z.literal('date'),
    zone: Zone.default('UTC'),
    order: orNull(z.enum(['dmy', 'mdy'])),
    earliest: orNull(Day),
    latest: orNull(Day),
    ...about,
  }),
  email: z.strictObject({ type: z.literal('email'), domains: orNull(z.array(Text).min(1)), ...about }),
  number: z.strictObject({ type: z.literal('number'), min: orNull(z.number()), max: orNull(z.number()), ...about }),
  integer: z.strictObject({ type: z.literal('integer'), min: orNull(z.int()), max: orNull(z.int()), ...about }),
  text: z.strictObject({
    type: z.literal('text'),
    min: z.int().min(1).default(1),
    max: z.int().min(1).max(8_000).default(8_000),
    ...about,
  }),
}

export const SlotFile = z.discriminatedUnion('type', [
  SLOTS.pattern,
  SLOTS.choice,
  SLOTS.money,
  SLOTS.date,
  SLOTS.email,
  SLOTS.number,
  SLOTS.integer,
  SLOTS.text,
])

function isDay(day: string): boolean {
  const time = Date.parse(`${day}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day)
}

function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    return false
  }
}
