import { setTimeout as delay } from 'node:timers/promises'
import { COMES_WITHIN_MS } from './patient.ts'

const [SOONEST_MS, LATEST_MS] = [10, 100]

/** Waits until it is so, and says what never came true. `rest`: between two looks, where each costs much. */
export async function until(
  isSo: () => boolean | Promise<boolean>,
  signal: AbortSignal = AbortSignal.timeout(COMES_WITHIN_MS),
  rest: () => Promise<void> = resting(),
): Promise<void> {
  while (!(await isSo())) {
    if (signal.aborted) throw new Error(`It never came true: ${isSo.toString()}`, { cause: signal.reason })
    await rest()
  }
}

/**
 * Rests between looks: for a fifth of what was waited so far. Looking takes a processor's time, which whoever is waited for
 * needs, and who waits for long loses little by a look that comes later.
 */
export function resting(): () => Promise<void> {
  const begun = performance.now()
  return () => delay(Math.min(LATEST_MS, Math.max(SOONEST_MS, (performance.now() - begun) / 5)))
}
