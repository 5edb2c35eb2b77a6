import { AppError } from '#core/errors.ts'

/**
 * Whether a transaction failed since nobody answered its COMMIT: it may have been done. What such a session left in its
 * server is ended before that is told, so that its rows say which.
 */
export function isCommitUnknown(error: unknown): boolean {
  return error instanceof AppError && error.details['commit'] === 'unknown'
}
