import { OPS } from 'unpdf/pdfjs'
import { isFill, isGlyph } from './glyphs.ts'
import { applied, IDENTITY, type Matrix, matrixOf, multiplied, numbersOf } from './matrix.ts'
import type { Operators, PageFacts } from './page-facts.ts'
import { PaintedAreas } from './painted-areas.ts'
import { FIRST_STATE, type TextState } from './text-state.ts'
import { isOff, isUnseen } from './unseen.ts'

/** A piece of text as a page shows it, in the page's own units (1/72 inch), y upwards. */
export interface TextRun {
  readonly text: string
  readonly x: number
  readonly y: number
  readonly width: number
  /** Height of its letters. */
  readonly size: number
  readonly isBold: boolean
  /** In quarter turns or not, counter-clockwise, in degrees; 0 is as one reads. */
  readonly angle: number
  /** Whether a reader sees it. */
  readonly isHidden: boolean
  /** The number by which the page's tags call it. */
  readonly mark: string | null
}

/** The text of one page in the order that the file draws it, each piece with where it stands and whether it shows. */
export function textRuns(operators: Operators, page: PageFacts): readonly TextRun[] {
  return new Interpreter(page).run(operators)
}

class Interpreter {
  readonly #page: PageFacts
  readonly #runs: TextRun[] = []
  readonly #painted = new PaintedAreas()
  readonly #saved: TextState[] = []
  readonly #layers: boolean[] = []
  readonly #marks: (string | null)[] = []
  #state: TextState = { ...FIRST_STATE }
  #text: Matrix = IDENTITY
  #line: Matrix = IDENTITY

  constructor(page: PageFacts) {
    this.#page = page
  }

  run({ fnArray, argsArray }: Operators): readonly TextRun[] {
    for (const [index, operator] of fnArray.entries()) {
      const args = argsArray[index]
      this.#apply(operator, Array.isArray(args) ? args : [])
    }
    return this.#runs
  }

  #apply(operator: number, args: readonly unknown[]): void {
    if (this.#applyText(operator, args) || this.#applyColour(operator, args)) return
    switch (operator) {
      case OPS.save:
        this.#saved.push({ ...this.#state })
        return
      case OPS.restore:
        this.#state = this.#saved.pop() ?? this.#state
        return
      case OPS.transform:
        this.#transform(matrixOf(args))
        return
      case OPS.paintFormXObjectBegin:
        this.#saved.push({ ...this.#state })
        this.#transform(matrixOf(args[0]))
        return
      case OPS.beginAnnotation:
        this.#saved.push({ ...this.#state })
        this.#transform(matrixOf(args[2]))
        this.#transform(matrixOf(args[3]))
        return
      case OPS.paintFormXObjectEnd:
      case OPS.endAnnotation:
        this.#state = this.#saved.pop() ?? this.#state
        return
      case OPS.beginMarkedContent:
        this.#layers.push(true)
        this.#marks.push(null)
        return
      case OPS.beginMarkedContentProps:
        this.#layers.push(args[0] !== 'OC' || this.#page.isLayerShown(args[1]))
        this.#marks.push(Number.isInteger(args[1]) ? String(args[1]) : null)
        return
      case OPS.endMarkedContent:
        this.#layers.pop()
        this.#marks.pop()
        return
      case OPS.paintImageXObject:
      case OPS.paintInlineImageXObject:
      case OPS.paintImageMaskXObject:
        this.#paint([0, 0, 1, 1], null)
        return
      case OPS.constructPath:
        if (isFill(args[0])) this.#paint(numbersOf(args[2]), this.#state.alpha > 0.5 ? this.#state.fill : null)
    }
  }

  #applyText(operator: number, args: readonly unknown[]): boolean {
    const state = this.#state
    const [first, second] = numbersOf(args)
    switch (operator) {
      case OPS.beginText:
        this.#text = this.#line = IDENTITY
        return true
      case OPS.setFont:
        state.font = typeof args[0] === 'string' ? args[0] : ''
        state.fontSize = second ?? 0
        return true
      case OPS.setTextMatrix:
        this.#text = this.#line = matrixOf(args[0]) ?? matrixOf(args) ?? IDENTITY
        return true
      case OPS.setLeadingMoveText:
        state.leading = -(second ?? 0)
        this.#move(first ?? 0, second ?? 0)
        return true
      case OPS.moveText:
        this.#move(first ?? 0, second ?? 0)
        return true
      case OPS.nextLine:
        this.#move(0, -state.leading)
        return true
      case OPS.setLeading:
        state.leading = -(first ?? 0)
        return true
      case OPS.setCharSpacing:
        state.charSpacing = first ?? 0
        return true
      case OPS.setWordSpacing:
        state.wordSpacing = first ?? 0
        return true
      case OPS.setHScale:
        state.scale = (first ?? 100) / 100
        return true
      case OPS.setTextRise:
        state.rise = first ?? 0
        return true
      case OPS.setTextRenderingMode:
        state.mode = first ?? 0
        return true
      case OPS.showText:
        this.#show(Array.isArray(args[0]) ? args[0] : [])
        return true
    }
    return false
  }

  #applyColour(operator: number, args: readonly unknown[]): boolean {
    switch (operator) {
      case OPS.setFillRGBColor:
        this.#state.fill = String(args[0])
        return true
      case OPS.setStrokeRGBColor:
        this.#state.stroke = String(args[0])
        return true
      case OPS.setFillTransparent:
        this.#state.fill = 'transparent'
        return true
      case OPS.setFillColorN:
        this.#state.fill = 'pattern'
        return true
      case OPS.setGState:
        for (const entry of Array.isArray(args[0]) ? args[0] : []) {
          if (!Array.isArray(entry)) continue
          const [name, value]: readonly unknown[] = entry
          if (name === 'ca' && typeof value === 'number') this.#state.alpha = value
        }
        return true
    }
    return false
  }

  #transform(matrix: Matrix | null): void {
    if (matrix) this.#state.ctm = multiplied(this.#state.ctm, matrix)
  }

  #move(x: number, y: number): void {
    this.#line = multiplied(this.#line, [1, 0, 0, 1, x, y])
    this.#text = this.#line
  }

  #paint([left = 0, bottom = 0, right = 0, top = 0]: readonly number[], colour: string | null): void {
    if (this.#layers.includes(false)) return
    const corners = [
      applied(this.#state.ctm, left, bottom),
      applied(this.#state.ctm, right, top),
      applied(this.#state.ctm, left, top),
      applied(this.#state.ctm, right, bottom),
    ]
    this.#painted.add(corners, colour)
  }

  // Widths and gaps are in thousandths of the font's size.
  #show(glyphs: readonly unknown[]): void {
    const { fontSize, charSpacing, wordSpacing, scale } = this.#state
    let text = ''
    let from = this.#text
    const end = () => {
      if (text !== '') this.#addRun(text, from)
      text = ''
    }
    for (const glyph of glyphs) {
      if (typeof glyph === 'number') {
        this.#advance((-glyph * fontSize * scale) / 1000)
        if (-glyph > 1_000 || -glyph < -1_500) end()
        else if (-glyph > 180 && text !== '' && !text.endsWith(' ')) text += ' '
      } else if (isGlyph(glyph)) {
        if (text === '') from = this.#text
        // Letters that were joined to look well are letters again.
        text += glyph.unicode.replaceAll(/[\uFB00-\uFB06]/gu, (joined) => joined.normalize('NFKC'))
        const space = charSpacing + (glyph.isSpace === true ? wordSpacing : 0)
        this.#advance(((glyph.width * fontSize) / 1000 + space) * scale)
      }
    }
    end()
  }

  #advance(x: number): void {
    this.#text = multiplied(this.#text, [1, 0, 0, 1, x, 0])
  }

  #addRun(text: string, from: Matrix): void {
    const { ctm, rise, fontSize, font } = this.#state
    const start = multiplied(ctm, from)
    const [x, y] = applied(start, 0, rise)
    const [endX, endY] = applied(multiplied(ctm, this.#text), 0, rise)
    const size = Math.abs(fontSize) * Math.hypot(start[2], start[3])
    const sign = fontSize < 0 ? -1 : 1
    const angle = Math.round((Math.atan2(sign * start[1], sign * start[0]) * 180) / Math.PI)
    this.#runs.push({
      text,
      x,
      y,
      width: Math.hypot(endX - x, endY - y),
      size,
      isBold: this.#page.isBold(font),
      angle: angle === -180 ? 180 : angle,
      isHidden:
        this.#layers.includes(false) ||
        isOff(this.#page.view, [x, y], [endX, endY]) ||
        isUnseen(this.#state, size, (colour) =>
          this.#painted.swallows(colour, (x + endX) / 2, (y + endY) / 2 + size * 0.3),
        ),
      mark: this.#marks.findLast((mark) => mark !== null) ?? null,
    })
  }
}
