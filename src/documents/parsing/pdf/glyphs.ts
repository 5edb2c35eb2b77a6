import { OPS } from 'unpdf/pdfjs'

/** A letter as the library hands it on; its width is in thousandths of the font's size. */
export interface Glyph {
  readonly unicode: string
  readonly width: number
  readonly isSpace?: unknown
}

export function isGlyph(value: unknown): value is Glyph {
  return (
    typeof value === 'object' &&
    value !== null &&
    'unicode' in value &&
    typeof value.unicode === 'string' &&
    'width' in value &&
    typeof value.width === 'number'
  )
}

/** Whether what a path ends with fills it. */
export function isFill(operator: unknown): boolean {
  return (
    operator === OPS.fill ||
    operator === OPS.eoFill ||
    operator === OPS.fillStroke ||
    operator === OPS.eoFillStroke ||
    operator === OPS.closeFillStroke ||
    operator === OPS.closeEOFillStroke
  )
}
