import type { Principal, Scope } from '#core/principal.ts'
import type { RelationNames } from './relations.ts'
import type { Kind } from './resources.ts'
import { AUDITOR, OPERATOR } from './roles.ts'

type Scopes = readonly [Scope, ...Scope[]]
type Credential = Principal['authenticatedBy']

interface With {
  /** Any of these is enough. */
  readonly scopes: Scopes
  /** How they must have been recognised; left out: however. */
  readonly by?: readonly [Credential, ...Credential[]]
}

/** A grant: to those who hold a role of ours, for every resource (RBAC), or to those with a relation to the resource (ReBAC). */
export type Grant<K extends Kind> =
  | (With & { readonly role: typeof OPERATOR | typeof AUDITOR; readonly who?: never })
  | (With & { readonly who: RelationNames[K]; readonly role?: never })

/** Those behind whom a person stands: a JWT of a service has none. */
export const PERSON = ['session', 'key'] as const satisfies With['by']

/** Grants to every principal with a credential for it. */
export function anyone<const S extends Scopes>(scopes: S) {
  return [{ who: 'anyone', scopes }] as const
}

/** Those who look after a tenant, or after what it did: they see all of it. */
export function overseers<const S extends Scopes>(scopes: S) {
  return [
    { role: OPERATOR, scopes },
    { role: AUDITOR, scopes },
  ] as const
}

/** Those who change how a tenant is run. */
export const OPERATORS = [{ role: OPERATOR, scopes: ['operate'] }] as const

/** Those who look after documents: operators, and keys that were made for it. */
export const KEEPERS = [...OPERATORS, { who: 'anyone', scopes: ['ingest'], by: ['key'] }] as const

/** Those for whom a plan is to be read. */
export function planReaders<const S extends Scopes>(scopes: S) {
  return [
    { who: 'requester', scopes },
    ...overseers(scopes),
    { who: 'asked', scopes },
    { who: 'passed-on-to', scopes },
    { who: 'resolver-of-open', scopes },
  ] as const
}

/** Whose answer to a plan counts. */
export const DECIDERS = [
  { who: 'speaker', scopes: ['decide'], by: ['session'] },
  { who: 'speaker-for-another', scopes: ['decide'], by: ['key'] },
] as const
