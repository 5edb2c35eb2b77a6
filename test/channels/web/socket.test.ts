import assert from 'node:assert/strict'
import test, { type TestContext } from 'node:test'
import { WebSocket, type ClientOptions } from 'ws'
import { countedFollowers } from './counted-followers.ts'
import { sendRaw, startServer, type TestServer } from './start-server.ts'
import { deep } from '../../helpers/depth.ts'
import { until } from '../../helpers/until.ts'

/** A thread that isn't there. */
const NOBODYS = '019a0000-0000-7000-8000-000000000009'
/** Together more than a connection of this machine holds by itself, whoever reads. */
const LARGE = 'x'.repeat(50_000)
const LARGE_EVENTS = 400

test('a socket gets the events of its thread, and resumes after the last number that it saw', async (t) => {
  const server = await startServer(t)
  const threadId = await server.threadWith(4)
  const token = await server.keyWith('read')
  const first = await openSocket(t, server)
  first.say({ type: 'authenticate', token, threadId, after: 0 })
  await until(() => first.numbers().length === 4)
  first.socket.terminate()
  await server.emit(threadId, 3)
  const second = await openSocket(t, server)
  second.say({ type: 'authenticate', token, threadId, after: 4 })
  await until(() => second.numbers().length === 3)
  assert.deepEqual([...first.numbers(), ...second.numbers()], [1, 2, 3, 4, 5, 6, 7])
})

test('a socket follows, stops following, and is told of threads that it can’t see', async (t) => {
  const followers = countedFollowers()
  const server = await startServer(t, { instead: followers.of })
  const threadId = await server.threadWith(0)
  const client = await openSocket(t, server)
  client.say({ type: 'authenticate', token: await server.keyWith('chat') })
  client.say({ type: 'follow', threadId: NOBODYS })
  await until(() => client.types().includes('problem'))
  assert.partialDeepStrictEqual(
    client.heard().find((it) => it.type === 'problem'),
    { code: 'not-found', threadId: NOBODYS },
  )
  client.say({ type: 'follow', threadId })
  await until(() => followers.now === 1)
  client.say({ type: 'unfollow', threadId })
  await until(() => followers.now === 0)
  await server.emit(threadId, 1)
  client.say({ type: 'follow', threadId, after: 1 })
  await server.emit(threadId, 1)
  await until(() => client.numbers().length === 1)
  assert.deepEqual(client.numbers(), [2])
  client.socket.close()
  await until(() => followers.now === 0)
})

test('a token that may neither chat nor read closes the socket', async (t) => {
  const server = await startServer(t)
  const client = await openSocket(t, server)
  client.say({ type: 'authenticate', token: await server.keyWith('operate') })
  assert.equal(await client.closed, 4403)
})

for (const [title, says, code] of [
  ['follow before authenticate closes the socket', { type: 'follow', threadId: NOBODYS }, 4401],
  ['an unknown token closes the socket', { type: 'authenticate', token: 'parley_default_no' }, 4401],
  ['what isn’t a message closes the socket', { type: 'authenticate', token: 1 }, 4400],
  ['an unknown member closes the socket', { type: 'follow', threadId: NOBODYS, __proto_: {} }, 4400],
] as const) {
  test(title, async (t) => {
    const server = await startServer(t)
    const client = await openSocket(t, server)
    client.say(says)
    assert.equal(await client.closed, code)
  })
}

test('a socket that says nothing is closed, and one too long for a message too', async (t) => {
  const server = await startServer(t, { limits: { socketGreetingMs: 20 } })
  assert.equal(await (await openSocket(t, server)).closed, 4401)
  const loud = await openSocket(t, await startServer(t))
  loud.say({ type: 'authenticate', token: 'x'.repeat(20_000) })
  assert.equal(await loud.closed, 1009)
})

test('another site’s page, another host and another path are refused before there is a socket', async (t) => {
  const server = await startServer(t)
  for (const [options, path, status] of [
    [{ origin: 'https://evil.example' }, '/v1/socket', 403],
    [{ origin: 'null' }, '/v1/socket', 403],
    [{ headers: { host: 'evil.example' } }, '/v1/socket', 421],
    [{}, '/v1/threads', 404],
  ] as const) {
    const { promise, resolve } = Promise.withResolvers<number | undefined>()
    const socket = new WebSocket(server.url.replace('http', 'ws') + path, options)
    socket.on('unexpected-response', (_, response) => resolve(response.statusCode))
    socket.on('error', () => undefined)
    socket.on('open', () => resolve(101))
    assert.equal(await promise, status)
    socket.terminate()
  }
  const own = await openSocket(t, server, { origin: server.url })
  own.say({ type: 'authenticate', token: await server.keyWith('read') })
  await until(() => own.types().includes('authenticated'))
})

test('an upgrade that is none gets an answer and no crash', async (t) => {
  const server = await startServer(t)
  const host = new URL(server.url).host
  const answer = await sendRaw(
    server.url,
    `GET /v1/socket HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\nUpgrade: nonsense\r\n\r\n`,
  )
  assert.match(answer, /^HTTP\/1\.1 4\d\d /)
  assert.equal((await server.request('/healthz')).status, 200)
})

test('a reader that stalls is dropped once its buffer is full', async (t) => {
  const followers = countedFollowers()
  const server = await startServer(t, { limits: { socketStallMs: 50 }, instead: followers.of })
  const threadId = await server.threadWith(LARGE_EVENTS, LARGE)
  const client = await openSocket(t, server)
  client.say({ type: 'authenticate', token: await server.keyWith('read'), threadId })
  client.socket.pause()
  await until(() => followers.ever === 1)
  await until(() => followers.now === 0)
})

deep('a slow reader that goes on reading isn’t dropped', async (t) => {
  const server = await startServer(t)
  const threadId = await server.threadWith(LARGE_EVENTS, LARGE)
  const client = await openSocket(t, server)
  client.say({ type: 'authenticate', token: await server.keyWith('read'), threadId })
  await until(() => client.numbers().length === LARGE_EVENTS)
})

test('a peer that doesn’t answer pings is dropped', async (t) => {
  const server = await startServer(t, { limits: { heartbeatMs: 20 } })
  const client = await openSocket(t, server, { autoPong: false })
  assert.equal(await client.closed, 1006)
})

test('a closing server says when to come back', async (t) => {
  const server = await startServer(t)
  const client = await openSocket(t, server)
  const threadId = await server.threadWith(0)
  client.say({ type: 'authenticate', token: await server.keyWith('read'), threadId })
  await until(() => client.types().includes('following'))
  await server.close()
  assert.equal(await client.closed, 1001)
  assert.deepEqual(client.heard().at(-1), { type: 'retry', afterMs: 1_000 })
})

interface Client {
  readonly socket: WebSocket
  readonly closed: Promise<number>
  say(message: object): void
  heard(): readonly { type?: string; seq?: number }[]
  types(): readonly (string | undefined)[]
  numbers(): readonly number[]
}

async function openSocket(t: TestContext, server: TestServer, options: ClientOptions = {}): Promise<Client> {
  const socket = new WebSocket(`${server.url.replace('http', 'ws')}/v1/socket`, options)
  t.after(() => socket.terminate())
  const heard: { type?: string; seq?: number }[] = []
  const closed = Promise.withResolvers<number>()
  const open = Promise.withResolvers<void>()
  socket.on('message', (data) => heard.push(JSON.parse(data.toString())))
  socket.on('close', (code) => closed.resolve(code))
  socket.on('error', (error) => open.reject(error))
  socket.on('open', () => open.resolve())
  await open.promise
  return {
    socket,
    closed: closed.promise,
    say: (message) => socket.send(JSON.stringify(message)),
    heard: () => heard,
    types: () => heard.map((it) => it.type),
    numbers: () => heard.map((it) => it.seq).filter((seq) => seq !== undefined),
  }
}
