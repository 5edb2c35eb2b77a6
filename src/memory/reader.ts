import { sql, type SQL } from 'drizzle-orm'

/** Whoever will see what is read: their access list entries follow from id and roles. A principal is one. */
export interface Reader {
  readonly id: string
  readonly roles: readonly string[]
}

/**
 * The condition that every reader may read a document with this `acl`: it names `public`, one of their roles
 * (`role:<role>`) or themselves (`user:<id>`). With no reader nothing may be read.
 */
export function readableBy(readers: readonly Reader[], acl: SQL): SQL {
  if (readers.length === 0) return sql`false`
  const each = readers.map(({ id, roles }) => {
    const entries = ['public', `user:${id}`, ...roles.map((role) => `role:${role}`)]
    return sql`${acl} && ${sql.param(entries)}::text[]`
  })
  return sql`(${sql.join(each, sql` and `)})`
}
