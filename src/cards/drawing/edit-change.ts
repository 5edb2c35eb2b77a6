import type { EditField, EffectView } from '#contract/effect.ts'
import type { EditedValue, PlanChange } from '#plan-language/values/plan-edit.ts'
import { editChangeTexts as texts } from '../texts/edit-change-texts.ts'

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
  return { ok: true, change: { effect: effect.index, path: field.path, value } }
}

function valueOf({ form, money, choices }: EditField, text: string): EditedValue | null {
  switch (form) {
    case 'money':
      return money && moneyValue(money, text)
    case 'number':
      return /^-?\d+(?:\.\d+)?$/.test(text) ? Number(text) : null
    case 'choice':
      if (!choices.includes(text)) return null
      return choices.join(' ') === 'true false' ? text === 'true' : text
    case 'date':
    case 'text':
      return text
  }
}

function moneyValue({ currency, digits, unit, as }: NonNullable<EditField['money']>, text: string): EditedValue | null {
  const amount = text.endsWith(` ${currency}`) ? text.slice(0, -currency.length - 1) : text
  const [, whole = '', fraction = ''] = /^(\d{1,13})(?:\.(\d+))?$/.exec(amount) ?? []
  if (whole === '' || fraction.length > digits) return null
  if (unit === 'major') return as === 'number' ? Number(amount) : amount
  const minor = Number(whole + fraction.padEnd(digits, '0'))
  return Number.isSafeInteger(minor) ? minor : null
}

function messageOf({ form, money, choices }: EditField): string {
  if (form === 'money' && money) return texts.noAmount(money.currency, money.digits)
  return form === 'choice' ? texts.noChoice(choices) : texts.noNumber
}
