import { createHash } from 'node:crypto'
import { z } from 'zod'
import { AppError } from '#core/errors.ts'
import { mailWords, quoted } from '#documents/mail-words.ts'
import { outsidePlaceId, outsidePrincipalId } from '#core/outside-principal.ts'
import type { Inbound, InboundMessage, OutsideSender, ReadOptions } from '../contract.ts'
import { readBounce, whyIgnored } from './auto-replies.ts'
import { fileTexts, type SharedFile } from '../inbound/file-texts.ts'
import type { MailIds } from './message-ids.ts'
import { parseMail, type Mail } from './parse-mail.ts'
import { knownSender, type SenderRules } from './sender.ts'

export interface InboundRules extends SenderRules {
  /** The channel’s name: `mail/support`. */
  readonly channel: string
  readonly ids: MailIds
  /** Addresses of ours in all channels. */
  readonly allAddresses: readonly string[]
  readonly answersStrangers: boolean
  /** Counts a mail of an address, by its id. False where that is one too many. */
  spend(address: string, message: string, isKnown: boolean): boolean
  /** Tells somebody in a mail of our own, with its id. */
  tell(note: MailNote, signal: AbortSignal): Promise<void>
  readonly now: () => Date
}

/** What the answers to a conversation need of its last mail. */
export const MailReply = z.object({
  from: z.string(),
  subject: z.string(),
  /** The mail's own id, and those before it, which it answers. */
  answers: z.string().nullable(),
  references: z.array(z.string()),
})
export type MailReply = z.infer<typeof MailReply>

export interface MailNote {
  readonly id: string
  readonly to: string
  readonly reply: MailReply
  readonly text: string
}

/** As much as a message of ours takes (`MAX_MESSAGE_LENGTH`). */
const MOST_WORDS = 8_000
const MOST_SUBJECT = 200
/** As many ids of earlier mails as are sent back: the first of the conversation, and the last. */
const MOST_REFERENCES = 12

/** What a mail is to us. Throws `mail-broken`, `mail-names-away` and `too-many-messages`. */
export async function readMailMessage(bytes: Uint8Array, rules: InboundRules, options: ReadOptions): Promise<Inbound> {
  const mail = await parseMail(bytes)
  const bounced = readBounce(mail)
  const failed = bounced && rules.ids.outgoing(bounced.messageId)
  if (bounced && failed) return { type: 'undelivered', ...failed, code: bounced.code }
  const why = whyIgnored(mail, { addresses: rules.allAddresses, isOurId: rules.ids.isOurs })
  if (why !== null) return { type: 'nothing', body: null, why }
  const now = rules.now()
  const address = await knownSender(mail, rules, now)
  const [from = ''] = mail.from
  if (address === null && !rules.answersStrangers) return { type: 'nothing', body: null, why: 'stranger' }
  if (!rules.spend(from, rules.ids.messageOf(mail), address !== null)) throw tooMany()
  const text = await wordsOf(mail, rules, options)
  if (text === '') return { type: 'nothing', body: null, why: 'empty' }
  return messageOf(mail, { address, text }, rules)
}

function messageOf(
  mail: Mail,
  { address, text }: { readonly address: string | null; readonly text: string },
  rules: InboundRules,
): Inbound {
  const { ids } = rules
  const reply = replyTo(mail)
  const tell: InboundMessage['tell'] = (said, { signal }) =>
    // Whom nobody vouches for may be anybody: they aren't sent what they didn't ask for.
    address === null ? Promise.resolve() : rules.tell({ id: ids.toldAs(mail), to: address, reply, text: said }, signal)
  return {
    type: 'message',
    conversation: ids.conversationOf(mail),
    message: ids.messageOf(mail),
    isPerSender: true,
    sender: address === null ? stranger(mail, rules) : named(address, rules),
    text,
    reply,
    tell,
  }
}

function named(address: string, { channel }: InboundRules): OutsideSender {
  const id = outsidePrincipalId(channel.replace('/', '.'), address)
  return { id, name: address, email: address, isKnownByEmail: true, account: null, isOnlyNamed: true }
}

// As a place that anybody may write from: nothing but what is in public documents is said there.
function stranger({ from: [from = ''] }: Mail, { channel }: InboundRules): OutsideSender {
  // As a hash: what an id can't hold would be one without saying that it is a place.
  const place = createHash('sha256').update(from).digest('hex').slice(0, 40)
  const id = outsidePlaceId(channel.replace('/', '.'), place)
  return { id, name: 'An unknown sender', email: null, isKnownByEmail: false, account: null, isOnlyNamed: true }
}

const ANSWERING = /^(?:re|aw|antw|antwort|sv|vs|tr|rv|fwd?|wg|wtr)\s*(?:\[\d+\])?\s*:\s*/i

async function wordsOf(mail: Mail, { ids }: InboundRules, options: ReadOptions): Promise<string> {
  const isAnswer = mail.references.length > 0 || ANSWERING.test(mail.subject)
  const { own, others } = mailWords(await bodyOf(mail, options), { isAnswer })
  // What stands in the subject alone is what they wrote; "Re: …" is what somebody wrote before.
  const said = own !== '' || isAnswer ? own : mail.subject
  // What is quoted of a conversation with us stands in it already.
  const isOurs = mail.references.some((id) => ids.isOurs(id))
  const passedOn = [...(isOurs || others === '' ? [] : [others]), ...(await fileTexts(filesOf(mail), options))]
  const room = MOST_WORDS - said.length
  const rest = passedOn.length === 0 ? '' : cutTo(passedOn.map(quoted).join('\n\n'), room)
  return [said, rest].filter((each) => each !== '').join('\n\n')
}

// The plain text is what programs quote in; a page is read where it is all there is, without what nobody sees of it.
function filesOf({ files }: Mail): readonly SharedFile[] {
  return files
    .filter(({ isInline, bytes }) => !isInline && bytes.length > 0)
    .map(({ name, mediaType, bytes }) => ({ name, mediaType, bytes: () => Promise.resolve(bytes) }))
}

async function bodyOf({ text, html }: Mail, { readFile }: ReadOptions): Promise<string> {
  if (text !== null && text.trim() !== '') return text
  if (html === null || html.trim() === '') return ''
  const read = await readFile({ name: 'mail.html', mediaType: 'text/html', bytes: Buffer.from(html) })
  return read.ok ? read.text : ''
}

// A line that is cut mustn't lose its mark.
function cutTo(text: string, room: number): string {
  if (text.length <= room - 2) return text
  const head = text.slice(0, Math.max(0, room - 10))
  const end = head.lastIndexOf('\n')
  return end <= 0 ? '' : `${head.slice(0, end)}\n> …`
}

function replyTo({ from: [from = ''], subject, messageId, references }: Mail): MailReply {
  const [first] = references
  const last = references.slice(1).slice(2 - MOST_REFERENCES)
  const chain = first === undefined ? [] : [first, ...last]
  return {
    from,
    subject: subject.slice(0, MOST_SUBJECT),
    answers: messageId,
    references: messageId === null || chain.includes(messageId) ? chain : [...chain, messageId],
  }
}

function tooMany(): AppError {
  return new AppError('This address sends more mails in an hour than one person does. The rest is left alone.', {
    code: 'too-many-messages',
    status: 429,
    retryable: true,
    details: { retryAfterSeconds: 3_600 },
  })
}
