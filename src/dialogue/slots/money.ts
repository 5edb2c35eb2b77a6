import { decimalText, minorDigits } from '#plan-language/values/minor-units.ts'
import type { MoneySlot, MoneyValue } from '#plan-language/slot.ts'
import { isWholeUtterance, isNegated } from '../utterance/negation-scope.ts'
import { bareNumbers } from './bare-numbers.ts'
import { decimalReadings, writtenNumbers, type DecimalReadings, type WrittenNumber } from './numbers.ts'
import type { Found, Reading, ReadingContext } from '../reading.ts'
import type { Span } from '../span.ts'

/** Amounts with their currency; a bare number too where the slot was asked for and nothing else is said. */
export function findMoney(slot: MoneySlot, text: string, context: ReadingContext): readonly Found[] {
  const numbers = writtenNumbers(text).map((number) => ({
    number,
    beside: currenciesBeside(slot, text, number, context),
  }))
  const found = numbers.flatMap(({ number, beside }) =>
    beside === null ? [] : [amount(slot, number, beside, context)],
  )
  if (found.length > 0 || !context.isAsked) return found
  const all = numbers.map(({ number }) => number).filter((number) => !isPartOfWord(text, number))
  const bare = bareNumbers(all, text, context.language)
  if (!isWholeUtterance(text, bare, context)) return []
  const meant = bare.filter((number) => !isNegated(text, number, context))
  const defaults = slot.currency === null ? slot.currencies : [slot.currency]
  return meant.map((number) =>
    amount(slot, number, { start: number.start, end: number.end, codes: defaults, isSaid: false }, context),
  )
}

/** Why an amount can't be taken, in words; null where it can. */
export function moneyProblem(slot: MoneySlot, value: MoneyValue, { language: { say } }: ReadingContext): string | null {
  const moneyText = (amount: number) => say.amount(decimalText(amount, value.currency), value.currency)
  const said = moneyText(value.amount)
  const bound = (bounds: readonly MoneyValue[]) => bounds.find(({ currency }) => currency === value.currency)?.amount
  const least = bound(slot.min)
  const most = bound(slot.max)
  if (value.amount < 0) return say.negative(said)
  if (value.amount === 0 && least === undefined) return say.nothing(said)
  if (least !== undefined && value.amount < least) return say.tooLittle(said, moneyText(least))
  if (most !== undefined && value.amount > most) return say.tooMuch(said, moneyText(most))
  return null
}

interface Beside extends Span {
  /** What the word or sign may mean; empty for a currency that isn't one of ours. */
  readonly codes: readonly string[]
  readonly isSaid: boolean
  /** One stands before the number and another behind it. */
  readonly isTorn?: boolean
}

function amount(
  slot: MoneySlot,
  number: WrittenNumber,
  { start, end, codes, isSaid, isTorn = false }: Beside,
  { language: { say } }: ReadingContext,
): Found {
  const accepted = codes.filter((code) => slot.currencies.includes(code))
  if (accepted.length === 0) return { start, end, readings: [], problem: say.otherCurrency(say.list(slot.currencies)) }
  // Where a sign such as $ may mean several of ours, the slot's own comes first: it is the one that a bare number means.
  const meant =
    accepted.length > 1 && isSaid && slot.currency !== null && accepted.includes(slot.currency)
      ? [slot.currency]
      : accepted
  const written = decimalReadings(number.text)
  const readings = meant.flatMap((currency) => readingsIn(currency, written, isSaid && codes.length === 1))
  const isUnsure = isTorn || meant.some((currency) => isUnsureIn(currency, written))
  return {
    start,
    end,
    readings,
    isUnsure,
    ...(readings.length === 0 ? { problem: say.notSeen(say.expected.money) } : {}),
  }
}

function readingsIn(currency: string, { decimals }: DecimalReadings, isCodeSaid: boolean): readonly Reading[] {
  return decimals.flatMap((decimal) => {
    const minor = minorOf(decimal, currency)
    if (minor === null) return []
    return { value: { amount: minor, currency }, by: isCodeSaid ? [] : (['operator'] as const) }
  })
}

// Without decimals there is only one way to read `1,200 JPY`; a space may still part two numbers.
function isUnsureIn(currency: string, { decimals, isUnsure }: DecimalReadings): boolean {
  return isUnsure && (decimals.length === 1 || minorDigits(currency) > 0)
}

/** Exact, without floating point; null where it has more decimals than the currency, or is beyond what is exact. */
function minorOf(decimal: string, currency: string): number | null {
  const [, sign = '', whole = '', fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(decimal) ?? []
  const digits = minorDigits(currency)
  if (whole === '' || /[1-9]/.test(fraction.slice(digits))) return null
  const minor = Number(sign + whole + fraction.slice(0, digits).padEnd(digits, '0'))
  return Number.isSafeInteger(minor) ? minor + 0 : null
}

const CODES: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'))

// The word or sign right before or after the number. Both, and different: neither is believed.
function currenciesBeside(
  slot: MoneySlot,
  text: string,
  number: WrittenNumber,
  { language }: ReadingContext,
): Beside | null {
  const before = /(?<![\p{L}\p{N}])(\p{L}{1,10}|\p{Sc}|\p{Lu}{1,2}\p{Sc})([ \u00a0]?)$/u.exec(
    text.slice(Math.max(0, number.start - 12), number.start),
  )
  // "45,- Euro": no cents.
  const after = /^(?:,[-\u2013\u2014]{1,2})?([ \u00a0]?)(\p{L}{1,10}|\p{Sc})(?![\p{L}\p{N}])/u.exec(
    text.slice(number.end, number.end + 15),
  )
  const isGlued = isPartOfWord(text, number)
  const beforeCodes = before ? codesOf(before[1] ?? '') : []
  const afterCodes = after ? codesOf(after[2] ?? '') : []
  if (isGlued && !(before?.[2] === '' && beforeCodes.length > 0) && !(after?.[1] === '' && afterCodes.length > 0))
    return null
  const start = beforeCodes.length > 0 ? number.start - (before?.[0].length ?? 0) : number.start
  const end = afterCodes.length > 0 ? number.end + (after?.[0].length ?? 0) : number.end
  if (afterCodes.length > 0 && beforeCodes.length > 0) {
    const both = afterCodes.filter((code) => beforeCodes.includes(code))
    return {
      start,
      end,
      codes: both.length > 0 ? both : [...beforeCodes, ...afterCodes],
      isSaid: true,
      isTorn: both.length === 0,
    }
  }
  const codes = afterCodes.length > 0 ? afterCodes : beforeCodes
  return codes.length === 0 ? null : { start, end, codes, isSaid: true }

  function codesOf(word: string): readonly string[] {
    const code = word.toUpperCase()
    const words: Readonly<Record<string, readonly string[]>> = language.currencies
    const known = Object.hasOwn(words, word.toLowerCase()) ? words[word.toLowerCase()] : undefined
    if (known) return known
    // In small letters many a code is a word ("all", "top"): only ours count then.
    return slot.currencies.includes(code) || (word === code && CODES.has(code)) ? [code] : []
  }
}

function isPartOfWord(text: string, { start, end }: WrittenNumber): boolean {
  return /[\p{L}#]$/u.test(text.slice(Math.max(0, start - 2), start)) || /^\p{L}/u.test(text.slice(end, end + 2))
}
