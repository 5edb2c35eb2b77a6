import { threadTexts } from '../texts/thread-texts.ts'

/**
 * A number that somebody typed, as it is written in programs: `1.234,50` and `1,234.50` are `1234.50`. A mark that is there
 * once with three digits behind it groups or divides, as the language that is drawn in has it. Null where it is no number,
 * or has more decimals than it may have.
 */
export function typedNumber(typed: string, { decimals }: { readonly decimals: number }): string | null {
  const text = typed.replaceAll(/[\s'’]/gu, '').replace(/[.,][-–—]{1,2}$/u, '')
  const [, sign = '', body = ''] = /^([-–−]?)(\d[\d.,]{0,20})$/u.exec(text) ?? []
  const last = /[.,](?=\d*$)/.exec(body)
  if (body === '') return null
  const isDivided = last !== null && divides(body, last.index)
  const whole = isDivided ? body.slice(0, last.index) : body
  const fraction = isDivided ? body.slice(last.index + 1) : ''
  if (!isGrouped(whole, isDivided ? (last[0] ?? '') : '') || fraction.length > decimals) return null
  return `${sign === '' ? '' : '-'}${whole.replaceAll(/[.,]/g, '')}${fraction === '' ? '' : `.${fraction}`}`
}

/** A number of programs as people write it in the language that is drawn in: `129.00` is `129,00` in German. */
export function writtenNumber(number: string): string {
  return number.replace('.', decimalMark())
}

// With another mark before it, it divides whatever stands behind it.
function divides(body: string, at: number): boolean {
  const mark = body[at] ?? ''
  const digits = body.length - at - 1
  if (body.indexOf(mark) !== at || digits === 0) return false
  return digits !== 3 || mark === decimalMark() || /[.,]/.test(body.slice(0, at))
}

// In groups of three, by the mark that doesn't divide it.
function isGrouped(whole: string, decimal: string): boolean {
  const mark = decimal === ',' ? '.' : decimal === '.' ? ',' : whole.includes('.') ? '.' : ','
  return new RegExp(`^(?:\\d+|\\d{1,3}(?:\\${mark}\\d{3})+)$`).test(whole)
}

function decimalMark(): string {
  const parts = new Intl.NumberFormat(threadTexts.clockLocale).formatToParts(1.5)
  return parts.find(({ type }) => type === 'decimal')?.value ?? '.'
}
