import type { StarterOperations } from '#contract/starter-operations.ts'
import { logFailure, type Logger } from '#core/log.ts'

/** How long until what another process left undone is found, and a clock that was set anew is noticed. */
const LOOK_MS = 30_000
const AFTER_FAILURE_MS = 5_000

export interface ScheduleClockOptions {
  readonly starters: Pick<StarterOperations, 'beginDue'>
  readonly log: Logger
  readonly signal: AbortSignal
}

/** Begins what is due by the agents' schedules until disposed, which waits for what has begun. */
export function startScheduleClock({ starters, log, signal }: ScheduleClockOptions): AsyncDisposable {
  const disposed = new AbortController()
  const stop = AbortSignal.any([signal, disposed.signal])
  const running = tick()
  return {
    async [Symbol.asyncDispose]() {
      disposed.abort()
      await running
    },
  }

  async function tick(): Promise<void> {
    while (!stop.aborted) await pause(await look(), stop)
  }

  async function look(): Promise<number> {
    try {
      return Math.min(LOOK_MS, (await starters.beginDue()) ?? LOOK_MS)
    } catch (error) {
      logFailure(log, error, { event: 'schedules-failed' })
      return AFTER_FAILURE_MS
    }
  }
}

function pause(ms: number, stop: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const timer = setTimeout(resolve, ms)
  stop.addEventListener('abort', () => resolve(), { once: true })
  return promise.finally(() => clearTimeout(timer))
}
