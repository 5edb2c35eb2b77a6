import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { NewDecision } from '#contract/operations.ts'
import type { PlanView } from '#contract/plan.ts'
import type { ThreadView } from '#contract/thread.ts'
import { ThreadEvent } from '#contract/event.ts'
import type { Me } from '#contract/server-endpoints.ts'
import { Scope } from '#core/principal.ts'

/** A person of the fake: their key is `key-of-<id>`. */
export interface FakePerson {
  readonly id: string
  readonly name: string
  readonly roles: readonly string[]
}

interface FakeMessage {
  readonly id: string
  readonly role: 'user' | 'assistant'
  readonly parts: readonly object[]
  readonly runId: string | null
  readonly createdAt: string
}

/** What a test sees and steers of a fake server: an HTTP API without anything behind it. */
export interface FakeApi extends AsyncDisposable {
  readonly url: string
  readonly plans: Map<string, PlanView>
  /** The texts of the messages that arrived, each once however often it was sent. */
  readonly received: readonly string[]
  readonly decisions: readonly (NewDecision & { readonly by: string; readonly planId: string })[]
  /** Called with each message; what it does comes out as events. */
  onMessage: (text: string, runId: string) => void
  emit(event: { readonly type: string; readonly [key: string]: unknown }): void
  answer(runId: string, parts: readonly object[]): void
}

const PEOPLE: readonly FakePerson[] = [
  { id: 'customer', name: 'Maya Lindqvist', roles: ['customer'] },
  { id: 'support-lead', name: 'Jonas Weber', roles: ['support-lead'] },
  { id: 'other-lead', name: 'Ana Sousa', roles: ['support-lead'] },
  { id: 'operator', name: 'Sam Okafor', roles: ['operator'] },
]

/** The content of `dev-people.json` for the fake's people. */
export const FAKE_PEOPLE_FILE = JSON.stringify(
  Object.fromEntries(PEOPLE.map(({ id }) => [id, { key: `key-of-${id}` }])),
)

const THREAD = '019a9f3e-0000-7000-8000-000000000001'

const OPENED: ThreadView = {
  id: THREAD,
  agent: 'support',
  title: 'Example shop support',
  greeting: 'Hello, I can look up orders.',
  suggestions: ['How long do refunds take?', 'Refund order A17'],
  about: { model: null, person: 'support-lead' },
}

export async function startFakeApi(): Promise<FakeApi> {
  const events: { readonly seq: number; readonly type: string }[] = []
  const messages: FakeMessage[] = []
  const accepted = new Map<string, { readonly messageId: string; readonly runId: string }>()
  const streams = new Set<ServerResponse>()
  const received: string[] = []
  const decisions: (NewDecision & { by: string; planId: string })[] = []
  let count = 0
  const newId = (): string => `019a9f3e-0000-7000-9000-${String(++count).padStart(12, '0')}`
  const now = (): string => '2026-11-20T09:30:00.000Z'

  const server = createServer((request, response) => {
    void route(request, response).catch((error: unknown) => {
      problem(response, 500, 'internal', String(error))
    })
  })

  const emit: FakeApi['emit'] = (event) => {
    const stored = { at: now(), threadId: THREAD, ...OF_PLAN[event.type], ...event, seq: events.length + 1 }
    // A test that tells of what no server would tells its face nothing.
    ThreadEvent.parse(stored)
    events.push(stored)
    for (const stream of streams) writeEvent(stream, stored)
  }

  const fake: FakeApi = {
    url: '',
    plans: new Map(),
    received,
    decisions,
    onMessage: (text, runId) => fake.answer(runId, [{ type: 'text', text: `You said: ${text}`, citations: [] }]),
    emit,
    answer: (runId, parts) => {
      const id = newId()
      messages.push({ id, role: 'assistant', parts, runId, createdAt: now() })
      emit({ type: 'message-completed', runId, messageId: id, parts })
      emit({ type: 'run-completed', runId })
    },
    [Symbol.asyncDispose]: async () => {
      const { promise, resolve } = Promise.withResolvers<void>()
      server.close(() => resolve())
      server.closeAllConnections()
      await promise
    },
  }

  async function route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://fake')
    const at = `${request.method} ${url.pathname}`
    if (at === 'GET /healthz') return json(response, 200, { alive: true })
    if (at === 'GET /readyz') return json(response, 200, { ready: true, dependencies: {} })
    const person = PEOPLE.find(({ id }) => request.headers.authorization === `Bearer key-of-${id}`)
    if (person === undefined) return problem(response, 401, 'not-signed-in', 'Nobody is signed in.')
    if (at === 'GET /v1/me') return json(response, 200, meOf(person))
    if (at === 'POST /v1/threads') return json(response, 201, OPENED)
    if (at === `POST /v1/threads/${THREAD}/messages`) return await accept(request, response)
    if (at === `GET /v1/threads/${THREAD}/messages`) return json(response, 200, pageOf(url))
    if (at === `GET /v1/threads/${THREAD}/events`) return stream(request, response, url)
    if (at === 'GET /v1/hand-overs') return json(response, 200, { handOvers: [] })
    if (at === 'GET /v1/plans') return json(response, 200, { plans: listed(url), next: null })
    const [, planId = '', decides] = /^\/v1\/plans\/([^/]+)(\/decisions)?$/.exec(url.pathname) ?? []
    const plan = fake.plans.get(planId)
    if (plan === undefined)
      return problem(response, 404, 'not-found', "There is no such thing, or it isn't yours to see.")
    if (decides === undefined) return json(response, 200, plan)
    const decision: NewDecision = {
      reason: null,
      note: null,
      ...(await bodyOf<Pick<NewDecision, 'digest' | 'decision'>>(request)),
    }
    decide(response, plan, { decision, person })
  }

  async function accept(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { text } = await bodyOf<{ text: string }>(request)
    if (text.length > 8_000)
      return problem(response, 413, 'message-too-long', 'That was too long: 8,000 characters at most.')
    const key = String(request.headers['idempotency-key'] ?? newId())
    const before = accepted.get(key)
    if (before !== undefined) return json(response, 202, before)
    const made = { messageId: newId(), runId: newId() }
    accepted.set(key, made)
    received.push(text)
    const parts = [{ type: 'text', text, citations: [] }]
    messages.push({ id: made.messageId, role: 'user', parts, runId: null, createdAt: now() })
    emit({ type: 'message-received', messageId: made.messageId, parts })
    json(response, 202, made)
    emit({ type: 'run-started', runId: made.runId })
    fake.onMessage(text, made.runId)
  }

  // Pages of three, so that clients have to turn them.
  function pageOf(url: URL): object {
    const after = Number(url.searchParams.get('after') ?? 0)
    const end = Math.min(after + 3, messages.length)
    return { messages: messages.slice(after, end).map(shownMessage), next: end < messages.length ? String(end) : null }
  }

  function stream(request: IncomingMessage, response: ServerResponse, url: URL): void {
    const after = Number(url.searchParams.get('after') ?? 0)
    if (!String(request.headers.accept).includes('text/event-stream')) {
      const page = events.filter(({ seq }) => seq > after)
      return json(response, 200, { events: page, next: page.at(-1)?.seq ?? after })
    }
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    response.write(': hello\n\n')
    for (const event of events.filter(({ seq }) => seq > after)) writeEvent(response, event)
    streams.add(response)
    response.on('close', () => streams.delete(response))
  }

  function listed(url: URL): readonly PlanView[] {
    const status = url.searchParams.get('status')
    return [...fake.plans.values()].filter((plan) => status === null || plan.status === status).toReversed()
  }

  function decide(
    response: ServerResponse,
    plan: PlanView,
    { decision, person }: { readonly decision: NewDecision; readonly person: FakePerson },
  ): void {
    decisions.push({ ...decision, by: person.id, planId: plan.id })
    const view = {
      principal: person,
      digest: decision.digest,
      authenticatedBy: 'session' as const,
      reason: decision.reason,
      note: decision.note,
      decision: decision.decision,
      counts: true,
      at: now(),
      lookedMs: null,
    }
    const status = decision.decision === 'reject' ? ('rejected' as const) : ('applying' as const)
    const decided = { ...plan, status, awaits: [], decisions: [...plan.decisions, view] }
    fake.plans.set(plan.id, decided)
    const { digest } = decision
    emit({ type: 'plan-decided', planId: plan.id, runId: plan.runId, digest, decision: decision.decision })
    json(response, 200, { plan: decided })
  }

  const listening = Promise.withResolvers<void>()
  server.listen(0, '127.0.0.1', () => listening.resolve())
  await listening.promise
  const { port } = server.address() as AddressInfo
  return Object.assign(fake, { url: `http://127.0.0.1:${port}` })
}

/** What these events say beside what a test cares for. */
const OF_PLAN: Readonly<Record<string, object>> = {
  'plan-proposed': { digest: 'sha256:00', decision: 'ask' },
}

function meOf({ id, name, roles }: FakePerson): Me {
  return { id, name, roles, tenantId: 'default', groups: [], scopes: [...Scope.options], authenticatedBy: 'session' }
}

function shownMessage({ parts, ...message }: FakeMessage): object {
  const shown = parts.map((part) => ('planId' in part ? { ...part, plan: null } : part))
  return { ...message, by: null, parts: shown, isComplete: true }
}

function writeEvent(stream: ServerResponse, event: { readonly seq: number; readonly type: string }): void {
  stream.write(`id: ${event.seq}\nevent: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`)
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

function problem(response: ServerResponse, status: number, code: string, detail: string, more: object = {}): void {
  response.writeHead(status, { 'content-type': 'application/problem+json' })
  response.end(JSON.stringify({ ...more, type: 'about:blank', title: 'Problem', status, detail, code }))
}

async function bodyOf<Body>(request: IncomingMessage): Promise<Body> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return JSON.parse(Buffer.concat(chunks).toString('utf8'))
}
