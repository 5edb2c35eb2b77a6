import assert from 'node:assert/strict'
import test, { type TestContext } from 'node:test'
import type { ToolOutcome, ToolServers } from '#mcp/contract.ts'
import { Secret } from '#core/secret.ts'
import { CLIENT, startIdentityProvider } from '../helpers/identity-provider.ts'
import { startToolProxy, type ProxiedRequest, type ProxyAction } from '../helpers/tool-proxy.ts'
import { openTestTools } from '../helpers/tool-servers.ts'
import { startToolServer } from '../helpers/tool-server.ts'
import { until } from '../helpers/until.ts'

test('the rate holds for the server, whoever its calls are made for', async (t) => {
  const { tools, callAs, server } = await open(t, { ratePerSecond: 0.1 })
  await tools.definitions(t.signal)
  const outcomes = await Promise.all(['maya', 'omar', 'jonas'].map((id) => callAs(id)))
  assert.equal(outcomes.filter(({ ok }) => ok).length, 1)
  assert.equal(outcomes.filter((outcome) => !outcome.ok && outcome.code === 'tool-busy').length, 2)
  assert.equal(server.calls.length, 1)
})

test('a server that fails five requesters’ calls is left alone by the sixth’s, and its health says so', async (t) => {
  const { tools, callAs, server } = await open(t, { onCall: () => 'drop-before' })
  for (const id of ['one', 'two', 'three', 'four', 'five']) {
    assert.partialDeepStrictEqual(await callAs(id), { code: 'tool-connection-lost' })
  }
  assert.partialDeepStrictEqual(await callAs('six'), { code: 'tool-resting', certain: true })
  assert.equal(server.calls.length, 0)
  assert.partialDeepStrictEqual(tools.health(), [{ server: 'shop', ok: false, isResting: true }])
})

test('a caller who stops while a token is fetched gets the own reason at once', async (t) => {
  const { tools, callAs, tokens } = await open(t, {})
  await tools.definitions(t.signal)
  tokens.hold()
  const stop = new AbortController()
  const call = callAs('maya', stop.signal)
  await until(() => tokens.waiting > 0, t.signal)
  const stoppedMs = performance.now()
  stop.abort(new Error('the user left'))
  await assert.rejects(call, /the user left/)
  assert.ok(performance.now() - stoppedMs < 1_000, 'it doesn’t wait until the token is late, after two seconds')
  await assert.rejects(callAs('maya', stop.signal), /the user left/)
  tokens.release()
})

test('a token that comes once all is closed opens no connection', async (t) => {
  const { tools, callAs, server, tokens } = await open(t, {})
  await tools.definitions(t.signal)
  tokens.hold()
  const call = callAs('maya')
  await until(() => tokens.waiting > 0, t.signal)
  const sessions = () => server.methods.filter((method) => method === 'initialize').length
  const before = sessions()
  await tools[Symbol.asyncDispose]()
  tokens.release()
  assert.partialDeepStrictEqual(await call, { code: 'tool-unreachable', certain: true })
  assert.equal(sessions(), before)
  assert.equal(server.calls.length, 0)
})

test('closing waits for no server that says nothing to whoever it acts as', async (t) => {
  let isSilent = false
  const { tools, callAs, proxied } = await open(t, { timeoutMs: 60_000, onRequest: () => isSilent && 'hang-after' })
  await tools.definitions(t.signal)
  isSilent = true
  const call = callAs('maya')
  const before = proxied.length
  await until(() => proxied.length > before, t.signal)
  const closedAt = performance.now()
  await tools[Symbol.asyncDispose]()
  assert.partialDeepStrictEqual(await call, { ok: false, certain: true })
  assert.ok(performance.now() - closedAt < 20_000, 'it doesn’t wait for a minute')
})

interface Opened {
  readonly tools: ToolServers
  readonly server: Awaited<ReturnType<typeof startToolServer>>
  readonly tokens: ReturnType<typeof gate>
  /** What was asked of the server so far. */
  readonly proxied: readonly ProxiedRequest[]
  /** Calls the one tool for somebody who is signed in. */
  readonly callAs: (id: string, signal?: AbortSignal) => Promise<ToolOutcome>
}

/** One tool, at a server that acts as the requester, with an identity provider whose tokens can be held back. */
async function open(
  t: TestContext,
  {
    ratePerSecond = null,
    timeoutMs = 2_000,
    onCall,
    onRequest,
  }: {
    ratePerSecond?: number | null
    timeoutMs?: number
    onCall?: () => ProxyAction
    /** What becomes of any request: false for what would otherwise. */
    onRequest?: () => ProxyAction | false
  },
): Promise<Opened> {
  const provider = await startIdentityProvider(t)
  const tokens = gate()
  const endpoint = await startToolProxy(t, `${provider.issuer}/token`, tokens.pass)
  const server = await startToolServer(t, { tools: [{ name: 'one', answer: () => ({ text: '1' }) }] })
  const proxy = await startToolProxy(t, server.url, ({ tool }) => {
    const action = onRequest?.() || (tool && onCall?.())
    return action || 'pass'
  })
  const tools = await openTestTools(t, {
    url: proxy.url,
    tools: ['one'],
    as: 'requester',
    bearer: null,
    ratePerSecond,
    timeoutMs,
    token: CLIENT.secret,
    exchange: {
      tokenEndpoint: endpoint.url,
      audience: 'shop',
      resource: null,
      clientId: CLIENT.id,
      clientSecret: { variable: 'TOKEN' },
      scopes: [],
    },
    subjectToken: async ({ id }) => new Secret(await provider.token({ sub: id })),
  })
  const callAs = async (id: string, signal = t.signal) => {
    const definition = await tools.definition('shop/one', t.signal)
    const definitionHash = definition?.hash ?? ''
    return await tools.call('shop/one', {}, { signal, definitionHash, requester: { tenantId: 'default', id } })
  }
  return { tools, server, tokens, callAs, proxied: proxy.requests }
}

function gate() {
  let opened: PromiseWithResolvers<void> | null = null
  let waiting = 0
  return {
    get waiting() {
      return waiting
    },
    hold: () => void (opened = Promise.withResolvers()),
    release: () => opened?.resolve(),
    pass: (): ProxyAction => {
      if (opened === null) return 'pass'
      waiting += 1
      return { until: opened.promise }
    },
  }
}
