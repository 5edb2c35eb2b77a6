/** Why a file didn't become text. What the child says is one of these words; what people read is said here. */
export const FAILURE_REASONS = [
  'unknown-format',
  'old-office-format',
  'picture',
  'archive',
  'empty',
  'no-text',
  'broken',
  'password',
  'file-too-large',
  'too-many-pages',
  'too-much-text',
  'too-deep',
  'bomb',
  'memory',
] as const

export type FailureReason = (typeof FAILURE_REASONS)[number]

/** Thrown in the child by whoever reads a format; nothing but the reason leaves the child. */
export class ParseFailure extends Error {
  override readonly name = 'ParseFailure'
  readonly reason: FailureReason

  constructor(reason: FailureReason, cause?: unknown) {
    super(reason, { cause })
    this.reason = reason
  }
}
