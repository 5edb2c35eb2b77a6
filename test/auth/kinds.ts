import type { Action } from '#auth/actions.ts'
import type { ActionRule } from '#auth/action-rule.ts'
import { ACTIONS, type ResourceOf } from '#auth/actions.ts'
import type { HandOverAccess, Kind, PlanAccess, Resources } from '#auth/resources.ts'
import { PrincipalId, Scope, TenantId, type Principal } from '#core/principal.ts'

/** How somebody can be recognised, with one scope or all. */
export const CREDENTIALS: readonly (readonly [name: string, Pick<Principal, 'authenticatedBy' | 'scopes'>])[] = [
  ['session', { authenticatedBy: 'session', scopes: Scope.options }],
  ...Scope.options.map((scope) => [`key ${scope}`, { authenticatedBy: 'key', scopes: [scope] }] as const),
  ['token', { authenticatedBy: 'token', scopes: Scope.options }],
]

/** Somebody of this test: `me` unless said, who holds these roles. */
export function principalOf(
  roles: readonly string[],
  credential: Pick<Principal, 'authenticatedBy' | 'scopes'> = { authenticatedBy: 'session', scopes: Scope.options },
): Principal {
  const known = {
    tenantId: TenantId.parse('default'),
    id: PrincipalId.parse('me'),
    name: 'Me',
    email: null,
    groups: [],
  }
  return { ...known, roles, ...credential }
}

/** A resource to which `me` with the role `lead` stands in one way, and in no other. */
interface Case<K extends Kind> {
  readonly name: string
  readonly resource: Resources[K]
  /** Left out: `lead`. */
  readonly roles?: readonly string[]
}

const PLAN: PlanAccess = { requester: 'ana', asked: ['finance'], passedOnTo: null, resolvers: ['desk'], open: null }
const HAND_OVER: HandOverAccess = { requester: 'ana', role: 'lead', takenBy: null, isOpen: true }
const RESOLVED = { ...PLAN, resolvers: ['desk', 'lead'] }
const OTHERS = { ...HAND_OVER, role: 'desk' }

/** Every kind of principal before every kind of resource: first somebody who is nothing to it, then each way to stand to it. */
const CASES: { readonly [K in Kind]: readonly [Case<K>, ...Case<K>[]] } = {
  tenant: [{ name: 'anybody', resource: 'tenant' }],
  request: [
    { name: 'anybody', resource: { requester: 'ana' } },
    { name: 'whose it is', resource: { requester: 'me' } },
  ],
  'followed-thread': [
    { name: 'anybody', resource: { requester: 'ana', handOver: null } },
    { name: 'whose it is', resource: { requester: 'me', handOver: null } },
    { name: 'for whom it was passed on', resource: { requester: 'ana', handOver: HAND_OVER } },
    { name: 'of another role', resource: { requester: 'ana', handOver: OTHERS } },
    { name: 'who has it', resource: { requester: 'ana', handOver: { ...HAND_OVER, takenBy: 'me' } } },
  ],
  plan: [
    { name: 'anybody', resource: PLAN },
    { name: 'who asked for it', resource: { ...PLAN, requester: 'me' } },
    { name: 'who is asked', resource: { ...PLAN, asked: ['finance', 'lead'] } },
    { name: 'with a role named “requester”', resource: { ...PLAN, asked: ['requester'] }, roles: ['requester'] },
    { name: 'to whom it was passed on', resource: { ...PLAN, passedOnTo: 'lead' } },
    { name: 'resolver', resource: RESOLVED },
    { name: 'resolver of a step that rests', resource: { ...RESOLVED, open: 'resting' } },
    { name: 'resolver of an unknown step', resource: { ...RESOLVED, open: 'unknown' } },
  ],
  decision: [
    { name: 'anybody', resource: { requester: 'ana', speaksFor: [] } },
    { name: 'who asked for it', resource: { requester: 'me', speaksFor: [] } },
    { name: 'who speaks for a role', resource: { requester: 'ana', speaksFor: ['lead'] } },
    { name: 'who asked and speaks for a role', resource: { requester: 'me', speaksFor: ['lead'] } },
  ],
  rule: [
    { name: 'anybody', resource: { asks: ['finance'] } },
    { name: 'whom it asks', resource: { asks: ['lead'] } },
    { name: 'with a role named “requester”', resource: { asks: ['requester'] }, roles: ['requester'] },
  ],
  'hand-over': [
    { name: 'anybody', resource: OTHERS },
    { name: 'whose it is', resource: { ...OTHERS, requester: 'me' } },
    { name: 'whose it is, taken', resource: { ...OTHERS, requester: 'me', takenBy: 'ben' } },
    { name: 'for whom it is', resource: HAND_OVER },
    { name: 'for whom it is, their own', resource: { ...HAND_OVER, requester: 'me' } },
    { name: 'for whom it is, taken by another', resource: { ...HAND_OVER, takenBy: 'ben' } },
    { name: 'who has it', resource: { ...HAND_OVER, takenBy: 'me' } },
    { name: 'who has it without the role', resource: { ...OTHERS, takenBy: 'me' } },
    { name: 'for whom it was, closed', resource: { ...HAND_OVER, isOpen: false } },
    { name: 'who had it, closed', resource: { ...HAND_OVER, takenBy: 'me', isOpen: false } },
  ],
  document: [
    { name: 'anybody', resource: { acl: ['role:finance', 'user:ana'] } },
    { name: 'whom its list names', resource: { acl: ['role:lead'] } },
  ],
}

/** A question as `authorize` takes it, and who asks. */
export interface Asked<A extends Action> {
  readonly name: string
  readonly roles: readonly string[]
  readonly resource: ResourceOf<A>
}

/** What an action is asked of by each kind of principal: our roles as strangers to the resource, then the rest. */
export function askedOf<A extends Action>(action: A): readonly Asked<A>[] {
  const rule: ActionRule<(typeof ACTIONS)[A]['on']> = ACTIONS[action]
  const cases: readonly [Case<typeof rule.on>, ...Case<typeof rule.on>[]] = CASES[rule.on]
  const [stranger] = cases
  return [
    ...['operator', 'auditor'].map((role) => ({ name: role, roles: [role], resource: stranger.resource })),
    ...cases.map(({ name, roles = ['lead'], resource }) => ({ name, roles, resource })),
  ]
}
