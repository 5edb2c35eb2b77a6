import type { TextRun } from './text-runs.ts'

/** A piece of a line that stands apart from its neighbours: a word group, or a table's cell. */
export interface Segment {
  readonly text: string
  readonly left: number
  readonly right: number
  /** Of the base line, upwards. */
  readonly y: number
  readonly size: number
  readonly isBold: boolean
}

export interface Line {
  readonly segments: readonly Segment[]
  readonly text: string
  readonly left: number
  readonly right: number
  readonly y: number
  readonly size: number
  readonly isBold: boolean
}

/** A gap this wide, in heights of a letter, is a space. */
const SPACE = 0.15

/** A gap this wide stands between cells or columns. */
const APART = 1.1

/** A page's visible text in lines, as one reads: columns one after the other, each from the top. */
export function linesOf(runs: readonly TextRun[]): readonly Line[] {
  const angles = Map.groupBy(runs, ({ angle }) => angle)
  const ordered = [...angles].toSorted(([one], [other]) => Math.abs(one) - Math.abs(other))
  return ordered.flatMap(([angle, turned]) => inReadingOrder(segmentsOf(turned.map((run) => upright(run, angle)))))
}

function upright(run: TextRun, angle: number): TextRun {
  if (angle === 0) return run
  const [sine, cosine] = [Math.sin((-angle * Math.PI) / 180), Math.cos((-angle * Math.PI) / 180)]
  return { ...run, x: run.x * cosine - run.y * sine, y: run.x * sine + run.y * cosine }
}

function segmentsOf(runs: readonly TextRun[]): readonly Segment[] {
  return baselines(runs.filter(({ text }) => text !== '')).flatMap((row) => joined(row))
}

// By height on the page; what is less than half a letter apart is one line, so that raised numbers stay in theirs.
function baselines(runs: readonly TextRun[]): readonly (readonly TextRun[])[] {
  const rows: { y: number; size: number; runs: TextRun[] }[] = []
  for (const run of runs.toSorted((one, other) => other.y - one.y)) {
    const row = rows.at(-1)
    if (row && Math.abs(row.y - run.y) <= 0.4 * Math.max(row.size, run.size)) {
      row.runs.push(run)
      if (run.size > row.size) Object.assign(row, { y: run.y, size: run.size })
    } else rows.push({ y: run.y, size: run.size, runs: [run] })
  }
  return rows.map((row) => row.runs.toSorted((one, other) => one.x - other.x))
}

function joined(row: readonly TextRun[]): readonly Segment[] {
  const segments: Segment[] = []
  for (const [index, run] of row.entries()) {
    const right = run.x + run.width
    const next = row[index + 1]
    // A space that the next letters are written over is where a word could have been broken, and wasn't.
    if (next && run.text.trim() === '' && next.x < run.x + run.width / 2) continue
    const last = segments.at(-1)
    const gap = last ? run.x - last.right : Infinity
    const size = Math.max(run.size, last?.size ?? 0)
    if (!last || gap > APART * size) {
      if (run.text.trim() !== '') segments.push({ ...segmentOf(run), right })
      continue
    }
    // The same letters again, a hair's breadth away, are a program's way to make them bold.
    if (gap < -0.5 * run.width && last.text.endsWith(run.text)) continue
    const space = gap > SPACE * size && !last.text.endsWith(' ') && !run.text.startsWith(' ') ? ' ' : ''
    const longer = run.text.trim().length > last.text.trim().length ? run : last
    segments[segments.length - 1] = {
      text: `${last.text}${space}${run.text}`,
      left: Math.min(last.left, run.x),
      right: Math.max(last.right, right),
      y: longer.y,
      size: longer.size,
      isBold: last.isBold && (run.isBold || run.text.trim() === ''),
    }
  }
  return segments
    .map((segment) => ({ ...segment, text: asRead(segment.text.trim()) }))
    .filter(({ text }) => text !== '')
}

function segmentOf({ text, x, y, width, size, isBold }: TextRun): Segment {
  return { text, left: x, right: x + width, y, size, isBold }
}

const RIGHT_TO_LEFT = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}]/u

// A page has the letters from left to right. Text that is read the other way is turned, its numbers and Latin words not.
function asRead(text: string): string {
  if (!RIGHT_TO_LEFT.test(text)) return text
  const turned = [...text].toReversed().join('')
  return turned.replaceAll(/[\p{Script=Latin}\p{Number}][\p{Script=Latin}\p{Number}.,:/%-]*/gu, (word) =>
    [...word].toReversed().join(''),
  )
}

function inReadingOrder(segments: readonly Segment[]): readonly Line[] {
  const gutter = gutterOf(segments)
  if (gutter === null) return rowsOf(segments)
  const lines: Line[] = []
  let group: Segment[] = []
  const endGroup = () => {
    lines.push(...inReadingOrder(group.filter(({ right }) => right <= gutter)))
    lines.push(...inReadingOrder(group.filter(({ left }) => left >= gutter)))
    group = []
  }
  for (const row of rowsOf(segments)) {
    const crosses = row.segments.some(({ left, right }) => left < gutter && right > gutter)
    if (crosses) {
      endGroup()
      lines.push(row)
    } else group.push(...row.segments)
  }
  endGroup()
  return lines
}

const STEP = 4

// The middle of a white strip from which prose stands left and right. Cells of tables are too narrow to be prose.
function gutterOf(segments: readonly Segment[]): number | null {
  if (segments.length < 8) return null
  const left = Math.min(...segments.map((segment) => segment.left))
  const right = Math.max(...segments.map((segment) => segment.right))
  let best: { at: number; crossed: number } | null = null
  for (let at = left + (right - left) * 0.2; at < right - (right - left) * 0.2; at += STEP) {
    const crossed = segments.filter((segment) => segment.left < at && segment.right > at).length
    if (best === null || crossed < best.crossed) best = { at, crossed }
  }
  if (best === null || best.crossed > segments.length * 0.25) return null
  const { at } = best
  return isProse(segments.filter((segment) => segment.right <= at)) &&
    isProse(segments.filter((segment) => segment.left >= at))
    ? at
    : null
}

function isProse(segments: readonly Segment[]): boolean {
  if (segments.length < 4) return false
  const widths = segments.map(({ left, right, size }) => (right - left) / size).toSorted((one, other) => one - other)
  return (widths[Math.floor(widths.length / 2)] ?? 0) >= 10
}

function rowsOf(segments: readonly Segment[]): readonly Line[] {
  const rows: Segment[][] = []
  for (const segment of segments.toSorted((one, other) => other.y - one.y)) {
    const [first] = rows.at(-1) ?? []
    if (first && Math.abs(first.y - segment.y) <= 0.4 * Math.max(first.size, segment.size)) rows.at(-1)?.push(segment)
    else rows.push([segment])
  }
  return rows.map((row) => lineOf(row.toSorted((one, other) => one.left - other.left)))
}

function lineOf(row: readonly Segment[]): Line {
  const isTurned = row.length > 1 && row.every(({ text }) => RIGHT_TO_LEFT.test(text))
  const segments = isTurned ? row.toReversed() : row
  const longest = row.reduce((one, other) => (other.text.length > one.text.length ? other : one))
  return {
    segments,
    text: segments.map(({ text }) => text).join(' '),
    left: Math.min(...row.map(({ left }) => left)),
    right: Math.max(...row.map(({ right }) => right)),
    y: longest.y,
    size: longest.size,
    isBold: row.every(({ isBold }) => isBold),
  }
}
