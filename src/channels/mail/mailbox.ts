import { setTimeout as delay } from 'node:timers/promises'
import type { ImapFlow } from 'imapflow'
import { z } from 'zod'
import { AppError } from '#core/errors.ts'
import type { ChannelListener, Inbound, ListeningInbox, ReadOptions } from '../contract.ts'
import type { MailServer } from './smtp.ts'

export interface MailboxRules {
  readonly server: MailServer
  readonly mailbox: string
  /** How long until what the server didn't tell of is found. */
  readonly lookEveryMs: number
  read(bytes: Uint8Array, options: ReadOptions): Promise<Inbound>
}

/** How far a mailbox has been read: RFC 3501 §2.3.1.1 has numbers that only grow, while its validity is the same. */
const Place = z.object({
  uidValidity: z.string(),
  /** When it was read for the first time, ISO 8601: what came before is people's. */
  since: z.iso.datetime(),
  after: z.int().nonnegative(),
  /** Mails before that which are to be looked at again. */
  again: z.array(z.int().positive()),
})
type Place = z.infer<typeof Place>

/** Mails that wait until their sender's domain can be asked. Further ones are of senders whom we don't know. */
const MOST_AGAIN = 500
/** A mail with what is attached to it. Larger ones are for people to look at. */
const MOST_BYTES = 10_000_000
/** After a mailbox was numbered anew, mails of so many days are looked at again: those that were taken are known. */
const LOOKED_BACK_MS = 7 * 86_400_000

/** Reads a mailbox from where it was left, and then what comes. At first from now on: what lies there is people's. */
export function mailboxListener(rules: MailboxRules): ChannelListener {
  return { listen: (inbox, options) => listen(rules, inbox, options) }
}

async function listen(rules: MailboxRules, inbox: ListeningInbox, options: ReadOptions): Promise<void> {
  const { signal } = options
  const client = await connected(rules, signal)
  const close = () => client.close()
  signal.addEventListener('abort', close)
  try {
    const opened = await client.mailboxOpen(rules.mailbox)
    const reader = { client, rules, inbox, options }
    let place = await firstPlace(reader, String(opened.uidValidity), opened.uidNext)
    await inbox.keep(place)
    // Between two looks the server says by itself when something came (RFC 2177).
    let wake = new AbortController()
    client.on('exists', () => wake.abort())
    client.on('close', () => wake.abort())
    while (!signal.aborted) {
      wake = new AbortController()
      place = await readAgain(reader, place)
      place = await readNew(reader, place)
      await delay(rules.lookEveryMs, null, { signal: AbortSignal.any([signal, wake.signal]) }).catch(() => {})
      if (!client.usable) throw hungUp()
    }
  } finally {
    signal.removeEventListener('abort', close)
    client.close()
  }
}

interface Reader {
  readonly client: ImapFlow
  readonly rules: MailboxRules
  readonly inbox: ListeningInbox
  readonly options: ReadOptions
}

async function connected({ server }: MailboxRules, signal: AbortSignal): Promise<ImapFlow> {
  signal.throwIfAborted()
  const { ImapFlow: Client } = await import('imapflow')
  const { host, port, login, allowPlain, timeoutMs } = server
  const client = new Client({
    host,
    port,
    secure: port === 993,
    ...(!allowPlain && port !== 993 && { doSTARTTLS: true }),
    auth: { user: login?.user ?? '', pass: login?.password.reveal() ?? '' },
    logger: false,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
  })
  // What it says of an error comes with what was asked, or with the next question.
  client.on('error', () => {})
  await client.connect()
  return client
}

async function firstPlace({ client, inbox }: Reader, uidValidity: string, uidNext: number): Promise<Place> {
  const kept = Place.safeParse(inbox.place).data
  if (!kept) return { uidValidity, since: new Date().toISOString(), after: uidNext - 1, again: [] }
  if (kept.uidValidity === uidValidity) return kept
  const since = new Date(Math.max(Date.parse(kept.since), Date.now() - LOOKED_BACK_MS))
  let first = uidNext
  if (uidNext > 1) {
    for await (const { uid, internalDate } of client.fetch('1:*', { uid: true, internalDate: true }, { uid: true })) {
      if (internalDate !== undefined && new Date(internalDate) >= since) first = Math.min(first, uid)
    }
  }
  return { ...kept, uidValidity, after: first - 1, again: [] }
}

function hungUp(): AppError {
  return new AppError('The mailbox’s server has hung up.', { code: 'mailbox-closed', retryable: true })
}

async function readAgain(reader: Reader, place: Place): Promise<Place> {
  let now = place
  for (const uid of place.again) {
    if ((await takeOne(reader, uid)) === 'again') continue
    now = { ...now, again: now.again.filter((each) => each !== uid) }
    await reader.inbox.keep(now)
  }
  return now
}

async function readNew(reader: Reader, place: Place): Promise<Place> {
  const { client, inbox, options } = reader
  const uids: number[] = []
  // A range to the end has the last one in it, whatever it begins with (RFC 3501 §6.4.8).
  for await (const { uid } of client.fetch(`${place.after + 1}:*`, { uid: true }, { uid: true })) uids.push(uid)
  let now = place
  for (const uid of uids.filter((each) => each > place.after).toSorted((one, other) => one - other)) {
    options.signal.throwIfAborted()
    const isLater = (await takeOne(reader, uid)) === 'again'
    now = { ...now, after: uid, again: isLater ? [...now.again, uid].slice(-MOST_AGAIN) : now.again }
    await inbox.keep(now)
  }
  return now
}

/** Takes a mail, and marks it as seen once it is stored. What can't be taken stays unread, with a flag for people. */
async function takeOne({ client, rules, inbox, options }: Reader, uid: number): Promise<'again' | 'settled'> {
  const flag = async (name: string) => void (await client.messageFlagsAdd({ uid: String(uid) }, [name], { uid: true }))
  const sized = await client.fetchOne(String(uid), { size: true }, { uid: true })
  // Somebody moved it meanwhile.
  if (sized === false) return 'settled'
  const leave = async (why: string) => {
    inbox.leave(why)
    await flag('\\Flagged')
    return 'settled' as const
  }
  if ((sized.size ?? 0) > MOST_BYTES) return await leave('too-large')
  const fetched = await client.fetchOne(String(uid), { source: true }, { uid: true })
  if (fetched === false || !fetched.source) return 'settled'
  let inbound: Inbound
  try {
    inbound = await rules.read(fetched.source, options)
  } catch (error) {
    options.signal.throwIfAborted()
    if (error instanceof AppError && error.retryable && error.status !== 429) return 'again'
    // Whatever is wrong with one mail mustn't keep those behind it from being read.
    return await leave(error instanceof AppError ? error.code : 'unreadable')
  }
  await inbox.take(inbound)
  if (inbound.type === 'message') await flag('\\Seen')
  return 'settled'
}
