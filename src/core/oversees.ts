const OVERSIGHT_ROLES: readonly string[] = ['operator', 'auditor']

/** Whether somebody looks after a tenant as a whole, or after what it did: they read every plan and thread of it. */
export function oversees({ roles }: { readonly roles: readonly string[] }): boolean {
  return roles.some((role) => OVERSIGHT_ROLES.includes(role))
}
