import { setTimeout as delay } from 'node:timers/promises'
import { AppError } from '#core/errors.ts'
import { retryAfterMs } from '../client/retry-after.ts'

const TRIES = 5
/** Some ten minutes: a server that reads for others says itself when to come back. */
const TRIES_WHILE_BUSY = 300

/** Retries with backoff: a few times, and for as long as files may take where the server is reading others. */
export async function retryWhileBusy<T>(attempt: () => Promise<T>, signal: AbortSignal): Promise<T> {
  let [left, leftWhileBusy] = [TRIES, TRIES_WHILE_BUSY]
  for (let waitMs = 500; ;) {
    try {
      return await attempt()
    } catch (error) {
      signal.throwIfAborted()
      if (!(error instanceof AppError && error.retryable && error.code !== 'not-running')) throw error
      if (error.code === 'uploads-busy') leftWhileBusy -= 1
      else left -= 1
      if (left === 0 || leftWhileBusy === 0) throw error
      await delay(retryAfterMs(error) ?? waitMs, undefined, { signal })
      if (error.code !== 'uploads-busy') waitMs *= 2
    }
  }
}
