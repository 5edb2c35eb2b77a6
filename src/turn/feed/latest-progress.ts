import type { Database } from '#memory/database/database.ts'
import { parseNotice } from './parse-notice.ts'
import { PROGRESS_AGAIN_MS, PROGRESS_CHANNEL, ProgressNotice, type PlanProgress } from '#contract/plan-progress.ts'

/** How far the turns are that are being worked on, as it was last heard from whichever process works on them. */
export interface LatestProgress extends AsyncDisposable {
  of(tenantId: string, threadId: string): PlanProgress | null
}

/** Subscribes to the workers' progress. `onHeard` is called with each report on a thread, null once there is no more. */
export async function subscribeToProgress(
  database: Pick<Database, 'listen'>,
  onHeard: (tenantId: string, threadId: string, progress: PlanProgress | null) => void,
): Promise<LatestProgress> {
  const heard = new Map<string, { readonly progress: PlanProgress; readonly forget: NodeJS.Timeout }>()
  const listener = await database.listen(PROGRESS_CHANNEL, (payload) => {
    const notice = parseNotice(ProgressNotice, payload)
    if (!notice) return
    const { tenantId, threadId, progress } = notice
    keep(`${tenantId} ${threadId}`, progress)
    onHeard(tenantId, threadId, progress)
  })

  // A worker that went silent is forgotten.
  function keep(thread: string, progress: PlanProgress | null): void {
    clearTimeout(heard.get(thread)?.forget)
    heard.delete(thread)
    if (progress === null) return
    const forget = setTimeout(() => heard.delete(thread), 3 * PROGRESS_AGAIN_MS).unref()
    heard.set(thread, { progress, forget })
  }

  return {
    of: (tenantId, threadId) => heard.get(`${tenantId} ${threadId}`)?.progress ?? null,
    async [Symbol.asyncDispose]() {
      for (const { forget } of heard.values()) clearTimeout(forget)
      await listener[Symbol.asyncDispose]()
    },
  }
}
