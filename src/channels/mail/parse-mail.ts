import PostalMime, { addressParser, type Address, type Email } from 'postal-mime'
import { AppError } from '#core/errors.ts'

/** A mail as it came, taken apart. Addresses are in small letters. */
export interface Mail {
  readonly bytes: Uint8Array
  /** All fields of a name (in small letters), as they stand from the top. */
  fields(name: string): readonly string[]
  /** Everybody whom it names as its author. */
  readonly from: readonly string[]
  /** Whether it names a group as such, which no person's program does. */
  readonly isOfGroup: boolean
  /** Everybody whom it names as its receiver, in the open. */
  readonly to: readonly string[]
  /** With its angle brackets, as those below; null where it has none that is one. */
  readonly messageId: string | null
  /** What it answers, and what that answered: the first of the conversation first. */
  readonly references: readonly string[]
  readonly date: Date | null
  readonly subject: string
  readonly text: string | null
  readonly html: string | null
  readonly files: readonly MailFile[]
}

export interface MailFile {
  readonly name: string
  readonly mediaType: string
  readonly bytes: Uint8Array
  /** Whether the text shows it where it stands: a logo, a picture of a signature. */
  readonly isInline: boolean
}

const MESSAGE_ID = /<[\x21-\x3b\x3d\x3f-\x7e]{3,250}>/g
const MOST_REFERENCES = 100

/** Takes a mail apart. Throws `mail-broken`. */
export async function parseMail(bytes: Uint8Array): Promise<Mail> {
  const email = await parsed(bytes)
  const fields = (name: string) => email.headers.flatMap(({ key, value }) => (key === name ? [value] : []))
  const [messageId] = idsIn(fields('message-id'))
  // The parser's own `from` is the first of them alone.
  const authors = fields('from').flatMap((field) => addressParser(field))
  const date = new Date(fields('date')[0] ?? '')
  return {
    bytes,
    fields,
    from: addressesOf(authors),
    isOfGroup: authors.some(({ group }) => group !== undefined),
    to: addressesOf([...(email.to ?? []), ...(email.cc ?? [])]),
    messageId: messageId ?? null,
    references: [...new Set(idsIn([...fields('references'), ...fields('in-reply-to')]))].slice(0, MOST_REFERENCES),
    date: Number.isNaN(date.getTime()) ? null : date,
    subject: (email.subject ?? '').replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim(),
    text: email.text ?? null,
    html: email.html ?? null,
    files: email.attachments.map(({ filename, mimeType, content, disposition }, index) => ({
      name: filename ?? `file${index + 1}`,
      mediaType: mimeType,
      bytes: typeof content === 'string' ? Buffer.from(content) : new Uint8Array(content),
      isInline: disposition === 'inline' && mimeType.startsWith('image/'),
    })),
  }
}

async function parsed(bytes: Uint8Array): Promise<Email> {
  try {
    // A mail within a mail is a file of it: its words aren't the sender's.
    const limits = { maxNestingDepth: 50, maxHeadersSize: 1024 ** 2 }
    return await PostalMime.parse(bytes, { ...limits, forceRfc822Attachments: true })
  } catch (error) {
    throw new AppError('This is no mail that can be read: it is nested too deep, or its head is too long.', {
      code: 'mail-broken',
      status: 422,
      cause: error,
    })
  }
}

function idsIn(fields: readonly string[]): readonly string[] {
  return fields.flatMap((field) => field.match(MESSAGE_ID) ?? [])
}

function addressesOf(named: readonly Address[]): readonly string[] {
  return named
    .flatMap(({ address, group }) => (group ? group.map((each) => each.address) : [address ?? '']))
    .filter((address) => address !== '')
    .map((address) => address.toLowerCase())
}
