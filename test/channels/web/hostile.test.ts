import assert from 'node:assert/strict'
import test from 'node:test'
import { sendRaw, startServer } from './start-server.ts'
import { howMany } from '../../helpers/depth.ts'
import { randomNumbers } from '../../helpers/random-numbers.ts'

const THREAD = '019a0000-0000-7000-8000-000000000001'

for (const host of [
  'evil.example',
  'evil.example:3000',
  '127.0.0.1.evil.example',
  'localhost.evil.example',
  '10.0.0.1',
  '192.168.1.5',
]) {
  test(`a request to the host ${host} is 421 on every kind of route`, async (t) => {
    const server = await startServer(t, { withPeople: true })
    for (const path of ['/', '/v1/threads', '/openapi.json', '/dev/people', '/healthz', '/nowhere']) {
      const answer = await sendRaw(server.url, `GET ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`)
      assert.match(answer, /^HTTP\/1\.1 421 /, path)
      assert.match(answer, /application\/problem\+json/)
      assert.match(answer, /"code":"wrong-host"/)
      assert.doesNotMatch(answer, /dev_|Maya/)
    }
  })
}

test('no host, a host that is none, and a request for a proxy are refused', async (t) => {
  const server = await startServer(t)
  for (const head of [
    'GET / HTTP/1.1',
    'GET / HTTP/1.1\r\nHost: ',
    'GET / HTTP/1.1\r\nHost: a b',
    'GET / HTTP/1.1\r\nHost: localhost@evil.example',
    'GET / HTTP/1.1\r\nHost: localhost:99999',
    'GET http://evil.example/ HTTP/1.1\r\nHost: localhost',
  ]) {
    const answer = await sendRaw(server.url, `${head}\r\nConnection: close\r\n\r\n`)
    assert.match(answer, /^HTTP\/1\.1 4\d\d /, head)
    assert.match(answer, /"code":"/, head)
  }
})

test('PUBLIC_URL is a host and an origin of ours, also behind a proxy that ends TLS', async (t) => {
  const server = await startServer(t, { environment: { PUBLIC_URL: 'https://parley.shop.example' } })
  const head = 'GET /healthz HTTP/1.1\r\nHost: parley.shop.example\r\nConnection: close\r\n'
  assert.match(await sendRaw(server.url, `${head}Origin: https://parley.shop.example\r\n\r\n`), / 200 /)
  assert.match(await sendRaw(server.url, `${head}Origin: https://shop.example\r\n\r\n`), / 403 /)
})

test('a page of another site, or of another port, can’t use any route', async (t) => {
  const server = await startServer(t)
  const key = await server.keyWith('read')
  for (const origin of [
    'https://evil.example',
    'null',
    'http://localhost:1',
    server.url.replace(/:\d+$/u, ':1'),
    server.url.replace('http', 'ftp'),
    `${server.url}.evil.example`,
  ]) {
    for (const path of ['/', '/v1/plans', '/dev/session', '/healthz']) {
      const response = await server.request(path, { headers: { origin }, key })
      assert.equal((await problemOf(response)).code, 'wrong-origin', `${origin} ${path}`)
    }
  }
  assert.equal((await server.request('/healthz', { headers: { origin: server.url } })).status, 200)
})

for (const [title, body, type, status, code] of [
  ['half a JSON', '{"text":', 'application/json', 400, 'invalid-json'],
  ['nothing', '', 'application/json', 400, 'invalid-json'],
  ['a prototype key', '{"text":"a","__proto__":{"admin":true}}', 'application/json', 400, 'invalid-json'],
  ['a constructor key', '{"text":"a","constructor":{}}', 'application/json', 400, 'invalid-request'],
  ['an unknown key', '{"text":"a","admin":true}', 'application/json', 400, 'invalid-request'],
  ['the wrong type', '{"text":1}', 'application/json', 400, 'invalid-request'],
  ['a list', '[]', 'application/json', 400, 'invalid-request'],
  ['a key twice', '{"text":"a","text":"b"}', 'application/json', 400, 'invalid-json'],
  ['a NUL', '{"text":"a\\u0000b"}', 'application/json', 400, 'invalid-json'],
  ['half a surrogate pair', '{"text":"\\ud800"}', 'application/json', 400, 'invalid-json'],
  [
    '100,000 nested lists',
    `{"text":${'['.repeat(100_000)}${']'.repeat(100_000)}}`,
    'application/json',
    400,
    'invalid-json',
  ],
  ['a form', 'text=a', 'application/x-www-form-urlencoded', 415, 'unsupported-media-type'],
  ['text that looks like JSON', '{"text":"a"}', 'text/plain', 415, 'unsupported-media-type'],
  ['2 MB', JSON.stringify({ text: 'a'.repeat(2_000_000) }), 'application/json', 413, 'body-too-large'],
] as const) {
  test(`a body with ${title} is ${status} ${code}`, async (t) => {
    const server = await startServer(t)
    const threadId = await server.threadWith(0)
    const key = await server.keyWith('chat', 'read')
    const headers = { 'content-type': type }
    const response = await server.request(messagesOf(threadId), { method: 'POST', key, body, headers })
    const problem = await problemOf(response)
    assert.deepEqual([problem.status, problem.code], [status, code])
    assert.deepEqual(await (await server.request(messagesOf(threadId), { key })).json(), { messages: [], next: null })
  })
}

test('every place that is wrong is named', async (t) => {
  const server = await startServer(t)
  const response = await server.request('/v1/keys', {
    method: 'POST',
    key: await server.keyWith('operate'),
    body: JSON.stringify({ name: '', scopes: ['read', 'everything'], roles: [] }),
  })
  const problem = await problemOf(response)
  assert.partialDeepStrictEqual(problem.errors, [
    { in: 'body', pointer: '/name' },
    { in: 'body', pointer: '/scopes/1' },
  ])
})

test('2 MB without a length are cut off, and so are a broken UTF-8 and a body that never ends', async (t) => {
  const server = await startServer(t)
  const chunks = new ReadableStream({
    start: (controller) => {
      for (let more = 0; more < 32; more += 1) controller.enqueue(new Uint8Array(65_536).fill(32))
      controller.close()
    },
  })
  const messages = messagesOf(await server.threadWith(0))
  const init = {
    method: 'POST',
    key: await server.keyWith('chat'),
    body: chunks,
    duplex: 'half',
    headers: { 'content-type': 'application/json' },
  } as const
  assert.equal((await problemOf(await server.request(messages, init))).code, 'body-too-large')
  const broken = await server.request(messages, { ...init, body: new Uint8Array([0x7b, 0xff, 0x7d]) })
  assert.equal((await problemOf(broken)).code, 'invalid-json')
})

test('what isn’t there, what isn’t allowed and what isn’t HTTP are problems too', async (t) => {
  const server = await startServer(t)
  assert.equal((await problemOf(await server.request('/nowhere'))).code, 'no-such-route')
  assert.equal((await problemOf(await server.request('/v1/threads/../../etc/passwd'))).code, 'no-such-route')
  const wrong = await server.request('/v1/threads', { method: 'PUT' })
  assert.equal(wrong.headers.get('allow'), 'GET, POST')
  assert.equal((await problemOf(wrong)).code, 'wrong-method')
  assert.equal((await problemOf(await server.request('/v1/threads', { method: 'OPTIONS' }))).status, 405)
  assert.match(
    await sendRaw(server.url, 'NOT HTTP\r\n\r\n'),
    /^HTTP\/1\.1 400 [^]*problem\+json[^]*"code":"bad-request"/,
  )
  assert.match(
    await sendRaw(server.url, `GET / HTTP/1.1\r\nX: ${'a'.repeat(40_000)}\r\n\r\n`),
    /^HTTP\/1\.1 431 [^]*problem\+json/,
  )
  assert.match(
    await sendRaw(
      server.url,
      'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n',
    ),
    /^HTTP\/1\.1 400 /,
  )
})

test('every answer forbids framing, sniffing, caching and loading, and says which request it was', async (t) => {
  const server = await startServer(t)
  for (const path of ['/', '/v1/plans', '/nowhere', '/docs/api', '/openapi.json']) {
    const { headers } = await server.request(path)
    const policy = headers.get('content-security-policy') ?? ''
    for (const wanted of ["default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'"])
      assert.ok(policy.includes(wanted), path)
    assert.doesNotMatch(policy, /unsafe|script-src|\*/)
    assert.equal(headers.get('x-content-type-options'), 'nosniff')
    assert.equal(headers.get('cache-control'), 'no-store')
    assert.equal(headers.get('access-control-allow-origin'), null)
    assert.match(headers.get('x-request-id') ?? '', /^[\da-f-]{36}$/)
  }
})

test('malformed requests from a seed end in no 5xx and no stack', async (t) => {
  const server = await startServer(t)
  const random = randomNumbers(20_260_804)
  const key = await server.keyWith('chat', 'read', 'decide', 'operate')
  for (let times = 0; times < howMany({ quick: 250, deep: 10_000 }); times += 1) {
    const [path, init] = malformedRequest(random)
    const response = await server.request(path, { ...init, key })
    const text = await response.text()
    assert.ok(response.status < 500, `${init.method} ${path} ${String(init.body).slice(0, 80)}: ${response.status}`)
    assert.doesNotMatch(text, /\bat .*\.(?:ts|js|mjs):\d/)
  }
  assert.equal((await server.request('/healthz')).status, 200)
})

function malformedRequest(random: () => number): readonly [string, RequestInit] {
  const one = <T>(choices: readonly T[]): T => choices[Math.floor(random() * choices.length)] ?? fail()
  const odd = [
    '',
    '%00',
    '%',
    '%ff',
    '..%2f',
    '{}',
    '__proto__',
    'a'.repeat(3_000),
    '%F0%9F%92%A9',
    "';drop--",
    '-1',
    'NaN',
    '1e400',
    THREAD,
    '%0d%0a',
  ]
  const values = [
    'null',
    '""',
    '-1',
    '1e999',
    '[]',
    '{}',
    '"\\u0000"',
    '{"__proto__":1}',
    '[[[[',
    '"\\ud800"',
    'true',
    '9007199254740993',
    `"${'a'.repeat(5_000)}"`,
  ]
  const paths = [
    '/v1/threads',
    '/v1/threads/*/messages',
    '/v1/threads/*/events',
    '/v1/runs/*',
    '/v1/runs/*/cancel',
    '/v1/plans',
    '/v1/plans/*/decisions',
    '/v1/plans/*/effects/*/resolution',
    '/v1/plans/*/evidence',
    '/v1/plans/*/replay',
    '/v1/search',
    '/v1/passages/*',
    '/v1/keys',
    '/v1/keys/*',
    '/*',
  ]
  const keys = [
    'text',
    'agent',
    'digest',
    'decision',
    'outcome',
    'note',
    'scopes',
    'name',
    'expiresAt',
    'constructor',
    '',
  ]
  const path = one(paths).replaceAll('*', () => one(odd))
  const query = random() < 0.5 ? '' : `?${one(['after', 'limit', 'status', 'q', 'k', 'limit[]'])}=${one(odd)}`
  const method = one(['GET', 'POST', 'POST', 'POST', 'DELETE', 'PATCH'])
  const members = Array.from({ length: Math.floor(random() * 4) }, () => `"${one(keys)}":${one(values)}`)
  const body = random() < 0.3 ? one(values) : `{${members.join(',')}}`
  const headers: Record<string, string> = {
    accept: 'application/json',
    'last-event-id': one(['1', 'x', '-1', '1e5']),
    'idempotency-key': one(['', 'k', 'k k']),
  }
  return [path + query, method === 'GET' ? { method, headers } : { method, headers, body }]
}

function fail(): never {
  throw new Error('nothing to choose from')
}

function messagesOf(threadId: string): string {
  return `/v1/threads/${threadId}/messages`
}

async function problemOf(response: Response): Promise<{ status: number; code: string; errors?: unknown[] }> {
  assert.equal(response.headers.get('content-type'), 'application/problem+json')
  return (await response.json()) as { status: number; code: string; errors?: unknown[] }
}
