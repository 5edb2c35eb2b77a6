import type { Transporter } from 'nodemailer'
import type { DeliveryOutcome } from '#contract/channel-operations.ts'
import type { Secret } from '#core/secret.ts'

/** A server that the operator names, and how we sign in there. */
export interface MailServer {
  readonly host: string
  readonly port: number
  /** Null where it asks nobody. */
  readonly login: { readonly user: string; readonly password: Secret } | null
  /** Without TLS where it offers none: for a server beside us, by the operator's word alone. */
  readonly allowPlain: boolean
  readonly timeoutMs: number
}

/** A mail of ours: text alone, so nothing in it is anybody's markup. */
export interface OutgoingMail {
  readonly id: string
  readonly from: { readonly name: string; readonly address: string }
  readonly to: string
  readonly subject: string
  readonly text: string
  /** When what it tells happened, ISO 8601: a second attempt is the same mail, byte by byte. */
  readonly at: string
  readonly answers: string | null
  readonly references: readonly string[]
}

/** Sends a mail once. What the server said is the outcome; throws by `signal` alone. */
export async function sendMail(server: MailServer, mail: OutgoingMail, signal: AbortSignal): Promise<DeliveryOutcome> {
  return await connected(server, mail.from.address, signal, async (transport) => {
    await transport.sendMail(messageOf(mail))
    return { outcome: 'delivered', as: mail.id }
  })
}

/** Signs in and sends nothing; a code where that is refused. Throws by `signal` alone. */
export async function trySmtp(server: MailServer, from: string, signal: AbortSignal): Promise<string | null> {
  const tried = await connected(server, from, signal, async (transport) => {
    await transport.verify()
    return null
  })
  return tried !== null && tried.outcome !== 'delivered' ? tried.error : null
}

async function connected<Done>(
  server: MailServer,
  from: string,
  signal: AbortSignal,
  work: (transport: Transporter) => Promise<Done>,
): Promise<Done | DeliveryOutcome> {
  signal.throwIfAborted()
  const { createTransport } = await import('nodemailer')
  const { host, port, login, allowPlain, timeoutMs } = server
  const transport = createTransport({
    host,
    port,
    secure: port === 465,
    requireTLS: !allowPlain,
    name: from.slice(from.lastIndexOf('@') + 1),
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(login && { auth: { user: login.user, pass: login.password.reveal() } }),
  })
  const stop = () => transport.close()
  signal.addEventListener('abort', stop)
  try {
    return await work(transport)
  } catch (error) {
    signal.throwIfAborted()
    return outcomeOf(error)
  } finally {
    signal.removeEventListener('abort', stop)
    transport.close()
  }
}

function messageOf({ id, from, to, subject, text, at, answers, references }: OutgoingMail) {
  return {
    from,
    to: { name: '', address: to },
    subject,
    text,
    messageId: id,
    date: new Date(at),
    ...(answers !== null && { inReplyTo: answers }),
    ...(references.length > 0 && { references: [...references] }),
    // RFC 3834 §5: whoever answers by a program doesn't answer this.
    headers: { 'Auto-Submitted': 'auto-replied', 'X-Auto-Response-Suppress': 'All' },
  }
}

/** Codes by which a server says that it won't take this very mail, now or later (RFC 5321 §4.2). */
const FINAL = /^5\d\d$/
/** What an operator may mend meanwhile: a login, a right to send, a server that asks for TLS. */
const MENDED: readonly number[] = [530, 534, 535, 538]

function outcomeOf(error: unknown): DeliveryOutcome {
  const { responseCode, code } = failureIn(error)
  if (responseCode === null) return { outcome: 'retry', error: `smtp-${code}`, afterMs: null }
  const said = `smtp-${responseCode}`
  const isFinal = FINAL.test(String(responseCode)) && !MENDED.includes(responseCode)
  return isFinal
    ? { outcome: 'gave-up', error: said, endsSubscription: false }
    : { outcome: 'retry', error: said, afterMs: null }
}

function failureIn(error: unknown): { readonly responseCode: number | null; readonly code: string } {
  const known = error instanceof Error ? error : new Error(String(error))
  const responseCode = 'responseCode' in known && typeof known.responseCode === 'number' ? known.responseCode : null
  const code = 'code' in known && typeof known.code === 'string' ? known.code : 'failed'
  return {
    responseCode,
    code: code
      .toLowerCase()
      .replaceAll(/[^a-z0-9]/g, '')
      .slice(0, 40),
  }
}
