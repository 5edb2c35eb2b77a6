import type { ToolFailureCode } from '../contract.ts'

/**
 * Why a message got no answer, on its way through the protocol's library, which knows only exceptions. It becomes a
 * `ToolOutcome` at the folder's door.
 */
export class CallFailure extends Error {
  override readonly name = 'CallFailure'
  readonly code: ToolFailureCode
  /** The tool surely did nothing: what was sent never reached it, or never left. */
  readonly certain: boolean
  /** The server has forgotten our session and refused the message for it: a new session may send it again. */
  readonly isSessionLost: boolean
  /** How long the server asked to be left alone. */
  readonly retryAfterMs: number | null

  /** `message` is a sentence of ours for whoever reads the outcome; the server's own words are the `cause`. */
  constructor(
    message: string,
    options: {
      code: ToolFailureCode
      certain: boolean
      isSessionLost?: boolean
      retryAfterMs?: number | null
      cause?: unknown
    },
  ) {
    super(message, { cause: options.cause })
    this.code = options.code
    this.certain = options.certain
    this.isSessionLost = options.isSessionLost ?? false
    this.retryAfterMs = options.retryAfterMs ?? null
  }
}
