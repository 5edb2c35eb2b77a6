import { golden } from '../../contract/golden.ts'
import { SearchResultView } from '#contract/knowledge.ts'
import { notFound } from '#core/errors.ts'
import type { MessageView } from '#contract/message.ts'
import type { DecisionOutcome, Operations } from '#contract/operations.ts'
import { PlanView } from '#contract/plan.ts'
import type { HandedInDocument } from '#contract/document-operations.ts'
import { DocumentView } from '#contract/document.ts'
import { HandOverView } from '#contract/hand-over.ts'
import { RunView } from '#contract/run.ts'
import { ListedThreadView, ThreadView } from '#contract/thread.ts'
import { StopView, ToolView } from '#contract/tool.ts'
import type { ThreadEvent } from '#memory/events/thread-event.ts'
import { PrincipalId, Scope, TenantId, type Principal } from '#core/principal.ts'

export const THREAD = '019a0000-0000-7000-8000-000000000001'
export const RUN = '019a0000-0000-7000-8000-000000000002'
export const PLAN = '019a0000-0000-7000-8000-000000000003'
export const PASSAGE = '019a0000-0000-7000-8000-000000000004'
const MESSAGE = '019a0000-0000-7000-8000-000000000005'
const AT = '2026-08-04T09:30:00.000Z'
const NOTHING_CHANGED = { agent: 'support', problems: [], compared: 0, changed: 0, kinds: [], changes: [], left: [] }

/** What a test can see and set of the operations behind a server. */
export interface FakeOperations extends Operations {
  /** Adds events to the one thread; everyone who follows it gets them. */
  emit(count: number, text?: string): void
  /** What `decidePlan` answers next. */
  outcome: DecisionOutcome
  /** What `readRun` throws, where it does. */
  failure: unknown
  readonly accepted: readonly { readonly dedupeKey: string; readonly text: string }[]
  readonly followers: number
  /** How often anybody began to follow. */
  readonly followings: number
  /** Documents handed in, in order. */
  readonly handedIn: readonly HandedInDocument[]
}

/** The operations in memory, for what concerns the protocol alone: one thread, one run, one plan, all of `customer`. */
export function fakeOperations(): FakeOperations {
  const events: ThreadEvent[] = []
  const accepted: { dedupeKey: string; text: string }[] = []
  const waiting = new Set<() => void>()
  const handedIn: HandedInDocument[] = []
  let followers = 0
  let followings = 0
  const owned = (principal: Principal, id: string, known: string, what: string): void => {
    if (id !== known || principal.id !== 'customer') throw notFound(what)
  }

  const fake: FakeOperations = {
    outcome: { outcome: 'decided', plan: plan(), isNew: true },
    failure: null,
    accepted,
    handedIn,
    get followers() {
      return followers
    },
    get followings() {
      return followings
    },
    emit(count, text = '') {
      for (let more = 0; more < count; more += 1) events.push(event(events.length + 1, text))
      for (const wake of waiting) wake()
    },
    createThread: async (_, { agent }) => ({ ...golden('thread', ThreadView), agent: agent ?? 'support' }),
    listThreads: async () => ({ threads: [thread()], next: null }),
    readThread: async (principal, threadId) => {
      owned(principal, threadId, THREAD, 'thread')
      return thread()
    },
    acceptMessage: async (principal, message) => {
      owned(principal, message.threadId, THREAD, 'thread')
      const duplicate = accepted.some((before) => before.dedupeKey === message.dedupeKey)
      if (!duplicate) accepted.push({ dedupeKey: message.dedupeKey, text: message.text })
      return { messageId: MESSAGE, runId: RUN, duplicate }
    },
    ownRequest: async (principal, { threadId }) => {
      owned(principal, threadId, THREAD, 'message')
      return { messageId: MESSAGE, runId: RUN }
    },
    listMessages: async (principal, threadId) => {
      owned(principal, threadId, THREAD, 'thread')
      return { messages: [message()], next: null }
    },
    listEvents: async (principal, threadId, after, limit) => {
      owned(principal, threadId, THREAD, 'thread')
      return events.slice(after, after + limit)
    },
    async *followEvents(_, __, after, signal) {
      followers += 1
      followings += 1
      try {
        for (let next = after; !signal.aborted;) {
          const found = events[next]
          if (found === undefined) await change(signal)
          else {
            yield found
            next += 1
          }
        }
      } finally {
        followers -= 1
      }
    },
    readRun: async (principal, runId) => {
      if (fake.failure !== null) throw fake.failure
      owned(principal, runId, RUN, 'run')
      return run('running')
    },
    listRuns: async () => ({ runs: [run('running')], next: null }),
    awaitRun: async () => run('done'),
    cancelRun: async (principal, runId) => {
      owned(principal, runId, RUN, 'run')
      return run('cancelled')
    },
    listPlans: async () => ({ plans: [plan()], next: null }),
    readPlan: async (principal, planId) => {
      owned(principal, planId, PLAN, 'plan')
      return plan()
    },
    listPlanMessages: async (principal, planId) => {
      owned(principal, planId, PLAN, 'plan')
      return [message()]
    },
    decidePlan: async () => fake.outcome,
    resolveEffect: async () => plan(),
    readEvidence: async () => ({ plan: PLAN, signature: 'x' }),
    evidenceKeys: () =>
      Promise.resolve({ keys: [{ kty: 'OKP', crv: 'Ed25519', x: 'x'.repeat(43), kid: 'k'.repeat(43) }], others: [] }),
    replayPlan: async () => ({
      planId: PLAN,
      status: 'waiting' as const,
      steps: [],
      edits: [],
      said: null,
      failure: null,
      digest: null,
      digestAgain: null,
      differs: [],
    }),
    explainPlan: async () => ({
      planId: PLAN,
      status: 'waiting' as const,
      title: 'Refund',
      digest: null,
      judgedAt: AT,
      rules: 'current' as const,
      agrees: true,
      conditions: true,
      verdict: { decision: 'allow' as const, roles: [], reasons: [], policies: [] },
      whole: null,
      effects: [],
    }),
    diffPolicy: async () => NOTHING_CHANGED,
    listShadows: () => ['support'],
    readShadow: async () => NOTHING_CHANGED,
    search: async () => [golden('search-result', SearchResultView)],
    readPassage: async (principal, passageId) => {
      owned(principal, passageId, PASSAGE, 'passage')
      return { document: document(), text: 'Thirty days.', start: 0, end: 12, heading: 'Returns', place: null }
    },
    passagesToHandOut: async (_principal, passageIds) => new Set(passageIds),
    listProcedures: () => [],
    listAgents: () => [{ name: 'support', title: 'Support' }],
    converse: async () => ({ threadId: THREAD, messageId: MESSAGE, runId: RUN, isJoined: false }),
    waitingWords: async () => null,
    readDocument: async (principal, { documentId, version }) => {
      owned(principal, documentId, document().id, 'document')
      const passage = { passageId: PASSAGE, text: 'Thirty days.', start: 0, end: 12, heading: 'Returns', place: null }
      return {
        document: { ...document(), version },
        newest: version,
        passages: [passage],
        leftOut: { before: 0, after: 0 },
      }
    },
    listDocuments: async () => ({ documents: [listedDocument()], next: null }),
    addDocument: async (_, handing) => {
      handedIn.push(handing)
      return { documentId: document().id, version: 1, change: 'stored', passages: 1, findings: 0, givesOrders: 0 }
    },
    removeDocument: async (principal, documentId) => owned(principal, documentId, document().id, 'document'),
    listHandedIn: async () => ({ documents: [], next: null }),
    createKey: async (_, key) => ({ ...key, ...keyView(), key: 'parley_default_k1_secret' }),
    listKeys: async () => [keyView()],
    revokeKey: async () => undefined,
    giveFeedback: async () => undefined,
    listHandOvers: async () => [],
    readHandOver: async () => handOver(),
    listHandOverMessages: async () => ({ messages: [], next: null }),
    takeHandOver: async () => handOver(),
    releaseHandOver: async () => handOver(),
    answerHandOver: async () => ({ messageId: MESSAGE }),
    closeHandOver: async () => handOver(),
    readToMend: async () => ({ documents: [], unanswered: [], noticed: [] }),
    listTools: async () => [tool()],
    acceptTool: async () => tool(),
    listStops: async () => [stop()],
    stopCalls: async () => stop(),
    startCalls: async () => stop(),
    listAsideRuns: async () => [],
    retryRun: async () => undefined,
    authenticateKey: async (key) => principalOfKey(key),
    rememberPrincipal: async () => true,
    readPerson: async (tenantId, id) => (tenantId === 'default' ? person(id, Scope.options, 'session') : null),
    shareRates: async (_, used) => used,
    storage: async () => null,
    heldRuns: async () => ({ resting: 3, setAside: 1 }),
    toolServers: () => [{ agent: 'support', server: 'shop', isResting: false }],
    readiness: async () => ({
      ready: true,
      dependencies: { database: { ok: true, detail: 'PGlite' } },
      facts: { version: '0.1.0', database: 'PGlite in ./data', model: null, agents: ['support'] },
    }),
  }

  async function change(signal: AbortSignal): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    waiting.add(resolve)
    signal.addEventListener('abort', () => resolve(), { once: true })
    await promise
    waiting.delete(resolve)
  }
  return fake
}

/** A key for `customer` with these scopes, which the fake believes: `parley_default_chat+read_x`. */
export function keyWith(...scopes: readonly Scope[]): string {
  return `parley_default_${scopes.join('-')}_x`
}

export function plan(): PlanView {
  const small = { intent: null, said: null, effects: [], reads: [], citations: [], decisions: [] }
  const about = { id: PLAN, threadId: THREAD, runId: RUN, digest: 'sha256:00', program: "return say('ok')" }
  const words = { title: 'Refund 129.00 EUR for order A17', deed: 'Refund', totals: ['129.00 EUR goes out'] }
  return { ...golden('plan', PlanView), ...about, ...words, ...small, expiresAt: AT, createdAt: AT }
}

function principalOfKey(key: string): Principal | null {
  const scopes = /^parley_default_([a-z-]+)_x$/.exec(key)?.[1]?.split('-') ?? []
  const known = scopes.map((scope) => Scope.safeParse(scope).data).filter((scope) => scope !== undefined)
  return known.length === 0 ? null : person('customer', known, 'key')
}

function person(id: string, scopes: readonly Scope[], authenticatedBy: Principal['authenticatedBy']): Principal {
  return {
    tenantId: TenantId.parse('default'),
    id: PrincipalId.parse(id),
    name: id,
    email: `${id}@example.com`,
    roles: [id],
    groups: [],
    authenticatedBy,
    scopes,
  }
}

function event(seq: number, runId: string): ThreadEvent {
  return { seq, at: AT, type: 'run-started', threadId: THREAD, runId: runId === '' ? RUN : runId }
}

function message(): MessageView {
  const { status, digest, title, totals, awaits, expiresAt } = plan()
  const card = { status, digest, title, totals, awaits, expiresAt }
  const parts = [{ type: 'plan', planId: PLAN, plan: card }] as const
  return { id: MESSAGE, role: 'assistant', by: null, parts, runId: RUN, createdAt: AT, isComplete: false }
}

function run(status: RunView['status']): RunView {
  return { ...golden('run', RunView), status, waitingFor: null }
}

function handOver(): HandOverView {
  return golden('hand-over', HandOverView)
}

function thread(): ListedThreadView {
  return golden('listed-thread', ListedThreadView)
}

function document(): { id: string; title: string; version: number } {
  return { id: PASSAGE, title: 'Returns', version: 1 }
}

function listedDocument(): DocumentView {
  return { ...golden('document', DocumentView), kept: null }
}

function tool(): ToolView {
  return { ...golden('tool', ToolView), stop: null }
}

function stop(): StopView {
  return golden('stop', StopView)
}

function keyView(): Awaited<ReturnType<Operations['listKeys']>>[number] {
  return {
    id: 'k1',
    name: 'a service',
    principal: PrincipalId.parse('customer'),
    roles: [],
    scopes: ['read'],
    createdAt: AT,
    expiresAt: null,
    revokedAt: null,
  }
}
