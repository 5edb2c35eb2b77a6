import type { DeliveryOutcome, OutgoingMessage } from '#contract/channel-operations.ts'
import { isOutsidePlace } from '#core/outside-principal.ts'
import type { MailIds } from './message-ids.ts'
import { MailReply, type MailNote } from './inbound.ts'
import { mailText } from './mail-text.ts'
import { sendMail, type MailServer, type OutgoingMail } from './smtp.ts'

export interface MailOutboundRules {
  readonly server: MailServer
  readonly from: OutgoingMail['from']
  readonly ids: MailIds
}

/** One attempt to answer a conversation. What the server said is the outcome. */
export async function sendToMail(
  message: OutgoingMessage,
  { server, from, ids }: MailOutboundRules,
  signal: AbortSignal,
): Promise<DeliveryOutcome> {
  const reply = MailReply.safeParse(message.reply).data
  const to = reply && receiverOf(message, reply)
  if (!reply || !to) return { outcome: 'gave-up', error: 'no-address', endsSubscription: false }
  const text = mailText(message)
  if (text === null) return { outcome: 'delivered', as: null }
  const id = ids.sentAs(message.conversation, message.id)
  return await sendMail(server, { id, from, to, text, at: message.at, ...headOf(reply) }, signal)
}

/** Tells the sender of a mail what is wrong with it. Throws where the server doesn't take that. */
export async function sendNote(
  note: MailNote,
  { server, from, at }: Pick<MailOutboundRules, 'from' | 'server'> & { readonly at: Date },
  signal: AbortSignal,
): Promise<void> {
  const { id, to, text, reply } = note
  await sendMail(server, { id, from, to, text, at: at.toISOString(), ...headOf(reply) }, signal)
}

/**
 * What isn't for everybody goes to the address that stands in our records, wherever a mail came from or asks to be answered.
 * Whom we don't know gets what is public, where they said that they are.
 */
function receiverOf({ requester }: OutgoingMessage, reply: MailReply): string | null {
  return isOutsidePlace(requester.id) ? reply.from : requester.email
}

function headOf({ subject, answers, references }: MailReply): Pick<OutgoingMail, 'answers' | 'references' | 'subject'> {
  const isAnswer = /^(?:re|aw|antw)\s*:/i.test(subject)
  return { subject: subject === '' ? 'Re:' : isAnswer ? subject : `Re: ${subject}`, answers, references }
}
