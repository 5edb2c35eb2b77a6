import { smallest } from '../extremes.ts'
import { ParseFailure } from '../parse-failure.ts'
import { MOST_COLUMNS } from '../limits.ts'
import type { OpenFile } from '../file-to-parse.ts'
import type { MarkdownWriter, TableRow } from '../markdown-writer.ts'
import type { Zip } from '../zip.ts'
import { describeOffice, partOf, relationsOf } from '../office/package-parts.ts'
import { CellFormats } from '../office/xlsx-formats.ts'
import type { Cell } from '../office/xlsx-cells.ts'
import { readSheet } from '../office/xlsx-sheet.ts'
import { descendants, elementAt, elements, isOn, textIn, type XmlElement } from '../office/xml.ts'

/** Reads a workbook's sheets as tables, cells as they are shown. Hidden sheets, rows and columns are found, not written. */
export async function read({ zip }: OpenFile, writer: MarkdownWriter): Promise<void> {
  if (zip === null) throw new ParseFailure('broken')
  const workbook = elementAt((await partOf(zip, 'xl/workbook.xml')) ?? undefined, 'workbook')
  if (workbook === undefined) throw new ParseFailure('broken')
  await describeOffice(zip, writer)
  const relations = await relationsOf(zip, 'xl/workbook.xml')
  const related = async (type: string) => {
    const target = [...relations.values()].find((relation) => relation.type === type)?.target
    return target ? partOf(zip, target) : null
  }
  const strings = stringsOf(await related('sharedStrings'))
  const date1904 = elementAt(workbook, 'workbookPr')?.attributes['date1904'] ?? '0'
  const formats = new CellFormats(await related('styles'), date1904 === '1' || date1904 === 'true')
  for (const { attributes } of descendants(workbook, 'sheet')) {
    const relation = relations.get(attributes['id'] ?? '')
    const name = attributes['name'] ?? ''
    if (relation?.type !== 'worksheet') continue
    const content = await zip.read(relation.target)
    if (content === null) throw new ParseFailure('broken')
    const sheet = readSheet(content, strings, formats)
    if ((attributes['state'] ?? 'visible') === 'visible') writeSheet(name, sheet.shown, writer)
    else writer.find('hidden-text', `sheet ${name}, which is hidden: ${wordsOf(sheet.shown)}`)
    writer.find('hidden-text', sheet.hidden.length === 0 ? '' : `hidden in sheet ${name}: ${wordsOf(sheet.hidden)}`)
    for (const { type, target } of (await relationsOf(zip, relation.target)).values()) {
      if (type === 'comments' || type === 'threadedComment') await reportComments(zip, target, name, writer)
    }
  }
}

function writeSheet(name: string, cells: readonly Cell[], writer: MarkdownWriter): void {
  if (cells.length === 0) return
  writer.heading(2, name)
  for (const rows of blocksOf(cells)) {
    const firsts = rows.flatMap((row) => row[0]?.column ?? [])
    const left = smallest(firsts, Infinity)
    const written = rows.map((row): TableRow => {
      const texts: string[] = []
      for (const { column, text } of row) {
        const at = column - left
        // One more than is written, which is then found.
        if (at <= MOST_COLUMNS) texts[at] = text
      }
      return {
        cells: Array.from(texts, (text) => text ?? ''),
        place: { kind: 'sheet', sheet: name.slice(0, 200), row: row[0]?.row ?? 1 },
      }
    })
    const [only] = written
    // One cell, or one over several columns.
    if (written.length === 1 && only && new Set(only.cells).size === 1) {
      writer.at(only.place ?? null)
      writer.paragraph(only.cells[0] ?? '')
      writer.at(null)
    } else writer.table(written)
  }
}

/** Rows that follow each other; an empty row ends a table and the next begins another. */
function blocksOf(cells: readonly Cell[]): readonly (readonly (readonly Cell[])[])[] {
  const blocks: Cell[][][] = []
  for (const cell of cells) {
    const block = blocks.at(-1)
    const row = block?.at(-1)
    const last = row?.[0]?.row
    if (row && last === cell.row) row.push(cell)
    else if (block && last !== undefined && cell.row === last + 1) block.push([cell])
    else blocks.push([[cell]])
  }
  return blocks
}

function stringsOf(part: XmlElement | null): readonly string[] {
  const list = elementAt(part ?? undefined, 'sst')
  return (list ? elements(list, 'si') : []).map(richText)
}

/** Text in pieces of different looks; `rPh` is how it is pronounced. */
function richText(element: XmlElement): string {
  return elements(element)
    .map((part) => {
      if (part.name === 't') return textIn(part)
      if (part.name !== 'r' || isOn(elementAt(part, 'rPr', 'vanish'))) return ''
      return textIn(elementAt(part, 't') ?? part)
    })
    .join('')
}

async function reportComments(zip: Zip, target: string, sheet: string, writer: MarkdownWriter): Promise<void> {
  const part = await partOf(zip, target)
  if (part === null) return
  for (const comment of [...descendants(part, 'comment'), ...descendants(part, 'threadedComment')]) {
    writer.find('comment', `${sheet} ${comment.attributes['ref'] ?? ''}: ${textIn(comment)}`)
  }
}

function wordsOf(cells: readonly Cell[]): string {
  return cells
    .slice(0, 100)
    .map(({ text }) => text)
    .join(' ')
}
