import type { Mail } from './parse-mail.ts'

/** Why a mail is answered by nobody: no person wrote it to us, or it would go round in circles. */
export type IgnoredMail = 'automatic' | 'bounce' | 'list' | 'loop' | 'no-sender'

interface Ours {
  /** Addresses that are ours, of every mail channel. */
  readonly addresses: readonly string[]
  isOurId(messageId: string): boolean
}

/**
 * Whether a program sent it: RFC 3834 §2 and §5.2, and what programs write that don't keep to it. Null where a person
 * may have.
 */
export function whyIgnored(mail: Mail, { addresses, isOurId }: Ours): IgnoredMail | null {
  if (mail.messageId !== null && isOurId(mail.messageId)) return 'loop'
  if (mail.from.length === 0) return isReport(mail) ? 'bounce' : 'no-sender'
  if (mail.from.some((address) => addresses.includes(address))) return 'loop'
  if (isReport(mail) || mail.fields('return-path').some((path) => path.trim() === '<>')) return 'bounce'
  if (mail.from.some((address) => /^(?:mailer-daemon|postmaster)@/.test(address))) return 'bounce'
  if (LIST_FIELDS.some((name) => mail.fields(name).length > 0)) return 'list'
  return isAutomatic(mail) ? 'automatic' : null
}

const LIST_FIELDS = ['list-id', 'list-post', 'list-unsubscribe', 'list-help', 'mailing-list']
const AUTOMATIC_FIELDS = ['x-autoreply', 'x-autorespond', 'feedback-id']

function isAutomatic(mail: Mail): boolean {
  const said = (name: string) => mail.fields(name).map((value) => value.trim().toLowerCase())
  if (said('auto-submitted').some((value) => !/^no\b/.test(value))) return true
  if (said('precedence').some((value) => /^(?:bulk|junk|list|auto_reply)\b/.test(value))) return true
  if (AUTOMATIC_FIELDS.some((name) => said(name).length > 0)) return true
  return mail.from.some((address) => /^(?:no-?reply|do-?not-?reply)@/.test(address))
}

/** Whether it tells of another mail's delivery, or of its being read (RFC 6522). */
export function isReport(mail: Mail): boolean {
  return mail.fields('content-type').some((value) => /^\s*multipart\/report\b/i.test(value))
}

/** What a mail server says of a mail of ours that it won't deliver (RFC 3464). `code`: `bounced-5.1.1`. */
export interface Bounce {
  readonly messageId: string
  readonly code: string
}

/** What a bounce is about; null where it isn't one, or the server goes on trying. */
export function readBounce(mail: Mail): Bounce | null {
  if (!isReport(mail)) return null
  const part = (type: RegExp) => mail.files.find(({ mediaType }) => type.test(mediaType))
  const status = part(/^message\/(?:global-)?delivery-status$/)
  const returned = part(/^(?:text\/rfc822-headers|message\/(?:rfc822|global(?:-headers)?))$/)
  if (!status || !returned) return null
  const said = fieldsIn(status.bytes)
  const action = /^action:\s*(\w+)/im.exec(said)?.[1]?.toLowerCase()
  const code = /^status:\s*(5\.\d{1,3}\.\d{1,3})/im.exec(said)?.[1]
  const [, messageId] = /^message-id:\s*(<[^<>\s]{3,250}>)/im.exec(fieldsIn(returned.bytes)) ?? []
  if (action !== 'failed' || code === undefined || messageId === undefined) return null
  return { messageId, code: `bounced-${code}` }
}

const MOST_OF_A_PART = 65_536

// Folded lines are one (RFC 5322 §2.2.3).
function fieldsIn(bytes: Uint8Array): string {
  return Buffer.from(bytes.subarray(0, MOST_OF_A_PART))
    .toString('latin1')
    .replaceAll(/\r?\n[ \t]+/g, ' ')
}
