import { decodeText } from './decode-text.ts'
import { ParseFailure } from './parse-failure.ts'
import type { FileToParse, OpenFile } from './file-to-parse.ts'
import { isPdf } from './formats.ts'
import { openZip } from './zip.ts'

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

/** Opens a file by its first bytes. Throws `ParseFailure` for what no format reads. */
export async function openFile(file: FileToParse): Promise<OpenFile> {
  const { bytes, name, mediaType } = file
  const opened = {
    ...file,
    zip: null,
    text: '',
    unsureEncoding: null,
    extension: /\.([a-z0-9]+)$/iu.exec(name)?.[1]?.toLowerCase() ?? '',
    type: mediaType?.split(';')[0]?.trim().toLowerCase() ?? '',
  }
  if (isPdf(file)) return opened
  if (startsWith(bytes, [0x50, 0x4b, 0x03, 0x04]) || startsWith(bytes, [0x50, 0x4b, 0x05, 0x06]))
    return { ...opened, zip: await openZip(bytes, file.limits) }
  if (startsWith(bytes, OLE)) {
    // Office keeps what it has locked in a file of its old kind.
    const isLocked = Buffer.from(bytes).includes(Buffer.from('EncryptedPackage', 'utf16le'))
    throw new ParseFailure(isLocked ? 'password' : 'old-office-format')
  }
  if (PICTURES.some((mark) => startsWith(bytes, mark))) throw new ParseFailure('picture')
  if (ARCHIVES.some((mark) => startsWith(bytes, mark))) throw new ParseFailure('archive')
  return { ...opened, ...textOf(file) }
}

function textOf({ name, mediaType, bytes }: FileToParse): Pick<OpenFile, 'text' | 'unsureEncoding'> {
  // Programs for Windows begin with two letters, which a text may begin with, too.
  const isProgram = startsWith(bytes, [0x4d, 0x5a]) && /\.(?:exe|dll|sys|scr)$/iu.test(name)
  if (isProgram || startsWith(bytes, [0x7f, 0x45, 0x4c, 0x46])) throw new ParseFailure('unknown-format')
  const decoded = decodeText(bytes, mediaType)
  if (decoded === null || /^\s*\{\\rtf/u.test(decoded.text)) throw new ParseFailure('unknown-format')
  if (decoded.text.trim() === '') throw new ParseFailure('empty')
  return { text: decoded.text, unsureEncoding: decoded.isUnsure ? decoded.encoding : null }
}

function startsWith(bytes: Uint8Array, mark: readonly number[]): boolean {
  return mark.every((byte, index) => bytes[index] === byte)
}
