import type { OutsideSender } from '../contract.ts'

/** What is kept of somebody for a while: a busy channel would ask for the same person with each message. */
const KEPT_MS = 60_000
const MOST_KEPT = 5_000

/** Who somebody is, by what their service calls them: as `ask` says, and for a minute as it said last. */
export function keptSenders(
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
