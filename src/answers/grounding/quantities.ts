import { stem } from '#text/stem.ts'

/** A number with what it counts: 14 days, 50.00 EUR, 3 (and the word after it, where that is no unit we know). */
export interface Quantity {
  readonly value: string
  readonly unit: string | null
  /** The stem of the next word, where there is one. */
  readonly next: string | null
}

export interface Quantities {
  readonly quantities: readonly Quantity[]
  /** Words with digits in them (A17, HV-2041) and numbers in other scripts, as they are written. */
  readonly names: readonly string[]
  /** Units and weekdays that the text names, with a number or without. */
  readonly units: ReadonlySet<string>
  readonly weekdays: ReadonlySet<string>
  readonly stems: ReadonlySet<string>
}

/** What a text counts and measures. "Fifty", 50 and 50.00 are one value; 1,000 is a thousand. English as far as words go. */
export function quantitiesIn(text: string): Quantities {
  const tokens = [
    ...text.matchAll(/[€$£¥%]|°C|[\p{L}\p{N}]+(?:[.,:'’/‐‑–-]\p{N}[\p{L}\p{N}]*|[-‐‑]\p{L}+)*/gu),
  ].flatMap(([token]) => splitToken(token))
  const found: Quantity[] = []
  const names: string[] = []
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at] ?? ''
    const number = numberAt(tokens, at)
    if (number) {
      found.push({ value: number.value, ...unitAfter(tokens, at, number.words) })
      at += number.words - 1
    } else if (/\p{N}/u.test(token)) names.push(token.toLowerCase())
  }
  return {
    quantities: found,
    names,
    units: new Set(tokens.flatMap((token) => unitOf(token) ?? [])),
    weekdays: new Set(tokens.flatMap((token) => weekdayOf(token) ?? [])),
    stems: new Set(tokens.map((token) => stem(token.toLowerCase()))),
  }
}

// "30-day" is two words and "5–8" two numbers; "24h" is a number and its unit; HV-2041 stays a name.
function splitToken(token: string): readonly string[] {
  const pieces = token.split(/[‐‑–-]/u)
  if (pieces.length > 1 && (pieces.every(isDigits) || isDigits(pieces[0] ?? '') || pieces.every(isWord)))
    return pieces.flatMap(splitToken)
  const attached = /^(\d+(?:[.,:]\d+)*)(\p{L}+)$/u.exec(token)
  if (!attached) return [token]
  const [, digits = '', letters = ''] = attached
  if (/^(?:st|nd|rd|th)$/u.test(letters)) return [digits]
  return unitOf(letters) === null && !SHORT_UNITS.has(letters) ? [token] : [digits, SHORT_UNITS.get(letters) ?? letters]
}

function isDigits(piece: string): boolean {
  return /^\d+(?:[.,:/]\d+)*$/u.test(piece)
}

function isWord(piece: string): boolean {
  return /^\p{L}+$/u.test(piece)
}

interface NumberRead {
  readonly value: string
  /** How many tokens it takes. */
  readonly words: number
}

function numberAt(tokens: readonly string[], at: number): NumberRead | null {
  const token = tokens[at] ?? ''
  if (isDigits(token)) {
    const value = Number(token.replaceAll(/,(?=\d{3}(?!\d))/gu, ''))
    return { value: Number.isNaN(value) ? token : String(value), words: 1 }
  }
  return numberInWords(tokens, at)
}

function numberInWords(tokens: readonly string[], at: number): NumberRead | null {
  const word = (tokens[at] ?? '').toLowerCase()
  // A week, per month: one of it. "The right one" and "one or the other" count nothing.
  if (['a', 'an', 'per', 'each', 'every'].includes(word))
    return unitOf(tokens[at + 1] ?? '') === null ? null : { value: '1', words: 1 }
  if (word === 'one' && (NOT_BEFORE_ONE.has(tokens[at - 1]?.toLowerCase() ?? '') || !countsSomething(tokens[at + 1])))
    return null
  const value = NUMBER_WORDS.get(word)
  if (value === undefined) return null
  const next = NUMBER_WORDS.get(tokens[at + 1]?.toLowerCase() ?? '')
  const scale = SCALES.get(tokens[at + 1]?.toLowerCase() ?? '')
  if (scale !== undefined) return { value: String(value * scale), words: 2 }
  const isCompound = value >= 20 && value % 10 === 0 && next !== undefined && next > 0 && next < 10
  return isCompound ? { value: String(value + next), words: 2 } : { value: String(value), words: 1 }
}

function countsSomething(next: string | undefined): boolean {
  return next !== undefined && isWord(next) && !NOT_AFTER_ONE.has(next.toLowerCase())
}

function unitAfter(tokens: readonly string[], at: number, words: number): Pick<Quantity, 'unit' | 'next'> {
  const before = unitOf(tokens[at - 1] ?? '')
  if (before !== null && MONEY.has(before)) return { unit: before, next: null }
  let place = at + words
  // 5 to 8 days: both are days.
  if (/^(?:to|or|and)$/iu.test(tokens[place] ?? '') && numberAt(tokens, place + 1)) place += 1
  const range = numberAt(tokens, place)
  if (range) place += range.words
  let qualifier = ''
  while (QUALIFIERS.has(tokens[place]?.toLowerCase() ?? '')) {
    if (/^(?:working|business)$/iu.test(tokens[place] ?? '')) qualifier = 'working '
    place += 1
  }
  const unit = unitOf(tokens[place] ?? '')
  const next = tokens[at + words]
  return {
    unit: unit === null ? null : `${unit === 'day' ? qualifier : ''}${unit}`,
    next: next === undefined ? null : stem(next.toLowerCase()),
  }
}

const QUALIFIERS: ReadonlySet<string> = new Set(
  'working business calendar full whole more further other extra'.split(' '),
)

const UNITS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    EUR: '€ eur euro euros',
    USD: '$ usd dollar dollars',
    GBP: '£ gbp pound pounds',
    JPY: '¥ jpy yen',
    DKK: 'dkk kr kroner krone',
    SEK: 'sek kronor',
    NOK: 'nok',
    CHF: 'chf francs franc',
    cent: 'cent cents',
    percent: '% percent',
    degree: '°c degree degrees celsius',
    second: 'second seconds sec secs',
    minute: 'minute minutes min mins',
    hour: 'hour hours hrs hr',
    day: 'day days',
    week: 'week weeks',
    month: 'month months',
    year: 'year years',
    mm: 'mm millimetre millimetres',
    cm: 'cm centimetre centimetres',
    metre: 'metre metres meter meters',
    km: 'km kilometre kilometres',
    kg: 'kg kilogram kilograms kilo kilos',
    gram: 'gram grams',
    litre: 'litre litres liter liters',
    watt: 'watt watts',
    volt: 'volt volts',
    lumen: 'lumen lumens lm',
    am: 'am',
    pm: 'pm',
  }).flatMap(([unit, words]) => words.split(' ').map((word) => [word, unit] as const)),
)

/** Of one letter, and units only where they stand at their number. */
const SHORT_UNITS: ReadonlyMap<string, string> = new Map([
  ['h', 'hour'],
  ['d', 'day'],
  ['m', 'metre'],
  ['g', 'gram'],
  ['l', 'litre'],
  ['W', 'watt'],
  ['V', 'volt'],
])

const MONEY: ReadonlySet<string> = new Set(['EUR', 'USD', 'GBP', 'JPY', 'DKK', 'SEK', 'NOK', 'CHF'])

function unitOf(token: string): string | null {
  return UNITS.get(token.toLowerCase()) ?? null
}

/** Each weekday by its forms: monday, mondays. */
const WEEKDAYS: ReadonlyMap<string, string> = new Map(
  ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'].flatMap((day) => [
    [day, day] as const,
    [`${day}s`, day] as const,
  ]),
)

function weekdayOf(token: string): string | null {
  return WEEKDAYS.get(token.toLowerCase()) ?? null
}

const NUMBER_WORDS: ReadonlyMap<string, number> = new Map([
  ...'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'
    .split(' ')
    .map((word, value) => [word, value] as const),
  ...'twenty thirty forty fifty sixty seventy eighty ninety'
    .split(' ')
    .map((word, index) => [word, (index + 2) * 10] as const),
  ['hundred', 100],
  ['thousand', 1_000],
  ['million', 1_000_000],
  ['dozen', 12],
  ['half', 0.5],
  ['twice', 2],
])

const SCALES: ReadonlyMap<string, number> = new Map([
  ['hundred', 100],
  ['thousand', 1_000],
  ['million', 1_000_000],
])

const NOT_BEFORE_ONE: ReadonlySet<string> = new Set(
  'the this that which no another each every any right wrong new old other same first last'.split(' '),
)
const NOT_AFTER_ONE: ReadonlySet<string> = new Set(
  'of or and is are was can that who which in to for from on at by with you we it if when will has must may'.split(' '),
)
