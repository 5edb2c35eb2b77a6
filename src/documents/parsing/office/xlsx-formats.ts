import { dateFromSerial, format, isDateFormat } from 'numfmt'
import { hexColour, isIndistinct, WHITE } from '../colour.ts'
import { descendants, elementAt, elements, type XmlElement } from './xml.ts'

/** Formats that every workbook has without saying so (ECMA-376, 18.8.30). */
const BUILT_IN: Readonly<Record<number, string>> = {
  0: 'General',
  1: '0',
  2: '0.00',
  3: '#,##0',
  4: '#,##0.00',
  9: '0%',
  10: '0.00%',
  11: '0.00E+00',
  12: '# ?/?',
  13: '# ??/??',
  14: 'yyyy-mm-dd',
  15: 'd-mmm-yy',
  16: 'd-mmm',
  17: 'mmm-yy',
  18: 'h:mm AM/PM',
  19: 'h:mm:ss AM/PM',
  20: 'h:mm',
  21: 'h:mm:ss',
  22: 'yyyy-mm-dd h:mm',
  37: '#,##0 ;(#,##0)',
  38: '#,##0 ;(#,##0)',
  39: '#,##0.00;(#,##0.00)',
  40: '#,##0.00;(#,##0.00)',
  45: 'mm:ss',
  46: '[h]:mm:ss',
  47: 'mmss.0',
  48: '##0.0E+0',
  49: '@',
}

/** Excel counts days from 1900, or on old Macs from four years and a day later. */
const DAYS_TO_1904 = 1_462

interface Style {
  readonly pattern: string
  readonly isInvisible: boolean
}

/** How a workbook shows its numbers, by the number of a cell's style. */
export class CellFormats {
  readonly #styles: readonly Style[]
  readonly #shift: number

  constructor(part: XmlElement | null, isFrom1904: boolean) {
    this.#shift = isFrom1904 ? DAYS_TO_1904 : 0
    const sheet = elementAt(part ?? undefined, 'styleSheet')
    const own = new Map<number, string>()
    for (const { attributes } of sheet ? descendants(sheet, 'numFmt') : []) {
      own.set(Number(attributes['numFmtId']), attributes['formatCode'] ?? 'General')
    }
    const fonts = coloursOf(elementAt(sheet, 'fonts'), (font) => elementAt(font, 'color'))
    const fills = coloursOf(elementAt(sheet, 'fills'), (fill) => elementAt(fill, 'patternFill', 'fgColor'))
    const cells = elementAt(sheet, 'cellXfs')
    this.#styles = (cells ? elements(cells, 'xf') : []).map(({ attributes }) => {
      const id = Number(attributes['numFmtId'] ?? 0)
      const pattern = own.get(id) ?? BUILT_IN[id] ?? 'General'
      const letters = hexColour(fonts[Number(attributes['fontId'] ?? 0)] ?? '')
      const ground = hexColour(fills[Number(attributes['fillId'] ?? 0)] ?? '') ?? WHITE
      // `;;;` shows nothing of any number.
      const isInvisible = pattern.trim() === ';;;' || (letters !== null && isIndistinct(letters, ground))
      return { pattern, isInvisible }
    })
  }

  isInvisible(style: number): boolean {
    return this.#styles[style]?.isInvisible ?? false
  }

  /** A number as its cell shows it; days and times in the order of ISO 8601, whatever the order of the cell. */
  shown(value: string, style: number): string {
    const number = Number(value)
    const pattern = this.#styles[style]?.pattern ?? 'General'
    if (!Number.isFinite(number) || pattern === 'General' || pattern === '@') return value
    try {
      if (isDateFormat(pattern)) return dateText(number + this.#shift, pattern)
      return format(pattern, number)
    } catch {
      return value // a pattern that isn't one
    }
  }
}

function dateText(days: number, pattern: string): string {
  const [year, month, day, hour, minute, second] = dateFromSerial(days) ?? [0, 0, 0, 0, 0, 0]
  const two = (part: number) => String(Math.floor(part)).padStart(2, '0')
  const clock = `${two(hour)}:${two(minute)}${/s/iu.test(pattern) ? `:${two(second)}` : ''}`
  if (!/[yd]/iu.test(pattern)) return /\[h/iu.test(pattern) || /m{3,}/iu.test(pattern) ? format(pattern, days) : clock
  const date = `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`
  return /h/iu.test(pattern) ? `${date} ${clock}` : date
}

/** The colour of each entry, without its opacity. Colours of the theme are the designer's and not told. */
function coloursOf(
  list: XmlElement | undefined,
  colourIn: (entry: XmlElement) => XmlElement | undefined,
): readonly (string | null)[] {
  return (list ? elements(list) : []).map((entry) => colourIn(entry)?.attributes['rgb']?.slice(-6) ?? null)
}
