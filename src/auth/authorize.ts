import { AppError } from '#core/errors.ts'
import type { Principal, Scope } from '#core/principal.ts'
import type { ActionRule } from './action-rule.ts'
import { ACTIONS, type Action, type KindOf, type ResourceOf } from './actions.ts'
import type { Grant } from './grants.ts'
import { RELATIONS } from './relations.ts'
import type { Kind, Resources } from './resources.ts'
import type { RoleHolder } from './roles.ts'

export type Authorization = { readonly allowed: true } | { readonly allowed: false; readonly refusal: AppError }

/** Whether somebody may do something to a resource; else why not, as they are told it. What nothing grants is refused. */
export function authorize<A extends Action>(principal: Principal, action: A, resource: ResourceOf<A>): Authorization {
  if (isAllowed(principal, action, resource)) return { allowed: true }
  const rule: ActionRule<KindOf<A>> = ACTIONS[action]
  return { allowed: false, refusal: rule.otherwise(principal, resource) }
}

export function isAllowed<A extends Action>(principal: Principal, action: A, resource: ResourceOf<A>): boolean {
  const rule: ActionRule<KindOf<A>> = ACTIONS[action]
  return rule.grants.some((grant) => isGranted(rule.on, grant, principal, resource))
}

/** Lets them go on. Throws the action's refusal. */
export function enforce<A extends Action>(principal: Principal, action: A, resource: ResourceOf<A>): void {
  const authorization = authorize(principal, action, resource)
  if (!authorization.allowed) throw authorization.refusal
}

/** The scopes of which one at least is needed for any of these actions: what a route asks before it looks at a request. */
export function scopesFor(...actions: readonly [Action, ...Action[]]): readonly Scope[] {
  return [...new Set(actions.flatMap((action) => ACTIONS[action].grants.flatMap(({ scopes }) => scopes)))]
}

/**
 * Whether a credential can be meant for any of these actions, whoever shows it and whatever it is done to. Throws
 * `person-required` where deciding was wanted, else `scope-missing`.
 */
export function admit(principal: Principal, scopes: readonly Scope[]): void {
  if (scopes.some((scope) => principal.scopes.includes(scope))) return
  if (scopes.length === 1 && scopes[0] === 'decide') {
    throw new AppError("Deciding needs a person's session, or an API key with the scope decide.", {
      code: 'person-required',
      status: 403,
      details: { scopes },
    })
  }
  throw new AppError(`This needs a token with the scope ${scopes.join(' or ')}.`, {
    code: 'scope-missing',
    status: 403,
    details: { scopes },
  })
}

/** The roles of ours that an action is granted to, whatever it is done to. */
export function rolesFor(action: Action): readonly string[] {
  return ACTIONS[action].grants.flatMap(({ role }) => role ?? [])
}

/** Whether one of somebody's roles alone is enough for an action: what a page shows of views and buttons, before it asks. */
export function isForRole({ roles }: RoleHolder, action: Action): boolean {
  return rolesFor(action).some((role) => roles.includes(role))
}

/** Whether a grant's credential and role are theirs: what is left is how they stand to the resource. */
export function isHeld({ scopes, by, role }: Grant<Kind>, principal: Principal): boolean {
  return (
    scopes.some((scope) => principal.scopes.includes(scope)) &&
    (by === undefined || by.includes(principal.authenticatedBy)) &&
    (role === undefined || principal.roles.includes(role))
  )
}

function isGranted<K extends Kind>(on: K, grant: Grant<K>, principal: Principal, resource: Resources[K]): boolean {
  if (!isHeld(grant, principal)) return false
  return grant.who === undefined || RELATIONS[on][grant.who].holds(principal, resource)
}
