import { AppError } from '#core/errors.ts'
import { renewLease, type ClaimedRun } from '#memory/runs/leases.ts'
import type { AgentRuntime } from '../agent-runtime.ts'
import type { Services } from '../services.ts'

/** Longer than anything that a turn does between two transactions, but for a call of a tool, which is added. */
const SILENT_MS = 120_000

/** A worker's lease of a run. Disposed, it is renewed no more. */
export interface HeldLease extends Disposable {
  /** The run's own work has come somewhere. */
  sign(): void
  /** A call is about to begin, and the run is held for it until then at least, by the process's monotonic clock. */
  mustLastUntil(untilMs: number): void
}

export interface LeaseOptions {
  readonly claimed: ClaimedRun
  /** Before the claim was sent, by the process's monotonic clock: the lease lasts at least `RUN_LEASE_MS` from then. */
  readonly claimedAtMs: number
  /** Aborted when the run isn't this worker's any more, and before it can become another's. */
  readonly lost: AbortController
  /** How long the run's own work may say nothing; by default what its longest call may take, and two minutes. */
  readonly silentMs?: number
}

/**
 * Renews a run's lease while its own work gives signs of life. Where it can't be renewed, or isn't any more, the work is
 * aborted before the lease ends: two workers on one run would each find the other's writes in their way.
 */
export function holdLease(
  { agents, config, context, database }: Pick<Services, 'agents' | 'config' | 'context' | 'database'>,
  { claimed, claimedAtMs, lost, silentMs = SILENT_MS + longestCallMs(agents.values()) }: LeaseOptions,
): HeldLease {
  const leaseMs = config.RUN_LEASE_MS
  const marginMs = leaseMs / 10
  const work = signsOfLife({ sinceMs: claimedAtMs, silentMs })
  const renewals = renewalsOf(() => renewLease(database, claimed, { leaseMs }), claimedAtMs, onNotRenewed)
  const renewing = setInterval(renew, leaseMs / 3).unref()
  const watching = setInterval(watch, Math.max(marginMs / 2, 20)).unref()
  return {
    sign: work.sign,
    mustLastUntil: work.mustLastUntil,
    [Symbol.dispose]: stop,
  }

  function renew(): void {
    const now = performance.now()
    if (!work.isSilent(now)) renewals.send(now)
  }

  function watch(): void {
    const now = performance.now()
    if (now < Math.max(renewals.renewedAtMs() + leaseMs, work.lastsUntilMs()) - marginMs) return
    if (work.isSilent(now)) return abort(notRenewed('Its own work has said nothing for too long.'))
    // A process that stood still asks once more before it gives up what may still be its own.
    const sentAtMs = renewals.sentAtMs()
    if (sentAtMs === null) renew()
    else if (now - sentAtMs > leaseMs / 6) abort(notRenewed('The database didn’t renew it in time.'))
  }

  function onNotRenewed(error: unknown): void {
    context.log.warn({ event: 'lease-not-renewed', runId: claimed.id, err: error })
    if (error instanceof AppError && error.code === 'lease-lost') abort(error)
  }

  function abort(error: AppError): void {
    stop()
    context.log.warn({ event: 'lease-given-up', runId: claimed.id, err: error })
    lost.abort(error)
  }

  function stop(): void {
    clearInterval(renewing)
    clearInterval(watching)
  }
}

/** Sends renewals, and knows when the last one got through. */
function renewalsOf(renew: () => Promise<void>, claimedAtMs: number, onError: (error: unknown) => void) {
  let renewedAtMs = claimedAtMs
  let sentAtMs: number | null = null
  return {
    renewedAtMs: () => renewedAtMs,
    /** When one was first sent since one got through; null where none is awaited. */
    sentAtMs: () => sentAtMs,
    /** Beside one that isn't answered another is sent, over another connection. */
    send(now: number) {
      sentAtMs ??= now
      renew()
        .then(() => {
          renewedAtMs = Math.max(renewedAtMs, now)
          sentAtMs = null
        })
        .catch(onError)
    },
  }
}

/** What a run's own work has said, and until when it may say nothing since a call takes so long. */
function signsOfLife({ sinceMs, silentMs }: { readonly sinceMs: number; readonly silentMs: number }) {
  let signAtMs = sinceMs
  let lastsUntilMs = 0
  return {
    sign: () => void (signAtMs = performance.now()),
    mustLastUntil: (untilMs: number) => void (lastsUntilMs = Math.max(untilMs, lastsUntilMs)),
    lastsUntilMs: () => lastsUntilMs,
    isSilent: (now: number) => now > Math.max(signAtMs, lastsUntilMs) + silentMs,
  }
}

function notRenewed(why: string): AppError {
  return new AppError(`The lease of this run ends, and its work with it. ${why}`, { code: 'lease-not-renewed' })
}

function longestCallMs(agents: Iterable<Pick<AgentRuntime, 'agent' | 'declarations'>>): number {
  return Math.max(
    0,
    ...[...agents].flatMap(({ agent, declarations }) => [
      ...agent.servers.map(({ timeoutMs }) => timeoutMs),
      ...[...declarations.values()].map(({ timeoutMs }) => timeoutMs ?? 0),
    ]),
  )
}
