/** A date as a text names it; what it leaves out is null. */
export interface NamedDate {
  readonly year: number | null
  readonly month: number | null
  readonly day: number | null
}

/** The dates of a text, and the text with each of them blanked out, so that its numbers aren't taken for others. */
export function datesIn(text: string): { readonly dates: readonly NamedDate[]; readonly rest: string } {
  const dates: NamedDate[] = []
  let rest = text
  for (const { pattern, read } of FORMS) {
    rest = rest.replaceAll(pattern, (found: string, ...groups: readonly unknown[]) => {
      dates.push(read(groups.map((group) => (typeof group === 'string' ? group : ''))))
      return ' '.repeat(found.length)
    })
  }
  return { dates, rest }
}

/** Whether `given` says all that `said` does: 3 October 2026 says 3 October. */
export function isSameDate(said: NamedDate, given: NamedDate): boolean {
  return (['year', 'month', 'day'] as const).every((part) => said[part] === null || said[part] === given[part])
}

const MONTHS = [
  '[Jj]an(?:uary)?',
  '[Ff]eb(?:ruary)?',
  'Mar(?:ch)?',
  '[Aa]pr(?:il)?',
  'May',
  '[Jj]une?',
  '[Jj]uly?',
  '[Aa]ug(?:ust)?',
  '[Ss]ept?(?:ember)?',
  '[Oo]ct(?:ober)?',
  '[Nn]ov(?:ember)?',
  '[Dd]ec(?:ember)?',
]
const MONTH = String.raw`\b(${MONTHS.join('|')})\b\.?`
const DAY = String.raw`\b(\d{1,2})(?:st|nd|rd|th)?`
const YEAR = String.raw`(\d{4})\b`

interface Form {
  readonly pattern: RegExp
  read(groups: readonly string[]): NamedDate
}

/** Longest first. A month by itself is one only where it can't be the verb or the march. */
const FORMS: readonly Form[] = [
  {
    pattern: /\b(\d{4})-(\d{2})-(\d{2})\b/gu,
    read: ([year, month, day]) => ({ year: Number(year), month: Number(month), day: Number(day) }),
  },
  {
    pattern: new RegExp(String.raw`${DAY}\s+(?:of\s+)?${MONTH}(?:,?\s+${YEAR})?`, 'gu'),
    read: ([day, month, year]) => ({ year: numberOf(year), month: monthOf(month), day: numberOf(day) }),
  },
  {
    pattern: new RegExp(String.raw`${MONTH}\s+${DAY}\b(?:,?\s+${YEAR})?`, 'gu'),
    read: ([month, day, year]) => ({ year: numberOf(year), month: monthOf(month), day: numberOf(day) }),
  },
  {
    pattern: new RegExp(String.raw`${MONTH}\s+${YEAR}`, 'gu'),
    read: ([month, year]) => ({ year: numberOf(year), month: monthOf(month), day: null }),
  },
  {
    pattern: new RegExp(
      String.raw`(?<=\b(?:in|by|until|till|from|since|of|before|after|during|to|and|through)\s)${MONTH}`,
      'gu',
    ),
    read: ([month]) => ({ year: null, month: monthOf(month), day: null }),
  },
  {
    pattern: new RegExp(String.raw`\b(${MONTHS.filter((month) => !month.startsWith('Ma')).join('|')})\b`, 'gu'),
    read: ([month]) => ({ year: null, month: monthOf(month), day: null }),
  },
]

function numberOf(digits: string | undefined): number | null {
  return digits === undefined || digits === '' ? null : Number(digits)
}

/** Of a name that `MONTHS` took: its first three letters tell which. */
function monthOf(name: string | undefined): number | null {
  return MONTH_NUMBERS.get(name?.slice(0, 3).toLowerCase() ?? '') ?? null
}

const MONTH_NUMBERS: ReadonlyMap<string, number> = new Map(
  'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ').map((month, index) => [month, index + 1] as const),
)
