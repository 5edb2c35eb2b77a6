import type { DecisionView } from '#contract/decision.ts'
import type { ArgumentView, EffectView, OriginKind } from '#contract/effect.ts'
import type { IntentView } from '#contract/intent.ts'
import type { PlanView } from '#contract/plan.ts'

const DIGEST = `sha256:${'ab'.repeat(32)}`

const quote = 'Only what was paid for an order can be refunded, and never more than its total.'

/** A rule that a refund goes by. */
export const RULE: PlanView['citations'][number] = {
  passageId: '019a9f3e-0000-7000-8000-000000000003',
  quote,
  document: { id: '019a9f3e-0000-7000-8000-000000000004', title: 'Refunds', version: 1 },
  span: { start: 40, end: 40 + quote.length },
}

/** Plans as the API shows them: Maya Lindqvist's refund of order A17, in whatever state a test needs. */
export function planView(changes: Partial<PlanView> = {}): PlanView {
  return {
    id: '019a9f3e-5a10-7c44-9d1e-6f0b2c3d8f2a',
    language: 'en',
    status: 'waiting',
    digest: DIGEST,
    threadId: '019a9f3e-0000-7000-8000-000000000001',
    runId: '019a9f3e-0000-7000-8000-000000000002',
    agent: 'support',
    requester: { id: 'customer', name: 'Maya Lindqvist' },
    program: [
      'const order = await tools.shop.orders.get({ id: slots.orderId })',
      "if (order.status !== 'delivered') return say('Not yet.')",
      'for (const item of order.items) {',
      '  tools.shop.mail.send({ to: order.customerEmail })',
      '}',
    ].join('\n'),
    playbook: 'refund',
    intent: intentView(),
    said: 'I have prepared the refund.',
    title: 'Refund 129.00 EUR for order A17, then mail Maya Lindqvist',
    deed: 'Refund 129.00 EUR and mail',
    totals: ['129.00 EUR goes out', '1 mail', "can't be undone"],
    effects: [refundView(), mailView()],
    leftOut: [],
    lostEdits: [],
    reads: [
      {
        index: 0,
        tool: 'shop/orders.get',
        title: 'Look up order A17',
        from: 'our orders',
        args: { id: 'A17' },
        found: true,
        at: '2026-11-20T09:12:00Z',
      },
    ],
    citations: [],
    verdict: {
      decision: 'ask',
      roles: ['support-lead'],
      reasons: ['Refunds above 50.00 need a support lead'],
      policies: ['larger-refund'],
    },
    decisions: [],
    risk: [0, 129, 2],
    awaits: ['support-lead'],
    people: { asked: 1, yes: 0 },
    escalation: null,
    ownEdit: false,
    rejectReasons: ['wrong-amount', 'not-eligible', 'other'],
    mayResolve: false,
    trying: null,
    changes: [],
    settings: [],
    instead: [],
    failure: null,
    expiresAt: '2026-11-21T09:14:00Z',
    createdAt: '2026-11-20T09:14:00Z',
    ...changes,
  }
}

/** How it was asked for: in so many words, unless a test says otherwise. */
export function intentView(changes: Partial<IntentView> = {}): IntentView {
  return {
    goal: 'Refund an order',
    said: [saidWords('Refund order A17')],
    recognisedBy: 'example',
    likeness: 1,
    near: [],
    language: 'en',
    basis: 'explicit',
    doubts: [],
    steps: [],
    ...changes,
  }
}

/** A whole message of the requester's. */
export function saidWords(text: string): IntentView['said'][number] {
  return { messageId: '019a9f3e-0000-7000-8000-000000000003', start: 0, end: text.length, text }
}

const ORDER = { from: 'tool', tool: 'shop/orders.get', read: 0 } as const
const SAID = { data: ['user:customer'], ctrl: [] }

export function refundView(changes: Partial<EffectView> = {}): EffectView {
  return {
    index: 0,
    tool: 'shop/refunds.create',
    title: 'Refund 129.00 EUR for order A17',
    args: { orderId: 'A17', amount: 12900, currency: 'EUR', reason: 'damaged' },
    arguments: [
      argument('amount', '129.00 EUR', 'from our orders'),
      argument('orderId', 'A17', 'Maya said it'),
      argument('reason', 'damaged', 'Maya said it'),
    ],
    money: [{ minor: 12_900, currency: 'EUR' }],
    labels: { '/orderId': SAID, '/reason': SAID },
    because: { data: [], ctrl: [] },
    paths: {
      '/amount': [ORDER, { get: 'total' }],
      '/currency': [ORDER, { get: 'currency' }],
      '/orderId': [{ from: 'slot', slot: 'orderId' }],
      '/reason': [{ from: 'slot', slot: 'reason' }],
    },
    verdict: null,
    state: 'planned',
    result: null,
    said: null,
    reversible: false,
    mayLeaveOut: false,
    ...changes,
  }
}

export function mailView(changes: Partial<EffectView> = {}): EffectView {
  return {
    index: 1,
    tool: 'shop/mail.send',
    title: 'Mail maya.lindqvist@example.com: refund-issued',
    args: { to: 'maya.lindqvist@example.com', template: 'refund-issued' },
    arguments: [
      argument('to', 'maya.lindqvist@example.com', 'from our orders'),
      argument('template', 'refund-issued', 'from our playbook'),
      argument('refundId', 'known after step 1', 'from step 1'),
    ],
    money: [],
    labels: {},
    because: { data: [], ctrl: [] },
    paths: {
      '/to': [ORDER, { get: 'customerEmail' }],
      '/template': [{ from: 'plan' }],
      '/refundId': [{ from: 'step', step: 0 }, { get: 'id' }],
    },
    verdict: null,
    state: 'planned',
    result: null,
    said: null,
    reversible: false,
    mayLeaveOut: false,
    ...changes,
  }
}

export function argument(name: string, text: string, origin: string, unchecked = false): ArgumentView {
  const kind = unchecked ? 'unchecked' : (KINDS.find(([words]) => origin.includes(words))?.[1] ?? 'record')
  return { name, text, origin, kind, others: [], unchecked, was: null, edit: [] }
}

const KINDS: readonly (readonly [words: string, kind: OriginKind])[] = [
  ['said it', 'person'],
  ['from step', 'step'],
  ['playbook', 'operator'],
  ['by the agent', 'model'],
]

export function decisionView(changes: Partial<DecisionView> = {}): DecisionView {
  return {
    principal: { id: 'support-lead', name: 'Jonas Weber' },
    decision: 'approve',
    digest: DIGEST,
    authenticatedBy: 'session',
    reason: null,
    note: null,
    at: '2026-11-20T09:31:00Z',
    lookedMs: 21_000,
    counts: true,
    ...changes,
  }
}
