import assert from 'node:assert/strict'
import test, { type TestContext } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { createLogger } from '#core/log.ts'
import { openResourceServer, type ResourceServer } from '#mcp/resources.ts'
import { startResourceServer } from '../helpers/resource-server.ts'

const URIS = Array.from({ length: 24 }, (_, index) => `docs://${index}`)
const [REFUSED = '', SILENT = ''] = [URIS[3], URIS[10]]

test('resources whose changes a server doesn’t tell are listed all the same, and asked for again', async (t) => {
  let isKind = false
  const server = await startResourceServer(t, offered(), {
    onSubscribe: async (uri) => {
      if (!isKind && uri === REFUSED) throw new Error('not this one')
      if (!isKind && uri === SILENT) await delay(60_000, undefined, { signal: t.signal, ref: false })
    },
  })
  const resources = open(t, server.url)
  assert.deepEqual(uris(await resources.list(t.signal)), URIS)
  assert.deepEqual(
    server.subscriptions.toSorted(),
    URIS.toSorted(),
    'one that is refused or silent takes no other with it',
  )
  isKind = true
  assert.deepEqual(uris(await resources.list(t.signal)), URIS)
  assert.deepEqual(server.subscriptions.slice(URIS.length).toSorted(), [REFUSED, SILENT].toSorted())
  assert.equal(server.sessionCount, 1, 'over the same session')
  await resources.list(t.signal)
  assert.equal(server.subscriptions.length, URIS.length + 2, 'what is subscribed stays so')
})

test('changes are asked for several at once, and not all at once', async (t) => {
  const now = { asked: 0, most: 0 }
  const server = await startResourceServer(t, offered(), {
    onSubscribe: async () => {
      now.asked += 1
      now.most = Math.max(now.most, now.asked)
      await delay(20)
      now.asked -= 1
    },
  })
  await open(t, server.url).list(t.signal)
  assert.ok(now.most > 1 && now.most <= 8, `${now.most} at once`)
})

function offered() {
  return URIS.map((uri) => ({ uri, content: uri }))
}

function uris(listed: Awaited<ReturnType<ResourceServer['list']>>): readonly string[] {
  return listed.map(({ uri }) => uri)
}

function open(t: TestContext, url: string): ResourceServer {
  const resources = openResourceServer({
    server: {
      name: 'handbook',
      title: 'The handbook',
      as: 'service',
      // What isn't silent answers in time, also beside other work.
      timeoutMs: 4_000,
      ratePerSecond: null,
      transport: 'http',
      url,
      bearer: null,
    },
    reference: () => undefined,
    log: createLogger('silent'),
    onChanged: () => {},
  })
  t.after(async () => await resources[Symbol.asyncDispose]())
  return resources
}
