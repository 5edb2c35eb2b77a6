import { z } from 'zod'
import type { Database, Tx } from '#memory/database/database.ts'
import { EVENTS_CHANNEL, isEventList, readEvents } from '#memory/events/events.ts'
import type { ThreadEvent } from '#memory/events/thread-event.ts'
import type { TenantId } from '#core/principal.ts'
import { subscribeToDrafts } from './latest-drafts.ts'
import { subscribeToPresence } from './latest-presence.ts'
import { subscribeToProgress } from './latest-progress.ts'
import { parseNotice } from './parse-notice.ts'
import type { PlanProgress } from '#contract/plan-progress.ts'
import type { Presence } from '#contract/presence.ts'
import type { TextDelta } from '#contract/text-delta.ts'
import { ThreadSubscription } from './thread-subscription.ts'

/** The feed of thread events for subscribers, from whichever process they came. */
export interface EventFeed extends AsyncDisposable {
  /**
   * Every event of a thread after `after`, in order and without gaps, until the signal aborts. Between them how far the
   * turn at work is, as it was last heard, the sentences of the answer that is being written, and what its two ends do
   * while a person has it.
   */
  follow(thread: FollowedThread, after: number, signal: AbortSignal): AsyncIterable<StreamedEvent>
}

export interface FollowedThread {
  readonly tenantId: TenantId
  readonly threadId: string
  /** What is looked at with the first events, before any is given: what it throws ends the following. */
  readonly beforeFirst?: (tx: Tx) => Promise<unknown>
}

const Notice = z.object({ tenantId: z.string(), threadId: z.string(), seq: z.int() })

const PAGE = 200

/** An item of the feed: a stored event, progress, a text delta, or what the other end does. */
export type StreamedEvent = ThreadEvent | PlanProgress | TextDelta | Presence

export async function openEventFeed(database: Pick<Database, 'batch' | 'listen'>): Promise<EventFeed> {
  const followers = new ThreadFollowers()
  const drafts = await subscribeToDrafts(database, (thread, delta) => {
    for (const news of followers.of(thread)) news.toldDelta(delta)
  })
  const listener = await database.listen(EVENTS_CHANNEL, (payload, here) => {
    const notice = parseNotice(Notice, payload)
    const events = isEventList(here) ? here : []
    if (notice) drafts.forget(key(notice.tenantId, notice.threadId))
    const told = notice ? followers.of(key(notice.tenantId, notice.threadId)) : followers.all()
    for (const news of told) news.told(notice ? notice.seq : Infinity, events)
  })
  const latest = await subscribeToProgress(database, (tenantId, threadId, progress) => {
    for (const news of followers.of(key(tenantId, threadId))) news.toldProgress(progress)
  })
  const presence = await subscribeToPresence(database, (thread, told) => {
    for (const news of followers.of(thread)) news.toldPresence(told)
  })
  return {
    async *follow({ tenantId, threadId, beforeFirst }, after, signal) {
      using news = followers.add(key(tenantId, threadId))
      news.toldProgress(latest.of(tenantId, threadId))
      for (const told of presence.of(key(tenantId, threadId))) news.toldPresence(told)
      const draft = drafts.of(tenantId, threadId)
      if (draft) news.toldDelta(draft)
      const read = async (seen: number, besides?: FollowedThread['beforeFirst']) => {
        const [events] = await database.batch(tenantId, (tx) =>
          Promise.all([readEvents(tx, threadId, { after: seen, limit: PAGE }), besides?.(tx)]),
        )
        return events
      }
      yield* eventsAfter(after, { news, read, beforeFirst, signal })
    },
    async [Symbol.asyncDispose]() {
      await presence[Symbol.asyncDispose]()
      await latest[Symbol.asyncDispose]()
      await listener[Symbol.asyncDispose]()
      await drafts[Symbol.asyncDispose]()
    },
  }
}

interface Following {
  readonly news: ThreadSubscription
  /** A page of the thread's events after one. */
  readonly read: (after: number, besides?: FollowedThread['beforeFirst']) => Promise<readonly ThreadEvent[]>
  readonly beforeFirst: FollowedThread['beforeFirst']
  readonly signal: AbortSignal
}

async function* eventsAfter(
  after: number,
  { news, read, beforeFirst, signal }: Following,
): AsyncGenerator<StreamedEvent> {
  let seen = after
  let events = await read(seen, beforeFirst)
  while (!signal.aborted) {
    for (const event of events) {
      if (signal.aborted) return
      yield event
      seen = event.seq
      if (SETTLING.has(event.type)) news.settled(event.runId)
    }
    // A full page has more behind it; otherwise what comes next comes as news, as long as none of it is missing.
    const isWhole = events.length < PAGE
    if (isWhole) yield* news.untilBeyond(seen, signal)
    events = isWhole ? news.takeAfter(seen) : []
    if (events.length === 0) events = await read(seen)
  }
}

const SETTLING: ReadonlySet<ThreadEvent['type']> = new Set(['message-completed', 'run-completed', 'run-failed'])

function key(tenantId: string, threadId: string): string {
  return `${tenantId} ${threadId}`
}

/** Who follows which thread in this process. */
class ThreadFollowers {
  readonly #following = new Map<string, Set<ThreadSubscription>>()

  /** One more follower of a thread, until its news are disposed. */
  add(thread: string): ThreadSubscription {
    const followers = this.#following.get(thread) ?? new Set()
    const news = new ThreadSubscription(() => {
      followers.delete(news)
      if (followers.size === 0 && this.#following.get(thread) === followers) this.#following.delete(thread)
    })
    this.#following.set(thread, followers.add(news))
    return news
  }

  of(thread: string): Iterable<ThreadSubscription> {
    return this.#following.get(thread) ?? []
  }

  all(): Iterable<ThreadSubscription> {
    return [...this.#following.values()].flatMap((followers) => [...followers])
  }
}
