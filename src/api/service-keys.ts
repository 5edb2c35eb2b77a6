import { isAllowed } from '#auth/authorize.ts'
import type { Context } from '#core/context.ts'
import { AppError } from '#core/errors.ts'
import type { Tx } from '#memory/database/database.ts'
import { createKey, listKeys, type KeyRecord } from '#memory/people/keys.ts'
import { upsertPerson } from '#memory/people/people.ts'
import type { CreatedKey, KeyView } from '#contract/key.ts'
import type { NewKey } from '#contract/key.ts'
import { PrincipalId, Scope, type Principal } from '#core/principal.ts'

/** Who makes a key: somebody here, or `'owner'`, who has the database itself. */
export type KeyMaker = Principal | 'owner'

/** More keys than a tenant has use for. */
const MAX_KEYS = 1_000

/**
 * Makes a key. Each acts as a service of its own, so that a record says which key did what. Throws
 * `key-scopes-conflict` and `key-exceeds-maker`.
 */
export async function createServiceKey(
  tx: Tx,
  { key, maker }: { readonly key: NewKey; readonly maker: KeyMaker },
  { newId, randomBytes }: Context,
): Promise<CreatedKey> {
  const { name, roles, scopes } = key
  if (scopes.includes('chat') && scopes.includes('decide')) {
    throw new AppError(
      'One key can’t both ask for plans and decide on them: make two, or leave `chat` or `decide` out.',
      {
        code: 'key-scopes-conflict',
        status: 422,
      },
    )
  }
  checkWithinMaker(key, maker)
  const principalId = PrincipalId.parse(`key-${newId()}`)
  await upsertPerson(tx, { id: principalId, name, email: null, roles, groups: [], kind: 'service' })
  const expiresAt = key.expiresAt === null ? null : new Date(key.expiresAt)
  const { id, text } = await createKey(tx, { principalId, name, scopes, expiresAt }, randomBytes)
  const view = (await listServiceKeys(tx)).find((candidate) => candidate.id === id)
  if (!view) throw new AppError('A key that was just made is gone.', { code: 'key-missing' })
  return { ...view, key: text }
}

/** Only a person in a session with every scope gives what they don't hold; a program hands on at most what it has. */
function checkWithinMaker({ scopes, roles }: NewKey, maker: KeyMaker): void {
  if (maker === 'owner') return
  const isWholeSession =
    maker.authenticatedBy === 'session' && Scope.options.every((scope) => maker.scopes.includes(scope))
  if (isWholeSession) return
  const given = maker.scopes.filter((scope) => scope !== 'decide' || isAllowed(maker, 'key.pass-on-decide', 'tenant'))
  const beyond = [
    ...scopes.filter((scope) => !given.includes(scope)),
    ...roles.filter((role) => !maker.roles.includes(role)),
  ]
  if (beyond.length === 0) return
  throw new AppError(
    `A key can’t have more rights than its maker: leave out ${beyond.join(', ')}, or let a signed-in operator make it.`,
    { code: 'key-exceeds-maker', status: 403, details: { beyond } },
  )
}

/** Every key of the tenant, newest first, without its secret. */
export async function listServiceKeys(tx: Tx): Promise<readonly KeyView[]> {
  return (await listKeys(tx, { before: null, limit: MAX_KEYS })).map(keyView)
}

function keyView({ principalId, createdAt, expiresAt, revokedAt, ...key }: KeyRecord): KeyView {
  return {
    ...key,
    principal: principalId,
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt?.toISOString() ?? null,
    revokedAt: revokedAt?.toISOString() ?? null,
  }
}
