import { ParseFailure } from '../parse-failure.ts'
import { hexColour, isIndistinct, WHITE } from '../colour.ts'
import type { OpenFile } from '../file-to-parse.ts'
import type { MarkdownWriter } from '../markdown-writer.ts'
import type { Zip } from '../zip.ts'
import { describeOffice, partOf, relationsOf } from '../office/package-parts.ts'
import { descendants, elementAt, elements, textIn, type XmlElement } from '../office/xml.ts'

/** Reads a presentation's slides in their order. Hidden slides and shapes, notes and comments are found, not written. */
export async function read({ zip }: OpenFile, writer: MarkdownWriter): Promise<void> {
  if (zip === null) throw new ParseFailure('broken')
  const presentation = elementAt((await partOf(zip, 'ppt/presentation.xml')) ?? undefined, 'presentation')
  if (presentation === undefined) throw new ParseFailure('broken')
  await describeOffice(zip, writer)
  const relations = await relationsOf(zip, 'ppt/presentation.xml')
  const ids = elements(elementAt(presentation, 'sldIdLst') ?? presentation, 'sldId')
  for (const [index, { attributes }] of ids.entries()) {
    const name = relations.get(attributes['id'] ?? '')?.target
    if (name === undefined) throw new ParseFailure('broken')
    const slide = elementAt((await partOf(zip, name)) ?? undefined, 'sld')
    if (slide === undefined) throw new ParseFailure('broken')
    writer.at({ kind: 'slide', slide: index + 1 })
    readSlide(slide, index + 1, writer)
    writer.at(null)
    await readAround(zip, name, index + 1, writer)
  }
}

function readSlide(slide: XmlElement, number: number, writer: MarkdownWriter): void {
  const tree = elementAt(slide, 'cSld', 'spTree')
  if (tree === undefined) return
  if (slide.attributes['show'] === '0') {
    writer.find('hidden-text', `slide ${number}, which is hidden: ${descendants(tree, 't').map(textIn).join(' ')}`)
    return
  }
  const shapes = shapesIn(tree, number, writer)
  const title = shapes.find(isTitle)
  const heading = title
    ? paragraphsOf(title, number, writer)
        .map(({ text }) => text)
        .join(' ')
    : ''
  writer.heading(2, heading.trim() === '' ? `Slide ${number}` : heading)
  if (number === 1 && heading.trim() !== '') writer.title ??= heading
  for (const shape of shapes) {
    if (shape === title) continue
    if (shape.name === 'graphicFrame') readFrame(shape, number, writer)
    else readShape(shape, number, writer)
  }
}

/** The shapes that show, groups opened. */
function shapesIn(tree: XmlElement, slide: number, writer: MarkdownWriter): readonly XmlElement[] {
  return elements(tree).flatMap((shape) => {
    if (!['sp', 'grpSp', 'graphicFrame', 'cxnSp'].includes(shape.name)) return []
    const facts = elements(shape).flatMap((part) => elements(part, 'cNvPr'))[0]?.attributes
    if (['1', 'true'].includes(facts?.['hidden'] ?? '')) {
      writer.find('hidden-text', `slide ${slide}: ${descendants(shape, 't').map(textIn).join(' ')}`)
      return []
    }
    return shape.name === 'grpSp' ? shapesIn(shape, slide, writer) : [shape]
  })
}

function placeholderOf(shape: XmlElement): XmlElement | undefined {
  return elementAt(shape, 'nvSpPr', 'nvPr', 'ph')
}

function isTitle(shape: XmlElement): boolean {
  return ['title', 'ctrTitle'].includes(placeholderOf(shape)?.attributes['type'] ?? '')
}

function readShape(shape: XmlElement, slide: number, writer: MarkdownWriter): void {
  const placeholder = placeholderOf(shape)
  // The date, the footer and the number stand on every slide.
  if (['dt', 'ftr', 'sldNum'].includes(placeholder?.attributes['type'] ?? '')) return
  const paragraphs = paragraphsOf(shape, slide, writer).filter(({ text }) => text.trim() !== '')
  const isList =
    placeholder !== undefined && (placeholder.attributes['type'] ?? 'body') === 'body' && paragraphs.length > 1
  for (const { text, level, hasBullet } of paragraphs) {
    if (hasBullet ?? isList) writer.listItem(level, '-', text)
    else writer.paragraph(text)
  }
}

function readFrame(frame: XmlElement, slide: number, writer: MarkdownWriter): void {
  for (const table of descendants(frame, 'tbl')) {
    let above: readonly string[] = []
    const rows = elements(table, 'tr').map((row) => {
      const cells: string[] = []
      for (const cell of elements(row, 'tc')) {
        const own = paragraphsIn(elementAt(cell, 'txBody'), fillOf(elementAt(cell, 'tcPr')), slide, writer)
        const { hMerge, vMerge } = cell.attributes
        // What goes on from the cell to the left or above says what that says.
        const from = isTrue(hMerge) ? cells.at(-1) : isTrue(vMerge) ? above[cells.length] : undefined
        cells.push(own.map(({ text }) => text).join(' ') || (from ?? ''))
      }
      above = cells
      return { cells }
    })
    writer.table(rows)
  }
}

function isTrue(value: string | undefined): boolean {
  return value === '1' || value === 'true'
}

interface Paragraph {
  readonly text: string
  readonly level: number
  /** Null where the layout decides. */
  readonly hasBullet: boolean | null
}

function paragraphsOf(shape: XmlElement, slide: number, writer: MarkdownWriter): readonly Paragraph[] {
  return paragraphsIn(elementAt(shape, 'txBody'), fillOf(elementAt(shape, 'spPr')), slide, writer)
}

function paragraphsIn(
  body: XmlElement | undefined,
  fill: string | null,
  slide: number,
  writer: MarkdownWriter,
): readonly Paragraph[] {
  return elements(body ?? { name: '', attributes: {}, children: [] }, 'p').map((paragraph) => {
    const properties = elementAt(paragraph, 'pPr')
    const bullet = elements(properties ?? paragraph).find(({ name }) => /^bu(?:Char|AutoNum|None|Blip)$/u.test(name))
    let text = ''
    for (const part of elements(paragraph)) {
      if (part.name === 'br') text += '\n'
      if (part.name !== 'r' && part.name !== 'fld') continue
      const words = textIn(elementAt(part, 't') ?? part)
      if (words.trim() !== '' && isHidden(elementAt(part, 'rPr'), fill)) {
        writer.find('hidden-text', `slide ${slide}: ${words}`)
      } else text += words
    }
    const level = Number(properties?.attributes['lvl'] ?? 0) || 0
    return { text, level, hasBullet: bullet === undefined ? null : bullet.name !== 'buNone' }
  })
}

// In hundredths of a point. A colour of the theme is the designer's, and a white one stands on something dark.
function isHidden(run: XmlElement | undefined, fill: string | null): boolean {
  if (Number(run?.attributes['sz'] ?? 1_800) < 200) return true
  const solid = elementAt(run, 'solidFill', 'srgbClr')
  if (elementAt(solid, 'alpha')?.attributes['val'] === '0' || elementAt(run, 'noFill')) return true
  const colour = hexColour(solid?.attributes['val'] ?? '')
  return colour !== null && isIndistinct(colour, hexColour(fill ?? '') ?? WHITE)
}

function fillOf(properties: XmlElement | undefined): string | null {
  return elementAt(properties, 'solidFill', 'srgbClr')?.attributes['val'] ?? null
}

/** Notes are for the speaker, comments for the authors: neither shows on the slide. */
async function readAround(zip: Zip, name: string, slide: number, writer: MarkdownWriter): Promise<void> {
  for (const { type, target } of (await relationsOf(zip, name)).values()) {
    if (type !== 'notesSlide' && type !== 'comments') continue
    const part = await partOf(zip, target)
    if (part === null) continue
    const bodies =
      type === 'comments'
        ? descendants(part, 'cm').flatMap((comment) => [...descendants(comment, 'text'), ...descendants(comment, 't')])
        : descendants(part, 'sp')
            .filter((shape) => placeholderOf(shape)?.attributes['type'] === 'body')
            .flatMap((shape) => descendants(shape, 't'))
    const text = bodies.map(textIn).join(' ')
    writer.find(
      'comment',
      text.trim() === '' ? '' : `${type === 'comments' ? 'on' : 'speaker notes of'} slide ${slide}: ${text}`,
    )
  }
}
