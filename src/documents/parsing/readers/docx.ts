import { ParseFailure } from '../parse-failure.ts'
import type { OpenFile } from '../file-to-parse.ts'
import type { MarkdownWriter } from '../markdown-writer.ts'
import { Numbering } from '../office/docx-numbering.ts'
import { DocxStyles } from '../office/docx-styles.ts'
import { describeOffice, partOf, relationsOf } from '../office/package-parts.ts'
import { descendants, elementAt, elements, textIn, type XmlElement } from '../office/xml.ts'

/** Reads a Word document's body, then its notes. Deleted, hidden and commented text is found, and isn't written. */
export async function read({ zip }: OpenFile, writer: MarkdownWriter): Promise<void> {
  if (zip === null) throw new ParseFailure('broken')
  const name = 'word/document.xml'
  const body = elementAt((await partOf(zip, name)) ?? undefined, 'document', 'body')
  if (body === undefined) throw new ParseFailure('broken')
  await describeOffice(zip, writer)
  const relations = [...(await relationsOf(zip, name)).values()]
  const related = async (type: string) => {
    const target = relations.find((relation) => relation.type === type)?.target
    return target ? partOf(zip, target) : null
  }
  const reader = new DocxReader(
    writer,
    new DocxStyles(await related('styles')),
    new Numbering(await related('numbering')),
  )
  reader.readBlocks(body)
  for (const type of ['footnotes', 'endnotes']) {
    const notes = await related(type)
    // Those with a type are lines that separate notes from text.
    for (const note of notes ? descendants(notes, type.slice(0, -1)) : []) {
      if (note.attributes['type'] === undefined) reader.readBlocks(note)
    }
  }
  const comments = await related('comments')
  for (const comment of comments ? descendants(comments, 'comment') : []) {
    const author = comment.attributes['author'] ?? ''
    writer.find('comment', `${author === '' ? '' : `${author}: `}${textIn(comment)}`)
  }
}

/** Where a paragraph or run stands: what tells white on white from white on blue. */
interface Ground {
  readonly fill: string | null
}

class DocxReader {
  readonly #writer: MarkdownWriter
  readonly #styles: DocxStyles
  readonly #numbering: Numbering

  constructor(writer: MarkdownWriter, styles: DocxStyles, numbering: Numbering) {
    this.#writer = writer
    this.#styles = styles
    this.#numbering = numbering
  }

  readBlocks(parent: XmlElement): void {
    for (const element of elements(parent)) {
      if (element.name === 'p') this.#paragraph(element)
      else if (element.name === 'tbl') this.#table(element)
      else if (element.name === 'sdt') this.readBlocks(elementAt(element, 'sdtContent') ?? element)
      else if (['ins', 'moveTo', 'smartTag', 'customXml'].includes(element.name)) this.readBlocks(element)
      else if (['del', 'moveFrom'].includes(element.name))
        this.#writer.find('hidden-text', `deleted: ${textIn(element)}`)
    }
  }

  #paragraph(paragraph: XmlElement): void {
    const properties = elementAt(paragraph, 'pPr')
    const style = elementAt(properties, 'pStyle')?.attributes['val'] ?? null
    const text = this.#textOf(paragraph, { fill: fillOf(properties) })
    if (text.trim() === '') return this.#readBoxes(paragraph)
    const level = elementAt(properties, 'outlineLvl')?.attributes['val']
    const depth = level === undefined ? this.#styles.headingDepth(style) : Number(level) + 1
    const item = this.#numbering.itemOf(elementAt(properties, 'numPr') ?? this.#styles.numberingOf(style))
    if (depth !== null && depth >= 1 && depth <= 6) {
      this.#writer.heading(depth, text)
      if (depth === 1 || this.#styles.isTitle(style)) this.#writer.title ??= text
    } else if (item) this.#writer.listItem(item.depth, item.marker, text)
    else if (this.#styles.isCode(style)) this.#writer.code(text)
    else this.#writer.paragraph(text)
    this.#readBoxes(paragraph)
  }

  // Text boxes hang on a run; a copy for older programs stands next to each (`Fallback`).
  #readBoxes(paragraph: XmlElement): void {
    for (const run of elements(paragraph, 'r')) {
      for (const box of boxesIn(run)) this.readBlocks(box)
    }
  }

  #table(table: XmlElement): void {
    let above: readonly string[] = []
    const rows = elements(table, 'tr').map((row) => {
      const cells = elements(row).flatMap((cell) => (cell.name === 'sdt' ? descendants(cell, 'tc') : [cell]))
      const skipped = spanOf(elementAt(row, 'trPr', 'gridBefore'))
      const texts: string[] = Array.from({ length: skipped }, () => '')
      for (const cell of cells.filter(({ name }) => name === 'tc'))
        texts.push(...this.#cell(cell, above.slice(texts.length)))
      above = texts
      return { cells: texts }
    })
    this.#writer.table(rows)
  }

  /** A cell that spans columns or goes on from the row above stands in each of them: what it says holds there. */
  #cell(cell: XmlElement, above: readonly string[]): readonly string[] {
    const properties = elementAt(cell, 'tcPr')
    const fill = fillOf(properties)
    const lines: string[] = []
    const collect = (parent: XmlElement) => {
      for (const element of elements(parent)) {
        if (element.name === 'p') {
          lines.push(this.#textOf(element, { fill: fillOf(elementAt(element, 'pPr')) ?? fill }))
        } else if (['tbl', 'tr', 'tc', 'sdt', 'sdtContent'].includes(element.name)) collect(element)
      }
    }
    collect(cell)
    const span = Math.max(1, spanOf(elementAt(properties, 'gridSpan')))
    const merge = elementAt(properties, 'vMerge')
    const goesOn = merge !== undefined && merge.attributes['val'] !== 'restart'
    const own = lines.filter((line) => line.trim() !== '').join(' ')
    const text = goesOn && own === '' ? (above[0] ?? '') : own
    return Array.from({ length: span }, () => text)
  }

  #textOf(parent: XmlElement, ground: Ground): string {
    const hidden: string[] = []
    const text = this.#inline(parent, ground, hidden)
    if (hidden.length > 0) this.#writer.find('hidden-text', hidden.join(''))
    return text
  }

  #inline(parent: XmlElement, ground: Ground, hidden: string[]): string {
    const style = elementAt(parent, 'pPr', 'pStyle')?.attributes['val'] ?? null
    let text = ''
    for (const element of elements(parent)) {
      if (element.name === 'r') {
        const words = runText(element)
        const isHidden = this.#styles.isHidden(elementAt(element, 'rPr'), style, ground.fill)
        if (isHidden && words.trim() !== '') hidden.push(words)
        else text += words
      } else if (
        ['ins', 'moveTo', 'hyperlink', 'smartTag', 'fldSimple', 'customXml', 'dir', 'bdo'].includes(element.name)
      ) {
        text += this.#inline(element, ground, hidden)
      } else if (element.name === 'sdt')
        text += this.#inline(elementAt(element, 'sdtContent') ?? element, ground, hidden)
      else if (element.name === 'oMath' || element.name === 'oMathPara') text += mathText(element)
      else if (element.name === 'del' || element.name === 'moveFrom') {
        this.#writer.find('hidden-text', `deleted: ${descendants(element, 'delText').map(textIn).join('')}`)
      }
    }
    return text
  }
}

function runText(run: XmlElement): string {
  return elements(run)
    .map((part) => {
      switch (part.name) {
        case 't':
          return textIn(part)
        case 'tab':
          return '\t'
        case 'br':
        case 'cr':
          return '\n'
        case 'noBreakHyphen':
          return '-'
        case 'sym':
          return String.fromCodePoint(Number.parseInt(part.attributes['char'] ?? '', 16) || 0x20)
        default:
          return ''
      }
    })
    .join('')
}

function mathText(math: XmlElement): string {
  return descendants(math, 't').map(textIn).join('')
}

function boxesIn(element: XmlElement): readonly XmlElement[] {
  return elements(element).flatMap((child) => {
    if (child.name === 'txbxContent') return [child]
    return child.name === 'Fallback' ? [] : boxesIn(child)
  })
}

function fillOf(properties: XmlElement | undefined): string | null {
  const fill = elementAt(properties, 'shd')?.attributes['fill']
  return fill === undefined || fill === 'auto' ? null : fill
}

/** Columns that an element says; more than a page has are a mistake or meant to take memory. */
function spanOf(element: XmlElement | undefined): number {
  return Math.min(50, Math.max(0, Number(element?.attributes['val'] ?? 0) || 0))
}
