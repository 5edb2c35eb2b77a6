import { memoized } from '#core/memoized.ts'

/** What a language calls the things that a translation must leave as they are, by `Intl`. Names are in small letters. */
export interface LanguageNames {
  /** From 1 on, by their names in all forms and their short ones. */
  readonly months: ReadonlyMap<string, number>
  /** From Monday on, in full. */
  readonly weekdays: ReadonlyMap<string, number>
  /** Units and currencies, as some may mean several: "$", "m". */
  readonly units: ReadonlyMap<string, ReadonlySet<string>>
  /** What stands between thousands, and before decimals. */
  readonly group: string
  readonly decimal: string
  /** In which order a date in digits has them. */
  readonly order: readonly ('day' | 'month' | 'year')[]
}

export const CURRENCIES: ReadonlySet<string> = new Set(
  'EUR USD GBP JPY CHF DKK SEK NOK PLN CZK HUF RON BGN TRY CNY HKD TWD KRW INR BRL MXN CAD AUD NZD ZAR ILS AED'.split(
    ' ',
  ),
)

export const UNITS: readonly string[] = [
  ...['second', 'minute', 'hour', 'day', 'week', 'month', 'year', 'percent'],
  ...['millimeter', 'centimeter', 'meter', 'kilometer', 'inch', 'foot', 'mile'],
  ...['gram', 'kilogram', 'ounce', 'pound', 'milliliter', 'liter', 'celsius', 'fahrenheit'],
]

/** Numbers that are told in each of a language's forms: one, two, a few, many, all others. */
const FORMS = [1, 2, 3, 5, 11, 100, 1_000_000]

/** Parts of a number that name its unit. */
const NAMING: ReadonlySet<string> = new Set(['unit', 'currency', 'percentSign'])

/** The names of a language by its code; those of English for a code that is none. */
export const languageNames = memoized(namesOf, { keyOf: (code) => code, most: 100 })

function namesOf(code: string): LanguageNames {
  const [locale = 'en'] = Intl.NumberFormat.supportedLocalesOf([code, 'en'])
  const parts = new Intl.NumberFormat(locale, { numberingSystem: 'latn' }).formatToParts(-1_234_567.5)
  const separator = (type: 'group' | 'decimal') => parts.find((part) => part.type === type)?.value ?? ''
  return {
    months: monthsOf(locale),
    weekdays: weekdaysOf(locale),
    units: unitsOf(locale),
    group: separator('group'),
    decimal: separator('decimal'),
    order: dateFormat(locale, { day: 'numeric', month: 'numeric', year: 'numeric' })
      .formatToParts(0)
      .flatMap(({ type }) => (type === 'day' || type === 'month' || type === 'year' ? [type] : [])),
  }
}

function dateFormat(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(locale, { ...options, calendar: 'gregory', numberingSystem: 'latn', timeZone: 'UTC' })
}

function monthsOf(locale: string): ReadonlyMap<string, number> {
  const formats = (['long', 'short'] as const).flatMap((month) =>
    // In some languages a month has another form beside a day.
    [{}, { day: 'numeric' } as const].map((more) => dateFormat(locale, { month, ...more })),
  )
  const named = formats.flatMap((format) =>
    Array.from({ length: 12 }, (_, at) => {
      const parts = format.formatToParts(Date.UTC(2026, at, 3))
      return [nameOf(parts.find(({ type }) => type === 'month')?.value ?? ''), at + 1] as const
    }),
  )
  return new Map(named.filter(([name]) => name !== '' && !/\p{N}/u.test(name)))
}

function weekdaysOf(locale: string): ReadonlyMap<string, number> {
  const format = dateFormat(locale, { weekday: 'long' })
  // 5 January 2026 is a Monday.
  return new Map(Array.from({ length: 7 }, (_, at) => [nameOf(format.format(Date.UTC(2026, 0, 5 + at))), at] as const))
}

function unitsOf(locale: string): ReadonlyMap<string, ReadonlySet<string>> {
  const kinds = [
    ...UNITS.flatMap((unit) =>
      (['long', 'short', 'narrow'] as const).map((unitDisplay) => ({ unit, style: 'unit', unitDisplay }) as const),
    ),
    ...[...CURRENCIES].flatMap((currency) =>
      (['name', 'symbol', 'narrowSymbol', 'code'] as const).map(
        (currencyDisplay) => ({ unit: currency, style: 'currency', currency, currencyDisplay }) as const,
      ),
    ),
  ]
  const units = new Map<string, Set<string>>()
  for (const kind of kinds) {
    const { unit, ...options } = kind
    const format = new Intl.NumberFormat(locale, {
      numberingSystem: 'latn',
      ...options,
      ...(kind.style === 'unit' && { unit }),
    })
    const parts = FORMS.flatMap((number) => format.formatToParts(number))
    const names = parts.flatMap(({ type, value }) => (NAMING.has(type) ? [nameOf(value)] : []))
    for (const name of names) units.set(name, (units.get(name) ?? new Set()).add(unit))
  }
  units.delete('')
  return units
}

function nameOf(written: string): string {
  return written.normalize('NFC').toLowerCase().replace(/\.$/u, '').trim()
}
