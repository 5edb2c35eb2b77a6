import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { peopleOperations } from '#graph/operations/people.ts'
import { PrincipalId, TenantId, type Principal } from '#principal.ts'
import { testDatabase } from '../helpers/database.ts'

const database = await testDatabase({ after })

test('roles are those said last, to whichever of two servers they were said', async () => {
  const services = { database, config: { RUN_LEASE_MS: 6_000, SIGN_IN_KEY: undefined }, agents: new Map() }
  const [one, other] = [peopleOperations(services), peopleOperations(services)]
  await one.rememberPrincipal(lead(['support-lead']))
  await other.rememberPrincipal(lead([]))
  assert.deepEqual((await one.readPerson('default', 'jonas'))?.roles, [])
  await one.rememberPrincipal(lead(['support-lead']))
  assert.deepEqual((await other.readPerson('default', 'jonas'))?.roles, ['support-lead'])
})

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
