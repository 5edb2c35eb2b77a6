import type { Database } from '#memory/database/database.ts'
import { parseNotice } from './parse-notice.ts'
import { DELTA_CHANNEL, DeltaNotice, joined, type TextDelta } from '#contract/text-delta.ts'

/** Answers that are being written, as far as they were heard from whichever process writes them. */
export interface LatestDrafts extends AsyncDisposable {
  /** Whole from its beginning, for whoever begins to follow; null where none is written, or its beginning wasn't heard. */
  of(tenantId: string, threadId: string): TextDelta | null
  /** Something of record happened in the thread. */
  forget(thread: string): void
}

/** A model that has said nothing for this long isn't writing any more. */
const SILENCE_MS = 60_000

/** Listens to the workers. `onHeard` is called with each stretch of text. */
export async function subscribeToDrafts(
  database: Pick<Database, 'listen'>,
  onHeard: (thread: string, delta: TextDelta) => void,
): Promise<LatestDrafts> {
  const heard = new Map<string, { readonly delta: TextDelta; readonly timer: NodeJS.Timeout }>()
  const listener = await database.listen(DELTA_CHANNEL, (payload) => {
    const notice = parseNotice(DeltaNotice, payload)
    if (!notice) return
    const thread = `${notice.tenantId} ${notice.delta.threadId}`
    keep(thread, notice.delta)
    onHeard(thread, notice.delta)
  })

  function keep(thread: string, delta: TextDelta): void {
    const whole = joined(heard.get(thread)?.delta ?? null, delta)
    forget(thread)
    if (whole?.offset !== 0) return
    heard.set(thread, { delta: whole, timer: setTimeout(() => forget(thread), SILENCE_MS).unref() })
  }

  function forget(thread: string): void {
    clearTimeout(heard.get(thread)?.timer)
    heard.delete(thread)
  }

  return {
    of: (tenantId, threadId) => heard.get(`${tenantId} ${threadId}`)?.delta ?? null,
    forget,
    async [Symbol.asyncDispose]() {
      for (const thread of heard.keys()) forget(thread)
      await listener[Symbol.asyncDispose]()
    },
  }
}
