import { AppError } from '#core/errors.ts'

/**
 * Ends a turn whose run rests by now: its row says so, and nothing more is written for it. Thrown through the graph, as no
 * node can go on.
 */
export function runRests(pauseMs: number): AppError {
  return new AppError('The run rests, and goes on by itself.', { code: 'run-rests', details: { pauseMs } })
}

/** For how long, in ms, where that is what ended a turn; null where it is anything else. */
export function restsForMs(error: unknown): number | null {
  if (!(error instanceof AppError) || error.code !== 'run-rests') return null
  const { pauseMs } = error.details
  return typeof pauseMs === 'number' ? pauseMs : null
}
