/** A part of a Markdown text that can be read without the others, in UTF-16 units. */
export interface MarkdownSegment {
  readonly kind: 'prose' | 'table' | 'code'
  readonly start: number
  readonly end: number
}

interface Line {
  readonly start: number
  /** Without its line end. */
  readonly end: number
  readonly text: string
}

/**
 * Parsers of Markdown take about 500 times a text's size in memory. Prose is cut about here, at the next empty line, which
 * costs nothing but the count of a list that goes on.
 */
const PROSE_CHARACTERS = 20_000

/** Where no empty line comes, it is cut at a line's end. */
const MOST_PROSE_CHARACTERS = 60_000

/**
 * A Markdown text in its tables (GFM), its code, and what stands between them, in order. `text` has `\n` for line ends.
 * Tables and code are found line by line: they can be as long as a text, and need no parser.
 */
export function markdownSegments(text: string): readonly MarkdownSegment[] {
  const lines = linesOf(text)
  const segments: MarkdownSegment[] = []
  let prose: { start: number; end: number } | null = null
  const endProse = () => {
    if (prose) segments.push({ kind: 'prose', ...prose })
    prose = null
  }
  let index = 0
  while (index < lines.length) {
    const line = lines[index]
    if (line === undefined) break
    const code = codeEnd(lines, index)
    const taken = code ?? tableEnd(lines, index)
    if (taken !== null) {
      endProse()
      segments.push({
        kind: code === null ? 'table' : 'code',
        start: line.start,
        end: lines[taken - 1]?.end ?? line.end,
      })
      index = taken
      continue
    }
    const last: number = htmlEnd(lines, index)
    const begun: { start: number; end: number } = prose ?? { start: line.start, end: line.end }
    prose = { start: begun.start, end: lines[last - 1]?.end ?? line.end }
    index = last
    const length = prose.end - prose.start
    const isBetween = lines[index - 1]?.text.trim() === '' && /^\S/u.test(lines[index]?.text ?? '')
    if (length > MOST_PROSE_CHARACTERS || (length > PROSE_CHARACTERS && isBetween)) endProse()
  }
  endProse()
  return segments
}

/** The cells of a line of a table, trimmed, as they are written. */
export function tableCells(line: string): readonly string[] {
  const inner = line
    .trim()
    .replace(/^\|/u, '')
    .replace(/(?<!\\)\|$/u, '')
  return inner.split(/(?<!\\)\|/u).map((cell) => cell.trim())
}

function linesOf(text: string): readonly Line[] {
  const lines: Line[] = []
  let start = 0
  for (const line of text.split('\n')) {
    lines.push({ start, end: start + line.length, text: line })
    start += line.length + 1
  }
  return lines
}

/** After the last line of the code that begins here; null where none does. Code that isn't closed goes on to the end. */
function codeEnd(lines: readonly Line[], from: number): number | null {
  const fence = /^ {0,3}(`{3,}|~{3,})(.*)$/u.exec(lines[from]?.text ?? '')
  const marks = fence?.[1]
  if (marks === undefined || (marks.startsWith('`') && fence?.[2]?.includes('`'))) return null
  for (let index = from + 1; index < lines.length; index += 1) {
    const end = /^ {0,3}(`{3,}|~{3,})[ \t]*$/u.exec(lines[index]?.text ?? '')?.[1]
    if (end !== undefined && end[0] === marks[0] && end.length >= marks.length) return index + 1
  }
  return lines.length
}

/** After the last row of the table that begins here: a header, a line of dashes with as many cells, and rows. */
function tableEnd(lines: readonly Line[], from: number): number | null {
  const [header, delimiters] = [lines[from]?.text ?? '', lines[from + 1]?.text ?? '']
  if (!header.includes('|') || !delimiters.includes('|') || /^(?: {4}|\t)/u.test(header)) return null
  const dashes = tableCells(delimiters)
  if (!dashes.every((cell) => /^:?-+:?$/u.test(cell)) || tableCells(header).length !== dashes.length) return null
  let index = from + 2
  while (lines[index]?.text.includes('|')) index += 1
  return index
}

/** After the HTML that begins here and holds empty lines: comments, and elements whose text is no Markdown. */
function htmlEnd(lines: readonly Line[], from: number): number {
  const text = lines[from]?.text ?? ''
  const element = /^ {0,3}<(pre|script|style|textarea)(?=[\s>]|$)/iu.exec(text)?.[1]
  const end = /^ {0,3}<!--/u.test(text) ? '-->' : element && `</${element.toLowerCase()}>`
  if (!end) return from + 1
  let index = from
  while (index < lines.length && !lines[index]?.text.toLowerCase().includes(end)) index += 1
  return Math.min(index + 1, lines.length)
}
