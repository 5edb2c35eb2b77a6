import assert from 'node:assert/strict'
import { connect } from 'node:net'
import test from 'node:test'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { createParser, type EventSourceMessage } from 'eventsource-parser'
import { countedFollowers } from './counted-followers.ts'
import { startServer, type TestServer } from './start-server.ts'
import { deep } from '../../helpers/depth.ts'
import { until } from '../../helpers/until.ts'

const eventsOf = (threadId: string) => `/v1/threads/${threadId}/events`

test('a stream that breaks in the middle is resumed by Last-Event-ID without gap or double', async (t) => {
  const followers = countedFollowers()
  const server = await startServer(t, { instead: followers.of })
  const threadId = await server.threadWith(5)
  const first = await openStream(server, eventsOf(threadId))
  const seen = await first.take(3)
  await first.leave()
  await server.emit(threadId, 2)
  const second = await openStream(server, `${eventsOf(threadId)}?after=1`, { 'last-event-id': seen.at(-1)?.id ?? '' })
  seen.push(...(await second.take(3)))
  await server.emit(threadId, 1)
  seen.push(...(await second.take(2)))
  assert.deepEqual(
    seen.map((message) => message.id),
    ['1', '2', '3', '4', '5', '6', '7', '8'],
  )
  assert.deepEqual(
    seen.map((message) => message.event),
    Array.from({ length: 8 }, () => 'run-started'),
  )
  await second.leave()
  await until(() => followers.now === 0)
})

test('a Last-Event-ID that says there was none is none, and one that is no number is refused in words', async (t) => {
  const server = await startServer(t)
  const path = eventsOf(await server.threadWith(3))
  const key = await server.keyWith('read')
  for (const none of ['null', '']) {
    const stream = await openStream(server, path, { 'last-event-id': none })
    assert.equal((await stream.take(1))[0]?.id, '1', none)
    await stream.leave()
  }
  for (const rubbish of ['undefined', '0x2', '1e0', '-1', '1.5', '[object Object]', '99999999999999999999']) {
    const refused = await server.request(path, { key, headers: { 'last-event-id': rubbish } })
    assert.equal(refused.status, 400, rubbish)
    assert.match(await refused.text(), /last-event-id: the whole number that an event has as its id/, rubbish)
  }
})

test('the events so far come as JSON to who asks for it, in pages', async (t) => {
  const server = await startServer(t)
  const events = eventsOf(await server.threadWith(5))
  const headers = { accept: 'application/json' }
  const key = await server.keyWith('read')
  const read = async (query: string): Promise<unknown> =>
    await (await server.request(`${events}${query}`, { key, headers })).json()
  assert.partialDeepStrictEqual(await read('?after=1&limit=2'), { events: [{ seq: 2 }, { seq: 3 }], next: 3 })
  assert.deepEqual(await read('?after=5'), { events: [], next: 5 })
})

test('a thread that isn’t there is 404 before any stream', async (t) => {
  const server = await startServer(t)
  const key = await server.keyWith('read')
  const response = await server.request(eventsOf('019a0000-0000-7000-8000-000000000009'), { key })
  assert.equal(response.status, 404)
  const events = eventsOf(await server.threadWith(0))
  for (const after of ['-1', 'x', '1e99']) {
    assert.equal((await server.request(`${events}?after=${after}`, { key })).status, 400, after)
  }
})

test('silence is filled with signs of life', async (t) => {
  const server = await startServer(t, { limits: { heartbeatMs: 5 } })
  const threadId = await server.threadWith(0)
  const stream = await openStream(server, eventsOf(threadId))
  await until(() => stream.text().split(': still here\n\n').length > 3)
  await server.emit(threadId, 1)
  assert.deepEqual(
    (await stream.take(1)).map((message) => message.id),
    ['1'],
  )
  await stream.leave()
})

test('a closing server tells its streams when to come back, ends them and takes nobody new', async (t) => {
  const server = await startServer(t)
  const stream = await openStream(server, eventsOf(await server.threadWith(1)))
  await stream.take(1)
  await Promise.all([server.close(), stream.ended])
  assert.match(stream.text(), /retry: 1000\n\n$/)
  await assert.rejects(server.request('/healthz'))
})

test('an old stream ends, so that its reader shows its credential again', async (t) => {
  const server = await startServer(t, { limits: { streamMs: 20 } })
  const stream = await openStream(server, eventsOf(await server.threadWith(0)))
  await stream.ended
  assert.match(stream.text(), /retry: 1000/)
})

deep('readers that stall hold next to nothing here, and are dropped', async (t) => {
  const followers = countedFollowers()
  const server = await startServer(t, { limits: { idleMs: 3_000, heartbeatMs: 1_000 }, instead: followers.of })
  // A page of them is what each reader's stream has at hand; the rest stays where it is.
  const threadId = await server.threadWith(1_000, 'x'.repeat(20_000))
  const key = await server.keyWith('read')
  const before = heldBytes()
  const { hostname, port } = new URL(server.url)
  const sockets = Array.from({ length: 25 }, () => {
    const socket = connect(Number(port), hostname)
    socket.pause()
    socket.on('error', () => undefined)
    socket.write(`GET ${eventsOf(threadId)} HTTP/1.1\r\nHost: ${hostname}\r\nAuthorization: Bearer ${key}\r\n\r\n`)
    return socket
  })
  t.after(() => sockets.forEach((socket) => socket.destroy()))
  await until(() => followers.ever === 25)
  assert.equal((await server.request('/healthz')).status, 200)
  const grown = heldBytes() - before
  assert.ok(grown < 150_000_000, `${grown} bytes for 25 readers of 20 MB each`)
  await until(() => followers.now === 0)
})

// What nobody holds any more isn't counted, whenever this process would have let go of it.
function heldBytes(): number {
  setFlagsFromString('--expose-gc')
  runInNewContext('gc')()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

interface OpenStream {
  /** The next events. */
  take(count: number): Promise<EventSourceMessage[]>
  text(): string
  leave(): Promise<void>
  readonly ended: Promise<void>
}

async function openStream(server: TestServer, path: string, headers: Record<string, string> = {}): Promise<OpenStream> {
  const leaving = new AbortController()
  const response = await server.request(path, {
    key: await server.keyWith('read'),
    headers,
    signal: leaving.signal,
  })
  assert.equal(response.headers.get('content-type'), 'text/event-stream')
  const messages: EventSourceMessage[] = []
  const parser = createParser({ onEvent: (message) => messages.push(message) })
  let text = ''
  const ended = (async () => {
    const decoder = new TextDecoder()
    try {
      for await (const chunk of response.body ?? []) {
        const piece = decoder.decode(chunk, { stream: true })
        text += piece
        parser.feed(piece)
      }
    } catch (error) {
      if (!leaving.signal.aborted) throw error
    }
  })()
  return {
    take: async (count) => {
      await until(() => messages.length >= count)
      return messages.splice(0, count)
    },
    text: () => text,
    leave: async () => {
      leaving.abort()
      await ended
    },
    ended,
  }
}
