import { datesIn } from '../grounding/dates.ts'
import { quantitiesIn } from '../grounding/quantities.ts'

/** A number, an amount, a time or a date in its place in a statement. */
export interface StatedValue {
  /** In the smallest unit of its kind, where there is one. */
  readonly amount: number
  /** What can be compared with each other: lengths of time, one currency, what is counted. */
  readonly kind: string
  /** "Up to", "at least", "more than", or none. */
  readonly bound: 'most' | 'least' | 'none'
  readonly isRough: boolean
  /** Whether it belongs to what is spoken of: step 2, room 12. Of another one something else may hold. */
  readonly isLabel: boolean
  /** The end of a range whose start is the value before. */
  readonly endsRange: boolean
}

/** The values of a text in order, and its words with a mark in each one's place. */
export function statedValues(text: string): { readonly values: readonly StatedValue[]; readonly rest: string } {
  const values: StatedValue[] = []
  let end = -1
  const rest = text.replaceAll(VALUE, (found: string, ...groups: readonly unknown[]) => {
    const at = Number(groups.find((group) => typeof group === 'number'))
    const before = text.slice(0, at)
    const read = readValue(found, before, text.slice(at + found.length))
    if (!read) return found
    const endsRange = end >= 0 && RANGE.test(text.slice(end, at))
    values.push({ ...read, endsRange, bound: boundBefore(before), isRough: ROUGH.test(before) })
    end = at + found.length
    return ' # '
  })
  return { values: withUnitOfRange(values), rest }
}

const MONTHS = String.raw`(?:jan(?:uary|uar)?|feb(?:ruary|ruar)?|mar(?:ch)?|märz|apr(?:il)?|may|mai|june?|juni|july?|juli|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|okt(?:ober)?|nov(?:ember)?|dec(?:ember)?|dez(?:ember)?)`
const NUMBER_WORD = String.raw`(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fourteen|fifteen|twenty|thirty|forty|fifty|sixty|ninety|hundred|half|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|vierzehn|dreißig|sechzig|neunzig|hundert)`
const UNITS: readonly (readonly [pattern: string, kind: string, factor: number])[] = [
  ['(?:working|business) days?|Werktag(?:e|en|es)?|Arbeitstag(?:e|en|es)?', 'working day', 1],
  ['seconds?|secs?|Sekunden?', 'time', 1],
  ['minutes?|mins?|Minuten?', 'time', 60],
  ['hours?|hrs?|h|Stunden?', 'time', 3_600],
  ['(?:calendar )?days?|Tag(?:e|en|es)?', 'time', 86_400],
  ['weeks?|Wochen?', 'time', 604_800],
  ['months?|Monat(?:e|en|s)?', 'time', 2_629_800],
  ['years?|Jahr(?:e|en|es)?', 'time', 31_557_600],
  ['EUR|euros?|€', 'EUR', 100],
  ['cents?|Cent', 'EUR', 1],
  ['USD|dollars?|\\$', 'USD', 100],
  ['GBP|pounds?|£', 'GBP', 100],
  ['DKK|SEK|NOK|CHF|JPY', '', 100],
  ['%|percent|per cent|Prozent', '%', 1],
  ['°\\s?C|degrees Celsius', '°C', 1],
  ['°\\s?F|degrees Fahrenheit', '°F', 1],
  ['mm|millimet(?:re|er)s?', 'length', 1],
  ['cm|centimet(?:re|er)s?', 'length', 10],
  ['m|met(?:re|er)s?|Metern?', 'length', 1_000],
  ['km|kilomet(?:re|er)s?|Kilometern?', 'length', 1_000_000],
  ['g|grams?|Gramm', 'weight', 1],
  ['kg|kilograms?|kilos?|Kilogramm|Kilo', 'weight', 1_000],
  ['ml|millilit(?:re|er)s?', 'volume', 1],
  ['l|lit(?:re|er)s?|Litern?', 'volume', 1_000],
  ['KB|kB', 'bytes', 1_000],
  ['MB', 'bytes', 1_000_000],
  ['GB', 'bytes', 1_000_000_000],
]
const UNIT = UNITS.map(([pattern]) => pattern).join('|')
const DIGITS = String.raw`\d+(?:[.,:]\d+)*`
/** A date, money before its number, or a number with its unit. What has letters or dashes at it is a name. */
const VALUE = new RegExp(
  String.raw`\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}\.\d{1,2}\.\d{4}\b|\b\d{1,2}(?:st|nd|rd|th|\.)?\s(?:of\s)?${MONTHS}\b(?:,?\s\d{4}\b)?|\b${MONTHS}\s\d{1,2}(?:st|nd|rd|th)?\b(?:,?\s\d{4}\b)?|\b${MONTHS}\s\d{4}\b|[€$£]\s?${DIGITS}|(?<![\p{L}\p{N}.,:/+-])(?:${DIGITS}|${NUMBER_WORD}(?=[\s-]\p{L}))(?![\p{L}\p{N}/]|-\p{N})(?:[\s-]?(?:${UNIT})(?!\p{L}))?`,
  'giu',
)
const RANGE = /^\s*(?:to|and|or|until|till|bis|und|oder|–|-|‐|—)\s*$/iu
const ROUGH = /(?:about|approximately|roughly|around|nearly|almost|some|circa|ca\.|etwa|ungefähr|rund|fast)\s+$/iu
const LABEL =
  /(?:^|\s)(?:step|section|chapter|article|paragraph|figure|table|page|room|number|no\.|nr\.|version|phase|stage|level|tier|zone|class|category|group|plan|type|model|size|part|rule|annex|appendix|line|gate|platform|floor|series|option|case|issue|decision|Schritt|Abschnitt|Kapitel|Artikel|Absatz|Seite|Raum|Nummer|Stufe|Zone|Klasse|Gruppe|Tarif|Typ|Modell|Größe|Teil|§)\s+$/iu
const NAME_BEFORE = /\S\s+\p{Lu}[\p{L}-]+\s+$/u

function readValue(
  found: string,
  before: string,
  after: string,
): Pick<StatedValue, 'amount' | 'kind' | 'isLabel'> | null {
  const isLabel = LABEL.test(before)
  const date = dateOf(found)
  if (date !== null) return { amount: date, kind: 'date', isLabel: !SINGLE_DATE.test(before) }
  const number = amountOf(found)
  if (number === null) return null
  const unit = unitOf(found)
  if (unit) return { amount: number * unit.factor, kind: unit.kind, isLabel }
  if (/^\d{1,2}:\d{2}$/u.test(found)) return { amount: timeOf(found), kind: 'clock', isLabel }
  if (/^(?:19|20)\d{2}$/u.test(found)) return { amount: number, kind: 'year', isLabel: !SINGLE_YEAR.test(before) }
  const counted = /^\s+(\p{L}+)/u.exec(after)?.[1]?.toLowerCase() ?? ''
  return { amount: number, kind: `of ${counted.slice(0, 5)}`, isLabel: isLabel || NAME_BEFORE.test(before) }
}

/** A thing has one such day, and may have many others. */
const SINGLE_DATE =
  /(?:until|till|by|before|since|from|as of|starting|begins? on|starts? on|ends? on|expires? on|due on|opens? on|bis|bis zum|ab|ab dem|seit|seit dem|vor dem|spätestens am)\s+(?:the\s+)?$/iu
const SINGLE_YEAR = /(?:since|founded in|opened in|built in|established in|until|seit|gegründet|bis)\s+$/iu

function dateOf(found: string): number | null {
  const [, day, month, year] = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/u.exec(found) ?? []
  if (year !== undefined) return Number(year) * 400 + Number(month) * 32 + Number(day)
  const [date] = datesIn(inEnglish(found)).dates
  return date ? (date.year ?? 0) * 400 + (date.month ?? 0) * 32 + (date.day ?? 0) : null
}

function inEnglish(date: string): string {
  const spelled = date
    .replace(/(\d)\.\s/u, '$1 ')
    .replace(/märz/iu, 'March')
    .replace(/mai\b/iu, 'May')
  const named = spelled
    .replace(/okt/iu, 'Oct')
    .replace(/dez/iu, 'Dec')
    .replace(/(jan|febr)uar\b/iu, '$1uary')
  return named
    .replace(/jun[ie]?\b/iu, 'June')
    .replace(/jul[iy]?\b/iu, 'July')
    .replaceAll(/\b\p{Ll}/gu, (first) => first.toUpperCase())
}

function amountOf(found: string): number | null {
  const digits = new RegExp(DIGITS, 'u').exec(found)?.[0]
  if (digits === undefined) return wordAmount(found)
  if (digits.includes(':')) return timeOf(digits)
  // 1,000 and 1.000 are a thousand, 4,90 and 4.90 less than five.
  const number = Number(digits.replaceAll(/[.,](?=\d{3}(?!\d))/gu, '').replace(',', '.'))
  return Number.isNaN(number) ? null : number
}

function wordAmount(found: string): number | null {
  const word = found.split(/[\s-]/u)[0]?.toLowerCase() ?? ''
  const german = GERMAN.indexOf(word)
  if (german >= 0) return german + 2
  const [quantity] = quantitiesIn(LARGE[word] ?? `${word} days`).quantities
  return quantity ? Number(quantity.value) : null
}

const GERMAN = 'zwei drei vier fünf sechs sieben acht neun zehn elf zwölf'.split(' ')
const LARGE: Readonly<Record<string, string>> = {
  vierzehn: '14 days',
  dreißig: '30 days',
  sechzig: '60 days',
  neunzig: '90 days',
  hundert: '100 days',
}

function timeOf(clock: string): number {
  const [hours = '0', minutes = '0'] = clock.split(':')
  return Number(hours) * 60 + Number(minutes)
}

function unitOf(found: string): { readonly kind: string; readonly factor: number } | null {
  const written = found
    .replaceAll(/[\d.,:]+(?=\D|$)/gu, '')
    .replace(/^[\s-]+/u, '')
    .trim()
  const name = written.replace(new RegExp(`^${NUMBER_WORD}[\\s-]*`, 'iu'), '')
  if (name === '') return null
  for (const [pattern, kind, factor] of UNITS)
    if (new RegExp(`^(?:${pattern})$`, 'iu').test(name))
      return { kind: kind === '' ? name.toUpperCase() : kind, factor }
  return null
}

function boundBefore(before: string): StatedValue['bound'] {
  if (
    /(?:up to|at most|no more than|not more than|maximum of|less than|under|below|bis zu|höchstens|maximal|weniger als|unter)\s+$/iu.test(
      before,
    )
  )
    return 'most'
  if (/(?:at least|no less than|minimum of|more than|over|above|mindestens|mehr als|über)\s+$/iu.test(before))
    return 'least'
  return 'none'
}

// 3 to 5 days: both are days.
function withUnitOfRange(values: readonly StatedValue[]): readonly StatedValue[] {
  return values.map((value, at) => {
    const end = values[at + 1]
    if (!end?.endsRange || value.kind === end.kind || !value.kind.startsWith('of ')) return value
    return { ...value, kind: end.kind, amount: value.amount * (factorOf(end.kind) ?? 1), isLabel: false }
  })
}

function factorOf(kind: string): number | null {
  const same = UNITS.filter(([, each]) => each === kind)
  return same.length === 1 ? (same[0]?.[2] ?? null) : null
}
