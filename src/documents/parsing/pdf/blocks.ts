import type { MarkdownWriter } from '../markdown-writer.ts'
import { BULLET, textOf } from './join-lines.ts'
import type { Line } from './lines.ts'
import { tableAt } from './table-lines.ts'

/** Sizes that headings have, largest first; a line of none of them is body text. */
export interface Sizes {
  readonly body: number
  readonly headings: readonly number[]
}

/** A heading is at least this much larger than the body. */
const LARGER = 1.15

const MOST_HEADING_CHARACTERS = 200

/** The size that most letters have, and those of headings. */
export function sizesOf(pages: readonly (readonly Line[])[]): Sizes {
  const letters = new Map<number, number>()
  for (const { size, text } of pages.flat()) {
    const rounded = roundedSize(size)
    letters.set(rounded, (letters.get(rounded) ?? 0) + text.length)
  }
  const body = [...letters].toSorted(([, one], [, other]) => other - one)[0]?.[0] ?? 0
  const headings = [...letters.keys()].filter((size) => size >= body * LARGER).toSorted((one, other) => other - one)
  return { body, headings: headings.slice(0, 5) }
}

function roundedSize(size: number): number {
  return Math.round(size * 2) / 2
}

/** Writes a page's lines as headings, lists, tables and paragraphs. */
export function writeBlocks(lines: readonly Line[], sizes: Sizes, writer: MarkdownWriter): void {
  let index = 0
  while (index < lines.length) {
    const table = tableAt(lines, index)
    if (table) {
      writer.table(table.rows.map((cells) => ({ cells })))
      index += table.lines
      continue
    }
    const block = blockAt(lines, index, sizes)
    const text = textOf(block)
    const [line] = block
    const depth = line ? depthOf(line, text, sizes) : null
    const bullet = BULLET.exec(text)
    if (depth !== null) writer.heading(depth, text)
    else if (bullet) writer.listItem(0, '-', text.slice(bullet[0].length))
    else writer.paragraph(text)
    index += block.length
  }
}

const NUMBERED = /^(?:\d{1,3}[.)]|[a-z]\))\s/u

/** The lines from here on that are one paragraph, list item or heading. */
function blockAt(lines: readonly Line[], from: number, sizes: Sizes): readonly Line[] {
  const block: Line[] = []
  for (let index = from; index < lines.length; index += 1) {
    const line = lines[index]
    const last = block.at(-1)
    if (line === undefined) break
    if (last && (!belongsTo(line, last, block, sizes) || tableAt(lines, index) !== null)) break
    block.push(line)
  }
  return block
}

function belongsTo(line: Line, last: Line, block: readonly Line[], { body }: Sizes): boolean {
  const [first] = block
  const isSameSize = Math.abs(line.size - last.size) <= 0.1 * last.size
  const gap = last.y - line.y
  // A line higher up is in the next column: the paragraph goes on there if it was not at its end.
  const isNear = gap > 0 ? gap <= last.size * 1.65 : !/[.!?:]["”’)]?$/u.test(last.text)
  if (!isSameSize || !isNear || line.isBold !== last.isBold) return false
  if (BULLET.test(line.text) || NUMBERED.test(line.text)) return false
  const isHeading = roundedSize(line.size) >= body * LARGER
  if (isHeading || !first) return true
  if (BULLET.test(first.text)) return line.left > first.left + 1 || gap < 0
  // Short lines that end a sentence end a paragraph, and so does an indented first line after one.
  const wide = Math.max(...block.map(({ right }) => right), line.right) - Math.min(last.left, line.left)
  const isShort = last.right - last.left < wide * 0.7 && /[.!?:]["”’)]?$/u.test(last.text)
  return !isShort && !(gap > 0 && line.left > last.left + last.size * 0.9 && block.length > 1)
}

function depthOf(line: Line, text: string, { body, headings }: Sizes): number | null {
  if (text.length > MOST_HEADING_CHARACTERS || !/\p{Letter}/u.test(text)) return null
  const size = roundedSize(line.size)
  if (size >= body * LARGER) {
    const depth = headings.indexOf(size)
    return depth === -1 ? headings.length : depth + 1
  }
  // As large as the body, but bold and a line of its own that ends like a title.
  const isTitle = line.isBold && size >= body && text.length <= 80 && !/[.,;:!?]$/u.test(text) && !BULLET.test(text)
  return isTitle ? Math.min(6, headings.length + 1) : null
}
