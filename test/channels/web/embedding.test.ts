import assert from 'node:assert/strict'
import test from 'node:test'
import { readConfig } from '#core/config.ts'
import { deep } from '../../helpers/depth.ts'
import { startServer } from './start-server.ts'

const SHOP = 'https://shop.example'
const environment = { EMBED_ORIGINS: `${SHOP}, http://localhost:8080` }

test('a page of a listed site may use the API, and reads its answers and refusals', async (t) => {
  const server = await startServer(t, { environment })
  const key = await server.keyWith('chat')
  for (const origin of [SHOP, 'http://localhost:8080']) {
    const headers = { origin, authorization: `Bearer ${key}` }
    const answer = await server.request('/v1/threads', { method: 'POST', body: '{}', headers })
    assert.equal(answer.status, 201)
    assert.equal(answer.headers.get('access-control-allow-origin'), origin)
    assert.equal(answer.headers.get('access-control-allow-credentials'), null)
    assert.match(answer.headers.get('vary') ?? '', /\bOrigin\b/)
    const refused = await server.request('/v1/me', { headers: { origin } })
    assert.equal(refused.status, 401)
    assert.equal(refused.headers.get('access-control-allow-origin'), origin)
  }
})

test('a browser that asks first is told what such a page may send', async (t) => {
  const server = await startServer(t, { environment })
  const asked = await server.request('/v1/threads', {
    method: 'OPTIONS',
    headers: {
      origin: SHOP,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization',
    },
  })
  assert.equal(asked.status, 204)
  assert.equal(asked.headers.get('access-control-allow-origin'), SHOP)
  assert.match(asked.headers.get('access-control-allow-headers') ?? '', /authorization.*idempotency-key/)
  assert.doesNotMatch(asked.headers.get('access-control-allow-headers') ?? '', /parley-person/)
})

for (const [title, origin, path] of [
  ['a site that is not listed', 'https://evil.example', '/v1/me'],
  ['a listed name with another scheme', 'http://shop.example', '/v1/me'],
  ['a listed name with another port', 'https://shop.example:8443', '/v1/me'],
  ['a name that only ends like a listed one', 'https://evil-shop.example', '/v1/me'],
  ['a listed site that wants a page', SHOP, '/'],
  ['a listed site that wants the sign-in of development', SHOP, '/dev/people'],
] as const) {
  test(`${title} is refused, also when it asks first`, async (t) => {
    const server = await startServer(t, { environment, withPeople: true })
    for (const method of ['GET', 'OPTIONS']) {
      const answer = await server.request(path, { method, headers: { origin } })
      assert.equal(answer.status, 403)
      assert.equal(answer.headers.get('access-control-allow-origin'), null)
    }
  })
}

test('where nothing is listed no other site gets in', async (t) => {
  const server = await startServer(t)
  assert.equal((await server.request('/v1/me', { headers: { origin: SHOP } })).status, 403)
})

test('a cookie of ours counts for no page of another site', async (t) => {
  const server = await startServer(t, { environment, withPeople: true })
  const cookie = `parley_dev_session=${server.devPeople?.sessionFor('customer')}`
  assert.equal((await server.request('/v1/me', { headers: { cookie } })).status, 200)
  assert.equal((await server.request('/v1/me', { headers: { cookie, origin: SHOP } })).status, 401)
})

for (const wrong of [
  'shop.example',
  'https://shop.example/',
  'http://shop.example',
  '*',
  'https://*.example',
  'https://a.example;b',
]) {
  deep(`EMBED_ORIGINS=${wrong} stops the start`, () => {
    assert.throws(() => readConfig({ EMBED_ORIGINS: wrong }), /EMBED_ORIGINS: must be origins/)
  })
}
