import type { EditField, EffectView } from '#contract/effect.ts'
import type { EditedValue, PlanChange } from '#plan-language/values/plan-edit.ts'
import { editChangeTexts as texts } from '../texts/edit-change-texts.ts'
import { typedNumber, writtenNumber } from './typed-number.ts'

/** What somebody typed into a field, as the change that it asks for; or why it is none, in words. */
export type TypedChange =
  | { readonly ok: true; readonly change: PlanChange | null }
  | { readonly ok: false; readonly message: string }

/** Reads a typed value; no change where it says what is there already. Money is read digit by digit, never rounded. */
export function typedChange(effect: Pick<EffectView, 'index'>, field: EditField, typed: string): TypedChange {
  const text = field.form === 'text' ? typed : typed.trim()
  if (text === field.value) return { ok: true, change: null }
  const value = valueOf(field, text)
  if (value === null) return { ok: false, message: messageOf(field) }
  if (value === valueOf(field, field.value)) return { ok: true, change: null }
  return { ok: true, change: { effect: effect.index, path: field.path, value } }
}

/** What stands in a field before anybody types, as its reader writes it. */
export function fieldText({ form, value }: EditField): string {
  return form === 'money' || form === 'number' ? writtenNumber(value) : value
}

function valueOf({ form, money, choices }: EditField, text: string): EditedValue | null {
  switch (form) {
    case 'money':
      return money && moneyValue(money, text)
    case 'number': {
      const number = typedNumber(text, { decimals: Infinity })
      return number === null ? null : Number(number)
    }
    case 'choice':
      if (!choices.includes(text)) return null
      return choices.join(' ') === 'true false' ? text === 'true' : text
    case 'date':
    case 'text':
      return text
  }
}

function moneyValue({ currency, digits, unit, as }: NonNullable<EditField['money']>, text: string): EditedValue | null {
  const amount = typedNumber(withoutCurrency(text, currency), { decimals: digits })
  const [, whole = '', fraction = ''] = /^(\d{1,13})(?:\.(\d+))?$/.exec(amount ?? '') ?? []
  if (amount === null || whole === '') return null
  if (unit === 'major') return as === 'number' ? Number(amount) : amount
  const minor = Number(whole + fraction.padEnd(digits, '0'))
  return Number.isSafeInteger(minor) ? minor : null
}

// Its code or its sign may stand on either side; another currency's is no amount of this one.
function withoutCurrency(text: string, currency: string): string {
  const sign = new Intl.NumberFormat('en', { style: 'currency', currency, currencyDisplay: 'narrowSymbol' })
    .formatToParts(0)
    .find(({ type }) => type === 'currency')?.value
  for (const name of [currency, sign ?? currency]) {
    if (text.toUpperCase().endsWith(name)) return text.slice(0, -name.length)
    if (text.toUpperCase().startsWith(name)) return text.slice(name.length)
  }
  return text
}

function messageOf({ form, money, choices, value }: EditField): string {
  if (form === 'money' && money) return texts.noAmount(money.currency, writtenNumber(value))
  return form === 'choice' ? texts.noChoice(choices) : texts.noNumber
}
