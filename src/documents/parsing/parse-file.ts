import type { DocumentFormat, ParsedDocument } from '../contract.ts'
import { ParseFailure } from './parse-failure.ts'
import type { FileToParse } from './file-to-parse.ts'
import { DOCUMENT_FORMATS, FORMATS } from './formats.ts'
import { MarkdownWriter } from './markdown-writer.ts'
import { openFile } from './open-file.ts'
import { type OpenFile } from './file-to-parse.ts'

/** What a file of `readers/` has, each loaded with its libraries when a file needs it. */
interface Reader {
  read(file: OpenFile, writer: MarkdownWriter): Promise<void> | void
}

/** Reads a file of any format. Throws `ParseFailure`, and whatever a library throws at what is broken. */
export async function parseFile(file: FileToParse): Promise<ParsedDocument> {
  const opened = await openFile(file)
  const format = formatOf(opened)
  const writer = new MarkdownWriter(file.limits.textCharacters)
  const reader: Reader = await import(`./readers/${format}.ts`)
  await reader.read(opened, writer)
  const { unsureEncoding } = opened
  if (unsureEncoding !== null && format !== 'email') writer.find('encoding-unsure', `read as ${unsureEncoding}`)
  const parsed = writer.finish(format)
  if (parsed.text.trim() === '') throw new ParseFailure('no-text')
  return parsed
}

function formatOf(file: OpenFile): DocumentFormat {
  const format = DOCUMENT_FORMATS.find((each) => FORMATS[each].fits(file))
  if (format === undefined) throw new ParseFailure('archive')
  return format
}
