import { createHmac, generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { dkimSign } from 'mailauth/lib/dkim/sign.js'
import { createTransport } from 'nodemailer'
import PostalMime, { type Email } from 'postal-mime'
import { SMTPServer } from 'smtp-server'
import type { Scope } from './database.ts'
import { openFakeNames, type FakeNames } from './fake-names.ts'
import { newSecret } from './outside-desk.ts'

export const OURS = 'support@shop.example'
export const MAYA = 'maya.lindqvist@example.com'

/** A mail that the world's server took from us. */
export interface ReceivedMail {
  readonly to: readonly string[]
  readonly raw: string
  readonly mail: Email
}

/** A mail that somebody writes. Further header fields stand on top, as they are given. */
export interface WrittenMail {
  readonly from?: string
  readonly to?: string
  readonly cc?: string
  readonly subject?: string
  readonly text?: string
  readonly html?: string
  readonly messageId?: string
  readonly answers?: string
  readonly references?: readonly string[]
  readonly date?: Date
  readonly files?: readonly {
    readonly filename: string
    readonly content: string | Buffer
    readonly contentType?: string
  }[]
  readonly headers?: Readonly<Record<string, string>>
  /** Whose server signs it; null for none. Without it, the one of the sender's domain. */
  readonly signedBy?: string | null
  /** How that server signs, where it isn't as most do: over which fields, over how many bytes of the text. */
  readonly signing?: { readonly fields?: readonly string[]; readonly bytes?: number }
  /** Fields that are put on top after it was signed. */
  readonly onTop?: readonly string[]
  /** Changes it after it was signed. */
  readonly tamper?: (raw: string) => string
}

/** What is different about how a mail is handed in. */
export interface HandedOtherwise {
  readonly secret?: string
  readonly ageS?: number
  readonly name?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** The world around an address: a mail server that takes what we send, a name server, and domains that sign. */
export interface FakeMail {
  readonly environment: Readonly<Record<string, string>>
  readonly names: FakeNames
  /** What was taken, the first first. */
  readonly received: readonly ReceivedMail[]
  /** What came for one address. */
  receivedBy(address: string): readonly ReceivedMail[]
  /** Every so many mails are refused for a while (451); 0 for none. */
  refuseEvery(count: number): void
  /** How many it was offered, those that it refused among them. */
  offered(): number
  /** Addresses that the server refuses for good (550). */
  readonly unknown: Set<string>
  /** Runs after a mail was taken and before we hear of it. */
  beforeAnswer(work: (() => Promise<void>) | null): void
  /** A mail as it comes out of its sender's server. */
  compose(mail: WrittenMail): Promise<Buffer>
  /** Hands a mail in at the server's address for them. */
  hand(url: string, raw: Uint8Array, otherwise?: HandedOtherwise): Promise<Response>
  write(url: string, mail: WrittenMail, otherwise?: HandedOtherwise): Promise<Response>
}

export interface MailOptions {
  /** Lines of the address's entry beside those that are always there. */
  readonly more?: string
  /** The lines for `imap:` of an entry without `in:`. */
  readonly imap?: string
  readonly environment?: Readonly<Record<string, string>>
}

export async function openFakeMail(
  scope: Scope,
  { more = '', imap = '', environment = {} }: MailOptions = {},
): Promise<FakeMail> {
  const names = await openFakeNames(scope)
  const received: ReceivedMail[] = []
  const unknown = new Set<string>()
  let refuse = 0
  let offered = 0
  let before: (() => Promise<void>) | null = null
  const [user, password] = ['parley', randomBytes(12).toString('hex')]
  const server = new SMTPServer({
    authOptional: false,
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    size: 1_000_000,
    onAuth: (auth, _session, done) =>
      auth.username === user && auth.password === password
        ? done(null, { user })
        : done(new Error('535 5.7.8 Authentication failed')),
    onRcptTo: ({ address }, _session, done) =>
      unknown.has(address) ? done(Object.assign(new Error('5.1.1 no such mailbox'), { responseCode: 550 })) : done(),
    onData: (stream, session, done) => {
      void (async () => {
        const raw = await buffer(stream)
        offered += 1
        if (refuse > 0 && offered % refuse === 0)
          return done(Object.assign(new Error('4.3.2 try again'), { responseCode: 451 }))
        const to = session.envelope.rcptTo.map(({ address }) => address)
        received.push({ to, raw: raw.toString(), mail: await PostalMime.parse(raw) })
        await before?.()
        done()
      })().catch((error: unknown) => done(error instanceof Error ? error : new Error(String(error))))
    },
  })
  server.on('error', () => {})
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  scope.after(() => new Promise<void>((resolve) => server.close(() => resolve())))
  const { port } = server.server.address() as AddressInfo

  const keys = new Map(['example.com', 'elsewhere.example'].map((domain) => [domain, signingKey(domain, names)]))
  const secret = newSecret()
  const folder = await mkdtemp(join(tmpdir(), 'parley-mail-'))
  scope.after(() => rm(folder, { recursive: true, force: true }))
  const file = join(folder, 'channels.yaml')
  const inward = imap === '' ? 'in: { secrets: ["${MAIL_IN}"] }' : `imap: ${imap}`
  await writeFile(
    file,
    `mail:
  support:
    address: ${OURS}
    name: Example shop
    ${inward}
    smtp: { host: 127.0.0.1, port: ${port}, user: ${user}, password: "\${MAIL_PASSWORD}", private: true }
    dns: ${names.address}
    mailsPerHour: 1000
    ${more}
`,
  )
  const hand: FakeMail['hand'] = (url, raw, otherwise = {}) => {
    const id = `msg_${randomUUID()}`
    const timestamp = String(Math.floor(Date.now() / 1_000) - (otherwise.ageS ?? 0))
    const key = Buffer.from((otherwise.secret ?? secret).slice('whsec_'.length), 'base64')
    const signed = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(raw).digest('base64')
    return fetch(`${url}/channels/mail/${otherwise.name ?? 'support'}`, {
      method: 'POST',
      body: new Uint8Array(raw),
      headers: {
        'content-type': 'message/rfc822',
        'webhook-id': id,
        'webhook-timestamp': timestamp,
        'webhook-signature': `v1,${signed}`,
        ...otherwise.headers,
      },
    })
  }
  const compose: FakeMail['compose'] = (mail) => composed(mail, keys)
  return {
    environment: { CHANNELS_FILE: file, MAIL_IN: secret, MAIL_PASSWORD: password, ...environment },
    names,
    received,
    receivedBy: (address) => received.filter(({ to }) => to.includes(address)),
    refuseEvery: (count) => void (refuse = count),
    offered: () => offered,
    unknown,
    beforeAnswer: (work) => void (before = work),
    compose,
    hand,
    write: async (url, mail, otherwise) => hand(url, await compose(mail), otherwise),
  }
}

async function signatureOf(
  raw: string,
  { fields = ['From', 'Date', 'Subject', 'Message-ID'], bytes }: NonNullable<WrittenMail['signing']>,
  { signer, key }: { readonly signer: string; readonly key: string },
): Promise<string> {
  const one = {
    signingDomain: signer,
    selector: 's1',
    privateKey: key,
    headerList: [...fields],
    ...(bytes !== undefined && { maxBodyLength: bytes }),
  }
  const { signatures } = await dkimSign(Buffer.from(raw, 'latin1'), { ...one, signatureData: [one] })
  return signatures
}

/** A domain that signs what leaves it, and says so: its key and its policy. */
function signingKey(domain: string, names: FakeNames): string {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 1_024 })
  const shown = publicKey.export({ type: 'spki', format: 'der' }).toString('base64')
  names.publish(`s1._domainkey.${domain}`, `v=DKIM1; k=rsa; p=${shown}`)
  names.publish(`_dmarc.${domain}`, 'v=DMARC1; p=reject')
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
}

async function composed(mail: WrittenMail, keys: ReadonlyMap<string, string>): Promise<Buffer> {
  const { from = `Maya Lindqvist <${MAYA}>`, to = OURS, files = [], headers = {}, onTop = [], tamper } = mail
  const domain = /@([\w.-]+)>?$/.exec(from.replace(/;$/, ''))?.[1]?.toLowerCase() ?? ''
  const signer = mail.signedBy === undefined ? domain : mail.signedBy
  const key = signer === null ? undefined : keys.get(signer)
  const transport = createTransport({
    streamTransport: true,
    buffer: true,
    newline: 'windows',
    ...(key !== undefined &&
      signer !== null &&
      !mail.signing && { dkim: { domainName: signer, keySelector: 's1', privateKey: key } }),
  })
  const { message } = await transport.sendMail({
    from,
    to,
    ...(mail.cc !== undefined && { cc: mail.cc }),
    subject: mail.subject ?? 'A question',
    ...(mail.text !== undefined && { text: mail.text }),
    ...(mail.html !== undefined && { html: mail.html }),
    messageId: mail.messageId ?? `<${randomUUID()}@${domain}>`,
    ...(mail.answers !== undefined && { inReplyTo: mail.answers }),
    ...(mail.references !== undefined && { references: [...mail.references] }),
    date: mail.date ?? new Date(),
    headers: { ...headers },
    attachments: files.map((file) => ({ ...file })),
  })
  const plain = Buffer.isBuffer(message) ? message.toString('latin1') : ''
  const signature = mail.signing && key && signer ? await signatureOf(plain, mail.signing, { signer, key }) : ''
  const raw = signature + plain
  const changed = tamper ? tamper(raw) : raw
  return Buffer.from(`${onTop.map((field) => `${field}\r\n`).join('')}${changed}`, 'latin1')
}
