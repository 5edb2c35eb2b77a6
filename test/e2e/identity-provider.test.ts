import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, test } from 'node:test'
import { exportJWK, generateKeyPair, SignJWT, type JWTPayload } from 'jose'
import { startParley } from '../helpers/parley.ts'
import { startTestShop } from '../helpers/shop.ts'

// An identity provider of our own: its metadata, its key, and tokens that it signs.
const keys = await generateKeyPair('ES256')
const publicKey = { ...(await exportJWK(keys.publicKey)), kid: 'one', alg: 'ES256' }
const provider = createServer((request, response) => {
  const metadata = { issuer, jwks_uri: `${issuer}/keys` }
  response.end(JSON.stringify(request.url === '/keys' ? { keys: [publicKey] } : metadata))
}).listen(0, '127.0.0.1')
await once(provider, 'listening')
after(() => provider.close())
const issuer = `http://127.0.0.1:${(provider.address() as AddressInfo).port}`

const shop = await startTestShop({ after })
const parley = await startParley({ after }, { shop, environment: { OIDC_ISSUER: issuer, OIDC_AUDIENCE: 'parley' } })

async function signedIn(claims: JWTPayload) {
  const token = await new SignJWT({ auth_time: 1_785_000_000, email_verified: true, ...claims })
    .setProtectedHeader({ alg: 'ES256', kid: 'one' })
    .setIssuer(issuer)
    .setAudience('parley')
    .setIssuedAt()
    .setExpirationTime('1h')
    .sign(keys.privateKey)
  return parley.withKey(token)
}

const MAYA = { sub: 'maya', name: 'Maya Lindqvist', email: 'maya.lindqvist@example.com', roles: ['customer'] }
const JONAS = { sub: 'jonas', name: 'Jonas Weber', email: 'jonas@example.com', roles: ['support-lead'] }

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

test('neither a client with a part of its user’s scopes nor a service decides', async () => {
  await shop.renew()
  const maya = await signedIn(MAYA)
  const plan = await maya.planOf(await maya.ask('Refund order A17'))
  const client = await signedIn({ ...JONAS, scope: 'openid chat read' })
  const service = await signedIn({ ...JONAS, client_id: 'jonas', scope: 'read decide' })
  for (const decider of [client, service]) {
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
