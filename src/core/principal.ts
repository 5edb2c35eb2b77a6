import { z } from 'zod'

export const TenantId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,62}$/)
  .brand<'TenantId'>()
export type TenantId = z.infer<typeof TenantId>

export const PrincipalId = z
  .string()
  .regex(/^[\w.@|-]{1,128}$/)
  .brand<'PrincipalId'>()
export type PrincipalId = z.infer<typeof PrincipalId>

/** What a key or token may be used for. A session of a person has all of them, unless their token names fewer; a key those it was made with. */
export const Scope = z.enum(['chat', 'read', 'decide', 'operate', 'ingest'])
export type Scope = z.infer<typeof Scope>

/**
 * Who is acting, and how we know. Roles and groups are those held now, read with the credential, never taken from a
 * request.
 */
export interface Principal {
  readonly tenantId: TenantId
  readonly id: PrincipalId
  readonly name: string
  readonly email: string | null
  readonly roles: readonly string[]
  /** What the identity provider counts them among. They open documents and decide nothing. */
  readonly groups: readonly string[]
  /** `session`: a person signed in. `key`: an API key. `token`: a JWT of a service. Deciding needs a session or a key with `decide`. */
  readonly authenticatedBy: 'session' | 'key' | 'token'
  readonly scopes: readonly Scope[]
}
