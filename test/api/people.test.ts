import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, test } from 'node:test'
import { sql } from 'drizzle-orm'
import type { AgentRuntime } from '#turn/agent-runtime.ts'
import { peopleOperations } from '#api/operations/people.ts'
import { readSignIn } from '#memory/people/sign-ins.ts'
import { PrincipalId, TenantId, type Principal } from '#core/principal.ts'
import { Secret } from '#core/secret.ts'
import { testDatabase } from '../helpers/database.ts'

const database = await testDatabase({ after })

test('roles are those said last, to whichever of two servers they were said', async () => {
  const services = {
    database,
    config: {
      KEEP_TRYING_MS: 900_000,
      RUNS_AT_ONCE: 1,
      RUN_LEASE_MS: 6_000,
      SIGN_IN_KEY: undefined,
      TYPED_BLOCK_LENGTH: 600,
    },
    agents: new Map(),
  }
  const [one, other] = [peopleOperations(services), peopleOperations(services)]
  await one.rememberPrincipal(lead(['support-lead']))
  await other.rememberPrincipal(lead([]))
  assert.deepEqual((await one.readPerson('default', 'jonas'))?.roles, [])
  await one.rememberPrincipal(lead(['support-lead']))
  assert.deepEqual((await other.readPerson('default', 'jonas'))?.roles, ['support-lead'])
})

test('a token that comes with each request is kept once, a newer one takes its place, an older one doesn’t', async () => {
  const key = new Secret(randomBytes(32).toString('base64url'))
  const actsForThem = { agent: { servers: [{ name: 'desk', as: 'requester' }] } } as unknown as AgentRuntime
  const agents = new Map([['desk', actsForThem]])
  const people = peopleOperations({
    database,
    config: {
      KEEP_TRYING_MS: 900_000,
      RUNS_AT_ONCE: 1,
      RUN_LEASE_MS: 6_000,
      SIGN_IN_KEY: key,
      TYPED_BLOCK_LENGTH: 600,
    },
    agents,
  })
  const tenantId = TenantId.parse('default')
  const comeWith = (token: string, hours: number, id = 'jonas') =>
    people.rememberPrincipal({ ...lead([]), id: PrincipalId.parse(id) }, signIn(token, hours))
  const kept = (id: string) =>
    database.tenant(tenantId, async (tx) => (await readSignIn(tx, id, key))?.token.reveal() ?? null)
  const rows = () =>
    database.tenant(tenantId, (tx) => tx.query(sql`select principal_id as id from sign_ins order by 1`))

  await comeWith('first', 1)
  await comeWith('of-omar', 2, 'omar')
  assert.deepEqual([await kept('jonas'), await kept('omar')], ['first', 'of-omar'])
  await database.tenant(tenantId, (tx) =>
    tx.query(sql`update sign_ins set expires_at = now() - interval '1 second' where principal_id = 'omar'`),
  )
  await comeWith('first', 1)
  assert.deepEqual(await rows(), [{ id: 'jonas' }, { id: 'omar' }], 'nothing is asked of the sign-ins')
  await comeWith('newer', 3)
  assert.deepEqual(await rows(), [{ id: 'jonas' }], 'and with a newer one, those that have ended are forgotten')
  await comeWith('first', 1)
  assert.equal(await kept('jonas'), 'newer')
})

function signIn(token: string, hours: number) {
  return { token: new Secret(token), expiresAt: new Date(Date.UTC(2126, 0, 1, hours)) }
}

function lead(roles: readonly string[]): Principal {
  return {
    tenantId: TenantId.parse('default'),
    id: PrincipalId.parse('jonas'),
    name: 'Jonas Weber',
    email: null,
    roles,
    groups: [],
    authenticatedBy: 'session',
    scopes: ['read'],
  }
}
