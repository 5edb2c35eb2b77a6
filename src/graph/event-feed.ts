import { z } from 'zod'
import type { Database } from '#memory/database.ts'
import { EVENTS_CHANNEL, isEventList, readEvents, type ThreadEvent } from '#memory/events.ts'
import type { TenantId } from '#principal.ts'
import { ThreadNews } from './thread-news.ts'

/** Tells followers of threads that there is something new, from whichever process it came. */
export interface EventFeed extends AsyncDisposable {
  /** Every event of a thread after `after`, in order and without gaps, until the signal aborts. */
  follow(tenantId: TenantId, threadId: string, after: number, signal: AbortSignal): AsyncIterable<ThreadEvent>
}

const Notice = z.object({ tenantId: z.string(), threadId: z.string(), seq: z.int() })

const PAGE = 200

export async function openEventFeed(database: Pick<Database, 'atOnce' | 'listen'>): Promise<EventFeed> {
  const following = new Map<string, Set<ThreadNews>>()
  const listener = await database.listen(EVENTS_CHANNEL, (payload, here) => {
    const notice = parseNotice(payload)
    const events = isEventList(here) ? here : []
    if (notice) tell(key(notice.tenantId, notice.threadId), notice.seq, events)
    else for (const thread of following.keys()) tell(thread, Infinity, [])
  })
  return { follow, [Symbol.asyncDispose]: () => listener[Symbol.asyncDispose]() }

  async function* follow(tenantId: TenantId, threadId: string, after: number, signal: AbortSignal) {
    let seen = after
    using news = newsOf(key(tenantId, threadId))
    let events = await read(tenantId, threadId, seen)
    while (!signal.aborted) {
      for (const event of events) {
        if (signal.aborted) return
        yield event
        seen = event.seq
      }
      // A full page has more behind it; otherwise what comes next comes as news, as long as none of it is missing.
      const isWhole = events.length < PAGE
      if (isWhole) await news.beyond(seen, signal)
      events = isWhole ? news.takeAfter(seen) : []
      if (events.length === 0) events = await read(tenantId, threadId, seen)
    }
  }

  function read(tenantId: TenantId, threadId: string, after: number): Promise<readonly ThreadEvent[]> {
    return database.atOnce(tenantId, (tx) => readEvents(tx, threadId, { after, limit: PAGE }))
  }

  function newsOf(thread: string): ThreadNews {
    const followers = following.get(thread) ?? new Set()
    const news = new ThreadNews(() => {
      followers.delete(news)
      if (followers.size === 0 && following.get(thread) === followers) following.delete(thread)
    })
    following.set(thread, followers.add(news))
    return news
  }

  function tell(thread: string, upTo: number, events: readonly ThreadEvent[]): void {
    for (const news of following.get(thread) ?? []) news.told(upTo, events)
  }
}

function key(tenantId: string, threadId: string): string {
  return `${tenantId} ${threadId}`
}

// An empty payload says that a connection was lost and anything may have happened. Anybody in the database may notify,
// and this runs in the driver's callback, where what is thrown ends the process: what can't be read says as much.
function parseNotice(payload: string): z.infer<typeof Notice> | null {
  try {
    return Notice.parse(JSON.parse(payload))
  } catch {
    return null
  }
}
