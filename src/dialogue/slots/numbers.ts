import { looksOtherwise, type Span } from '../span.ts'

/** A number as people write it, before it is known what it counts. */
export interface WrittenNumber extends Span {
  readonly text: string
}

// At most eight groups, none longer than 15 digits: the time grows with the text alone.
const NUMBER =
  /(?<![\p{N}\p{M}_:/]|[\p{N}][.,'’\-\u2212])[-+\u2212]?\d{1,15}(?:[.,'’\u00a0\u202f]\d{1,15}| \d{3}(?!\d)){0,8}(?![\p{N}\p{M}_]|[.,'’:/\-\u2212]\p{N}|\s?[%‰])/gu

/** Every number that stands in a text by itself, in the digits 0 to 9. */
export function writtenNumbers(text: string): readonly WrittenNumber[] {
  if (looksOtherwise(text)) return []
  return [...text.matchAll(NUMBER)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    text: match[0],
  }))
}

/** A way to read a written number: exact, as decimal text with a point (`-1200.5`). */
export interface DecimalReadings {
  readonly decimals: readonly string[]
  /** A single separator before three digits: `1.200` may be a thousand or a fraction; `2 300` may be two numbers. */
  readonly isUnsure: boolean
}

/** The ways to read a number; none where it isn't one (`1.2.3`). */
export function decimalReadings(written: string): DecimalReadings {
  const sign = /^[-\u2212]/u.test(written) ? '-' : ''
  const digits = written
    .replace(/^[-+\u2212]/u, '')
    .replaceAll(/[\u00a0\u202f]/gu, ' ')
    .replaceAll('’', "'")
  const certain = (decimal: string) => ({ decimals: [sign + decimal], isUnsure: false })
  if (/^\d+$/.test(digits)) return certain(digits)
  const separators = digits.replaceAll(/\d/g, '')
  const kinds = [...new Set(separators)]
  const groups = digits.split(/\D/)
  const [first = '', ...others] = groups
  const isGrouped = (parts: readonly string[]) =>
    first.length <= 3 && first !== '0' && parts.every((part) => part.length === 3)
  const [kind = ''] = kinds
  if (kinds.length === 1 && others.length === 1 && (kind === '.' || kind === ',')) {
    const [fraction = ''] = others
    const asFraction = `${first}.${fraction}`
    if (!isGrouped(others)) return certain(asFraction)
    return { decimals: [sign + first + fraction, sign + asFraction], isUnsure: true }
  }
  const isUnsure = written.includes(' ')
  if (kinds.length === 1 && isGrouped(others)) return { decimals: [sign + groups.join('')], isUnsure }
  // Groups of three, then another sign and the fraction: 1.200,00 or 1,200.00.
  const last = separators.at(-1) ?? ''
  const isFraction =
    kinds.length === 2 && (last === '.' || last === ',') && separators.indexOf(last) === others.length - 1
  if (isFraction && isGrouped(others.slice(0, -1))) {
    return { decimals: [`${sign}${groups.slice(0, -1).join('')}.${groups.at(-1) ?? ''}`], isUnsure }
  }
  return { decimals: [], isUnsure: false }
}
