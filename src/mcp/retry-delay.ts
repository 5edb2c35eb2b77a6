import type { ToolOutcome } from './contract.ts'

const FIRST_WAIT_MS = 200
/** The longest `Retry-After` that is obeyed, since the requester waits too. */
const MOST_WAIT_MS = 10_000

/** Failures that may be over in a moment. An error of the tool itself, or another definition, stays what it is. */
const PASSING: ReadonlySet<string> = new Set([
  'tool-unreachable',
  'tool-busy',
  'tool-timeout',
  'tool-connection-lost',
  'tool-http-error',
])

/**
 * How long to wait before a call is made again, the first time (`attempt` 0) and after; null where that is of no use, or
 * where the call may have been done: only a read is made again then.
 */
export function retryDelayMs(outcome: ToolOutcome, attempt: number, effect: 'read' | 'write'): number | null {
  if (outcome.ok || !PASSING.has(outcome.code)) return null
  if (effect === 'write' && !outcome.certain) return null
  const waitMs = Math.max(outcome.retryAfterMs ?? 0, FIRST_WAIT_MS * 2 ** attempt)
  return waitMs > MOST_WAIT_MS ? null : waitMs
}
