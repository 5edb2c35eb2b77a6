/** The subject of an access list: a reader of documents. A principal is one. */
export interface AccessSubject {
  readonly id: string
  readonly roles: readonly string[]
  readonly groups?: readonly string[]
}

/** The entries of an access list that let somebody in: everybody's, their own, those of their roles and groups. */
export function accessEntries({ id, roles, groups = [] }: AccessSubject): readonly string[] {
  return ['public', `user:${id}`, ...roles.map((role) => `role:${role}`), ...groups.map((group) => `group:${group}`)]
}
