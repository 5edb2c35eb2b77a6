import { Resolver } from 'node:dns/promises'
import { AppError } from '#core/errors.ts'

/** Texts of the domain name system, as mailauth asks for them. */
export type Names = (name: string, type: string) => Promise<string[] | string[][]>

/** Signatures of one mail that are looked at: each costs questions to servers that its sender chose. */
const MOST_SIGNATURES = 8
const WEAKEST_KEY_BITS = 1_024

/**
 * What a signature must be over, so that what we take from a mail is what was signed. Not the receivers and the content's
 * type: the two largest providers leave out one each (docs/decisions/mail.md).
 */
const SIGNED = ['from', 'date', 'subject', 'message-id']

/**
 * The domain for which a mail passes DMARC by its signatures: the one of its author, where that domain publishes a policy
 * and a signature of it holds. Null where it doesn't. By SPF none passes: whose connection it came by isn't in a mail.
 * Throws `mail-names-away` where a server that would say so can't be asked.
 */
export async function authenticationResult(bytes: Uint8Array, names: Names, now: Date): Promise<string | null> {
  const [{ dkimVerify }, { dmarc }] = await Promise.all([
    import('mailauth/lib/dkim/verify.js'),
    import('mailauth/lib/dmarc/index.js'),
  ])
  const head = Buffer.from(bytes.subarray(0, 2 ** 20)).toString('latin1')
  const end = /\r?\n\r?\n/.exec(head)?.index ?? head.length
  if ((head.slice(0, end).match(/^dkim-signature\s*:/gim)?.length ?? 0) > MOST_SIGNATURES) return null
  const verified = await dkimVerify(Buffer.from(bytes), {
    resolver: names,
    strict: true,
    rejectRsaSha1: true,
    minBitLength: WEAKEST_KEY_BITS,
    curTime: now,
  })
  const { headerFrom, fromFields } = verified
  const holds = verified.results.filter((result) => result.status.result === 'pass' && coversAll(result))
  const judged = await dmarc({
    headerFrom,
    fromFields,
    spfDomains: [],
    dkimDomains: holds.map(({ signingDomain = '' }) => ({ domain: signingDomain })),
    resolver: names,
    strict: true,
  })
  if (judged !== false && judged.status.result === 'pass') return domainOf(headerFrom[0] ?? '')
  const isAway = (status: { readonly result: string }) => status.result === 'temperror'
  if (judged === false) return null
  if (isAway(judged.status) || (holds.length === 0 && verified.results.some(({ status }) => isAway(status))))
    throw away()
  return null
}

interface Signature {
  readonly signingHeaders?: { readonly keys: string } | undefined
  readonly canonBodyLengthLimited?: boolean | undefined
  readonly canonBodyLength?: number | undefined
  readonly canonBodyLengthTotal?: number | undefined
}

// A signature over the first bytes alone says nothing of what somebody put behind them.
function coversAll({ signingHeaders, canonBodyLengthLimited, ...lengths }: Signature): boolean {
  const signed = (signingHeaders?.keys ?? '').toLowerCase().split(/\s*:\s*/)
  const isWhole = canonBodyLengthLimited !== true && lengths.canonBodyLength === lengths.canonBodyLengthTotal
  return isWhole && SIGNED.every((name) => signed.includes(name))
}

/** Asks the system's servers for names, or the one that the operator names. */
export function namesOf(server: string | null): Names {
  const resolver = new Resolver({ timeout: 2_000, tries: 2 })
  if (server !== null) resolver.setServers([server])
  return async (name, type) => {
    switch (type) {
      case 'TXT':
        return await resolver.resolveTxt(name)
      case 'A':
        return await resolver.resolve4(name)
      case 'CNAME':
        return await resolver.resolveCname(name)
      default:
        throw new AppError(`Nobody asks for ${type} of a name.`, { code: 'internal' })
    }
  }
}

function domainOf(address: string): string | null {
  const at = address.lastIndexOf('@')
  return at === -1 ? null : address.slice(at + 1).toLowerCase()
}

function away(): AppError {
  return new AppError('The sender’s domain can’t be asked now whether this mail is theirs. Send it again.', {
    code: 'mail-names-away',
    status: 503,
    retryable: true,
  })
}
