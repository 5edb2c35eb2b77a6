import { AppError } from '#core/errors.ts'

/** Whether the database has no such tenant as a credential names, so that it authenticates no one. */
export function isUnknownTenant(error: unknown): boolean {
  return error instanceof AppError && (error.code === 'database-reference' || error.code === 'one-tenant-only')
}
