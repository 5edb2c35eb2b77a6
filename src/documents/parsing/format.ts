import { decodeText } from './decode-text.ts'
import { ParseFailure } from './failures.ts'
import type { ParseLimits } from './limits.ts'
import { delimiterOf, statedDelimiter } from './text/delimiter.ts'
import { openZip, type Zip } from './zip.ts'

/** A format, with what finding it out has already read. */
export type Detected =
  | { readonly format: 'pdf' }
  | { readonly format: 'docx' | 'pptx' | 'xlsx'; readonly zip: Zip }
  | DetectedText

type DetectedText =
  | { readonly format: 'email' }
  | { readonly format: 'html' | 'markdown' | 'text'; readonly text: string }
  | { readonly format: 'csv'; readonly text: string; readonly delimiter: string }

interface Clues {
  readonly name: string
  readonly mediaType: string | null
  readonly bytes: Uint8Array
  readonly limits: ParseLimits
}

const OFFICE: readonly (readonly ['docx' | 'pptx' | 'xlsx', string])[] = [
  ['docx', 'word/document.xml'],
  ['pptx', 'ppt/presentation.xml'],
  ['xlsx', 'xl/workbook.xml'],
]

const PICTURES: readonly (readonly number[])[] = [
  [0x89, 0x50, 0x4e, 0x47],
  [0xff, 0xd8, 0xff],
  [0x47, 0x49, 0x46, 0x38],
  [0x49, 0x49, 0x2a, 0x00],
  [0x4d, 0x4d, 0x00, 0x2a],
]

const ARCHIVES: readonly (readonly number[])[] = [
  [0x1f, 0x8b],
  [0x52, 0x61, 0x72, 0x21],
  [0x37, 0x7a, 0xbc, 0xaf],
  [0x42, 0x5a, 0x68],
  [0xfd, 0x37, 0x7a, 0x58, 0x5a],
]

const OLE = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]

/** Decides what a file is: by its first bytes and members, then by its text, and by its name only where those leave open. */
export async function detectFormat(clues: Clues): Promise<Detected & { readonly unsureEncoding?: string | null }> {
  const { bytes } = clues
  // Readers of PDF look for its mark anywhere in the first kilobyte.
  if (Buffer.from(bytes.subarray(0, 1024)).includes('%PDF-')) return { format: 'pdf' }
  if (startsWith(bytes, [0x50, 0x4b, 0x03, 0x04]) || startsWith(bytes, [0x50, 0x4b, 0x05, 0x06])) {
    return officeFormat(await openZip(bytes, clues.limits))
  }
  if (startsWith(bytes, OLE)) {
    // Office keeps what it has locked in a file of its old kind.
    const isLocked = Buffer.from(bytes).includes(Buffer.from('EncryptedPackage', 'utf16le'))
    throw new ParseFailure(isLocked ? 'password' : 'old-office-format')
  }
  if (PICTURES.some((mark) => startsWith(bytes, mark))) throw new ParseFailure('picture')
  if (ARCHIVES.some((mark) => startsWith(bytes, mark))) throw new ParseFailure('archive')
  return textFormat(clues)
}

function officeFormat(zip: Zip): Detected {
  const format = OFFICE.find(([, member]) => zip.has(member))?.[0]
  if (format === undefined) throw new ParseFailure('archive')
  return { format, zip }
}

function textFormat({ name, mediaType, bytes }: Clues): DetectedText & { readonly unsureEncoding: string | null } {
  // Programs for Windows begin with two letters, which a text may begin with, too.
  const isProgram = startsWith(bytes, [0x4d, 0x5a]) && /\.(?:exe|dll|sys|scr)$/iu.test(name)
  if (isProgram || startsWith(bytes, [0x7f, 0x45, 0x4c, 0x46])) throw new ParseFailure('unknown-format')
  const decoded = decodeText(bytes, mediaType)
  if (decoded === null) throw new ParseFailure('unknown-format')
  return { ...formatOf(decoded.text, name, mediaType), unsureEncoding: decoded.isUnsure ? decoded.encoding : null }
}

function formatOf(text: string, name: string, mediaType: string | null): DetectedText {
  if (text.trim() === '') throw new ParseFailure('empty')
  const extension = /\.([a-z0-9]+)$/iu.exec(name)?.[1]?.toLowerCase() ?? ''
  const type = mediaType?.split(';')[0]?.trim().toLowerCase() ?? ''
  if (/^\s*\{\\rtf/u.test(text)) throw new ParseFailure('unknown-format')
  if (isMail(text, extension === 'eml' || type === 'message/rfc822')) return { format: 'email' }
  if (isHtml(text, extension, type)) return { format: 'html', text }
  const isSheet = ['csv', 'tsv', 'tab'].includes(extension) || /^text\/(?:csv|tab-separated-values)$/u.test(type)
  const isMarkdown = ['md', 'markdown', 'mdown', 'mkd'].includes(extension) || type === 'text/markdown'
  // A name that claims another kind of file says nothing of a text.
  const delimiter = statedDelimiter(text) ?? delimiterOf(text, isSheet)
  if (isSheet && delimiter !== null) return { format: 'csv', text, delimiter }
  if (isMarkdown) return { format: 'markdown', text }
  if (extension !== 'txt' && delimiter !== null) return { format: 'csv', text, delimiter }
  return looksLikeMarkdown(text) ? { format: 'markdown', text } : { format: 'text', text }
}

function startsWith(bytes: Uint8Array, mark: readonly number[]): boolean {
  return mark.every((byte, index) => bytes[index] === byte)
}

const HEADER_LINE = /^[!-9;-~]+:[ \t]?.*$/u

// The first lines are headers, and some of them are those that every mail has.
function isMail(text: string, isNamedSo: boolean): boolean {
  const head = text.slice(0, 20_000).split(/\r?\n\r?\n/u, 1)[0] ?? ''
  const lines = head.split(/\r?\n/u)
  if (!HEADER_LINE.test(lines[0] ?? '') && !(lines[0] ?? '').startsWith('From ')) return false
  const known = new Set(
    [...head.matchAll(/^(from|to|subject|date|message-id|mime-version|received|return-path):/gimu)].map(([, name]) =>
      name?.toLowerCase(),
    ),
  )
  const areHeaders = lines.every((line, index) => HEADER_LINE.test(line) || /^[ \t]/u.test(line) || index === 0)
  return areHeaders && known.size >= (isNamedSo ? 1 : 3)
}

function isHtml(text: string, extension: string, type: string): boolean {
  const head = text.slice(0, 2_000).replace(/^(?:\s|<\?xml[^>]*>|<!--[\s\S]*?-->)+/u, '')
  if (/^<(?:!doctype html|html|head|body)\b/iu.test(head)) return true
  const isNamedSo =
    ['html', 'htm', 'xhtml'].includes(extension) || /^(?:text\/html|application\/xhtml\+xml)$/u.test(type)
  return isNamedSo && /<[a-z!][^>]*>/iu.test(text)
}

function looksLikeMarkdown(text: string): boolean {
  return /^#{1,6} \S/mu.test(text) || /^\|?(?: *:?-{3,}:? *\|)+/mu.test(text) || /^(?:```|~~~)/mu.test(text)
}
