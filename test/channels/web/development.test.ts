import assert from 'node:assert/strict'
import { chmod, readFile, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join } from 'node:path'
import test from 'node:test'
import { z } from 'zod'
import { openDevPeople } from '#channels/web/dev-people.ts'
import { checkExposure } from '#channels/web/exposure.ts'
import { openPort } from '#channels/web/open-port.ts'
import { startWebServer } from '#channels/web/web-server.ts'
import { readConfig } from '#core/config.ts'
import { AppError } from '#core/errors.ts'
import { realOperations } from './real-operations.ts'
import { NO_CHANNELS, startServer, temporaryFolder, testContext, type TestServer } from './start-server.ts'

test('the example people get random keys in a file that only its owner reads', async (t) => {
  const server = await startServer(t, { withPeople: true })
  const file = join(server.config.DATA_DIR, 'dev-people.json')
  assert.equal((await stat(file)).mode & 0o777, 0o600)
  const keys = await keysIn(file)
  assert.deepEqual(Object.keys(keys), [
    'customer',
    'other-customer',
    'support-lead',
    'other-lead',
    'finance',
    'operator',
  ])
  assert.equal(new Set(Object.values(keys)).size, 6)
  const me = await (await server.request('/v1/me', { key: keys['support-lead'] ?? '' })).json()
  assert.partialDeepStrictEqual(me, {
    id: 'support-lead',
    authenticatedBy: 'session',
    scopes: ['chat', 'read', 'decide', 'operate', 'ingest'],
  })
})

test('keys outlive a restart, but not a file that others could read or that isn’t whole', async (t) => {
  const config = readConfig({ DATA_DIR: await temporaryFolder(t) })
  const { context } = testContext()
  const file = (await openDevPeople(config, context)).file
  const first = await keysIn(file)
  await openDevPeople(config, context)
  assert.deepEqual(await keysIn(file), first)
  await chmod(file, 0o644)
  await openDevPeople(config, context)
  const second = await keysIn(file)
  assert.notDeepEqual(second, first)
  assert.equal((await stat(file)).mode & 0o777, 0o600)
  await writeFile(file, '{"customer":')
  await openDevPeople(config, context)
  assert.notDeepEqual(await keysIn(file), second)
})

test('two servers that start at once agree on the keys', async (t) => {
  const config = readConfig({ DATA_DIR: await temporaryFolder(t) })
  const { context } = testContext()
  const people = await Promise.all(Array.from({ length: 8 }, () => openDevPeople(config, context)))
  const { customer = '' } = await keysIn(people[0]?.file ?? '')
  for (const each of people) assert.equal(each.idForKey(customer), 'customer')
})

for (const [title, environment] of [
  ['on all interfaces', { HOST: '0.0.0.0' }],
  ['on all IPv6 interfaces', { HOST: '::' }],
  ['on a private address', { HOST: '192.168.1.5' }],
  ['on a name', { HOST: 'parley.example' }],
  ['in production', { NODE_ENV: 'production' }],
  ['with an identity provider', { OIDC_ISSUER: 'https://id.example', OIDC_AUDIENCE: 'parley' }],
] satisfies readonly [string, Record<string, string>][]) {
  test(`the example people don’t exist ${title}`, async (t) => {
    const home = readConfig({ DATA_DIR: await temporaryFolder(t) })
    const config = readConfig({ DATA_DIR: home.DATA_DIR, PORT: '0', ...environment })
    const { context } = testContext()
    await assert.rejects(openDevPeople(config, context), isConfiguration)
    const devPeople = await openDevPeople(home, context)
    const port = await openPort({ HOST: environment.HOST === '0.0.0.0' ? '0.0.0.0' : '127.0.0.1', PORT: 0 }, context)
    t.after(() => port[Symbol.asyncDispose]())
    const { operations } = await realOperations()
    const options = { config, context, devPeople, operations, outside: NO_CHANNELS, port, signal: t.signal }
    assert.throws(() => startWebServer(options), isConfiguration)
  })
}

for (const [environment, hasKeys, refused] of [
  [{}, false, false],
  [{ HOST: '::1' }, false, false],
  [{ HOST: 'localhost' }, false, false],
  [{ HOST: '127.8.9.1' }, false, false],
  [{ HOST: '0.0.0.0' }, false, true],
  [{ HOST: '0.0.0.0' }, true, false],
  [{ HOST: '0.0.0.0', OIDC_ISSUER: 'https://id.example', OIDC_AUDIENCE: 'parley' }, false, false],
  [{ HOST: '10.0.0.1' }, false, true],
  [{ NODE_ENV: 'production' }, false, true],
  [{ NODE_ENV: 'production' }, true, false],
] satisfies readonly [Record<string, string>, boolean, boolean][]) {
  test(`${JSON.stringify(environment)} with ${hasKeys ? 'a key' : 'no keys'} ${refused ? 'refuses to start' : 'starts'}`, () => {
    const check = (): void => checkExposure(readConfig(environment), hasKeys)
    if (refused) assert.throws(check, isConfiguration)
    else check()
  })
}

test('without example people there are no routes for them', async (t) => {
  const server = await startServer(t)
  assert.equal((await server.request('/dev/people')).status, 404)
  assert.equal((await server.request('/dev/session', { method: 'POST', body: '{"person":"customer"}' })).status, 404)
})

test('a page lists the people without their keys, and becomes one by a cookie that no script reads', async (t) => {
  const server = await startServer(t, { withPeople: true })
  const keys = await keysIn(server.devPeople?.file ?? '')
  const list = await (await server.request('/dev/people')).text()
  assert.match(list, /"id":"finance"/)
  const cookie = await signIn(server, 'support-lead')
  assert.match(cookie, /; HttpOnly; SameSite=Strict$/)
  for (const key of Object.values(keys)) assert.ok(!list.includes(key) && !cookie.includes(key))
  assert.equal((await server.request('/dev/session', { method: 'POST', body: '{"person":"nobody"}' })).status, 404)
})

test('a session reads, and writes only from a page of this server', async (t) => {
  const server = await startServer(t, { withPeople: true })
  const cookie = (await signIn(server, 'support-lead')).split(';')[0] ?? ''
  assert.partialDeepStrictEqual(await (await server.request('/v1/me', { headers: { cookie } })).json(), {
    id: 'support-lead',
  })
  const open = async (headers: Record<string, string>): Promise<number> => {
    const init = { method: 'POST', headers: { cookie, ...headers }, body: '{}' }
    return (await server.request('/v1/threads', init)).status
  }
  assert.equal(await open({}), 403)
  assert.equal(await open({ origin: 'http://localhost:5173' }), 403)
  assert.equal(await open({ origin: server.url }), 201)
  assert.equal((await server.request('/v1/me', { headers: { cookie: 'parley_dev_session=x' } })).status, 401)
})

test('a page that shows two people acts as each by name, and as nobody whom it has not chosen', async (t) => {
  const server = await startServer(t, { withPeople: true })
  const cookie = (await signIn(server, 'support-lead')).split(';')[0] ?? ''
  const both = (await signIn(server, 'customer', { cookie, beside: true })).split(';')[0] ?? ''
  const me = async (headers: Record<string, string>) => {
    const response = await server.request('/v1/me', { headers })
    return response.status === 200 ? z.object({ id: z.string() }).parse(await response.json()).id : response.status
  }
  assert.equal(await me({ cookie: both }), 'support-lead')
  assert.equal(await me({ cookie: both, 'parley-person': 'customer' }), 'customer')
  assert.equal(await me({ cookie: both, 'parley-person': 'support-lead' }), 'support-lead')
  assert.equal(await me({ cookie: both, 'parley-person': 'finance' }), 401)
  assert.equal(await me({ cookie, 'parley-person': 'customer' }), 401)
  assert.equal(await me({ 'parley-person': 'customer' }), 401)
  const changed = (await signIn(server, 'finance', { cookie: both })).split(';')[0] ?? ''
  assert.equal(await me({ cookie: changed }), 'finance')
  assert.equal(await me({ cookie: changed, 'parley-person': 'customer' }), 'customer')
  const forged = await signIn(server, 'customer', { cookie: 'parley_dev_session=x.y', beside: true })
  assert.match(forged, /^parley_dev_session=[\w-]{43};/)
})

test('a port that is taken is said so, with what to do', async (t) => {
  const other = createServer()
  const listening = Promise.withResolvers<void>()
  other.listen(0, '127.0.0.1', () => listening.resolve())
  await listening.promise
  t.after(() => other.close())
  const { port } = z.object({ port: z.number() }).parse(other.address())
  await assert.rejects(startServer(t, { environment: { PORT: String(port) } }), (error) => {
    assert.ok(error instanceof AppError)
    assert.equal(error.code, 'port-taken')
    assert.match(error.message, /PORT=\d+/)
    return true
  })
})

async function signIn(
  server: TestServer,
  person: string,
  { cookie, beside = false }: { cookie?: string; beside?: boolean } = {},
): Promise<string> {
  const response = await server.request('/dev/session', {
    method: 'POST',
    headers: cookie === undefined ? {} : { cookie },
    body: JSON.stringify({ person, beside }),
  })
  assert.equal(response.status, 200)
  return response.headers.get('set-cookie') ?? ''
}

async function keysIn(file: string): Promise<Record<string, string>> {
  const parsed = z
    .record(z.string(), z.strictObject({ key: z.string() }))
    .parse(JSON.parse(await readFile(file, 'utf8')))
  return Object.fromEntries(Object.entries(parsed).map(([id, { key }]) => [id, key]))
}

function isConfiguration(error: unknown): boolean {
  return error instanceof AppError && error.code === 'configuration' && error.message.length > 60
}
