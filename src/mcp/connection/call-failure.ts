import type { AnsweredError, ToolFailureCode } from '../contract.ts'

/**
 * Why a message got no answer, on its way through the protocol's library, which knows only exceptions. It becomes a
 * `ToolOutcome` at the folder's door.
 */
export class CallFailure extends Error {
  override readonly name = 'CallFailure'
  readonly code: ToolFailureCode
  /** The tool surely did nothing: what was sent never left, or was turned away before any tool saw it. */
  readonly certain: boolean
  /**
   * The server seems to have forgotten our session and refused the message for it, as the protocol has it. Where that isn't
   * `certain`, another message on the same session finds out; then a new session may send it again.
   */
  readonly isSessionLost: boolean
  /** Another message on the same session found out that it is of no use any more. It says nothing of this call. */
  readonly isSessionGone: boolean
  /** How long the server asked to be left alone. */
  readonly retryAfterMs: number | null
  /** The error that came as the answer. */
  readonly error: AnsweredError | null

  /** `message` is a sentence of ours for whoever reads the outcome; the server's own words are the `cause`. */
  constructor(
    message: string,
    options: {
      code: ToolFailureCode
      certain: boolean
      isSessionLost?: boolean
      isSessionGone?: boolean
      retryAfterMs?: number | null
      error?: AnsweredError | null
      cause?: unknown
    },
  ) {
    super(message, { cause: options.cause })
    this.code = options.code
    this.certain = options.certain
    this.isSessionLost = options.isSessionLost ?? false
    this.isSessionGone = options.isSessionGone ?? false
    this.retryAfterMs = options.retryAfterMs ?? null
    this.error = options.error ?? null
  }
}
