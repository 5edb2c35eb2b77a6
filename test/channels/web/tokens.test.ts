import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import test, { type TestContext } from 'node:test'
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWTPayload } from 'jose'
import { z } from 'zod'
import { TenantId } from '#core/principal.ts'
import { ensureTenant } from '#memory/people/tenants.ts'
import { listening } from '../../helpers/listening.ts'
import { startServer, type TestServer } from './start-server.ts'

const Me = z.object({ scopes: z.array(z.string()), authenticatedBy: z.string() })
const PERSON = {
  sub: 'ines',
  name: 'Ines Moreau',
  roles: ['finance'],
  groups: ['month-end'],
  auth_time: 1_785_000_000,
}

const onPostgres = { skip: process.env.DATABASE_URL === undefined && 'an embedded database has one tenant' }

test('a person’s token counts as a session with the roles, groups and tenant in it', onPostgres, async (t) => {
  const { server, sign } = await startWithIssuer(t)
  await server.database.tenant(TenantId.parse('shop'), (tx) => ensureTenant(tx, 'A shop'))
  const token = await sign({ ...PERSON, tenant: 'shop', azp: 'console' })
  assert.deepEqual(await (await me(server, token)).json(), {
    id: 'ines',
    name: 'Ines Moreau',
    tenantId: 'shop',
    roles: ['finance'],
    groups: ['month-end'],
    scopes: ['chat', 'read', 'decide', 'operate', 'ingest'],
    authenticatedBy: 'session',
  })
})

test('groups that a provider doesn’t list are none', async (t) => {
  const { server, sign } = await startWithIssuer(t)
  for (const claims of [{ groups: undefined }, { groups: 'finance' }, { groups: { src: 'https://graph.example' } }]) {
    assert.partialDeepStrictEqual(await (await me(server, await sign({ ...PERSON, ...claims }))).json(), { groups: [] })
  }
})

test('a person’s token that names some of our scopes has only those', async (t) => {
  const { server, sign } = await startWithIssuer(t)
  for (const [claims, scopes] of [
    [{ scope: 'openid chat' }, ['chat']],
    [{ scp: ['read', 'profile'] }, ['read']],
    [{ scope: 'openid read decide' }, ['read', 'decide']],
    // Whoever asks in somebody's name doesn't say yes in it.
    [{ scope: 'openid chat read decide' }, ['chat', 'read']],
    [{ scope: 'chat', scp: ['decide'] }, ['chat']],
    [{ scope: 'openid profile' }, ['chat', 'read', 'decide', 'operate', 'ingest']],
  ] as const) {
    const answer = await me(server, await sign({ ...PERSON, ...claims }))
    const { scopes: held, authenticatedBy } = Me.parse(await answer.json())
    assert.deepEqual([held, authenticatedBy], [scopes, 'session'])
  }
})

test('a service’s token has the scopes that it was given and is no person', async (t) => {
  const { server, sign } = await startWithIssuer(t)
  const token = await sign({ sub: 'batch', client_id: 'batch', auth_time: 1, scope: 'openid read chat admin' })
  assert.partialDeepStrictEqual(await (await me(server, token)).json(), {
    id: 'batch',
    tenantId: 'default',
    scopes: ['chat', 'read'],
    authenticatedBy: 'token',
  })
  assert.equal((await me(server, await sign({ sub: 'batch' }))).status, 403)
})

test('tokens that prove nothing are 401', async (t) => {
  const { server, sign, keys } = await startWithIssuer(t)
  const stranger = await generateKeyPair('ES256')
  const good = await sign(PERSON)
  const [head = '', , signature = ''] = good.split('.')
  const otherClaims = Buffer.from(JSON.stringify({ ...PERSON, sub: 'eve' })).toString('base64url')
  for (const [title, token] of [
    ['another audience', await sign(PERSON, { audience: 'another' })],
    ['no audience', await sign(PERSON, { audience: null })],
    ['another issuer', await sign(PERSON, { issuer: 'https://evil.example' })],
    ['expired', await sign(PERSON, { expires: '-1m' })],
    ['no expiry', await sign(PERSON, { expires: null })],
    ['another key', await sign(PERSON, { key: stranger.privateKey })],
    ['an unknown key id', await sign(PERSON, { key: stranger.privateKey, keyId: 'other' })],
    ['changed claims', `${head}.${otherClaims}.${signature}`],
    ['alg none', `${Buffer.from('{"alg":"none"}').toString('base64url')}.${otherClaims}.`],
    [
      'a shared secret',
      await new SignJWT(PERSON)
        .setProtectedHeader({ alg: 'HS256', kid: 'one' })
        .setExpirationTime('1h')
        .sign(new TextEncoder().encode(JSON.stringify(await exportJWK(keys.publicKey)).padEnd(64))),
    ],
    ['a subject that is no id', await sign({ ...PERSON, sub: 'a b/../c' })],
    ['no subject', await sign({ ...PERSON, sub: '' })],
    ['a tenant that is none', await sign({ ...PERSON, tenant: "'; drop" })],
    ['roles that are a text', await sign({ ...PERSON, roles: 'operator' })],
  ] as const) {
    assert.equal((await me(server, token)).status, 401, title)
  }
  assert.equal((await me(server, good)).status, 200)
})

test('the issuer’s keys are fetched once for many tokens', async (t) => {
  const { server, sign, requests } = await startWithIssuer(t)
  for (let times = 0; times < 5; times += 1) assert.equal((await me(server, await sign(PERSON))).status, 200)
  assert.deepEqual(requests, ['/.well-known/openid-configuration', '/keys'])
})

test('an issuer that can’t be asked is 503 with Retry-After, and is asked again', async (t) => {
  const { server, sign, issuer } = await startWithIssuer(t)
  issuer.isDown = true
  const response = await me(server, await sign(PERSON))
  assert.equal(response.status, 503)
  assert.ok(response.headers.has('retry-after'))
  issuer.isDown = false
  assert.equal((await me(server, await sign(PERSON))).status, 200)
})

test('keys elsewhere than at https, and metadata of another issuer, aren’t used', async (t) => {
  const { server, sign, issuer } = await startWithIssuer(t)
  for (const address of ['http://169.254.169.254/keys', 'https://10.0.0.1/keys', 'http://localhost:1/keys']) {
    issuer.metadata = { jwks_uri: address }
    assert.equal((await me(server, await sign(PERSON))).status, 503, address)
  }
  issuer.metadata = { issuer: 'https://evil.example' }
  assert.equal((await me(server, await sign(PERSON))).status, 503)
})

test('an issuer without an audience stops the start', async (t) => {
  await assert.rejects(startServer(t, { environment: { OIDC_ISSUER: 'https://id.example' } }), {
    code: 'configuration',
  })
})

interface Issuer {
  isDown: boolean
  metadata: Record<string, string>
}

interface Wishes {
  readonly audience?: string | null
  readonly issuer?: string
  readonly expires?: string | null
  readonly key?: CryptoKey
  readonly keyId?: string
}

async function startWithIssuer(t: TestContext): Promise<{
  server: TestServer
  issuer: Issuer
  requests: string[]
  keys: Awaited<ReturnType<typeof generateKeyPair>>
  sign(claims: JWTPayload, wishes?: Wishes): Promise<string>
}> {
  const keys = await generateKeyPair('ES256')
  const publicKey = { ...(await exportJWK(keys.publicKey)), kid: 'one', alg: 'ES256' }
  const issuer: Issuer = { isDown: false, metadata: {} }
  const requests: string[] = []
  const http = createServer((request, response) => {
    requests.push(request.url ?? '')
    if (issuer.isDown) return response.writeHead(500).end()
    const metadata = { issuer: url, jwks_uri: `${url}/keys`, ...issuer.metadata }
    response.end(JSON.stringify(request.url === '/keys' ? { keys: [publicKey] } : metadata))
  })
  const url = await listening(t, http)
  const server = await startServer(t, { environment: { OIDC_ISSUER: url, OIDC_AUDIENCE: 'parley' } })
  const sign = async (claims: JWTPayload, wishes: Wishes = {}): Promise<string> => {
    const { audience = 'parley', issuer = url, expires = '1h', key = keys.privateKey, keyId = 'one' } = wishes
    const token = new SignJWT(claims).setProtectedHeader({ alg: 'ES256', kid: keyId }).setIssuer(issuer).setIssuedAt()
    if (audience !== null) token.setAudience(audience)
    if (expires !== null) token.setExpirationTime(expires)
    return await token.sign(key)
  }
  return { server, issuer, requests, keys, sign }
}

async function me(server: TestServer, token: string): Promise<Response> {
  return await server.request('/v1/me', { key: token })
}
