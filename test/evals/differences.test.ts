import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { EvalExpectation } from '#agents/files/eval-case.ts'
import { labelOf } from '#plan-language/values/label.ts'
import { differences } from '../../evals/differences.ts'
import type { Outcome } from '../../evals/outcome.ts'

const refund: Outcome = {
  route: 'playbook/refund',
  plan: {
    id: 'plan',
    runId: 'run',
    status: 'waiting',
    verdict: { decision: 'ask', roles: ['support-lead', 'finance'], reasons: [], policies: [] },
    effects: [
      {
        index: 0,
        tool: 'shop/refunds.create',
        title: '',
        args: { orderId: 'A17', amount: 12900 },
        arguments: [],
        money: [],
        labels: { '/amount': labelOf('tool:shop/orders.get.total') },
        because: labelOf(),
        paths: {},
        verdict: null,
        state: 'planned',
        result: null,
        said: null,
        mayLeaveOut: false,
        reversible: false,
      },
    ],
  },
  text: 'I have prepared the refund.',
  cited: [{ title: 'Returns', file: 'returns-2026' }],
}
const nothing: Outcome = { route: 'answer', plan: null, text: "I don't know.", cited: [] }
const tool = 'shop/refunds.create'

for (const [title, expected, outcome, said] of [
  ['what isn’t expected isn’t looked at', {}, refund, null],
  ['the same route passes', { route: 'playbook/refund' }, refund, null],
  ['another route is told', { route: 'answer' }, refund, /^route: expected "answer", got "playbook\/refund"$/],
  ['all asked roles count, spaces don’t', { verdict: 'ask/support-lead + finance' }, refund, null],
  ['one role of two is another verdict', { verdict: 'ask/support-lead' }, refund, /^verdict: /],
  ['no plan has no verdict', { verdict: 'allow' }, nothing, /^verdict: expected "allow", got "none"$/],
  ['arguments that aren’t named don’t count', { effects: [{ tool, args: { orderId: 'A17' } }] }, refund, null],
  [
    'another amount is told',
    { effects: [{ tool, args: { amount: 12901 } }] },
    refund,
    /amount: expected 12901, got 12900/,
  ],
  ['an argument that isn’t there is told', { effects: [{ tool, args: { to: 'a' } }] }, refund, /to: .* got nothing/],
  ['a step too many is told', { effects: [] }, refund, /^effects: expected \[\], got \["shop/],
  ['a step too few is told', { effects: [{ tool }] }, nothing, /^effects: .* got \[\]$/],
  ['another tool is told', { effects: [{ tool: 'shop/mail.send' }] }, refund, /^effects: /],
  [
    'the same origin passes, by name or pointer',
    {
      effects: [
        { tool, origins: { amount: ['tool:shop/orders.get.total'], '/amount': ['tool:shop/orders.get.total'] } },
      ],
    },
    refund,
    null,
  ],
  [
    'one more origin is told',
    { effects: [{ tool, origins: { amount: ['tool:shop/orders.get.note', 'tool:shop/orders.get.total'] } }] },
    refund,
    /origin of amount/,
  ],
  ['words that were said pass', { says: ['prepared'] }, refund, null],
  ['words that weren’t said are told', { says: ['prepared', 'done'] }, refund, /^says: "done" isn't in/],
  ['an answer’s words are looked for too', { answer: { contains: ['14 days'] } }, nothing, /^answer: "14 days"/],
  ['a document is known by title or file', { answer: { cites: ['returns', 'returns-2026'] } }, refund, null],
  ['a document that isn’t quoted is told', { answer: { cites: ['refunds'] } }, refund, /refunds isn't among/],
  ['a quote where there should be none is told', { answer: { cites: [] } }, refund, /^citations: expected \[\]/],
] as const satisfies readonly (readonly [string, EvalExpectation, Outcome, RegExp | null])[]) {
  test(title, () => {
    const found = differences(expected, outcome)
    if (said === null) assert.deepEqual(found, [])
    else assert.match(found.join('\n'), said)
  })
}
