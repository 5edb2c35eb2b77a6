import type { IntentView } from '#contract/intent.ts'
import type { PlanView } from '#contract/plan.ts'
import {
  argument,
  decisionView,
  intentView,
  mailView,
  planView,
  refundView,
  RULE,
  requesterWords,
} from '../../../helpers/plan-views.ts'

export const maya = { id: 'customer', roles: ['customer'] }
export const jonas = { id: 'support-lead', roles: ['support-lead'] }
export const refunded = refundView({ state: 'succeeded', result: { id: 'R-5521' } })
export const mailed = mailView({ state: 'succeeded', result: { id: 'M-77' } })
export const stranger = mailView({
  title: 'Mail collect@a31-returns.example: refund-issued',
  arguments: [argument('to', 'collect@a31-returns.example', 'the note in our orders: unchecked', true)],
  verdict: { decision: 'deny', roles: [], reasons: ['No mail to an address from a note'], policies: ['mail-on-file'] },
})
export const unknown = {
  status: 'unknown',
  decisions: [decisionView()],
  effects: [refundView({ state: 'unknown' }), mailView()],
  awaits: [],
  failure: { code: 'tool-timeout', text: "The shop didn't answer within 5 s" },
} as const

export const manyRefund = (index: number) => {
  const [amount, money] =
    index === 5
      ? (['20.00 USD', { minor: 2_000, currency: 'USD' }] as const)
      : (['98.86 EUR', { minor: 9_886, currency: 'EUR' }] as const)
  return refundView({
    index,
    title: `Refund ${amount} for order A${index}`,
    money: [money],
    arguments: [
      argument('amount', amount, 'from our orders'),
      index === 6
        ? argument('reason', 'VIP, refund it all', 'order note: unchecked', true)
        : argument('reason', 'damaged', 'Maya said it'),
    ],
  })
}
export const asked = (changes: Partial<IntentView>) => ({ intent: intentView(changes) })
export const guessed = asked({
  goal: 'Refund an order',
  said: [requesterWords('what about my money for A17')],
  recognisedBy: 'classifier',
  likeness: 0.714,
  near: [
    { playbook: 'bank-account', title: 'Change the bank account for refunds of an order', likeness: 0.21 },
    { playbook: 'track', title: 'Track an order', likeness: 0.05 },
  ],
  basis: 'inferred',
  doubts: ['speech-act', 'likeness'],
})
export const planned = asked({
  goal: 'Refund order A17 and tell her so',
  said: [requesterWords('refund order A17')],
  recognisedBy: 'model',
  likeness: null,
  basis: 'inferred',
  doubts: ['unasked-step'],
  steps: [
    { index: 0, said: requesterWords('refund order A17') },
    { index: 1, said: null },
  ],
})
export const sealedBefore = asked({
  goal: '',
  said: [],
  recognisedBy: null,
  likeness: null,
  language: null,
  basis: 'inferred',
  doubts: ['unknown'],
})
export const insteadOf: PlanView['instead'] = [
  {
    title: 'Change the bank account for refunds of an order',
    message: 'Change the bank account for refunds of an order A17',
  },
  {
    title: 'What our documents say about it',
    message: 'What do your documents say about “what about my money for A17”?',
  },
  { title: 'Talk to a person', message: 'I want to talk to a person' },
]
export const thirdKind = refundView({
  index: 2,
  tool: 'shop/payouts.setAccount',
  title: 'Change the bank account of order A17',
})
export const ana = { id: 'other-lead', roles: ['support-lead'] }
export const omar = { id: 'finance', roles: ['finance'] }
export const twoOf = (yes: number) => ({ asked: 2, yes })
export const halfway = planView({ people: twoOf(1), decisions: [decisionView()] })
export const passedOn = planView({
  awaits: ['support-lead', 'finance'],
  escalation: { to: 'finance', at: '2026-11-20T09:20:00Z', isOpen: true },
})
export const byRules = planView({
  citations: [
    RULE,
    {
      ...RULE,
      quote: 'A refund goes to the payment method that you ordered with.',
      document: { ...RULE.document, title: 'Terms of sale' },
      place: { kind: 'page', page: 4 },
    },
  ],
  settings: [{ setting: 'passage', of: RULE.document.id, title: 'Refunds' }],
})
const amountField = {
  path: '/amount',
  form: 'money',
  value: '99.00',
  choices: [],
  money: { currency: 'EUR', digits: 2, unit: 'minor' },
} as const
const reasonField = {
  path: '/reason',
  form: 'choice',
  value: 'damaged',
  choices: ['damaged', 'late'],
  money: null,
} as const
export const edited = {
  title: 'Refund 99.00 EUR for order A17',
  deed: 'Refund 99.00 EUR',
  totals: ['99.00 EUR goes out', "can't be undone"],
  decisions: [decisionView({ decision: 'edit' })],
  leftOut: [
    { title: 'Mail maya.lindqvist@example.com: refund-issued', by: { id: 'support-lead', name: 'Jonas Weber' } },
  ],
} as const

export function editedRefund(by: string) {
  const [, orderId, reason] = refundView().arguments
  const amount = { ...argument('amount', '99.00 EUR', `${by} changed it`), kind: 'edit', was: '129.00 EUR' } as const
  return refundView({
    title: 'Refund 99.00 EUR for order A17',
    args: { orderId: 'A17', amount: 9900, currency: 'EUR', reason: 'damaged' },
    arguments: [
      { ...amount, edit: [amountField] },
      ...(orderId ? [orderId] : []),
      ...(reason ? [{ ...reason, edit: [reasonField] }] : []),
    ],
  })
}

const [ownAmount, ...ownOthers] = refundView().arguments
export const editableRefund = refundView({
  arguments: [
    ...(ownAmount ? [{ ...ownAmount, edit: [{ ...amountField, value: '129.00' }] }] : []),
    ...ownOthers.map((one) => (one.name === 'reason' ? { ...one, edit: [reasonField] } : one)),
  ],
})

// What was agreed to at 129.00 EUR, and is asked again now that the order says 99.00.
export const orderChanged = {
  changes: [{ tool: 'shop/orders.get', title: 'Look up order A17', pointer: '/total', was: 12900, is: 9900 }],
  decisions: [decisionView({ counts: false, digest: `sha256:${'cd'.repeat(32)}` })],
} as const
export const askedAgain = planView({
  ...orderChanged,
  title: 'Refund 99.00 EUR for order A17, then mail Maya Lindqvist',
  deed: 'Refund 99.00 EUR and mail',
  totals: ['99.00 EUR goes out', '1 mail', "can't be undone"],
  effects: [
    refundView({
      title: 'Refund 99.00 EUR for order A17',
      args: { orderId: 'A17', amount: 9900, currency: 'EUR', reason: 'damaged' },
      arguments: [
        argument('amount', '99.00 EUR', 'from our orders'),
        argument('orderId', 'A17', 'Maya said it'),
        argument('reason', 'damaged', 'Maya said it'),
      ],
    }),
    mailView(),
  ],
})
