import pino from 'pino'
import { AppError } from './errors.ts'

/** One JSON line per fact on standard error; an event's name never varies. */
export type Logger = pino.Logger

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent'

export function createLogger(level: LogLevel, to: pino.DestinationStream = standardError()): Logger {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, to)
}

/**
 * Logs what went wrong with work that is tried again: a warning where the trouble passes by itself, as a database that is
 * busy does, and an error otherwise.
 */
export function logFailure(
  log: Logger,
  error: unknown,
  facts: { readonly event: string } & Readonly<Record<string, unknown>>,
): void {
  const isPassing = error instanceof AppError && error.retryable
  log[isPassing ? 'warn' : 'error']({ ...facts, err: error })
}

function standardError(): pino.DestinationStream {
  return pino.destination({ fd: 2, sync: true })
}
