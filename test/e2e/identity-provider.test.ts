import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { JWTPayload } from 'jose'
import { JONAS, MAYA, startIdentityProvider } from '../helpers/identity-provider.ts'
import { startShop } from '../helpers/parley.ts'

const provider = await startIdentityProvider({ after })
const environment = { OIDC_ISSUER: provider.issuer, OIDC_AUDIENCE: provider.audience }
const { parley, shop } = await startShop({ after }, { environment })

async function signedIn(claims: JWTPayload) {
  return parley.withKey(await provider.token(claims))
}

test('people of an identity provider ask, decide and are done by, with the roles in their tokens', async () => {
  const maya = await signedIn(MAYA)
  const jonas = await signedIn(JONAS)
  const said = await maya.ask('Refund order A17')
  assert.equal(said.run.status, 'waiting')
  const plan = await maya.planOf(said)
  assert.equal((await maya.decide(plan, 'approve')).status, 403)
  assert.equal((await jonas.decide(plan, 'approve')).status, 200)
  await maya.settled(said.runId, 'done')
  assert.equal((await maya.plan(plan.id)).status, 'done')
  assert.equal((await maya.plan(plan.id)).decisions[0]?.principal.name, 'Jonas Weber')
})

test('25: neither a client with a part of its user’s scopes, or with all of them, nor a service decides', async () => {
  await shop.renew()
  const maya = await signedIn(MAYA)
  const plan = await maya.planOf(await maya.ask('Refund order A17'))
  const client = await signedIn({ ...JONAS, scope: 'openid chat read' })
  const service = await signedIn({ ...JONAS, client_id: 'jonas', scope: 'read decide' })
  const both = await signedIn({ ...JONAS, scope: 'openid chat read decide', client_id: 'an-assistant' })
  for (const decider of [client, both, service]) {
    const refused = await decider.decide(plan, 'approve')
    assert.deepEqual([refused.status, refused.body['code']], [403, 'person-required'])
  }
  assert.deepEqual((await maya.plan(plan.id)).decisions, [])
})

test('a role that a newer token no longer has is no longer held', async () => {
  await shop.renew()
  const maya = await signedIn(MAYA)
  const said = await maya.ask('Refund order A17')
  const plan = await maya.planOf(said)
  const former = await signedIn({ ...JONAS, roles: [] })
  assert.equal((await former.decide(plan, 'approve')).status, 404)
})

test('somebody of a tenant that isn’t here is nobody', async () => {
  const stranger = await signedIn({ ...MAYA, tenant: 'elsewhere' })
  assert.equal((await stranger.request('POST', '/v1/threads', {})).status, 401)
})
