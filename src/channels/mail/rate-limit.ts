const HOUR_MS = 3_600_000
const MOST_ADDRESSES = 10_000

/** How many mails of one address are taken in an hour: of whom we know, and of anybody. */
export interface MailRates {
  readonly known: number
  readonly strangers: number
}

/**
 * Counts mails by their address, in this process: two programs that answer each other are stopped by it, and nobody has us
 * send many mails to somebody else by writing in their name. The same mail again counts once.
 */
export function mailRate(
  rates: MailRates,
  now: () => Date,
): (address: string, message: string, isKnown: boolean) => boolean {
  const counted = new Map<string, Map<string, number>>()
  return (address, message, isKnown) => {
    const at = now().getTime()
    const key = `${isKnown ? 'known' : 'stranger'} ${address}`
    const recent = new Map([...(counted.get(key) ?? [])].filter(([, when]) => when > at - HOUR_MS))
    const isTaken = recent.has(message) || recent.size < (isKnown ? rates.known : rates.strangers)
    if (isTaken && !recent.has(message)) recent.set(message, at)
    counted.delete(key)
    counted.set(key, recent)
    const [oldest] = counted.keys()
    if (counted.size > MOST_ADDRESSES && oldest !== undefined) counted.delete(oldest)
    return isTaken
  }
}
