import { createHash } from 'node:crypto'
import type { Mail } from './parse-mail.ts'

/** What mails of one address are called, so that answers find their conversation, and a second one of ours its first. */
export interface MailIds {
  /** The conversation that a mail is of: the one of the mail of ours that it answers, or of the first of its references. */
  conversationOf(mail: Mail): string
  /** The same mail again is the same message. */
  messageOf(mail: Mail): string
  /** The id of what we send: the same for every attempt. */
  sentAs(conversation: string, outgoingId: string): string
  /** The id of what we tell a sender of their mail itself. */
  toldAs(mail: Mail): string
  isOurs(messageId: string): boolean
  /** What the outbox calls a mail of ours; null where it isn't one of its. */
  outgoing(messageId: string): { readonly threadId: string; readonly seq: number } | null
}

/** By the address's domain, so that ids are unique in the world (RFC 5322 §3.6.4). */
export function mailIds(address: string): MailIds {
  const domain = address.slice(address.lastIndexOf('@') + 1)
  const own = (local: string) => `<parley.${local}@${domain}>`
  const partsOf = (messageId: string) =>
    /^<parley\.([\w-]{22})\.([\da-f-]{36})-(\d{1,15})@([^<>@\s]+)>$/i.exec(messageId) ?? null
  const ours = (messageId: string) => {
    const parts = partsOf(messageId)
    return parts?.[4]?.toLowerCase() === domain ? parts : null
  }
  return {
    conversationOf: (mail) => {
      const answered = mail.references.flatMap((id) => ours(id)?.[1] ?? [])
      return answered.at(-1) ?? hash(mail.references[0] ?? mail.messageId ?? mail.bytes)
    },
    messageOf: (mail) => hash(mail.messageId ?? mail.bytes),
    sentAs: (conversation, outgoingId) => own(`${conversation.slice(0, HASH_LENGTH)}.${outgoingId}`),
    toldAs: (mail) => own(`note.${hash(mail.messageId ?? mail.bytes)}`),
    isOurs: (messageId) => {
      const id = messageId.toLowerCase()
      return id.startsWith('<parley.') && id.endsWith(`@${domain}>`)
    },
    outgoing: (messageId) => {
      const [, , threadId, seq] = ours(messageId) ?? []
      return threadId === undefined || seq === undefined ? null : { threadId, seq: Number(seq) }
    },
  }
}

/** Of 128 bits in base64url. */
const HASH_LENGTH = 22

function hash(of: string | Uint8Array): string {
  return createHash('sha256').update(of).digest('base64url').slice(0, HASH_LENGTH)
}
