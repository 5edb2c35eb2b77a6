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
  saidWords,
} from '../../../helpers/plan-views.ts'

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

const manyRefund = (index: number) => {
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
const asked = (changes: Partial<IntentView>) => ({ intent: intentView(changes) })
const guessed = asked({
  goal: 'Refund an order',
  said: [saidWords('what about my money for A17')],
  recognisedBy: 'classifier',
  likeness: 0.714,
  near: [
    { playbook: 'bank-account', title: 'Change the bank account for refunds of an order', likeness: 0.21 },
    { playbook: 'track', title: 'Track an order', likeness: 0.05 },
  ],
  basis: 'inferred',
  doubts: ['speech-act', 'likeness'],
})
const planned = asked({
  goal: 'Refund order A17 and tell her so',
  said: [saidWords('refund order A17')],
  recognisedBy: 'model',
  likeness: null,
  basis: 'inferred',
  doubts: ['unasked-step'],
  steps: [
    { index: 0, said: saidWords('refund order A17') },
    { index: 1, said: null },
  ],
})
const sealedBefore = asked({
  goal: '',
  said: [],
  recognisedBy: null,
  likeness: null,
  language: null,
  basis: 'inferred',
  doubts: ['unknown'],
})
const insteadOf: PlanView['instead'] = [
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
const thirdKind = refundView({
  index: 2,
  tool: 'shop/payouts.setAccount',
  title: 'Change the bank account of order A17',
})
const ana = { id: 'other-lead', roles: ['support-lead'] }
const omar = { id: 'finance', roles: ['finance'] }
const twoOf = (yes: number) => ({ asked: 2, yes })
const halfway = planView({ people: twoOf(1), decisions: [decisionView()] })
const passedOn = planView({
  awaits: ['support-lead', 'finance'],
  escalation: { to: 'finance', at: '2026-11-20T09:20:00Z', isOpen: true },
})
const byRules = planView({
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
const edited = {
  title: 'Refund 99.00 EUR for order A17',
  deed: 'Refund 99.00 EUR',
  totals: ['99.00 EUR goes out', "can't be undone"],
  decisions: [decisionView({ decision: 'edit' })],
  leftOut: [
    { title: 'Mail maya.lindqvist@example.com: refund-issued', by: { id: 'support-lead', name: 'Jonas Weber' } },
  ],
} as const

function editedRefund(by: string) {
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
const editableRefund = refundView({
  arguments: [
    ...(ownAmount ? [{ ...ownAmount, edit: [{ ...amountField, value: '129.00' }] }] : []),
    ...ownOthers.map((one) => (one.name === 'reason' ? { ...one, edit: [reasonField] } : one)),
  ],
})

// What was agreed to at 129.00 EUR, and is asked again now that the order says 99.00.
const orderChanged = {
  changes: [{ tool: 'shop/orders.get', title: 'Look up order A17', pointer: '/total', was: 12900, is: 9900 }],
  decisions: [decisionView({ counts: false, digest: `sha256:${'cd'.repeat(32)}` })],
} as const
const askedAgain = planView({
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
  readonly asking?: 'reject' | 'edit' | 'happened'
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
  { name: 'goes by rules, the lead', plan: byRules, reader: jonas, density: 'console' },
  { name: 'goes by rules, the requester', plan: { ...byRules, awaits: ['requester'] }, reader: maya, density: 'chat' },
  { name: 'asks you, the requester', plan: planView({ awaits: ['requester'] }), reader: maya, density: 'chat' },
  {
    name: 'asks you, taken to mean it',
    plan: planView({ ...guessed, awaits: ['requester'], instead: insteadOf }),
    reader: maya,
    density: 'chat',
  },
  {
    name: 'asks you, many kinds of steps',
    plan: planView({ awaits: ['requester'], effects: [refundView(), mailView(), thirdKind] }),
    reader: maya,
    density: 'chat',
  },
  {
    name: 'asks you in German',
    plan: planView({
      language: 'de',
      awaits: ['requester'],
      title: '129,00 EUR für Bestellung A17 erstatten, dann E-Mail an Maya Lindqvist',
      deed: '129,00 EUR erstatten und E-Mail senden',
      ...asked({
        goal: 'Eine Bestellung erstatten',
        said: [saidWords('was ist mit meinem Geld für A17')],
        language: 'de',
        basis: 'inferred',
        doubts: ['speech-act'],
      }),
    }),
    reader: maya,
    density: 'chat',
  },
  {
    name: 'not what you meant',
    plan: planView({
      ...guessed,
      status: 'rejected',
      awaits: [],
      instead: insteadOf,
      decisions: [decisionView({ decision: 'reject', principal: { id: 'customer', name: 'Maya Lindqvist' } })],
    }),
    reader: maya,
    density: 'chat',
  },
  { name: 'taken to mean it, the lead', plan: planView(guessed), reader: jonas, density: 'console' },
  {
    name: 'said yes to, the lead',
    plan: planView({ intent: { ...guessed.intent, basis: 'confirmed' } }),
    reader: jonas,
    density: 'console',
  },
  { name: 'a step that no words ask for', plan: planView(planned), reader: jonas, density: 'console' },
  { name: 'asked before words were kept', plan: planView(sealedBefore), reader: jonas, density: 'console' },
  { name: 'whose words are not yours to see', plan: planView({ intent: null }), reader: jonas, density: 'console' },
  { name: 'asks you, being answered', plan: planView(), reader: jonas, density: 'console', pressed: 'approve' },
  { name: 'asks why not', plan: planView(), reader: jonas, density: 'console', asking: 'reject' },
  {
    name: 'edited, before its editor',
    plan: planView({ ...edited, effects: [editedRefund('you')], ownEdit: true }),
    reader: jonas,
    density: 'console',
  },
  {
    name: 'edited, asks another lead',
    plan: planView({ ...edited, effects: [editedRefund('Jonas Weber')] }),
    reader: { id: 'other-lead', roles: ['support-lead'] },
    density: 'chat',
  },
  {
    name: 'being edited',
    plan: planView({ effects: [editableRefund, mailView({ mayLeaveOut: true })] }),
    reader: jonas,
    density: 'console',
    asking: 'edit',
  },
  { name: 'asks somebody else', plan: planView(), reader: maya, density: 'chat' },
  { name: 'asks two people, the first', plan: planView({ people: twoOf(0) }), reader: jonas, density: 'console' },
  { name: 'asks two people, the second', plan: halfway, reader: ana, density: 'console' },
  { name: 'asks two people, seen by who said yes', plan: halfway, reader: jonas, density: 'console' },
  { name: 'asks two people, seen by who asked', plan: halfway, reader: maya, density: 'chat' },
  { name: 'passed on', plan: passedOn, reader: omar, density: 'console' },
  { name: 'passed on, seen by who asked', plan: passedOn, reader: maya, density: 'chat' },
  {
    name: 'expired with one yes of two',
    plan: { ...halfway, status: 'expired', awaits: [], expiresAt: '2026-11-19T09:14:00Z' },
    reader: maya,
    density: 'chat',
  },
  { name: 'asked again after a change', plan: askedAgain, reader: jonas, density: 'console' },
  {
    name: 'asked again after settings changed',
    plan: planView({
      settings: [
        { setting: 'entry', of: 'shop/refunds.create', title: 'Refund 129.00 EUR for order A17' },
        { setting: 'address', of: 'shop', title: 'our orders' },
      ],
      decisions: [decisionView({ counts: false, digest: `sha256:${'cd'.repeat(32)}` })],
    }),
    reader: jonas,
    density: 'console',
  },
  { name: 'asked again, seen by who asked', plan: askedAgain, reader: maya, density: 'chat' },
  {
    name: 'stale',
    plan: planView({ ...orderChanged, status: 'stale', awaits: [] }),
    reader: maya,
    density: 'chat',
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
  {
    name: 'done, then taken back',
    plan: planView({
      status: 'failed',
      awaits: [],
      decisions: [decisionView()],
      effects: [{ ...refunded, state: 'compensated' }, mailView({ state: 'failed' })],
      failure: { code: 'tool-error', text: 'The mail was not sent, so the refund was taken back' },
    }),
    reader: maya,
    density: 'chat',
  },
  {
    name: 'failed before anything',
    plan: planView({
      status: 'failed',
      awaits: [],
      effects: [],
      title: 'Refund order A17',
      failure: { code: 'plan-limit', text: 'The plan looked at more than 50 things' },
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
    name: 'not known, with what its service said',
    plan: planView({
      ...unknown,
      mayResolve: true,
      effects: [
        refundView({
          state: 'unknown',
          said: { by: 'http', code: '500', text: '<b>It broke</b> \u202eafter the work.' },
        }),
        mailView(),
      ],
    }),
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
    name: 'many refunds, one of them unchecked',
    plan: planView({
      title: 'Refund 8 times (692.02 EUR and 20.00 USD in all)',
      deed: 'Refund 692.02 EUR and 20.00 USD',
      totals: ['692.02 EUR goes out', '20.00 USD goes out', "can't be undone"],
      effects: Array.from({ length: 8 }, (_, index) => manyRefund(index)),
    }),
    reader: jonas,
    density: 'console',
  },
  {
    name: 'many steps of one kind',
    plan: planView({
      title: 'Mail 12 times',
      deed: 'Mail 12 times',
      totals: ['12 mails', "can't be undone"],
      effects: Array.from({ length: 12 }, (_, index) =>
        mailView({ index, title: `Mail customer-${index + 1}@example.com: recall` }),
      ),
    }),
    reader: jonas,
    density: 'chat',
  },
]
