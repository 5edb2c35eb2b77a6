/**
 * The roles whose names this code knows. All others are data: a policy asks for them, an agent's folder names them, an
 * identity provider gives them.
 */
export const OPERATOR = 'operator'
export const AUDITOR = 'auditor'
/** Of those who are served: by itself it opens nothing. */
const CUSTOMER = 'customer'

/** The name of the requester in a policy (`@ask("requester")`). It is no role, even where a provider has one of that name. */
export const REQUESTER = 'requester'

/** A holder of roles: a principal, or what a page knows of its reader. */
export interface RoleHolder {
  readonly roles: readonly string[]
}

/** The roles that somebody can speak for: what they hold, without the word for whoever asked. */
export function heldRoles({ roles }: RoleHolder): readonly string[] {
  return roles.filter((role) => role !== REQUESTER)
}

/** Whether somebody only ever asks: then nothing of others waits for them. */
export function isCustomer({ roles }: RoleHolder): boolean {
  return roles.every((role) => role === CUSTOMER)
}
