import { setTimeout as delay } from 'node:timers/promises'

const LOOKS_EVERY_MS = 10
const HOLDS_WITHIN_MS = 60_000

/** Waits until it is so, and says what never came true. Looking takes a processor's time, so it rests in between. */
export async function until(
  isSo: () => boolean | Promise<boolean>,
  signal: AbortSignal = AbortSignal.timeout(HOLDS_WITHIN_MS),
): Promise<void> {
  while (!(await isSo())) {
    if (signal.aborted) throw new Error(`It never came true: ${isSo.toString()}`, { cause: signal.reason })
    await delay(LOOKS_EVERY_MS)
  }
}
