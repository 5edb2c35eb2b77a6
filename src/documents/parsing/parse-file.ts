import type { FileToParse } from './file-to-parse.ts'
import type { ParsedDocument } from '../contract.ts'
import { ParseFailure } from './failures.ts'
import { type Detected, detectFormat } from './format.ts'
import { MarkdownWriter } from './markdown-writer.ts'

/** Reads a file of any format. Throws `ParseFailure`, and whatever a library throws at what is broken. */
export async function parseFile(file: FileToParse): Promise<ParsedDocument> {
  const detected = await detectFormat(file)
  const writer = new MarkdownWriter(file.limits.textCharacters)
  await read(detected, file, writer)
  const { unsureEncoding } = detected
  if (unsureEncoding != null && detected.format !== 'email') writer.find('encoding-unsure', `read as ${unsureEncoding}`)
  const parsed = writer.finish(detected.format)
  if (parsed.text.trim() === '') throw new ParseFailure('no-text')
  return parsed
}

// Each format's libraries are loaded when a file needs them.
async function read(detected: Detected, file: FileToParse, writer: MarkdownWriter): Promise<void> {
  switch (detected.format) {
    case 'pdf':
      return (await import('./pdf/read-pdf.ts')).readPdf(file, writer)
    case 'docx':
      return (await import('./office/read-docx.ts')).readDocx(detected.zip, writer)
    case 'pptx':
      return (await import('./office/read-pptx.ts')).readPptx(detected.zip, writer)
    case 'xlsx':
      return (await import('./office/read-xlsx.ts')).readXlsx(detected.zip, writer)
    case 'html':
      return (await import('./html/read-html.ts')).readHtml(detected.text, writer)
    case 'email':
      return (await import('./text/read-email.ts')).readEmail(file.bytes, writer)
    case 'csv':
      return (await import('./text/read-csv.ts')).readCsv(detected.text, detected.delimiter, writer)
    case 'markdown':
      return (await import('./text/read-markdown.ts')).readMarkdown(detected.text, writer)
    case 'text':
      return (await import('./text/read-markdown.ts')).readText(detected.text, writer)
  }
}
