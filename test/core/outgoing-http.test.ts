import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { createServer, type RequestListener, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { type OutgoingOptions, outgoingFetch } from '#core/outgoing-http.ts'

async function listen(t: TestContext, server: Server): Promise<{ port: number; connections: () => number }> {
  let connections = 0
  server.on('connection', () => (connections += 1))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => {
    server.closeAllConnections()
    return new Promise((resolve) => server.close(resolve))
  })
  return { port: (server.address() as AddressInfo).port, connections: () => connections }
}
const serve = (t: TestContext, handle: RequestListener) => listen(t, createServer(handle))
const options = (t: TestContext, more: Partial<OutgoingOptions> = {}): OutgoingOptions => ({
  signal: t.signal,
  maxBytes: 1_000,
  timeoutMs: 2_000,
  ...more,
})
const resolvingTo = (...addresses: readonly string[]) => {
  const asked: string[] = []
  const resolve = async (hostname: string) => {
    asked.push(hostname)
    return [{ address: addresses[asked.length - 1] ?? '', family: 4 }]
  }
  return { asked, resolve }
}

for (const host of [
  '127.0.0.1',
  'localhost',
  '0x7f.1',
  '2130706433',
  '127.1',
  '0.0.0.0',
  '[::1]',
  '[::ffff:127.0.0.1]',
]) {
  test(`${host} is refused without a connection`, async (t) => {
    const { port, connections } = await serve(t, (_, response) => response.end('inside'))
    await assert.rejects(outgoingFetch(`https://${host}:${port}/`, options(t)), { code: 'outgoing-refused' })
    assert.equal(connections(), 0)
  })
}

for (const url of [
  'https://169.254.169.254/latest/meta-data/',
  'https://[::ffff:10.0.0.1]/',
  'https://[fd00::1]/',
  'https://[fe80::1]/',
  'https://[64:ff9b::7f00:1]/',
  'https://100.64.0.1/',
  'https://224.0.0.1/',
  'http://example.com/',
  'https://user:secret@example.com/',
  'file:///etc/passwd',
  'data:text/plain,x',
  'nonsense',
]) {
  test(`${url} is refused`, async (t) => {
    await assert.rejects(outgoingFetch(url, options(t)), { code: 'outgoing-refused' })
  })
}

for (const url of ['http://169.254.169.254/', 'https://0.0.0.0/', 'http://93.184.215.14/']) {
  test(`${url} is refused even where private addresses are allowed`, async (t) => {
    await assert.rejects(outgoingFetch(url, options(t, { allowPrivate: true })), { code: 'outgoing-refused' })
  })
}

test('a name that resolves to the inside is refused without a connection', async (t) => {
  const { port, connections } = await serve(t, (_, response) => response.end('inside'))
  const { resolve } = resolvingTo('127.0.0.1')
  await assert.rejects(outgoingFetch(`https://outside.example:${port}/`, options(t, { resolve })), {
    code: 'outgoing-refused',
  })
  assert.equal(connections(), 0)
})

test('a name with an address of the inside beside one of the outside is refused', async (t) => {
  const addresses = ['93.184.215.14', '127.0.0.1'].map((address) => ({ address, family: 4 }))
  const resolve = () => Promise.resolve(addresses)
  await assert.rejects(outgoingFetch('https://both.example/', options(t, { resolve })), { code: 'outgoing-refused' })
})

test('a name is resolved once, and what was checked is what is connected to', async (t) => {
  const { port } = await serve(t, (_, response) => response.end('first'))
  const { asked, resolve } = resolvingTo('127.0.0.1', '127.0.0.2')
  const response = await outgoingFetch(`http://twice.example:${port}/`, options(t, { resolve, allowPrivate: true }))
  assert.equal(await response.text(), 'first')
  assert.deepEqual(asked, ['twice.example'])
})

test('a redirect to a place that is not allowed is refused', async (t) => {
  const { port } = await serve(t, (_, response) =>
    response.writeHead(302, { location: 'http://169.254.169.254/' }).end(),
  )
  await assert.rejects(outgoingFetch(`http://127.0.0.1:${port}/`, options(t, { allowPrivate: true })), {
    code: 'outgoing-refused',
  })
})

test('a redirect is followed, a loop of them is not', async (t) => {
  const { port, connections } = await serve(t, (request, response) => {
    if (request.url === '/end') response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
    else response.writeHead(307, { location: request.url === '/start' ? '/end' : '/loop' }).end()
  })
  const get = (path: string) => outgoingFetch(`http://127.0.0.1:${port}${path}`, options(t, { allowPrivate: true }))
  const response = await get('/start')
  assert.deepEqual(
    [response.status, response.headers.get('content-type'), await response.json()],
    [200, 'application/json', {}],
  )
  await assert.rejects(get('/loop'), { code: 'outgoing-refused' })
  assert.equal(connections(), 2 + 4)
})

test('a body over the limit is refused, also when its length was not told', async (t) => {
  const { port } = await serve(t, (_, response) => response.write('x'.repeat(1_001)))
  await assert.rejects(outgoingFetch(`http://127.0.0.1:${port}/`, options(t, { allowPrivate: true })), {
    code: 'outgoing-too-large',
  })
})

test('an answer that does not come in time is given up', async (t) => {
  const { port } = await serve(t, (_, response) => response.write('x'))
  const brief = options(t, { allowPrivate: true, timeoutMs: 200 })
  await assert.rejects(outgoingFetch(`http://127.0.0.1:${port}/`, brief), { code: 'outgoing-timeout' })
})

test('waiting can be stopped, and stopping is no failure', async (t) => {
  const { port } = await serve(t, () => {})
  const stop = new AbortController()
  const waiting = outgoingFetch(`http://127.0.0.1:${port}/`, options(t, { allowPrivate: true, signal: stop.signal }))
  stop.abort(new Error('enough'))
  await assert.rejects(waiting, { message: 'enough' })
})

test('a certificate that nobody vouches for is not accepted', async (t) => {
  const pem = await readFile(join(import.meta.dirname, '../fixtures/self-signed.pem'))
  const { port } = await listen(
    t,
    createTlsServer({ key: pem, cert: pem }, (_, response) => response.end('x')),
  )
  const { resolve } = resolvingTo('127.0.0.1')
  const allowed = options(t, { allowPrivate: true, resolve })
  await assert.rejects(outgoingFetch(`https://wrong.example:${port}/`, allowed), { code: 'outgoing-failed' })
})
