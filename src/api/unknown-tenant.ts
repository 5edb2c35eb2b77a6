import { AppError } from '#core/errors.ts'

/** Whether the database says that a credential's tenant isn't there, so that whoever shows it is nobody here. */
export function isUnknownTenant(error: unknown): boolean {
  return error instanceof AppError && (error.code === 'database-reference' || error.code === 'one-tenant-only')
}
