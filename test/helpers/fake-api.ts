import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { KeyView } from '#contract/key.ts'
import type { DecisionOutcome, EffectResolution, NewDecision, NewKey } from '#contract/operations.ts'
import type { PlanView } from '#contract/plan.ts'
import type { ThreadView } from '#contract/thread.ts'
import { ThreadEvent } from '#contract/event.ts'
import type { PassageView } from '#contract/knowledge.ts'
import type { Me } from '#contract/server-endpoints.ts'
import { PrincipalId, Scope } from '#core/principal.ts'

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
  readonly port: number
  readonly plans: Map<string, PlanView>
  readonly keys: KeyView[]
  /** The texts of the messages that arrived, each once however often it was sent. */
  readonly received: readonly string[]
  /** Every `Last-Event-ID` that a client asked to go on after. */
  readonly resumed: readonly number[]
  readonly decisions: readonly (NewDecision & { readonly by: string; readonly planId: string })[]
  readonly resolutions: readonly (EffectResolution & {
    readonly by: string
    readonly planId: string
    readonly index: number
  })[]
  /** Called with each message; what it does comes out as events. */
  onMessage: (text: string, runId: string) => void
  /** What comes of a decision; without it the decision counts. */
  onDecision: ((planId: string, decision: NewDecision, by: FakePerson) => DecisionOutcome | null) | null
  emit(event: { readonly type: string; readonly [key: string]: unknown }): void
  answer(runId: string, parts: readonly object[]): void
  /** Cuts every open stream, as a proxy or a restart does. */
  cutStreams(): void
  /** Stops listening, keeping all that is stored; `resume` listens again on the same port. */
  pause(): Promise<void>
  resume(): Promise<void>
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

export async function startFakeApi(options: { readonly port?: number } = {}): Promise<FakeApi> {
  const events: { readonly seq: number; readonly type: string }[] = []
  const messages: FakeMessage[] = []
  const accepted = new Map<string, { readonly messageId: string; readonly runId: string }>()
  const streams = new Set<ServerResponse>()
  const received: string[] = []
  const resumed: number[] = []
  const decisions: (NewDecision & { by: string; planId: string })[] = []
  const resolutions: FakeApi['resolutions'][number][] = []
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
    port: 0,
    plans: new Map(),
    keys: [],
    received,
    resumed,
    decisions,
    resolutions,
    onMessage: (text, runId) => fake.answer(runId, [{ type: 'text', text: `You said: ${text}`, citations: [] }]),
    onDecision: null,
    emit,
    answer: (runId, parts) => {
      const id = newId()
      messages.push({ id, role: 'assistant', parts, runId, createdAt: now() })
      emit({ type: 'message-completed', runId, messageId: id, parts })
      emit({ type: 'run-completed', runId })
    },
    cutStreams: () => {
      for (const stream of streams) stream.destroy()
    },
    pause: async () => {
      const { promise, resolve } = Promise.withResolvers<void>()
      server.close(() => resolve())
      server.closeAllConnections()
      await promise
    },
    resume: async () => await listen(fake.port),
    [Symbol.asyncDispose]: async () => {
      if (server.listening) await fake.pause()
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
    if (url.pathname.startsWith('/v1/passages/')) return json(response, 200, PASSAGE)
    if (url.pathname.startsWith('/v1/keys')) return await keyRoute(at, request, response)
    if (at === 'GET /v1/hand-overs') return json(response, 200, { handOvers: [] })
    if (at === 'GET /v1/plans') return json(response, 200, { plans: listed(url), next: null })
    const [, unknownId = '', index = ''] = /^\/v1\/plans\/([^/]+)\/effects\/(\d+)\/resolution$/.exec(url.pathname) ?? []
    if (index !== '')
      return resolve(response, { planId: unknownId, index: Number(index) }, person, await bodyOf(request))
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
    const after = Number(request.headers['last-event-id'] ?? url.searchParams.get('after') ?? 0)
    if (!String(request.headers.accept).includes('text/event-stream')) {
      const page = events.filter(({ seq }) => seq > after)
      return json(response, 200, { events: page, next: page.at(-1)?.seq ?? after })
    }
    resumed.push(after)
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
    const outcome = fake.onDecision?.(plan.id, decision, person) ?? null
    if (outcome !== null) return refusal(response, outcome)
    if (decision.digest !== plan.digest) return refusal(response, { outcome: 'digest-differs', digest: plan.digest })
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

  function resolve(
    response: ServerResponse,
    step: { readonly planId: string; readonly index: number },
    { id }: FakePerson,
    resolution: EffectResolution,
  ): void {
    const plan = fake.plans.get(step.planId)
    const effect = plan?.effects[step.index]
    if (plan === undefined || effect?.state !== 'unknown')
      return problem(response, 409, 'effect-known', 'What became of this step is known.')
    resolutions.push({ ...resolution, ...step, by: id })
    const effects = plan.effects.with(step.index, { ...effect, state: 'succeeded' })
    const resolved = { ...plan, status: 'applying' as const, effects, mayResolve: false }
    fake.plans.set(plan.id, resolved)
    json(response, 200, { plan: resolved })
  }

  function refusal(response: ServerResponse, outcome: DecisionOutcome): void {
    switch (outcome.outcome) {
      case 'decided':
        fake.plans.set(outcome.plan.id, outcome.plan)
        return json(response, 200, { plan: outcome.plan })
      case 'wrong-role':
        return problem(response, 403, 'wrong-role', 'Not you.', { needs: outcome.needs })
      case 'own-edit':
        return problem(response, 403, 'own-edit', 'You changed it.', { needs: outcome.needs })
      case 'person-required':
        return problem(response, 403, 'person-required', 'A person decides.')
      case 'own-page-required':
        return problem(response, 403, 'own-page-required', 'Not from there.')
      case 'decided-before':
        return problem(response, 409, 'decided-before', 'Too late.', { decision: outcome.by, plan: outcome.plan })
      case 'expired':
        return problem(response, 410, 'plan-expired', 'Its time is over.')
      case 'digest-differs':
        return problem(response, 412, 'digest-differs', 'Another plan.', { digest: outcome.digest })
    }
  }

  async function keyRoute(at: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (at === 'GET /v1/keys') return json(response, 200, { keys: fake.keys })
    if (at === 'POST /v1/keys') {
      const body = await bodyOf<NewKey>(request)
      const principal = PrincipalId.parse('key-1')
      const made = { ...body, id: `key${fake.keys.length + 1}`, principal, createdAt: now(), revokedAt: null }
      fake.keys.push(made)
      return json(response, 201, { ...made, key: 'parley_default_key1_secret' })
    }
    const place = fake.keys.findIndex(({ id }) => at === `DELETE /v1/keys/${id}`)
    if (place < 0) return problem(response, 404, 'not-found', 'There is no such key.')
    fake.keys.splice(place, 1)
    response.writeHead(204).end()
  }

  async function listen(port: number): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => resolve())
    await promise
  }

  await listen(options.port ?? 0)
  const { port } = server.address() as AddressInfo
  return Object.assign(fake, { port, url: `http://127.0.0.1:${port}` })
}

const PASSAGE = {
  heading: 'Damaged goods',
  document: { id: '019a9f3e-0000-7000-8000-00000000000d', title: 'Returns policy', version: 1 },
  text: '',
  start: 0,
  end: 0,
  place: null,
} satisfies PassageView

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
