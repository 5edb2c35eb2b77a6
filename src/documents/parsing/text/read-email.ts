import PostalMime, { type Address } from 'postal-mime'
import { ParseFailure } from '../failures.ts'
import { decodeText } from '../decode-text.ts'
import { readHtml } from '../html/read-html.ts'
import type { MarkdownWriter } from '../markdown-writer.ts'

/** Reads a mail's body, as the reader of a mail program sees it. Attachments are named as what was left out. */
export async function readEmail(bytes: Uint8Array, writer: MarkdownWriter): Promise<void> {
  const mail = await parsed(bytes)
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
  if (mail.html !== undefined && mail.html.trim() !== '') readHtml(mail.html, writer)
  else writePlain(mail.text ?? '', writer)
  for (const { filename, mimeType, content, disposition } of mail.attachments) {
    if (disposition === 'inline' && mimeType.startsWith('image/')) continue
    const size = typeof content === 'string' ? content.length : content.byteLength
    writer.find('attachment-skipped', `${filename ?? 'without a name'} (${mimeType}, ${size} bytes)`)
  }
}

async function parsed(bytes: Uint8Array): Promise<Awaited<ReturnType<typeof PostalMime.parse>>> {
  try {
    return await PostalMime.parse(bytes, { maxNestingDepth: 50, maxHeadersSize: 1024 ** 2 })
  } catch (error) {
    const isText = decodeText(bytes, null) !== null
    throw new ParseFailure(isText ? 'broken' : 'unknown-format', error)
  }
}

// Quoted lines stay quotes; what looks like Markdown in a mail is what its writer typed.
function writePlain(text: string, writer: MarkdownWriter): void {
  for (const block of text.replaceAll(/\r\n?/gu, '\n').split(/\n\s*\n/u)) {
    const lines = block.split('\n')
    if (lines.every((line) => line.startsWith('>')))
      writer.quote(lines.map((line) => line.replace(/^>\s?/u, '')).join('\n'))
    else writer.paragraph(block)
  }
}

function named(address: Address): string {
  return [address.name, address.address ? `<${address.address}>` : ''].filter((part) => part !== '').join(' ')
}
