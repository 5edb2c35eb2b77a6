import type { Database } from '#memory/database/database.ts'
import { PRESENCE_CHANNEL, PresenceNotice, type Presence } from '#contract/presence.ts'
import { parseNotice } from './parse-notice.ts'

/** What both ends of conversations have seen, as far as it was heard here lately. */
export interface LatestPresence extends AsyncDisposable {
  /** For whoever begins to follow. Who was typing may have stopped. */
  of(thread: string): readonly Presence[]
}

/** What was seen longer ago is known from what was said since. */
const KEPT_MS = 900_000

/** Listens to all processes. `onHeard` is called with each. */
export async function subscribeToPresence(
  database: Pick<Database, 'listen'>,
  onHeard: (thread: string, presence: Presence) => void,
): Promise<LatestPresence> {
  const heard = new Map<string, { readonly presence: Presence; readonly timer: NodeJS.Timeout }>()
  const listener = await database.listen(PRESENCE_CHANNEL, (payload) => {
    const notice = parseNotice(PresenceNotice, payload)
    if (!notice) return
    const thread = `${notice.tenantId} ${notice.presence.threadId}`
    keep(`${thread} ${notice.presence.from}`, notice.presence)
    onHeard(thread, notice.presence)
  })

  function keep(end: string, presence: Presence): void {
    clearTimeout(heard.get(end)?.timer)
    const timer = setTimeout(() => heard.delete(end), KEPT_MS).unref()
    const seen = presence.seen ?? heard.get(end)?.presence.seen ?? null
    heard.set(end, { presence: { ...presence, isTyping: false, seen }, timer })
  }

  return {
    of: (thread) => (['user', 'person'] as const).flatMap((from) => heard.get(`${thread} ${from}`)?.presence ?? []),
    async [Symbol.asyncDispose]() {
      for (const { timer } of heard.values()) clearTimeout(timer)
      await listener[Symbol.asyncDispose]()
    },
  }
}
