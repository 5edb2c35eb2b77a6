import assert from 'node:assert/strict'
import { connect } from 'node:net'
import test from 'node:test'
import { createParser, type EventSourceMessage } from 'eventsource-parser'
import { keyWith, THREAD } from './fake-operations.ts'
import { startServer, type TestServer } from './start-server.ts'
import { until } from '../../helpers/until.ts'

const EVENTS = `/v1/threads/${THREAD}/events`

test('a stream that breaks in the middle is resumed by Last-Event-ID without gap or double', async (t) => {
  const server = await startServer(t)
  server.operations.emit(5)
  const first = await openStream(server, EVENTS)
  const seen = await first.take(3)
  await first.leave()
  server.operations.emit(2)
  const second = await openStream(server, `${EVENTS}?after=1`, { 'last-event-id': seen.at(-1)?.id ?? '' })
  seen.push(...(await second.take(3)))
  server.operations.emit(1)
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
  await until(() => server.operations.followers === 0)
})

test('the events so far come as JSON to who asks for it, in pages', async (t) => {
  const server = await startServer(t)
  server.operations.emit(5)
  const headers = { accept: 'application/json' }
  const read = async (query: string): Promise<unknown> =>
    await (await server.request(`${EVENTS}${query}`, { key: keyWith('read'), headers })).json()
  assert.partialDeepStrictEqual(await read('?after=1&limit=2'), { events: [{ seq: 2 }, { seq: 3 }], next: 3 })
  assert.deepEqual(await read('?after=5'), { events: [], next: 5 })
})

test('a thread that isn’t there is 404 before any stream', async (t) => {
  const server = await startServer(t)
  const response = await server.request(EVENTS.replace('1/', '9/'), { key: keyWith('read') })
  assert.equal(response.status, 404)
  for (const after of ['-1', 'x', '1e99']) {
    assert.equal((await server.request(`${EVENTS}?after=${after}`, { key: keyWith('read') })).status, 400, after)
  }
})

test('silence is filled with signs of life', async (t) => {
  const server = await startServer(t, { limits: { heartbeatMs: 5 } })
  const stream = await openStream(server, EVENTS)
  await until(() => stream.text().split(': still here\n\n').length > 3)
  server.operations.emit(1)
  assert.deepEqual(
    (await stream.take(1)).map((message) => message.id),
    ['1'],
  )
  await stream.leave()
})

test('a closing server tells its streams when to come back, ends them and takes nobody new', async (t) => {
  const server = await startServer(t)
  server.operations.emit(1)
  const stream = await openStream(server, EVENTS)
  await stream.take(1)
  await Promise.all([server.close(), stream.ended])
  assert.match(stream.text(), /retry: 1000\n\n$/)
  await assert.rejects(server.request('/healthz'))
})

test('an old stream ends, so that its reader shows its credential again', async (t) => {
  const server = await startServer(t, { limits: { streamMs: 20 } })
  const stream = await openStream(server, EVENTS)
  await stream.ended
  assert.match(stream.text(), /retry: 1000/)
})

test('readers that stall hold next to nothing here, and are dropped', async (t) => {
  const server = await startServer(t, { limits: { idleMs: 300, heartbeatMs: 100 } })
  server.operations.emit(2_000, 'x'.repeat(50_000))
  const before = process.memoryUsage().rss
  const { hostname, port } = new URL(server.url)
  const sockets = Array.from({ length: 50 }, () => {
    const socket = connect(Number(port), hostname)
    socket.pause()
    socket.on('error', () => undefined)
    socket.write(`GET ${EVENTS} HTTP/1.1\r\nHost: ${hostname}\r\nAuthorization: Bearer ${keyWith('read')}\r\n\r\n`)
    return socket
  })
  t.after(() => sockets.forEach((socket) => socket.destroy()))
  await until(() => server.operations.followings === 50)
  assert.equal((await server.request('/healthz')).status, 200)
  await until(() => server.operations.followers === 0)
  const grown = process.memoryUsage().rss - before
  assert.ok(grown < 200_000_000, `${grown} bytes for 50 readers of 100 MB each`)
})

interface OpenStream {
  /** The next events. */
  take(count: number): Promise<EventSourceMessage[]>
  text(): string
  leave(): Promise<void>
  readonly ended: Promise<void>
}

async function openStream(server: TestServer, path: string, headers: Record<string, string> = {}): Promise<OpenStream> {
  const leaving = new AbortController()
  const response = await server.request(path, { key: keyWith('read'), headers, signal: leaving.signal })
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
