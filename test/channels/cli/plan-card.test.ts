import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { renderPlanCard } from '#channels/cli/plan-card.ts'
import { columnsOf } from '#channels/cli/text-columns.ts'
import type { PlanView } from '#contract/plan.ts'
import {
  answering,
  argument,
  decisionView,
  mailView,
  otherSteps,
  planView,
  refundView,
  RULE,
} from '../../helpers/plan-views.ts'
import { bannedWords } from './banned-words.ts'
import { guessed, planned, sealedBefore, inGerman, ofThreeKinds, unknown, onPage4, SETTINGS } from './card-views.ts'
import { ALLOWED, GIVEN_UP, NOT_FOUND, nothingStaged, toRead } from './read-views.ts'

const clock = { now: new Date('2026-11-20T09:40:00Z'), timeZone: 'UTC' }
const maya = { id: 'customer', roles: ['customer'] }
const jonas = { id: 'support-lead', roles: ['support-lead'] }
const ana = { id: 'other-lead', roles: ['support-lead'] }

const omar = { id: 'finance', roles: ['finance'] }
const halfway = planView({ people: { asked: 2, yes: 1 }, decisions: [decisionView()] })
const passedOn = planView({
  awaits: ['support-lead', 'finance'],
  escalation: { to: 'finance', at: '2026-11-20T09:20:00Z', isOpen: true },
})

const manyRefund = (index: number) =>
  refundView({
    index,
    title: `Refund ${index === 5 ? '20.00 USD' : '96.00 EUR'} for order A${index}`,
    money: [index === 5 ? { minor: 2_000, currency: 'USD' } : { minor: 9_600, currency: 'EUR' }],
    state: index < 3 ? 'succeeded' : 'planned',
    result: index < 3 ? { id: `R-${index}` } : null,
  })

const refunded = refundView({ state: 'succeeded', result: { id: 'R-5521' } })
const mailed = mailView({ state: 'succeeded', result: { id: 'M-77' } })
const small = {
  title: 'Refund 24.90 EUR for order A12',
  totals: ['24.90 EUR goes out', "can't be undone"],
  effects: [
    refundView({
      title: 'Refund 24.90 EUR for order A12',
      arguments: [argument('amount', '24.90 EUR', 'from our orders')],
    }),
  ],
  verdict: {
    decision: 'allow',
    roles: [],
    reasons: ['Refunds up to 50.00 of what our records say need nobody'],
    policies: ['refund'],
  },
  awaits: [],
} satisfies Partial<PlanView>
const ORDER = { from: 'tool', tool: 'shop/orders.get', read: 0 } as const
const otherAmount = {
  title: 'Refund 119.00 EUR for order A17, then mail Maya Lindqvist',
  totals: ['119.00 EUR goes out', '1 mail', "can't be undone"],
  effects: [
    refundView({
      title: 'Refund 119.00 EUR for order A17',
      arguments: [argument('amount', '119.00 EUR', 'from our orders'), argument('orderId', 'A17', 'Maya said it')],
    }),
    mailView(),
  ],
} satisfies Partial<PlanView>

const CARDS: readonly (readonly [
  name: string,
  plan: PlanView,
  reader: { id: string; roles: string[] },
  before?: PlanView,
])[] = [
  [
    'making',
    planView({
      status: 'making',
      title: 'A refund for order A17',
      totals: [],
      effects: [],
      verdict: null,
      awaits: [],
      digest: null,
    }),
    maya,
  ],
  ['allowed', planView({ ...small, status: 'applying' }), maya],
  [
    'allowed and done',
    planView({
      ...small,
      status: 'done',
      effects: [{ ...small.effects[0]!, state: 'succeeded', result: { id: 'R-9' } }],
    }),
    maya,
  ],
  ['asks you, the lead', planView(), jonas],
  ['goes by rules', planView({ citations: [RULE, onPage4] }), jonas],
  ['asks you, the requester', planView({ awaits: ['requester'] }), maya],
  ['asks you, taken to mean it', planView({ ...guessed, awaits: ['requester'] }), maya],
  ['asks you, many kinds of steps', planView({ awaits: ['requester'], effects: ofThreeKinds }), maya],
  ['taken to mean it, the lead', planView(guessed), jonas],
  ['said yes to, the lead', planView({ intent: { ...guessed.intent, basis: 'confirmed' } }), jonas],
  ['a step that no words ask for', planView(planned), jonas],
  ['asked before words were kept', planView(sealedBefore), jonas],
  ['whose words are not yours to see', planView({ intent: null }), jonas],
  ['asks somebody else', planView(), maya],
  ['asks two roles', planView({ awaits: ['support-lead', 'finance'] }), maya],
  ['asks two people, the first', planView({ people: { asked: 2, yes: 0 } }), jonas],
  ['asks two people, the second', halfway, ana],
  ['asks two people, seen by who said yes', halfway, jonas],
  ['asks two people, seen by who asked', halfway, maya],
  ['passed on', passedOn, omar],
  ['expired with one yes of two', { ...halfway, status: 'expired' }, maya],
  ['expired without a yes of theirs', planView({ status: 'expired', awaits: ['requester', 'support-lead'] }), maya],
  ['expired without a yes of its requester', planView({ status: 'expired', awaits: ['requester'] }), jonas],
  ['asks the requester, seen by another', planView({ awaits: ['requester'] }), ana],
  ['asked again beside the card before', planView(otherAmount), jonas, planView()],
  [
    'stale',
    planView({
      status: 'stale',
      decisions: [decisionView()],
      changes: [{ tool: 'shop/orders.get', title: null, pointer: '/total', was: 12900, is: 9900 }],
    }),
    jonas,
  ],
  [
    'asked again after a change',
    planView({ changes: [{ tool: 'shop/orders.get', title: null, pointer: '/total', was: 12900, is: 9900 }] }),
    jonas,
  ],
  ['asked again after settings changed', planView({ settings: SETTINGS }), jonas],
  [
    'asked again without what was changed',
    planView({
      changes: [{ tool: 'shop/orders.get', title: null, pointer: '/total', was: 12900, is: 9900 }],
      lostEdits: [
        {
          title: 'Refund 129.00 EUR for order A17',
          changed: { name: 'amount', to: '70.00 EUR' },
          by: { id: 'other-lead', name: 'Ana Sousa' },
        },
        { title: 'Mail Maya Lindqvist', changed: null, by: { id: 'support-lead', name: 'Jonas Weber' } },
      ],
    }),
    jonas,
  ],
  ['expired', planView({ status: 'expired', expiresAt: '2026-11-19T09:14:00Z' }), maya],
  [
    'being done',
    planView({
      status: 'applying',
      decisions: [decisionView()],
      effects: [refunded, mailView({ state: 'dispatched' })],
    }),
    maya,
  ],
  ['done', planView({ status: 'done', decisions: [decisionView()], effects: [refunded, mailed] }), maya],
  [
    'failed',
    planView({
      status: 'failed',
      decisions: [decisionView()],
      effects: [refunded, mailView({ state: 'failed' })],
      failure: { code: 'tool-error', text: 'The refund was made. The mail was not sent' },
    }),
    maya,
  ],
  [
    'failed before anything',
    planView({
      status: 'failed',
      effects: [],
      title: 'Refund order A17',
      failure: { code: 'plan-limit', text: 'The plan looked at more than 50 things' },
    }),
    maya,
  ],
  [
    'done, then taken back',
    planView({
      status: 'failed',
      decisions: [decisionView()],
      effects: [{ ...refunded, state: 'compensated' }, mailView({ state: 'failed' })],
      failure: { code: 'tool-error', text: 'The mail was not sent, so the refund was taken back' },
    }),
    maya,
  ],
  ['edited, before its editor', planView({ ownEdit: true, decisions: [decisionView({ decision: 'edit' })] }), jonas],
  ['unknown', planView(unknown), maya],
  ['unknown, yours to say', planView({ ...unknown, mayResolve: true }), jonas],
  [
    'unknown, with what its service said',
    planView({
      ...unknown,
      mayResolve: true,
      effects: [
        refundView({
          state: 'unknown',
          said: { by: 'tool', code: 'ledger_busy', text: 'The ledger is busy.\nIt may have taken this one\u202e.' },
        }),
        mailView(),
      ],
    }),
    jonas,
  ],
  [
    'refused',
    planView({
      status: 'refused',
      awaits: [],
      verdict: {
        decision: 'deny',
        roles: [],
        reasons: ['The address came from an order note, not from our records'],
        policies: ['built-in'],
      },
      effects: [
        refundView(),
        mailView({
          title: 'Mail collect@a31-returns.example: refund-issued',
          arguments: [argument('to', 'collect@a31-returns.example', 'order note: unchecked', true)],
          verdict: { decision: 'deny', roles: [], reasons: [], policies: [] },
        }),
      ],
    }),
    maya,
  ],
  [
    'rejected',
    planView({
      status: 'rejected',
      decisions: [
        decisionView({ decision: 'reject', reason: 'not-eligible', note: 'Already refunded by bank transfer.' }),
      ],
    }),
    maya,
  ],
  ['rejected by you', planView({ status: 'rejected', decisions: [decisionView({ decision: 'reject' })] }), jonas],
  ['withdrawn', planView({ status: 'cancelled', awaits: [] }), maya],
  [
    'many refunds, some done',
    planView({
      status: 'applying',
      awaits: [],
      decisions: [decisionView()],
      title: 'Refund 8 times (672.00 EUR and 20.00 USD in all)',
      effects: Array.from({ length: 8 }, (_, index) => manyRefund(index)),
    }),
    jonas,
  ],
  [
    'many steps of one kind',
    planView({
      title: 'Mail 12 customers',
      totals: ['12 mails to 12 people', "can't be undone"],
      effects: Array.from({ length: 12 }, (_, index) =>
        mailView({
          index,
          title: `Mail person${index}@example.com: news`,
          arguments: [
            argument(
              'to',
              `person${index}@example.com`,
              index === 9 ? 'order note: unchecked' : 'from our orders',
              index === 9,
            ),
          ],
        }),
      ),
    }),
    jonas,
  ],
  ['answers beside what it does', planView(answering), jonas],
  ['answered and done', planView({ ...answering, status: 'done', awaits: [] }), maya],
  ['its steps are others now', planView(otherSteps), jonas],
  ['asks about what is to be read', planView(toRead), maya],
  ['what was read stands on the plan', planView({ allowed: ALLOWED }), jonas],
  ['was not found', planView({ ...nothingStaged, said: NOT_FOUND, failure: { code: 'x', text: NOT_FOUND } }), maya],
  ['was given up', planView({ ...nothingStaged, said: null, failure: { code: 'x', text: GIVEN_UP } }), maya],
]

for (const [name, plan, reader, before] of CARDS) {
  test(`the card "${name}" stands as agreed at 80 and 60 columns, in Unicode and ASCII`, (t) => {
    const cards = [80, 60].flatMap((width) =>
      [true, false].map((unicode) => {
        const text = renderPlanCard(plan, { width, unicode, reader, clock, before: before ?? null })
        for (const line of text.split('\n')) assert.ok(columnsOf(line) <= width, `${columnsOf(line)} columns: ${line}`)
        if (!unicode) assert.match(text, /^[\n\x20-\x7e]*$/)
        assert.deepEqual(bannedWords(text), [])
        assert.doesNotMatch(text, /shop\/\w/)
        return `${width} columns, ${unicode ? 'Unicode' : 'ASCII'}\n${text}\n`
      }),
    )
    const file = join(import.meta.dirname, 'cards', `${name.replaceAll(/[^a-z]+/g, '-')}.txt`)
    t.assert.fileSnapshot(cards.join('\n'), file, { serializers: [(text: string) => text] })
  })
}

test('whoever asked in German reads in German what they asked for and what the keys do', () => {
  const plan = planView({ ...inGerman, awaits: ['requester'] })
  const text = renderPlanCard(plan, { width: 80, unicode: true, reader: maya, clock })
  assert.match(
    text,
    /\nIhr Anliegen: „was ist mit meinem Geld für A17“ · verstanden als: Eine\s+Bestellung erstatten\n/,
  )
  assert.match(text, /\[y\] 129,00 EUR erstatten und E-Mail senden {2}\[n\] Das habe ich nicht gemeint/)
})

test('details show what it looked at and the plan as written, with every step and nothing folded', () => {
  const many = CARDS.find(([name]) => name === 'many steps of one kind')?.[1] ?? planView()
  const text = renderPlanCard(many, { width: 80, unicode: true, reader: jonas, clock, details: true })
  for (let index = 0; index < 12; index++) assert.match(text, new RegExp(`person${index}@example\\.com`))
  assert.match(text, /What it looked at\n {2}Look up order A17: found, 09:12 \(our orders, shop\/orders\.get\)/)
  assert.match(text, /4 {4}tools\.shop\.mail\.send/)
  assert.doesNotMatch(text, /folded/)
})

test('details tell how each value came to be, at 80 and 60 columns', (t) => {
  const mail = mailView({
    args: { to: 'maya.lindqvist@example.com', template: 'refund-issued', values: {} },
    arguments: [
      argument('to', 'maya.lindqvist@example.com', 'from our orders'),
      argument('values', 'refundId: known after step 1, total: 258', 'from step 1'),
    ],
    paths: {
      '/to': [ORDER, { get: 'customerEmail' }, { op: 'trim' }, { op: 'replace', by: '\u202e' }],
      '/values/refundId': [{ from: 'step', step: 0 }, { get: 'id' }],
      '/values/total': [ORDER, { get: 'total' }, { op: 'multiply', by: 2 }],
    },
  })
  const plan = planView({ effects: [refundView(), mail] })
  const cards = [80, 60].flatMap((width) =>
    [true, false].map((unicode) => {
      const text = renderPlanCard(plan, { width, unicode, reader: jonas, clock, details: true })
      for (const line of text.split('\n')) assert.ok(columnsOf(line) <= width, `${columnsOf(line)} columns: ${line}`)
      if (!unicode) assert.match(text, /^[\n\x20-\x7e]*$/)
      return `${width} columns, ${unicode ? 'Unicode' : 'ASCII'}\n${text}\n`
    }),
  )
  const file = join(import.meta.dirname, 'cards', 'details.txt')
  t.assert.fileSnapshot(cards.join('\n'), file, { serializers: [(text: string) => text] })
})

test('details show the words where they stood, with what was taken from them marked', (t) => {
  const plan = planView(answering)
  const text = renderPlanCard(plan, { width: 80, unicode: true, reader: jonas, clock, details: true })
  const file = join(import.meta.dirname, 'cards', 'where-the-words-stood.txt')
  t.assert.fileSnapshot(text, file, { serializers: [(shown: string) => shown] })
})

test('a playbook keeps the line numbers of its file, and what stands before it there is left out', () => {
  const program = `${' '.repeat(60)}\n\n   \n    return say('x')  \n\n`
  const text = renderPlanCard(planView({ program }), { width: 80, unicode: true, reader: jonas, clock, details: true })
  assert.match(text, /The plan as written\n {2}4 {6}return say\('x'\)\n\[y\]/)
})

test('a card that folds steps says how many and never folds one that holds something unchecked', () => {
  const many = CARDS.find(([name]) => name === 'many steps of one kind')?.[1] ?? planView()
  const text = renderPlanCard(many, { width: 80, unicode: true, reader: jonas, clock })
  assert.match(text, /× {2}Mail 12 times\n {7}… all 12, d shows them\n/)
  assert.match(text, /"person9@example\.com"/)
})
