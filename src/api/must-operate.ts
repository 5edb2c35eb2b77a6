import { AppError } from '#core/errors.ts'
import type { Principal } from '#core/principal.ts'

/** Lets an operator go on: a person with the role, or a key meant for it. Throws `wrong-role` with these words. */
export function mustOperate({ scopes, roles }: Principal, otherwise: string): void {
  if (scopes.includes('operate') && roles.includes('operator')) return
  throw new AppError(otherwise, { code: 'wrong-role', status: 403 })
}

/** Whether somebody looks after the documents: an operator, or a key made for handing them in. */
export function keepsDocuments({ authenticatedBy, scopes, roles }: Principal): boolean {
  if (scopes.includes('operate') && roles.includes('operator')) return true
  return authenticatedBy === 'key' && scopes.includes('ingest')
}
