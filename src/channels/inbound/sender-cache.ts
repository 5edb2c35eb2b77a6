import type { OutsideSender } from '../contract.ts'

/** How long a sender is cached, in ms: a busy channel would ask for the same person with each message. */
const KEPT_MS = 60_000
const MOST_KEPT = 5_000

/** A cache of senders by their service's id: what `ask` answered last counts for a minute. */
export function senderCache(
  now: () => Date,
): (name: string, ask: () => Promise<OutsideSender>) => Promise<OutsideSender> {
  const kept = new Map<string, { readonly sender: OutsideSender; readonly until: number }>()
  return async (name, ask) => {
    const known = kept.get(name)
    if (known && known.until > now().getTime()) return known.sender
    const sender = await ask()
    kept.delete(name)
    kept.set(name, { sender, until: now().getTime() + KEPT_MS })
    const [oldest] = kept.keys()
    if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest)
    return sender
  }
}
