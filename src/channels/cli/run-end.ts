import type { KnownEvent } from '../client/streamed.ts'

/** How a turn ended, or that it waits for a person. */
export type RunEnd = 'done' | 'waiting' | 'failed' | 'cancelled'

/** What an event says of how its run ended. */
export function endOf(event: KnownEvent): RunEnd {
  if (event.type === 'run-failed') return event.code === 'cancelled' ? 'cancelled' : 'failed'
  return event.type === 'run-waiting' || event.type === 'run-set-aside' ? 'waiting' : 'done'
}
