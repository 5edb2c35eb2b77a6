/**
 * The one class of breakage. `message` says what happened and what to do about it, in words that may be shown;
 * callers branch on `code`; `status` is what a channel over HTTP answers with. Causes stay in our log.
 */
export class AppError extends Error {
  override readonly name = 'AppError'
  readonly code: string
  readonly status: number
  readonly retryable: boolean
  /** Facts for the log and for `problem+json`: never a secret, never another principal's data. */
  readonly details: Readonly<Record<string, unknown>>

  constructor(
    message: string,
    options: {
      code: string
      status?: number
      retryable?: boolean
      cause?: unknown
      details?: Readonly<Record<string, unknown>>
    },
  ) {
    super(message, { cause: options.cause })
    this.code = options.code
    this.status = options.status ?? 500
    this.retryable = options.retryable ?? false
    this.details = options.details ?? {}
  }
}

/** The one error for forbidden and unknown, so that a caller can't find out what exists. */
export function notFound(what: string): AppError {
  return new AppError(`This ${what} doesn't exist, or you can't see it.`, { code: 'not-found', status: 404 })
}

/** The exit code of a command or server that stops itself, by what stopped it. */
export const EXIT = { failed: 1, usage: 2, undecided: 3, configuration: 78 } as const
