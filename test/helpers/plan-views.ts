import { PlanView } from '#contract/plan.ts'
import plan from '../contract/golden/plan.json' with { type: 'json' }
import type { DecisionView } from '#contract/decision.ts'
import type { ArgumentView, EffectView, OriginKind } from '#contract/effect.ts'
import type { IntentView } from '#contract/intent.ts'
import { requestQuote, requestQuoteLine } from '#cards/drawing/request-quote.ts'

const GOLDEN = PlanView.parse(plan)

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
  // Nobody has decided on it yet, and it goes by no rule.
  return {
    ...GOLDEN,
    intent: intentView(),
    effects: [refundView(), mailView()],
    citations: [],
    decisions: [],
    ...changes,
  }
}

/** How it was asked for: in so many words, unless a test says otherwise. */
export function intentView(changes: Partial<IntentView> = {}): IntentView {
  return {
    goal: 'Refund an order',
    said: [requesterWords('Refund order A17')],
    recognisedBy: 'example',
    likeness: 1,
    near: [],
    language: 'en',
    basis: 'explicit',
    doubts: [],
    steps: [],
    found: [],
    ...changes,
  }
}

/** A whole message of the requester's. */
export function requesterWords(text: string): IntentView['said'][number] {
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
  return { name, text, origin, kind, others: [], unchecked, excerpts: [], was: null, edit: [] }
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
    digest: GOLDEN.digest ?? '',
    authenticatedBy: 'session',
    reason: null,
    note: null,
    at: '2026-11-20T09:31:00Z',
    lookedMs: 21_000,
    counts: true,
    ...changes,
  }
}

const BOBS = {
  from: "Bob's message of 12 May 2026",
  before: 'Hi all, Alice has left us.\nPlease use my new address from now on: ',
  marked: 'bob@example.org',
  after: '. Thanks.',
}

/** A mail to an address that only a message has. */
export const fromMessage = mailView({
  index: 0,
  title: 'Mail bob@example.org: minutes',
  arguments: [
    {
      ...argument('to', 'bob@example.org', "an address in Bob's message of 12 May 2026: unchecked", true),
      others: ['chosen by the subject in mail for minutes: unchecked'],
      excerpts: [
        BOBS,
        { from: 'the subject in mail for minutes', before: '', marked: '', after: 'Who gets the minutes' },
      ],
    },
    argument('template', 'minutes', 'written by the agent'),
  ],
})

/** A plan that also answers what was asked. */
export const answering: Partial<PlanView> = {
  answer: {
    text: 'You have 3 unread mails.\nThe newest is from Bob: “Use my new address”.',
    origin: "from Bob's message of 12 May 2026: unchecked",
    kind: 'unchecked',
    others: ['written by the agent'],
    unchecked: true,
    excerpts: [{ ...BOBS, marked: '', before: '', after: 'Use my new address' }],
    editedSince: false,
  },
  title: 'Mail bob@example.org: minutes',
  deed: 'Mail',
  totals: ['1 mail', "can't be undone"],
  effects: [fromMessage],
}

/** How it is done changed while it waited. */
export const otherSteps: Partial<PlanView> = {
  settings: [{ setting: 'procedure', of: 'refund', title: 'Refund an order' }],
  stepChanges: [
    {
      change: 'changed',
      title: 'Refund 99.00 EUR for order A17',
      was: 'Refund 129.00 EUR for order A17',
      values: [{ name: 'amount', was: '129.00 EUR', is: '99.00 EUR' }],
    },
    { change: 'new', title: 'Send order A17 again', was: null, values: [] },
    { change: 'gone', title: 'Mail maya.lindqvist@example.com: refund-issued', was: null, values: [] },
  ],
}

/** What whoever asked for a plan is told of how they did. */
export function askedLine(plan: PlanView): string {
  const asked = requestQuote(plan, plan.requester)
  return asked === null ? '' : requestQuoteLine(asked)
}
