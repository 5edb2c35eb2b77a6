import { readHeadSeq } from '#memory/threads/threads.ts'
import type { Principal } from '#core/principal.ts'
import type { EventFeed } from '#turn/feed/event-feed.ts'
import type { RunView } from '#contract/run.ts'
import type { Services } from '#turn/services.ts'
import { readRun } from './run-views.ts'

interface Awaited {
  readonly principal: Principal
  readonly runId: string
  readonly signal: AbortSignal
}

/** What may be the last word on a run, or that it waits. */
const ENDS: ReadonlySet<string> = new Set(['run-waiting', 'run-completed', 'run-failed'])

/** The run once it has ended or waits for a person; null where the signal aborts first. Throws `not-found`. */
export async function awaitRun(
  services: Services,
  feed: EventFeed,
  { principal, runId, signal }: Awaited,
): Promise<RunView | null> {
  const { tenantId } = principal
  const { threadId } = await readRun(services, principal, runId)
  // Before the run is looked at: what ends it after that comes as an event after this one.
  const seen = await services.database.batch(tenantId, (tx) => readHeadSeq(tx, threadId))
  const run = await readRun(services, principal, runId)
  if (isSettled(run)) return run
  for await (const event of feed.follow({ tenantId, threadId }, seen, signal)) {
    if (event.runId !== runId || !ENDS.has(event.type)) continue
    const now = await readRun(services, principal, runId)
    if (isSettled(now)) return now
  }
  return null
}

// What waits for a tool goes on by itself; and where nothing is said, the answer has just come.
function isSettled({ status, waitingFor }: RunView): boolean {
  if (status === 'waiting') return waitingFor !== null && waitingFor.type !== 'tool'
  return status !== 'queued' && status !== 'running'
}
