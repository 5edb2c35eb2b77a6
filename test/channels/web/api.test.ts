import assert from 'node:assert/strict'
import test from 'node:test'
import pino from 'pino'
import { z } from 'zod'
import { AppError } from '#core/errors.ts'
import type { Operations } from '#contract/operations.ts'
import type { Scope } from '#core/principal.ts'
import { deep } from '../../helpers/depth.ts'
import { startServer, type TestServer } from './start-server.ts'

const SCOPES: readonly Scope[] = ['chat', 'read', 'decide', 'operate', 'ingest']
/** What nothing is named by. */
const NOTHING = '019a0000-0000-7000-8000-000000000009'
const IDS: Record<string, string> = {
  kind: 'webhook',
  name: 'helpdesk',
  threadId: NOTHING,
  view: 'queue',
  id: NOTHING,
  runId: NOTHING,
  planId: NOTHING,
  handOverId: NOTHING,
  passageId: NOTHING,
  documentId: NOTHING,
  version: '1',
  index: '0',
  messageId: NOTHING,
  keyId: 'k1',
  secret: 'nothing',
  linkId: NOTHING,
  stopId: NOTHING,
  model: 'support',
  agent: 'support',
}
/** What must be accepted, where it isn't all the same. */
const HEADERS: Record<string, Record<string, string>> = {
  'GET /v1/threads/{threadId}/events': { accept: 'application/json' },
  'GET /mcp': { accept: 'text/event-stream' },
  'POST /mcp': { accept: 'application/json, text/event-stream' },
}
const BODIES: Record<string, unknown> = {
  'POST /mcp': { jsonrpc: '2.0', id: 1, method: 'tools/list' },
  'POST /v1/threads': {},
  'POST /v1/chat/completions': { model: 'support', messages: [{ role: 'user', content: 'Where is A17?' }] },
  'POST /v1/ag-ui/{agent}': { threadId: 't', runId: 'r', messages: [{ id: 'm', role: 'user', content: 'A17?' }] },
  'POST /v1/threads/{threadId}/messages': { text: 'Refund order A17' },
  'POST /v1/threads/{threadId}/read': { seq: 1 },
  'POST /v1/plans/{planId}/decisions': { digest: 'sha256:00', decision: 'approve' },
  'POST /v1/links': { secret: 'n'.repeat(43) },
  'POST /v1/hand-overs/{handOverId}/priority': { priority: 'high' },
  'POST /v1/hand-overs/{handOverId}/plans': { procedure: 'refund', args: { orderId: 'A17' } },
  'POST /v1/hand-overs/{handOverId}/hand-on': { role: 'finance' },
  'POST /v1/hand-overs/{handOverId}/answers': { text: 'I am here.' },
  'POST /v1/plans/{planId}/effects/{index}/resolution': { outcome: 'happened', note: 'I looked.' },
  'POST /v1/feedback': { messageId: NOTHING, rating: 'wrong' },
  'POST /v1/documents': { title: 'Returns', text: 'Thirty days.' },
  'POST /v1/documents/{documentId}/agents': { agents: ['support'] },
  'POST /v1/event-subscriptions/{name}/replays': { since: '2026-08-04T09:30:00Z' },
  'POST /v1/policy/diff': { text: 'permit (principal, action, resource);' },
  'POST /v1/keys': { name: 'a service', scopes: ['read'] },
  'POST /v1/tools/acceptances': { tool: 'shop/orders.get', hash: 'sha256:00' },
  'POST /v1/threads/{threadId}/presence': { isTyping: true },
  'POST /v1/documents/to-mend/done': { what: { kind: 'question', question: 'Do you ship?' } },
  'POST /v1/stops': { kind: 'agent', name: 'support', why: 'to see' },
  'POST /dev/session': { person: 'customer' },
}
const QUERIES: Record<string, string> = { 'GET /v1/search': '?q=refund' }

const Contract = z.object({
  openapi: z.string().startsWith('3.1'),
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.looseObject({
        operationId: z.string(),
        summary: z.string(),
        'x-scopes': z.array(z.string()),
        responses: z.record(z.string(), z.unknown()),
      }),
    ),
  ),
  components: z.object({ schemas: z.record(z.string(), z.unknown()) }),
})

test('every route of the contract answers 401 to nobody, refuses the wrong scope and not the right one', async (t) => {
  // Nothing works on runs here, so who waits for an answer is told to come back.
  const server = await startServer(t, { withPeople: true, limits: { answerMs: 50 } })
  const contract = await readContract(server)
  const threadId = await server.threadWith(1)
  let routes = 0
  for (const [path, methods] of Object.entries(contract.paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      routes += 1
      const name = `${method.toUpperCase()} ${path}`
      const send = (key: string | null): Promise<Response> => call(server, name, { key, ids: { ...IDS, threadId } })
      const scopes = operation['x-scopes']
      // Where no channel is, nothing can be installed.
      if (path.endsWith('/installed')) {
        assert.equal((await problemOf(await send(null))).code, 'not-found', name)
        continue
      }
      // An outside service shows no key: its signature says who sends.
      if (path.startsWith('/channels/') || path.startsWith('/hooks/')) {
        assert.equal((await problemOf(await send(null))).code, 'signature-invalid', name)
        continue
      }
      // By the hash of this build; that of another names nothing.
      if (path === '/widget-more/{hash}') {
        assert.equal((await send(null)).status, 404, name)
        continue
      }
      // Without an identity provider there is nobody to name.
      if (path.startsWith('/.well-known/')) {
        assert.equal((await problemOf(await send(null))).code, 'no-identity-provider', name)
        continue
      }
      if (scopes.length === 0) {
        assert.ok((await send(null)).ok, name)
        continue
      }
      const refused = path.startsWith('/v1/chat/') || path.startsWith('/v1/models') ? theirErrorOf : problemOf
      assert.match((await refused(await send(null))).code, /^(?:not-signed-in|invalid_api_key)$/, name)
      assert.equal((await refused(await send('parley_default_unknown'))).status, 401, name)
      assert.equal((await refused(await send('nonsense'))).status, 401, name)
      for (const scope of SCOPES) {
        const response = await send(await server.keyOf(scope === 'chat' ? 'customer' : 'operator', scope))
        const code = response.ok ? null : (await refused(response.clone())).code
        const isRefused = code === 'scope-missing' || code === 'person-required'
        assert.equal(isRefused, !scopes.includes(scope), `${name} with ${scope}: ${response.status} ${code}`)
        // What isn't there, or isn't theirs by their role, isn't the scope's to say.
        assert.ok(
          response.ok || [403, 404, 409, 410, 412, 422, 503].includes(response.status),
          `${name}: ${response.status}`,
        )
        assert.ok(`${response.status}` in operation.responses, `${name} documents ${response.status}`)
        await response.body?.cancel()
      }
    }
  }
  assert.ok(routes >= 25, `${routes} routes`)
})

deep('the contract stands by itself: every reference leads somewhere, every operation has its own id', async (t) => {
  const server = await startServer(t)
  const text = await (await server.request('/openapi.json')).text()
  const contract = Contract.parse(JSON.parse(text))
  for (const [, name] of text.matchAll(/"#\/components\/schemas\/([^"]+)"/g)) {
    assert.ok(name !== undefined && name in contract.components.schemas, name)
  }
  const ids = Object.values(contract.paths).flatMap((methods) => Object.values(methods).map((it) => it.operationId))
  assert.equal(new Set(ids).size, ids.length)
  for (const [path, methods] of Object.entries(contract.paths)) {
    const wanted = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
    for (const operation of Object.values(methods)) {
      const { parameters = [] } = z
        .looseObject({ parameters: z.array(z.object({ name: z.string(), in: z.string() })).optional() })
        .parse(operation)
      assert.deepEqual(
        parameters.filter((it) => it.in === 'path').map((it) => it.name),
        wanted,
        path,
      )
    }
  }
  assert.equal(contract.paths['/dev/people'], undefined)
})

deep('a key without the scope decide is told that deciding needs a person', async (t) => {
  const server = await startServer(t)
  const key = await server.keyWith('chat', 'read')
  const response = await call(server, 'POST /v1/plans/{planId}/decisions', { key })
  assert.equal((await problemOf(response)).code, 'person-required')
})

deep('the same Idempotency-Key is the same message, but not for another thread', async (t) => {
  const server = await startServer(t)
  const threadId = await server.threadWith(0)
  const key = await server.keyWith('chat', 'read')
  const post = async (headers: Record<string, string>, to = threadId): Promise<Response> => {
    const body = JSON.stringify({ text: 'Refund order A17' })
    return await server.request(`/v1/threads/${to}/messages`, { method: 'POST', key, headers, body })
  }
  const count = async (): Promise<number> => {
    const page = await (await server.request(`/v1/threads/${threadId}/messages`, { key })).json()
    return z.object({ messages: z.array(z.unknown()) }).parse(page).messages.length
  }
  const first = await post({ 'idempotency-key': 'k' })
  assert.equal(first.status, 202)
  const accepted = await first.json()
  for (let times = 0; times < 2; times += 1)
    assert.deepEqual(await (await post({ 'idempotency-key': 'k' })).json(), accepted)
  assert.equal(await count(), 1)
  const elsewhere = await post({ 'idempotency-key': 'k' }, await server.threadWith(0))
  assert.notDeepEqual(await elsewhere.json(), accepted)
  await post({})
  await post({})
  assert.equal(await count(), 3)
  assert.equal((await problemOf(await post({ 'idempotency-key': 'a b' }))).code, 'invalid-request')
})

deep('who sends too many messages is told when to go on', async (t) => {
  // Whoever sends elsewhere in these tests, their messages count for them alone.
  const server = await startServer(t, { limits: { messagesPerMinute: 3 } })
  const ids = { ...IDS, threadId: await server.threadOf('other-customer') }
  const key = await server.keyOf('other-customer', 'chat')
  const statuses = []
  for (let times = 0; times < 4; times += 1) {
    const response = await call(server, 'POST /v1/threads/{threadId}/messages', { key, ids })
    statuses.push(response.status)
    if (response.status === 429) assert.ok(Number(response.headers.get('retry-after')) >= 1)
  }
  assert.deepEqual(statuses, [202, 202, 202, 429])
})

deep('what is hidden, what is unknown and what could never be look the same', async (t) => {
  const server = await startServer(t)
  const threadId = await server.threadWith(0)
  const texts = []
  for (const [id, person] of [
    [threadId, 'other-customer'],
    [NOTHING, 'customer'],
  ] as const) {
    const response = await server.request(`/v1/threads/${id}`, { key: await server.keyOf(person, 'read') })
    assert.equal(response.status, 404)
    texts.push(await response.text())
  }
  assert.equal(texts[0], texts[1])
  const key = await server.keyWith('read')
  assert.equal((await server.request(`/v1/threads/${threadId}`, { key })).status, 200)
  assert.equal((await problemOf(await server.request('/v1/passages/%00', { key }))).code, 'not-found')
})

deep('a failure of ours says nothing but its id, and the log has the rest', async (t) => {
  const failing = failingWith(new Error('select * from secrets where token=CANARY'))
  const server = await startServer(t, { instead: failing })
  const response = await server.request(`/v1/runs/${NOTHING}`, { key: await server.keyWith('read') })
  const text = await response.clone().text()
  const problem = await problemOf(response)
  assert.equal(problem.code, 'internal')
  assert.doesNotMatch(text, /CANARY|select|at .*\.ts/)
  assert.match(server.log(), /CANARY/)
  assert.ok(server.log().includes(response.headers.get('x-request-id') ?? 'none'))
})

deep('an expected failure keeps its code, its facts and, at 503, when to come back', async (t) => {
  const details = { retryAfterSeconds: 7, status: 200 }
  const failing = failingWith(new AppError('Busy.', { code: 'busy', status: 503, details }))
  const server = await startServer(t, { instead: failing })
  const response = await server.request(`/v1/runs/${NOTHING}`, { key: await server.keyWith('read') })
  assert.equal(response.headers.get('retry-after'), '7')
  const problem = await problemOf(response)
  assert.equal(problem.code, 'busy')
  assert.equal(problem.status, 503)
})

deep(
  'one line a request, with its route and neither its text nor its query, in detail where it only looked',
  async (t) => {
    const server = await startServer(t)
    const ids = { ...IDS, threadId: await server.threadWith(0) }
    await server.request('/v1/search?q=CANARY', { key: await server.keyWith('read') })
    await server.request('/CANARY\u001b[31m?a=CANARY')
    await call(server, 'POST /v1/threads/{threadId}/messages', { key: await server.keyWith('chat'), ids })
    const lines = server
      .log()
      .trim()
      .split('\n')
      .map((line) => z.looseObject({ event: z.string(), level: z.int(), route: z.string() }).parse(JSON.parse(line)))
    assert.deepEqual(
      lines.map((line) => [line.route, pino.levels.labels[line.level]]),
      [
        ['/v1/search', 'debug'],
        ['none', 'info'],
        ['/v1/threads/{threadId}/messages', 'info'],
      ],
    )
    assert.doesNotMatch(server.log(), /CANARY|A17/)
  },
)

deep('the metrics count by route and name nobody', async (t) => {
  const server = await startServer(t)
  await server.request(`/v1/runs/${NOTHING}`, { key: await server.keyWith('read') })
  const text = await (await server.request('/metrics')).text()
  assert.match(text, /parley_http_requests_total\{method="GET",route="\/v1\/runs\/\{runId\}",status="404"\} 1/)
  assert.match(text, /process_cpu_seconds_total/)
  assert.doesNotMatch(text, /customer|default"/)
})

function failingWith(error: Error): () => Pick<Operations, 'readRun'> {
  return () => ({ readRun: () => Promise.reject(error) })
}

async function call(
  server: TestServer,
  name: string,
  { key, ids = IDS }: { readonly key: string | null; readonly ids?: Readonly<Record<string, string>> },
): Promise<Response> {
  const [method = 'GET', template = ''] = name.split(' ')
  const path = template.replaceAll(/\{(\w+)\}/g, (_, id: string) => ids[id] ?? '') + (QUERIES[name] ?? '')
  const body = BODIES[name]
  return await server.request(path, {
    method,
    headers: HEADERS[name] ?? {},
    ...(key === null ? {} : { key }),
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
}

async function readContract(server: TestServer): Promise<z.infer<typeof Contract>> {
  return Contract.parse(await (await server.request('/openapi.json')).json())
}

/** Of OpenAI's API. */
async function theirErrorOf(response: Response): Promise<{ status: number; code: string }> {
  assert.equal(response.headers.get('content-type'), 'application/json')
  const { error } = z
    .object({ error: z.object({ message: z.string(), code: z.string() }) })
    .parse(await response.json())
  return { status: response.status, code: error.code }
}

async function problemOf(response: Response): Promise<Record<string, unknown> & { status: number; code: string }> {
  assert.equal(response.headers.get('content-type'), 'application/problem+json')
  const problem = z
    .looseObject({ type: z.string(), title: z.string(), status: z.number(), detail: z.string(), code: z.string() })
    .parse(await response.json())
  assert.equal(problem.status, response.status)
  return problem
}
