import type { Principal } from '#core/principal.ts'
import { ACTIONS, type Action, type RelationOf } from './actions.ts'
import { isHeld } from './authorize.ts'

/** Of all resources that an action is done to, those that somebody may do it to: every one, or those that they stand so to. */
export type Reach<A extends Action> = 'every' | readonly RelationOf<A>[]

/**
 * The part of `authorize` that can be answered without a resource, for lists: what is left is for SQL to say of each row.
 * An empty list reaches nothing.
 */
export function reachOf<A extends Action>(principal: Principal, action: A): Reach<A> {
  const held = ACTIONS[action].grants.filter((grant) => isHeld(grant, principal))
  if (held.some(({ role }) => role !== undefined)) return 'every'
  return held.flatMap(({ who }) => (who === undefined ? [] : [who]))
}
