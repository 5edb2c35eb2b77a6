import { sql, type SQL } from 'drizzle-orm'
import type { RelationOf } from '#auth/actions.ts'
import { reachOf } from '#auth/reach.ts'
import { heldRoles } from '#auth/roles.ts'
import type { Principal } from '#core/principal.ts'
import { textArray } from './driver/text-array.ts'

/*
 * What `authorize` says of one resource, said of rows: each relation of the table once more, as SQL. Which of them count
 * for whom is the table's to say (`reachOf`), so a list differs from it only where a fragment here does.
 */

/** The condition that a row is somebody's own, by the column of its requester. */
export function isOwnRow({ id }: { readonly id: string }, requester: SQL): SQL {
  return sql`${requester} = ${id}`
}

/** The condition on rows of threads or runs that somebody may read, by the column of their requester. */
export function requestedRows(reader: Principal, action: 'thread.read' | 'run.read', requester: SQL): SQL {
  const rows = { requester: isOwnRow(reader, requester) } satisfies Record<RelationOf<typeof action>, SQL>
  return allowed(reachOf(reader, action), rows)
}

/** The condition on `hand_overs h` that somebody may see it. */
export function handOverRows(reader: Principal): SQL {
  const isTheirs = sql`h.role = any(${textArray(heldRoles(reader))})`
  const rows = {
    'desk-while-open': sql`(h.closed_at is null and ${isTheirs})`,
    'desk-that-took': sql`(h.taken_by = ${reader.id} and ${isTheirs})`,
  } satisfies Record<RelationOf<'hand-over.read'>, SQL>
  return allowed(reachOf(reader, 'hand-over.read'), rows)
}

/** An agent, and the roles that its folder names for plans with an unknown outcome. */
export interface AgentResolvers {
  readonly agent: string
  readonly resolvers: readonly string[]
}

/** The conditions on `plans p` of each way in which a plan can be somebody's to see in a list. */
export function planRows(
  reader: Principal,
  agents: readonly AgentResolvers[],
): Readonly<Record<RelationOf<'plan.list'>, SQL>> {
  const held = heldRoles(reader)
  const resolved = agents.filter(({ resolvers }) => resolvers.some((role) => held.includes(role)))
  return {
    requester: isOwnRow(reader, sql`p.requester`),
    asked: asksOneOf(reader, sql`p.asked_roles`),
    'passed-on-to': wasPassedOnTo(reader),
    'resolver-of-unknown': sql`(p.status = 'unknown' and p.agent = any(${textArray(resolved.map(({ agent }) => agent))}))`,
  }
}

/** The condition on `plans p` that one is somebody's to see in a list, whichever way. */
export function planRowsAllowed(reader: Principal, agents: readonly AgentResolvers[]): SQL {
  return allowed(reachOf(reader, 'plan.list'), planRows(reader, agents))
}

/** The condition that a list of roles, as JSON in text, names one that somebody holds. */
export function asksOneOf(reader: Pick<Principal, 'roles'>, roles: SQL): SQL {
  return sql`jsonb_exists_any(${roles}::jsonb, ${textArray(heldRoles(reader))})`
}

/** The condition on `plans p` that one was passed on to a role that somebody holds. */
export function wasPassedOnTo(reader: Pick<Principal, 'roles'>): SQL {
  return sql`(p.escalates_to = any(${textArray(heldRoles(reader))}) and p.escalates_at <= now())`
}

function allowed<Relation extends string>(
  reach: 'every' | readonly Relation[],
  rows: Readonly<Record<Relation, SQL>>,
): SQL {
  if (reach === 'every') return sql`true`
  if (reach.length === 0) return sql`false`
  const ways = reach.map((relation) => rows[relation])
  return sql`(${sql.join(ways, sql` or `)})`
}
