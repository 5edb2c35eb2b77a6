import type { OpenFile } from '../file-to-parse.ts'
import { getDocument, type PDFDocumentProxy, type PDFPageProxy } from 'unpdf/pdfjs'
import { z } from 'zod'
import { ParseFailure } from '../parse-failure.ts'
import type { MarkdownWriter } from '../markdown-writer.ts'
import { sizesOf, writeBlocks } from '../pdf/blocks.ts'
import { type Line, linesOf } from '../pdf/lines.ts'
import { withoutRunningLines } from '../pdf/running-lines.ts'
import { type TaggedBlock, taggedPage, writeTagged } from '../pdf/tagged-blocks.ts'
import { textRuns, type TextRun } from '../pdf/text-runs.ts'

type Layers = Awaited<ReturnType<PDFDocumentProxy['getOptionalContentConfig']>>

/** Reads a PDF's pages. What they draw without showing it is found, and isn't written. */
export async function read({ bytes, limits, complaints }: OpenFile, writer: MarkdownWriter): Promise<void> {
  const pdf = await opened(bytes)
  if (pdf.numPages > limits.pages) throw new ParseFailure('too-many-pages')
  await describe(pdf, writer)
  const layers = await pdf.getOptionalContentConfig()
  const pages: Page[] = []
  let characters = 0
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const page = await pdf.getPage(number)
    const runs = await runsOf(page, layers)
    reportHidden(runs, number, writer)
    await reportNotes(page, writer)
    const shown = runs.filter(({ isHidden }) => !isHidden)
    for (const { text } of shown) characters += text.length
    if (characters > limits.textCharacters) throw new ParseFailure('too-much-text')
    const tagged = taggedPage(await page.getStructTree().catch(() => null), shown)
    pages.push({ blocks: tagged?.blocks ?? [], lines: linesOf(tagged?.others ?? shown) })
    page.cleanup()
  }
  judge(complaints, writer)
  write(pages, writer)
}

interface Page {
  readonly blocks: readonly TaggedBlock[]
  /** What stands in none of the blocks. */
  readonly lines: readonly Line[]
}

function write(pages: readonly Page[], writer: MarkdownWriter): void {
  const untagged = withoutRunningLines(pages.map(({ lines }) => lines))
  const sizes = sizesOf(untagged)
  for (const [index, { blocks }] of pages.entries()) {
    writer.at({ kind: 'page', page: index + 1 })
    writeTagged(blocks, writer)
    writeBlocks(untagged[index] ?? [], sizes, writer)
  }
  const heading = pages[0]?.blocks.find((block) => block.kind === 'heading')
  if (heading) writer.title ??= heading.text
  const largest = untagged[0]?.find(({ size }) => Math.round(size * 2) / 2 === sizes.headings[0])
  writer.title ??= largest?.text ?? null
}

async function opened(bytes: Uint8Array): Promise<PDFDocumentProxy> {
  try {
    return await getDocument({
      data: bytes,
      useSystemFonts: false,
      disableFontFace: true,
      maxImageSize: 1, // pictures have no text; not unpacking them is the fastest way to read past them
      verbosity: 1, // warnings: they tell what it left out
    }).promise
  } catch (error) {
    const name = error instanceof Error ? error.name : ''
    throw new ParseFailure(name === 'PasswordException' ? 'password' : 'broken', error)
  }
}

async function runsOf(page: PDFPageProxy, layers: Layers): Promise<readonly TextRun[]> {
  const { fnArray, argsArray } = await page.getOperatorList()
  const bold = new Map<string, boolean>()
  return textRuns(
    { fnArray, argsArray },
    {
      view: page.view,
      isBold: (font) => {
        const known = bold.get(font)
        if (known !== undefined) return known
        const loaded = page.commonObjs.has(font) ? Font.safeParse(page.commonObjs.get(font)).data : undefined
        const isBold = loaded?.bold === true || loaded?.black === true || /bold|black|heavy/iu.test(loaded?.name ?? '')
        bold.set(font, isBold)
        return isBold
      },
      isLayerShown: (layer) => typeof layer !== 'object' || layer === null || layers.isVisible(layer),
    },
  )
}

const Font = z.object({ name: z.string().optional(), bold: z.boolean().optional(), black: z.boolean().optional() })

function reportHidden(runs: readonly TextRun[], page: number, writer: MarkdownWriter): void {
  const hidden = runs.filter(({ isHidden, text }) => isHidden && text.trim() !== '')
  if (hidden.length === 0) return
  const text = linesOf(hidden.map((run) => ({ ...run, size: Math.max(run.size, 0.1) })))
    .map((line) => line.text)
    .join(' ')
  writer.find('hidden-text', `page ${page}: ${text}`)
}

const Note = z.object({ contentsObj: z.object({ str: z.string() }), subtype: z.string().optional() })

async function reportNotes(page: PDFPageProxy, writer: MarkdownWriter): Promise<void> {
  for (const annotation of await page.getAnnotations()) {
    const note = Note.safeParse(annotation).data
    if (note && note.subtype !== 'Widget' && note.subtype !== 'FreeText') writer.find('comment', note.contentsObj.str)
  }
}

const Info = z.object({
  Title: z.string().optional(),
  Author: z.string().optional(),
  Subject: z.string().optional(),
  Keywords: z.string().optional(),
  CreationDate: z.string().optional(),
  ModDate: z.string().optional(),
})

async function describe(pdf: PDFDocumentProxy, writer: MarkdownWriter): Promise<void> {
  const info = Info.safeParse((await pdf.getMetadata()).info).data
  // Programs put the name of the file where the title belongs.
  const title = info?.Title?.trim() ?? ''
  writer.title =
    title === '' || /^(?:untitled|microsoft word - .*|.*\.(?:docx?|pdf|html?|indd))$/iu.test(title) ? null : title
  writer.describe('author', info?.Author)
  writer.describe('subject', info?.Subject)
  writer.describe('keywords', info?.Keywords)
  writer.describe('date', isoDate(info?.ModDate ?? info?.CreationDate))
}

/** `D:20240131120000+01'00'` as ISO 8601. */
function isoDate(text: string | undefined): string | null {
  const parts = /^D?:?(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:([+-]\d\d)'?(\d\d)?)?/u.exec(text ?? '')
  if (!parts) return null
  const [, year, month = '01', day = '01', hour = '00', minute = '00', second = '00', zone, zoneMinutes = '00'] = parts
  const offset = zone === undefined ? 'Z' : `${zone}:${zoneMinutes}`
  const date = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}${offset}`)
  return Number.isNaN(date.getTime()) ? null : date.toISOString()
}

// What the library left out because memory ended is told as that; other damage is told, and the rest of the file stands.
function judge(complaints: readonly string[], writer: MarkdownWriter): void {
  if (
    complaints.some((line) =>
      /allocation failed|out of memory|invalid (?:typed )?array (?:buffer )?length/iu.test(line),
    )
  ) {
    throw new ParseFailure('memory')
  }
  const damage = complaints.find((line) => /ignoring errors during|Unknown command|XRefParseException/u.test(line))
  if (damage !== undefined) writer.find('truncated', 'Parts of the file are damaged and were left out.')
}
