import PostalMime, { type Address, type Email } from 'postal-mime'
import { ParseFailure } from '../parse-failure.ts'
import { decodeText } from '../decode-text.ts'
import { mailStretches, quoted } from '../../mail-words.ts'
import { read as readHtml } from './html.ts'
import type { OpenFile } from '../file-to-parse.ts'
import type { MarkdownWriter } from '../markdown-writer.ts'

/** Reads a mail's body, as the reader of a mail program sees it. Attachments are named as what was left out. */
export async function read({ bytes }: OpenFile, writer: MarkdownWriter): Promise<void> {
  const mail = await parsed(sentIn(bytes, writer))
  const subject = mail.subject?.trim() ?? ''
  writer.title = subject === '' ? null : subject
  writer.describe('subject', subject)
  writer.describe('from', mail.from ? named(mail.from) : null)
  writer.describe('to', (mail.to ?? []).map(named).join(', '))
  writer.describe('cc', (mail.cc ?? []).map(named).join(', '))
  const date = new Date(mail.date ?? '')
  if (!Number.isNaN(date.getTime())) writer.describe('date', date.toISOString())
  writer.heading(1, subject)
  // Programs show the HTML where there is some. The plain text beside it is what nobody sees.
  const isHtml = mail.html !== undefined && mail.html.trim() !== ''
  const text = isHtml ? writer.readApart((apart) => readHtml({ text: mail.html ?? '' }, apart)) : (mail.text ?? '')
  // A part in base64 or quoted-printable that doesn't say its charset is taken for UTF-8.
  if (text.includes('\uFFFD')) writer.find('encoding-unsure', 'read as utf-8')
  writeBody(text, { writer, isHtml, mail })
  for (const { filename, mimeType, content, disposition } of mail.attachments) {
    if (disposition === 'inline' && mimeType.startsWith('image/')) continue
    const size = typeof content === 'string' ? content.length : content.byteLength
    writer.find('attachment-skipped', `${filename ?? 'without a name'} (${mimeType}, ${size} bytes)`)
  }
}

// Where no part says how it is encoded, the mail is read in one encoding, as any other text.
function sentIn(bytes: Uint8Array, writer: MarkdownWriter): Uint8Array {
  const decoded = /charset\s*=/iu.test(Buffer.from(bytes).toString('latin1')) ? null : decodeText(bytes, null)
  if (!decoded || decoded.encoding === 'utf-8') return bytes
  if (decoded.isUnsure) writer.find('encoding-unsure', `read as ${decoded.encoding}`)
  return Buffer.from(decoded.text)
}

async function parsed(bytes: Uint8Array): Promise<Email> {
  try {
    return await PostalMime.parse(bytes, { maxNestingDepth: 50, maxHeadersSize: 1024 ** 2 })
  } catch (error) {
    const isText = decodeText(bytes, null) !== null
    throw new ParseFailure(isText ? 'broken' : 'unknown-format', error)
  }
}

interface Body {
  readonly writer: MarkdownWriter
  /** The text is Markdown already; else what looks like it is what its writer typed. */
  readonly isHtml: boolean
  readonly mail: Email
}

// What is quoted of earlier mails is their senders', so it stands below the line that says whose it is; what the sender of
// this one wrote among it, below their name.
function writeBody(text: string, { writer, isHtml, mail }: Body): void {
  const isAnswer = mail.inReplyTo !== undefined || mail.references !== undefined
  for (const [index, { isOwn, text: words }] of mailStretches(text, { isAnswer }).entries()) {
    if (!isOwn) {
      writer.heading(2, introduction(words))
      for (const block of blocksOf(words)) writer[isHtml ? 'verbatim' : 'quote'](isHtml ? quoted(block) : block)
      continue
    }
    if (index > 0 && mail.from) writer.heading(2, named(mail.from))
    for (const block of blocksOf(words)) writer[isHtml ? 'verbatim' : 'paragraph'](block)
  }
}

function blocksOf(text: string): readonly string[] {
  return text.split(/\n\s*\n/u).filter((block) => block.trim() !== '')
}

/** "On 3 November Maya wrote:", "From: Maya …": the words by which a program says whose words follow; none if it doesn't. */
function introduction(words: string): string {
  const [first = '', ...more] = words.split('\n').filter((line) => line.trim() !== '')
  const wrapped = [first, ...more.slice(0, 2)]
  const end = wrapped.findIndex((line) => /:\s*$/u.test(line))
  if (end !== -1) return wrapped.slice(0, end + 1).join(' ')
  const from = [first, ...more].slice(0, 4).find((line) => /^\**\p{L}[\p{L} ]{1,12}:\**\s.*@/u.test(line))
  return from ?? (/:\**\s+\S/u.test(first) ? first : '')
}

function named(address: Address): string {
  return [address.name, address.address ? `<${address.address}>` : ''].filter((part) => part !== '').join(' ')
}
