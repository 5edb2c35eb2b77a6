import { setTimeout as delay } from 'node:timers/promises'
import { z } from 'zod'
import type { Database } from '#memory/database.ts'
import { readEvents, type ThreadEvent } from '#memory/events.ts'
import type { TenantId } from '#principal.ts'

/** Tells followers of threads that there is something new, from whichever process it came. */
export interface EventFeed extends AsyncDisposable {
  /** Every event of a thread after `after`, in order and without gaps, until the signal aborts. */
  follow(tenantId: TenantId, threadId: string, after: number, signal: AbortSignal): AsyncIterable<ThreadEvent>
}

const Notice = z.object({ tenantId: z.string(), threadId: z.string(), seq: z.int() })

/** A notification can be lost with its connection, so followers look by themselves this often. */
const LOOK_EVERY_MS = 15_000
const PAGE = 200

export async function openEventFeed(database: Database): Promise<EventFeed> {
  const following = new Map<string, Set<(upTo: number) => void>>()
  const listener = await database.listen('parley_events', (payload) => {
    const notice = parseNotice(payload)
    if (notice) tell(key(notice.tenantId, notice.threadId), notice.seq)
    else for (const thread of following.keys()) tell(thread, Infinity)
  })
  return {
    follow: (tenantId, threadId, after, signal) => follow(tenantId, threadId, after, signal),
    [Symbol.asyncDispose]: () => listener[Symbol.asyncDispose](),
  }

  async function* follow(tenantId: TenantId, threadId: string, after: number, signal: AbortSignal) {
    let seen = after
    using news = newsOf(key(tenantId, threadId), signal)
    while (!signal.aborted) {
      const events = await database.atOnce(tenantId, (tx) => readEvents(tx, threadId, { after: seen, limit: PAGE }))
      for (const event of events) {
        if (signal.aborted) return
        yield event
        seen = event.seq
      }
      // A full page has more behind it; otherwise there is more only once somebody has said so.
      if (events.length < PAGE) await news.beyond(seen)
    }
  }

  function newsOf(thread: string, signal: AbortSignal) {
    let known = 0
    let wake = () => {}
    const told = (upTo: number) => {
      known = Math.max(known, upTo)
      wake()
    }
    const followers = following.get(thread) ?? new Set()
    following.set(thread, followers.add(told))
    return {
      /** Resolves when there may be events after `seen`. */
      async beyond(seen: number): Promise<void> {
        const { promise, resolve } = Promise.withResolvers<void>()
        wake = () => known > seen && resolve()
        wake()
        const rest = new AbortController()
        const timer = delay(LOOK_EVERY_MS, undefined, { signal: AbortSignal.any([signal, rest.signal]), ref: false })
        await Promise.race([promise, timer.catch(() => undefined)])
        rest.abort()
        // Where a connection was lost anything may have happened, and one look is enough to know.
        if (known === Infinity) known = 0
      },
      [Symbol.dispose]: () => {
        followers.delete(told)
        if (followers.size === 0 && following.get(thread) === followers) following.delete(thread)
      },
    }
  }

  function tell(thread: string, upTo: number): void {
    for (const told of following.get(thread) ?? []) told(upTo)
  }
}

function key(tenantId: string, threadId: string): string {
  return `${tenantId} ${threadId}`
}

// An empty payload says that a connection was lost and anything may have happened.
function parseNotice(payload: string): z.infer<typeof Notice> | null {
  if (payload === '') return null
  const parsed = Notice.safeParse(JSON.parse(payload))
  return parsed.success ? parsed.data : null
}
