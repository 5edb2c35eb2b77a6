import { setImmediate as nextTurn } from 'node:timers/promises'

/** How long others wait for a step at least: below it, steps follow each other. */
const SLICE_MS = 15

/** Does long work step by step, and lets the event loop turn in between: a server answers others meanwhile. */
export async function yieldingToEventLoop<Result>(
  work: Generator<unknown, Result>,
  signal: AbortSignal,
): Promise<Result> {
  let turnEnds = performance.now() + SLICE_MS
  for (let step = work.next(); ; step = work.next()) {
    if (step.done === true) return step.value
    if (performance.now() < turnEnds) continue
    await nextTurn(undefined, { signal })
    turnEnds = performance.now() + SLICE_MS
  }
}
