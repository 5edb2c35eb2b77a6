import assert from 'node:assert/strict'
import test from 'node:test'
import pino from 'pino'
import { z } from 'zod'
import { AppError } from '#core/errors.ts'
import type { DecisionOutcome } from '#contract/operations.ts'
import type { Scope } from '#core/principal.ts'
import { decisionView } from '../../helpers/plan-views.ts'
import { keyWith, PASSAGE, plan, PLAN, RUN, THREAD } from './fake-operations.ts'
import { startServer, type TestServer } from './start-server.ts'

const SCOPES: readonly Scope[] = ['chat', 'read', 'decide', 'operate', 'ingest']
const IDS: Record<string, string> = {
  kind: 'webhook',
  name: 'helpdesk',
  threadId: THREAD,
  view: 'queue',
  id: PLAN,
  runId: RUN,
  planId: PLAN,
  handOverId: PLAN,
  passageId: PASSAGE,
  documentId: PASSAGE,
  version: '1',
  index: '0',
  messageId: PLAN,
  keyId: 'k1',
  stopId: PLAN,
  model: 'support',
  agent: 'support',
}
/** What must be accepted, where it isn't all the same. */
const HEADERS: Record<string, Record<string, string>> = {
  'GET /v1/threads/{threadId}/events': { accept: 'application/json' },
  'POST /mcp': { accept: 'application/json, text/event-stream' },
}
const BODIES: Record<string, unknown> = {
  'POST /mcp': { jsonrpc: '2.0', id: 1, method: 'tools/list' },
  'POST /v1/threads': {},
  'POST /v1/chat/completions': { model: 'support', messages: [{ role: 'user', content: 'Where is A17?' }] },
  'POST /v1/ag-ui/{agent}': { threadId: 't', runId: 'r', messages: [{ id: 'm', role: 'user', content: 'A17?' }] },
  'POST /v1/threads/{threadId}/messages': { text: 'Refund order A17' },
  'POST /v1/plans/{planId}/decisions': { digest: 'sha256:00', decision: 'approve' },
  'POST /v1/hand-overs/{handOverId}/answers': { text: 'I am here.' },
  'POST /v1/plans/{planId}/effects/{index}/resolution': { outcome: 'happened', note: 'I looked.' },
  'POST /v1/feedback': { messageId: '019a9f3e-0000-7000-8000-000000000009', rating: 'wrong' },
  'POST /v1/documents': { title: 'Returns', text: 'Thirty days.' },
  'POST /v1/policy/diff': { text: 'permit (principal, action, resource);' },
  'POST /v1/keys': { name: 'a service', scopes: ['read'] },
  'POST /v1/tools/acceptances': { tool: 'shop/orders.get', hash: 'sha256:00' },
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

test('every route of the contract answers 401 to nobody, 403 to the wrong scope and 2xx to the right one', async (t) => {
  const server = await startServer(t, { withPeople: true })
  const contract = await readContract(server)
  let routes = 0
  for (const [path, methods] of Object.entries(contract.paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      routes += 1
      const name = `${method.toUpperCase()} ${path}`
      const send = (key: string | null): Promise<Response> => call(server, name, key)
      const scopes = operation['x-scopes']
      // An outside service shows no key: its signature says who sends.
      if (path.startsWith('/channels/')) {
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
        const response = await send(keyWith(scope))
        if (scopes.includes(scope)) assert.ok(response.ok, `${name} with ${scope}: ${response.status}`)
        else assert.equal((await refused(response)).status, 403, `${name} with ${scope}`)
        assert.ok(`${response.status}` in operation.responses, `${name} documents ${response.status}`)
      }
    }
  }
  assert.ok(routes >= 25, `${routes} routes`)
})

test('the contract stands by itself: every reference leads somewhere, every operation has its own id', async (t) => {
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

test('a key without the scope decide is told that deciding needs a person', async (t) => {
  const server = await startServer(t)
  const response = await call(server, 'POST /v1/plans/{planId}/decisions', keyWith('chat', 'read'))
  assert.equal((await problemOf(response)).code, 'person-required')
})

for (const [title, outcome, status, code] of [
  ['the wrong role is 403', { outcome: 'wrong-role', needs: ['support-lead'] }, 403, 'wrong-role'],
  ['what needs a person is 403', { outcome: 'person-required' }, 403, 'person-required'],
  ['who comes second is 409', { outcome: 'decided-before', by: firstDecision(), plan: plan() }, 409, 'decided-before'],
  ['what has no time left is 410', { outcome: 'expired' }, 410, 'plan-expired'],
  ['another digest is 412', { outcome: 'digest-differs', digest: 'sha256:01' }, 412, 'digest-differs'],
] satisfies readonly [string, DecisionOutcome, number, string][]) {
  test(`of decisions: ${title}`, async (t) => {
    const server = await startServer(t)
    server.operations.outcome = outcome
    const problem = await problemOf(await call(server, 'POST /v1/plans/{planId}/decisions', keyWith('decide')))
    assert.equal(problem.status, status)
    assert.equal(problem.code, code)
    if (code === 'decided-before') assert.deepEqual(problem.decision, firstDecision())
    if (code === 'wrong-role') assert.deepEqual(problem.needs, ['support-lead'])
  })
}

test('the same Idempotency-Key is the same message, but not for another thread or another person', async (t) => {
  const server = await startServer(t, { withPeople: true })
  const post = async (headers: Record<string, string>): Promise<Response> =>
    await server.request(`/v1/threads/${THREAD}/messages`, {
      method: 'POST',
      key: keyWith('chat'),
      headers,
      body: JSON.stringify({ text: 'Refund order A17' }),
    })
  for (let times = 0; times < 3; times += 1) assert.equal((await post({ 'idempotency-key': 'k' })).status, 202)
  assert.equal(server.operations.accepted.length, 1)
  assert.match(server.operations.accepted[0]?.dedupeKey ?? '', /customer/)
  await post({})
  await post({})
  assert.equal(server.operations.accepted.length, 3)
  assert.equal((await problemOf(await post({ 'idempotency-key': 'a b' }))).code, 'invalid-request')
})

test('who sends too many messages is told when to go on', async (t) => {
  const server = await startServer(t, { limits: { messagesPerMinute: 3 } })
  const statuses = []
  for (let times = 0; times < 4; times += 1) {
    const response = await call(server, 'POST /v1/threads/{threadId}/messages', keyWith('chat'))
    statuses.push(response.status)
    if (response.status === 429) assert.ok(Number(response.headers.get('retry-after')) >= 1)
  }
  assert.deepEqual(statuses, [202, 202, 202, 429])
})

test('what is hidden, what is unknown and what could never be look the same', async (t) => {
  const server = await startServer(t, { withPeople: true })
  const { customer } = await devKeys(server)
  const texts = []
  for (const [id, key] of [
    [PASSAGE, (await devKeys(server))['other-customer']],
    [PASSAGE.replace('4', '9'), customer],
  ] as const) {
    const response = await server.request(`/v1/passages/${id}`, { key: key ?? '' })
    assert.equal(response.status, 404)
    texts.push(await response.text())
  }
  assert.equal(texts[0], texts[1])
  assert.equal((await problemOf(await server.request('/v1/passages/%00', { key: customer ?? '' }))).code, 'not-found')
})

test('a failure of ours says nothing but its id, and the log has the rest', async (t) => {
  const server = await startServer(t)
  server.operations.failure = new Error('select * from secrets where token=CANARY')
  const response = await server.request(`/v1/runs/${RUN}`, { key: keyWith('read') })
  const text = await response.clone().text()
  const problem = await problemOf(response)
  assert.equal(problem.code, 'internal')
  assert.doesNotMatch(text, /CANARY|select|at .*\.ts/)
  assert.match(server.log(), /CANARY/)
  assert.ok(server.log().includes(response.headers.get('x-request-id') ?? 'none'))
})

test('an expected failure keeps its code, its facts and, at 503, when to come back', async (t) => {
  const server = await startServer(t)
  server.operations.failure = new AppError('Busy.', {
    code: 'busy',
    status: 503,
    details: { retryAfterSeconds: 7, status: 200 },
  })
  const response = await server.request(`/v1/runs/${RUN}`, { key: keyWith('read') })
  assert.equal(response.headers.get('retry-after'), '7')
  const problem = await problemOf(response)
  assert.equal(problem.code, 'busy')
  assert.equal(problem.status, 503)
})

test('one line a request, with its route and neither its text nor its query, in detail where it only looked', async (t) => {
  const server = await startServer(t)
  await server.request('/v1/search?q=CANARY', { key: keyWith('read') })
  await server.request('/CANARY\u001b[31m?a=CANARY')
  await call(server, 'POST /v1/threads/{threadId}/messages', keyWith('chat'))
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
})

test('the metrics count by route and name nobody', async (t) => {
  const server = await startServer(t)
  await server.request(`/v1/runs/${RUN}`, { key: keyWith('read') })
  const text = await (await server.request('/metrics')).text()
  assert.match(text, /parley_http_requests_total\{method="GET",route="\/v1\/runs\/\{runId\}",status="200"\} 1/)
  assert.match(text, /process_cpu_seconds_total/)
  assert.doesNotMatch(text, /customer|default"/)
})

function firstDecision(): Extract<DecisionOutcome, { outcome: 'decided-before' }>['by'] & object {
  const principal = { id: 'other-lead', name: 'Ana Sousa' }
  return decisionView({ principal, at: '2026-08-04T09:30:00.000Z' })
}

async function devKeys(server: TestServer): Promise<Record<string, string>> {
  const { readFile } = await import('node:fs/promises')
  const file = z
    .record(z.string(), z.object({ key: z.string() }))
    .parse(JSON.parse(await readFile(server.devPeople?.file ?? '', 'utf8')))
  return Object.fromEntries(Object.entries(file).map(([id, { key }]) => [id, key]))
}

async function call(server: TestServer, name: string, key: string | null): Promise<Response> {
  const [method = 'GET', template = ''] = name.split(' ')
  const path = template.replaceAll(/\{(\w+)\}/g, (_, id: string) => IDS[id] ?? '') + (QUERIES[name] ?? '')
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
