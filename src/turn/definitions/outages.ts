import type { Tx } from '#memory/database/database.ts'
import { readOutage, backOffRun, type Outage } from '#memory/runs/run-backoff.ts'
import { backoffMs } from '../lease/backoff.ts'
import type { Services } from '../services.ts'
import { appendThreadEvents } from '../feed/append-thread-events.ts'
import type { Turn } from '../turn.ts'

/** No process for plans is to be had. Nothing runs outside of one, so the plan waits. */
const OF_SANDBOX: ReadonlySet<string> = new Set(['sandbox-away', 'sandbox-start'])

/** The longest rest for the sandbox, in ms: to look for it costs next to nothing. */
const LONGEST_SANDBOX_REST_MS = 30_000
/** How long a run rests while there is no room in the database, in ms: each look writes. */
const FULL_REST_MS = 10_000

/** Once a person may wonder: what is over before isn't told. */
const TOLD_AT_TRY = 3

const TEXT =
  'This is taking longer: part of our service is down. Nothing is lost. It goes on by itself once that is back, and you don’t need to ask again.'

/** Whether an error says that a part of this server is away, for which a run rests as long as that takes. */
export function isOutage(code: string): boolean {
  return code === 'database-full' || OF_SANDBOX.has(code)
}

/** That part, as `/readyz` names it. */
export function dependencyOf(code: string): 'sandbox' | 'database' {
  return OF_SANDBOX.has(code) ? 'sandbox' : 'database'
}

/** Lets a run rest whose attempt met such an error, and gives for how long, in ms. Throws `lease-lost`. */
export async function restForOutage(
  services: Services,
  tx: Tx,
  { hold, threadId }: Pick<Turn, 'hold' | 'threadId'>,
  code: string,
): Promise<number> {
  const { before, now } = await readOutage(tx, hold.runId)
  const outage = withOutage(before, code, now)
  const random = services.context.randomBytes(1).readUInt8() / 256
  const pauseMs = OF_SANDBOX.has(code) ? sandboxPauseMs(outage, random) : FULL_REST_MS
  await backOffRun(tx, hold, { pauseMs, rest: { code }, outage })
  // Where there is no room, nothing more is written than has to be.
  if (OF_SANDBOX.has(code) && outage.times === TOLD_AT_TRY) {
    await appendThreadEvents(tx, services, threadId, { type: 'run-resting', runId: hold.runId, code, text: TEXT })
  }
  return pauseMs
}

/** The outage once its part was found away again, at a time (ISO 8601); what another part did before is forgotten. */
function withOutage(before: Outage | null, code: string, now: string): Outage {
  return before?.code === code
    ? { ...before, lastAt: now, times: before.times + 1 }
    : { code, firstAt: now, lastAt: now, times: 1 }
}

function sandboxPauseMs({ firstAt, lastAt, times }: Outage, random: number): number {
  return backoffMs({ times, forMs: Date.parse(lastAt) - Date.parse(firstAt) }, random, LONGEST_SANDBOX_REST_MS)
}
