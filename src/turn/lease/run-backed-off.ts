import { AppError } from '#core/errors.ts'

/**
 * Ends a turn whose run was backed off: its row says so already, and nothing more is written for it. Thrown through the
 * graph, as no node can go on.
 */
export function runBackedOff(pauseMs: number): AppError {
  return new AppError('The run rests, and goes on by itself.', { code: 'run-rests', details: { pauseMs } })
}

/** The backoff in ms, where that is what ended a turn; null for any other error. */
export function backoffOf(error: unknown): number | null {
  if (!(error instanceof AppError) || error.code !== 'run-rests') return null
  const { pauseMs } = error.details
  return typeof pauseMs === 'number' ? pauseMs : null
}
