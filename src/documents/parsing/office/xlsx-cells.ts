export interface Cell {
  readonly row: number
  readonly column: number
  readonly text: string
}

/** Cells that merged ones may fill in a sheet: a banner over all columns or rows that there can be says no more by it. */
const MOST_FILLED = 20_000
const MOST_IN_ONE = 2_000

/** The cells of a sheet with what merged ones say in each place that they span: it holds there. By rows, then columns. */
export function withMerged(
  cells: readonly Cell[],
  merged: readonly string[],
  isHidden: (place: Omit<Cell, 'text'>) => boolean,
): readonly Cell[] {
  if (merged.length === 0) return cells
  const at = new Map(cells.map((cell) => [`${cell.row} ${cell.column}`, cell]))
  const filled: Cell[] = []
  for (const span of merged.flatMap(spanOf)) {
    const text = at.get(`${span.top} ${span.left}`)?.text
    const count = (span.bottom - span.top + 1) * (span.right - span.left + 1)
    if (text === undefined || count > MOST_IN_ONE || filled.length + count > MOST_FILLED) continue
    for (const place of placesIn(span))
      if (!at.has(`${place.row} ${place.column}`) && !isHidden(place)) filled.push({ ...place, text })
  }
  return [...cells, ...filled].toSorted((one, other) => one.row - other.row || one.column - other.column)
}

interface Span {
  readonly top: number
  readonly left: number
  readonly bottom: number
  readonly right: number
}

function* placesIn({ top, left, bottom, right }: Span): Generator<Omit<Cell, 'text'>> {
  for (let row = top; row <= bottom; row += 1)
    for (let column = left; column <= right; column += 1) yield { row, column }
}

function spanOf(reference: string): readonly Span[] {
  const [first = '', last = ''] = reference.split(':')
  const [left, right] = [columnOf(first), columnOf(last)]
  const [top, bottom] = [first, last].map((place) => Number(/\d+$/u.exec(place)?.[0]))
  return left && right && top && bottom ? [{ top, left, bottom, right }] : []
}

/** 28 of `AB12`. */
export function columnOf(reference: string | undefined): number | null {
  const letters = /^[A-Z]{1,3}/u.exec(reference ?? '')?.[0]
  if (letters === undefined) return null
  return [...letters].reduce((column, letter) => column * 26 + letter.charCodeAt(0) - 64, 0)
}
