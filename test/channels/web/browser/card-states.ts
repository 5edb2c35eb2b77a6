import type { PlanView } from '#graph/contract.ts'
import { argument, decisionView, mailView, planView, refundView } from '../../../helpers/plan-views.ts'

const maya = { id: 'customer', roles: ['customer'] }
const jonas = { id: 'support-lead', roles: ['support-lead'] }
const refunded = refundView({ state: 'succeeded', result: { id: 'R-5521' } })
const mailed = mailView({ state: 'succeeded', result: { id: 'M-77' } })
const stranger = mailView({
  title: 'Mail collect@a31-returns.example: refund-issued',
  arguments: [argument('to', 'collect@a31-returns.example', 'the note in our orders: unchecked', true)],
  verdict: { decision: 'deny', roles: [], reasons: ['No mail to an address from a note'], policies: ['mail-on-file'] },
})
const unknown = {
  status: 'unknown',
  decisions: [decisionView()],
  effects: [refundView({ state: 'unknown' }), mailView()],
  awaits: [],
  failure: { code: 'tool-timeout', text: "The shop didn't answer within 5 s" },
} as const

/** A card in one of its states, and who looks at it how. */
export interface ShownCard {
  readonly name: string
  readonly plan: PlanView
  readonly reader: { readonly id: string; readonly roles: readonly string[] }
  readonly density: 'chat' | 'console'
  readonly isLost?: boolean
  readonly isClosed?: boolean
  readonly pressed?: 'approve' | 'reject'
  readonly told?: string
  readonly asking?: 'reject' | 'happened'
}

/** Every state that a card has. */
export const CARD_STATES: readonly ShownCard[] = [
  {
    name: 'being made',
    plan: planView({
      status: 'making',
      title: '',
      said: 'Refund order A17',
      totals: [],
      effects: [],
      reads: [],
      verdict: null,
      awaits: [],
      digest: null,
      program: '',
    }),
    reader: maya,
    density: 'chat',
  },
  {
    name: 'goes ahead by itself',
    plan: planView({
      status: 'applying',
      awaits: [],
      verdict: {
        decision: 'allow',
        roles: [],
        reasons: ['Refunds up to 50.00 EUR of an amount in our own records need nobody'],
        policies: ['refund'],
      },
    }),
    reader: maya,
    density: 'chat',
  },
  { name: 'asks you, the lead', plan: planView(), reader: jonas, density: 'console' },
  { name: 'asks you, the requester', plan: planView({ awaits: ['requester'] }), reader: maya, density: 'chat' },
  { name: 'asks you, being answered', plan: planView(), reader: jonas, density: 'console', pressed: 'approve' },
  { name: 'asks why not', plan: planView(), reader: jonas, density: 'console', asking: 'reject' },
  { name: 'asks somebody else', plan: planView(), reader: maya, density: 'chat' },
  {
    name: 'asked again after a change',
    plan: planView({ changes: [{ tool: 'shop/orders.get', pointer: '/total', was: 12900, is: 9900 }] }),
    reader: jonas,
    density: 'console',
  },
  {
    name: 'expired',
    plan: planView({ status: 'expired', awaits: [], expiresAt: '2026-11-19T09:14:00Z' }),
    reader: maya,
    density: 'chat',
  },
  {
    name: 'being done',
    plan: planView({
      status: 'applying',
      awaits: [],
      decisions: [decisionView()],
      effects: [refunded, mailView({ state: 'dispatched' })],
    }),
    reader: maya,
    density: 'chat',
  },
  {
    name: 'done',
    plan: planView({ status: 'done', awaits: [], decisions: [decisionView()], effects: [refunded, mailed] }),
    reader: maya,
    density: 'chat',
  },
  {
    name: 'done before',
    plan: planView({ status: 'done', awaits: [], decisions: [decisionView()], effects: [refunded, mailed] }),
    reader: maya,
    density: 'chat',
    isClosed: true,
  },
  {
    name: 'failed',
    plan: planView({
      status: 'failed',
      awaits: [],
      decisions: [decisionView()],
      effects: [refunded, mailView({ state: 'failed' }), mailView({ index: 2 })],
      failure: { code: 'tool-error', text: 'The refund was made. The mail was not sent' },
    }),
    reader: maya,
    density: 'chat',
  },
  { name: 'not known', plan: planView(unknown), reader: maya, density: 'chat' },
  {
    name: 'not known, yours to say',
    plan: planView({ ...unknown, mayResolve: true }),
    reader: jonas,
    density: 'console',
  },
  {
    name: 'says what happened',
    plan: planView({ ...unknown, mayResolve: true }),
    reader: jonas,
    density: 'console',
    asking: 'happened',
  },
  {
    name: 'refused',
    plan: planView({
      status: 'refused',
      awaits: [],
      verdict: {
        decision: 'deny',
        roles: [],
        reasons: ['The address came from an order note, not from our records'],
        policies: ['mail-on-file'],
      },
      effects: [refundView(), stranger],
    }),
    reader: maya,
    density: 'chat',
  },
  {
    name: 'decided elsewhere',
    plan: planView({
      status: 'rejected',
      awaits: [],
      decisions: [
        decisionView({
          principal: { id: 'other-lead', name: 'Ana Sousa' },
          decision: 'reject',
          reason: 'other',
          note: 'Already refunded by bank transfer.',
        }),
      ],
    }),
    reader: jonas,
    density: 'console',
    told: 'Your answer came second and changed nothing.',
  },
  { name: 'withdrawn', plan: planView({ status: 'cancelled', awaits: [] }), reader: maya, density: 'chat' },
  { name: 'no connection', plan: planView(), reader: jonas, density: 'chat', isLost: true },
  {
    name: 'many steps of one kind',
    plan: planView({
      title: 'Mail 12 customers',
      effects: Array.from({ length: 12 }, (_, index) =>
        mailView({ index, title: `Mail customer-${index + 1}@example.com: recall` }),
      ),
    }),
    reader: jonas,
    density: 'chat',
  },
]
