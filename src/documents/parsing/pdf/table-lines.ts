import type { Line, Segment } from './lines.ts'

export interface FoundTable {
  readonly rows: readonly (readonly string[])[]
  /** How many lines it takes. */
  readonly lines: number
}

interface Column {
  readonly left: number
  readonly right: number
}

/** How far cells of a column may stand from each other at an edge, in heights of a letter. */
const LOOSE = 0.6

/**
 * The table that begins at this line: two lines or more with the same number of cells, each column's left, right or
 * middle in line. Wrapped cells go on in the row above them. Null where there is none.
 */
export function tableAt(lines: readonly Line[], from: number): FoundTable | null {
  const [first, second] = [lines[from], lines[from + 1]]
  if (!first || !second || first.segments.length < 2 || !areAligned(first, second)) return null
  let columns: readonly Column[] = widened(first.segments, second.segments)
  const rows = [first, second].map((line) => line.segments.map(({ text }) => text))
  let last = second
  let index = from + 2
  for (; index < lines.length; index += 1) {
    const line = lines[index]
    if (!line || last.y - line.y > 3.5 * last.size || line.y > last.y) break
    const cells = cellsOf(line, columns)
    if (cells === null) break
    const isWrapped = cells[0] === '' && last.y - line.y < 1.5 * last.size
    const row = rows.at(-1)
    if (isWrapped && row) for (const [at, cell] of cells.entries()) row[at] = `${row[at] ?? ''} ${cell}`.trim()
    else if (line.segments.length < 2) break
    else rows.push([...cells])
    if (line.segments.length === columns.length) columns = widened(columns, line.segments)
    last = line
  }
  return { rows, lines: index - from }
}

function areAligned(one: Line, other: Line): boolean {
  if (one.segments.length !== other.segments.length || one.y - other.y > 3.5 * one.size || other.y > one.y) return false
  const loose = LOOSE * one.size
  return one.segments.every((cell, index) => {
    const below = other.segments[index]
    if (!below) return false
    const middles = (cell.left + cell.right - below.left - below.right) / 2
    return [cell.left - below.left, cell.right - below.right, middles].some((apart) => Math.abs(apart) <= loose)
  })
}

function widened(columns: readonly Column[], cells: readonly Segment[]): readonly Column[] {
  return columns.map(({ left, right }, index) => ({
    left: Math.min(left, cells[index]?.left ?? left),
    right: Math.max(right, cells[index]?.right ?? right),
  }))
}

/** Each cell in the one column that it stands in; null where one stands in none or in two. */
function cellsOf({ segments }: Line, columns: readonly Column[]): readonly string[] | null {
  const cells = columns.map(() => '')
  for (const segment of segments) {
    const within = columns.flatMap(({ left, right }, index) =>
      segment.left < right && segment.right > left ? [index] : [],
    )
    const [index] = within
    if (index === undefined || within.length > 1 || cells[index] !== '') return null
    cells[index] = segment.text
  }
  return cells
}
