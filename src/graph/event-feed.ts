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

const Notice = z.object({ tenantId: z.string(), threadId: z.string() })

/** A notification can be lost with its connection, so followers look by themselves this often. */
const LOOK_EVERY_MS = 15_000
const PAGE = 200

export async function openEventFeed(database: Database): Promise<EventFeed> {
  const waiting = new Map<string, Set<() => void>>()
  const listener = await database.listen('parley_events', (payload) => {
    const notice = parseNotice(payload)
    if (notice) wake(key(notice.tenantId, notice.threadId))
    else for (const thread of waiting.keys()) wake(thread)
  })
  return {
    follow: (tenantId, threadId, after, signal) => follow(tenantId, threadId, after, signal),
    [Symbol.asyncDispose]: () => listener[Symbol.asyncDispose](),
  }

  async function* follow(tenantId: TenantId, threadId: string, after: number, signal: AbortSignal) {
    let seen = after
    while (!signal.aborted) {
      // Asked for before looking: what comes in between wakes us at once.
      const news = nextNews(key(tenantId, threadId), signal)
      const events = await database.tenant(tenantId, (tx) => readEvents(tx, threadId, { after: seen, limit: PAGE }))
      for (const event of events) {
        if (signal.aborted) return
        yield event
        seen = event.seq
      }
      if (events.length === 0) await news.arrived
      else news.forget()
    }
  }

  function nextNews(thread: string, signal: AbortSignal): { readonly arrived: Promise<void>; forget(): void } {
    const { promise, resolve } = Promise.withResolvers<void>()
    const done = new AbortController()
    const wakes = waiting.get(thread) ?? new Set()
    waiting.set(thread, wakes)
    const forget = () => {
      done.abort()
      wakes.delete(forget)
      if (wakes.size === 0 && waiting.get(thread) === wakes) waiting.delete(thread)
      resolve()
    }
    wakes.add(forget)
    const stop = AbortSignal.any([signal, done.signal])
    void delay(LOOK_EVERY_MS, undefined, { signal: stop, ref: false }).then(forget, forget)
    return { arrived: promise, forget }
  }

  function wake(thread: string): void {
    for (const waker of [...(waiting.get(thread) ?? [])]) waker()
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
