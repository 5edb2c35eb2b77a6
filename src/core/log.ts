import pino from 'pino'

/** One JSON line per fact on standard error; an event's name never varies. */
export type Logger = pino.Logger

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent'

export function createLogger(level: LogLevel, to: pino.DestinationStream = standardError()): Logger {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, to)
}

function standardError(): pino.DestinationStream {
  return pino.destination({ fd: 2, sync: true })
}
