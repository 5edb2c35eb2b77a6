import type { OpenFile } from './file-to-parse.ts'
import { delimiterOf, statedDelimiter } from './text/delimiter.ts'

interface Format {
  /** What people know it as. */
  readonly name: string
  readonly fits: (file: OpenFile) => boolean
}

/**
 * What is read, in the order in which it is looked for: by content, and by name only where that leaves it open. Each is read
 * by `readers/<its key>.ts`.
 */
export const FORMATS = {
  pdf: { name: 'PDF', fits: isPdf },
  docx: { name: 'Word (.docx)', fits: ({ zip }) => zip?.has('word/document.xml') ?? false },
  pptx: { name: 'PowerPoint (.pptx)', fits: ({ zip }) => zip?.has('ppt/presentation.xml') ?? false },
  xlsx: { name: 'Excel (.xlsx)', fits: ({ zip }) => zip?.has('xl/workbook.xml') ?? false },
  email: { name: 'e-mail (.eml)', fits: isMail },
  html: { name: 'HTML', fits: isHtml },
  csv: { name: 'CSV', fits: (file) => columnDelimiter(file) !== null },
  markdown: { name: 'Markdown', fits: (file) => isNamedMarkdown(file) || looksLikeMarkdown(file.text) },
  text: { name: 'plain text', fits: ({ text }) => text !== '' },
} as const satisfies Readonly<Record<string, Format>>

export type DocumentFormat = keyof typeof FORMATS

/** Their names, in that order. */
export const DOCUMENT_FORMATS = Object.keys(FORMATS) as DocumentFormat[]

/** Readers of PDF look for its mark anywhere in the first kilobyte. */
export function isPdf({ bytes }: Pick<OpenFile, 'bytes'>): boolean {
  return Buffer.from(bytes.subarray(0, 1024)).includes('%PDF-')
}

/** What separates a table's columns; null where a text is none. A name that claims another kind of file says nothing of a text. */
export function columnDelimiter({ text, extension, type }: OpenFile): string | null {
  const isNamedSo = ['csv', 'tsv', 'tab'].includes(extension) || /^text\/(?:csv|tab-separated-values)$/u.test(type)
  if (!isNamedSo && (extension === 'txt' || isNamedMarkdown({ extension, type }))) return null
  return text === '' ? null : (statedDelimiter(text) ?? delimiterOf(text, isNamedSo))
}

function isNamedMarkdown({ extension, type }: Pick<OpenFile, 'extension' | 'type'>): boolean {
  return ['md', 'markdown', 'mdown', 'mkd'].includes(extension) || type === 'text/markdown'
}

const HEADER_LINE = /^[!-9;-~]+:[ \t]?.*$/u

// The first lines are headers, and some of them are those that every mail has.
function isMail({ text, extension, type }: OpenFile): boolean {
  const head = text.slice(0, 20_000).split(/\r?\n\r?\n/u, 1)[0] ?? ''
  const lines = head.split(/\r?\n/u)
  if (!HEADER_LINE.test(lines[0] ?? '') && !(lines[0] ?? '').startsWith('From ')) return false
  const known = new Set(
    [...head.matchAll(/^(from|to|subject|date|message-id|mime-version|received|return-path):/gimu)].map(([, name]) =>
      name?.toLowerCase(),
    ),
  )
  const areHeaders = lines.every((line, index) => HEADER_LINE.test(line) || /^[ \t]/u.test(line) || index === 0)
  return areHeaders && known.size >= (extension === 'eml' || type === 'message/rfc822' ? 1 : 3)
}

function isHtml({ text, extension, type }: OpenFile): boolean {
  const head = text.slice(0, 2_000).replace(/^(?:\s|<\?xml[^>]*>|<!--[\s\S]*?-->)+/u, '')
  if (/^<(?:!doctype html|html|head|body)\b/iu.test(head)) return true
  const isNamedSo =
    ['html', 'htm', 'xhtml'].includes(extension) || /^(?:text\/html|application\/xhtml\+xml)$/u.test(type)
  return isNamedSo && /<[a-z!][^>]*>/iu.test(text)
}

function looksLikeMarkdown(text: string): boolean {
  return /^#{1,6} \S/mu.test(text) || /^\|?(?: *:?-{3,}:? *\|)+/mu.test(text) || /^(?:```|~~~)/mu.test(text)
}
