import { mailIds } from '#channels/mail/message-ids.ts'
import type { InboundRules, MailNote } from '#channels/mail/inbound.ts'
import { namesOf } from '#channels/mail/authentication-results.ts'
import type { ReadOptions } from '#channels/contract.ts'
import { OURS, type FakeMail } from '../../helpers/fake-mail.ts'

/** How an address reads its mails, over the world's names, with what was told to senders. */
export function rulesFor(
  world: FakeMail,
  changed: Partial<InboundRules> = {},
): InboundRules & { readonly told: MailNote[] } {
  const told: MailNote[] = []
  return {
    channel: 'mail/support',
    ids: mailIds(OURS),
    addresses: [OURS],
    allAddresses: [OURS, 'other@shop.example'],
    receivedBy: null,
    names: namesOf(world.names.address),
    answersStrangers: true,
    spend: () => true,
    tell: async (note) => void told.push(note),
    now: () => new Date(),
    ...changed,
    told,
  }
}

/** Files say what is in them, as text; a broken one can't be read. */
export const reading: ReadOptions = {
  signal: new AbortController().signal,
  readFile: async ({ bytes, mediaType }) => {
    const text = Buffer.from(bytes).toString()
    if (text.startsWith('broken')) return { ok: false, code: 'document-broken' }
    return { ok: true, text: mediaType === 'text/html' ? text.replaceAll(/<[^>]+>/g, '') : text }
  },
}
