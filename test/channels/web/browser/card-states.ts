import type { PlanView } from '#contract/plan.ts'
import {
  answering,
  decisionView,
  fromMessage,
  mailView,
  otherSteps,
  planView,
  refundView,
  requesterWords,
} from '../../../helpers/plan-views.ts'
import {
  maya,
  jonas,
  refunded,
  mailed,
  stranger,
  unknown,
  manyRefund,
  asked,
  guessed,
  planned,
  sealedBefore,
  insteadOf,
  thirdKind,
  ana,
  omar,
  twoOf,
  halfway,
  passedOn,
  byRules,
  edited,
  editedRefund,
  editableRefund,
  orderChanged,
  askedAgain,
} from './card-plans.ts'

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
        said: [requesterWords('was ist mit meinem Geld für A17')],
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
    name: 'done before, and its tool said something',
    plan: planView({
      status: 'done',
      awaits: [],
      effects: [{ ...mailed, answered: 'the tool answered “It bounced.”' }],
    }),
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
  { name: 'answers beside what it does', plan: planView(answering), reader: maya, density: 'chat' },
  { name: 'answers, for the lead', plan: planView(answering), reader: jonas, density: 'console' },
  {
    name: 'answered and done',
    plan: planView({ ...answering, status: 'done', awaits: [], effects: [{ ...fromMessage, state: 'succeeded' }] }),
    reader: maya,
    density: 'chat',
  },
  {
    name: 'would have answered, and was changed',
    plan: planView({
      ...answering,
      status: 'rejected',
      awaits: [],
      decisions: [decisionView({ decision: 'reject', reason: 'suspicious' })],
      answer: answering.answer ? { ...answering.answer, editedSince: true } : null,
    }),
    reader: maya,
    density: 'chat',
  },
  { name: 'its steps are others now', plan: planView(otherSteps), reader: jonas, density: 'console' },
]
