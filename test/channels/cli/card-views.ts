import type { IntentView } from '#contract/intent.ts'
import type { PlanView } from '#contract/plan.ts'
import { decisionView, intentView, mailView, refundView, RULE, requesterWords } from '../../helpers/plan-views.ts'

export const asked = (changes: Partial<IntentView>) => ({ intent: intentView(changes) })
export const guessed = asked({
  said: [requesterWords('what about my money for A17')],
  recognisedBy: 'classifier',
  likeness: 0.714,
  near: [{ playbook: 'track', title: 'Track an order', likeness: 0.05 }],
  basis: 'inferred',
  doubts: ['speech-act', 'likeness'],
})
export const planned = asked({
  goal: 'Refund order A17 and tell her so',
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
export const inGerman = {
  language: 'de',
  title: '129,00 EUR für Bestellung A17 erstatten, dann E-Mail an Maya Lindqvist',
  deed: '129,00 EUR erstatten und E-Mail senden',
  ...asked({
    goal: 'Eine Bestellung erstatten',
    said: [requesterWords('was ist mit meinem Geld für A17')],
    language: 'de',
    basis: 'inferred',
    doubts: ['speech-act'],
  }),
} satisfies Partial<PlanView>
export const ofThreeKinds = [
  refundView(),
  mailView(),
  refundView({ index: 2, tool: 'shop/payouts.setAccount', title: 'Change the bank account of order A17' }),
]

export const unknown = {
  status: 'unknown',
  decisions: [decisionView()],
  effects: [refundView({ state: 'unknown' }), mailView()],
  failure: { code: 'tool-timeout', text: "The shop didn't answer within 5 s" },
} as const

export const onPage4 = {
  ...RULE,
  quote: 'A refund goes to the payment\nmethod that you ordered with.',
  document: { ...RULE.document, title: 'Terms of sale' },
  place: { kind: 'page', page: 4 },
} as const

export const SETTINGS: PlanView['settings'] = [
  { setting: 'entry', of: 'shop/refunds.create', title: 'Refund 129.00 EUR for order A17' },
  { setting: 'definition', of: 'shop/mail.send', title: 'Mail Maya Lindqvist' },
  { setting: 'address', of: 'shop', title: 'our orders' },
  { setting: 'credential', of: 'shop', title: 'our orders' },
  { setting: 'limits', of: null, title: null },
  { setting: 'passage', of: RULE.document.id, title: 'Refunds' },
]
