import type { MarkdownWriter } from '../markdown-writer.ts'
import type { OpenFile } from '../file-to-parse.ts'
import { htmlIn } from './markdown.ts'

/** Keeps a plain text as it is. It is split as Markdown later, so it may not nest deeper than Markdown may. */
export function read({ text }: OpenFile, writer: MarkdownWriter): void {
  writer.verbatim(text)
  htmlIn(text)
}
