import { namedResult } from './named-result.ts'
import { authenticationResult, type Names } from './authentication-results.ts'
import type { Mail } from './parse-mail.ts'

export interface SenderRules {
  /** The addresses that mail for us is sent to. */
  readonly addresses: readonly string[]
  /** The server whose word on a sender counts, by the name in its results; null where we look for ourselves. */
  readonly receivedBy: string | null
  readonly names: Names
}

/** A mail that is older by its own date says nothing any more of who sends it now. */
const STALE_MS = 7 * 86_400_000
/** How far a sender's clock may be ahead. */
const AHEAD_MS = 3_600_000
/** While a domain's server can't be asked, a mail waits for it; then it is somebody's whom we don't know. */
const ASKED_AGAIN_MS = 3_600_000

/** What RFC 5322 §3.6 lets stand once. A second one may be what a program shows, and the first what was signed. */
const ONCE = ['from', 'sender', 'to', 'cc', 'subject', 'date', 'message-id', 'content-type', 'mime-version']
/** What a mail has that somebody's program passed on by itself. */
const FORWARDED = ['resent-from', 'resent-date', 'resent-to', 'x-forwarded-for', 'x-forwarded-to', 'x-autoforward']

/**
 * The address of whoever sent a mail, where their domain vouches for it and they sent it to us. Null for somebody whom we
 * don't know. It tells who, and proves nothing. Throws `mail-names-away` while that can't be found out.
 */
export async function knownSender(mail: Mail, rules: SenderRules, now: Date): Promise<string | null> {
  const [address, ...others] = mail.from
  if (address === undefined || others.length > 0 || mail.isOfGroup || !PLAIN.test(address)) return null
  if (ONCE.some((name) => mail.fields(name).length > 1)) return null
  if (FORWARDED.some((name) => mail.fields(name).length > 0)) return null
  if (!mail.to.some((to) => rules.addresses.includes(to))) return null
  const age = mail.date === null ? Infinity : now.getTime() - mail.date.getTime()
  if (mail.messageId === null || age > STALE_MS || age < -AHEAD_MS) return null
  const domain = await vouchedFor(mail, rules, { now, mayWait: Math.abs(age) < ASKED_AGAIN_MS })
  return domain === address.slice(address.lastIndexOf('@') + 1) ? address : null
}

// No quotes, comments or letters that look like others: two programs mustn't read two addresses in it.
const PLAIN = /^[\w.!#$%&'*+/=?^`{|}~-]{1,64}@(?:[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.)+[a-z\d-]{2,63}$/

async function vouchedFor(
  mail: Mail,
  { receivedBy, names }: SenderRules,
  { now, mayWait }: { readonly now: Date; readonly mayWait: boolean },
): Promise<string | null> {
  if (receivedBy !== null) return namedResult(mail.fields('authentication-results'), receivedBy)
  try {
    return await authenticationResult(mail.bytes, names, now)
  } catch (error) {
    if (mayWait) throw error
    return null
  }
}
