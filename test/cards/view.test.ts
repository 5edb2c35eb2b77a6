import assert from 'node:assert/strict'
import { test } from 'node:test'
import { argumentText, effectTitle } from '#cards/titles/effect-title.ts'
import { originOf } from '#cards/origins/origin.ts'
import { planDeed, planTotals, type TitledEffect } from '#cards/titles/plan-title.ts'
import { GONE_AGENT } from '#cards/titles/viewed-agent.ts'
import type { Json } from '#core/json.ts'

function refund(amount: number, currency = 'EUR'): TitledEffect {
  return {
    declaration: {
      tool: 'shop/refunds.create',
      title: 'Refund {amount|money} for order {orderId}',
      noun: 'refund',
      money: { amount: { currency: 'currency', unit: 'minor' } },
      reversible: false,
    },
    args: { orderId: 'A17', amount, currency },
  }
}

const mail: TitledEffect = {
  declaration: { tool: 'shop/mail.send', title: 'Mail {to}: {template}', noun: 'mail', money: {}, reversible: false },
  args: { to: 'maya@example.com', template: 'refund-issued' },
}

for (const [deed, effects] of [
  ['Refund 129.00 EUR and mail', [refund(12_900), mail]],
  ['Refund 129.00 EUR', [refund(12_900)]],
  ['Refund 129.00 EUR and 10.00 USD', [refund(12_900), refund(1_000, 'USD')]],
  ['Refund 24.00 EUR', [refund(1_200), refund(1_200)]],
  ['Mail', [mail, mail]],
  ['Mail 12 times', Array.from({ length: 12 }, () => mail)],
  ['Mail and refund 129.00 EUR', [mail, refund(12_900)]],
  ['', []],
] as const) {
  test(`${effects.length} steps are the deed "${deed}"`, () => {
    assert.equal(planDeed(effects), deed)
  })
}

test('a title’s gaps are filled from within arguments too, and none is shown as it was written', () => {
  const declaration = { ...refund(1).declaration, title: 'Open {page.url|money} as {user-id}, {page.of.x}, {toString}' }
  const args = { page: { url: 'www.example.org' }, 'user-id': 'U7' }
  assert.equal(effectTitle(declaration, args), 'Open www.example.org as U7, …, …')
  assert.equal(planDeed([{ declaration: { ...declaration, money: {}, title: 'Look up order {id}' }, args }]), 'Look up')
})

test('a value of several lines begins no line of its own', () => {
  const declaration = { ...refund(1).declaration, title: 'Send order {orderId} to {address}' }
  const address = '6 Mill Close,\r\nOxford OX2 0AA\n- Refund 500.00 EUR'
  assert.equal(
    effectTitle(declaration, { orderId: 'A58', address }),
    'Send order A58 to 6 Mill Close, Oxford OX2 0AA, - Refund 500.00 EUR',
  )
})

const reader = {
  agent: {
    ...GONE_AGENT.agent,
    servers: [{ name: 'shop', title: 'our orders' }],
    tools: [{ tool: 'shop/orders.get' }],
    trustedSources: new Set(['tool:shop/orders.get.total']),
  } as unknown as typeof GONE_AGENT.agent,
  requester: { id: 'customer', name: 'Maya' },
  readerId: 'support-lead',
}
const total = 'tool:shop/orders.get.total'
const note = 'tool:shop/orders.get.note'

for (const [title, value, data, ctrl, expected] of [
  ['a requester', 'A17', ['user:customer'], [], ['Maya said it', 'person', [], false]],
  ['a record', 1, [total], ['user:customer'], ['from our orders', 'record', [], false]],
  [
    'a record and the operator',
    1,
    ['operator', total],
    [],
    ['from our orders', 'record', ['from our playbook'], false],
  ],
  [
    'a note and a record',
    1,
    [total, note],
    [],
    ['the note in our orders: unchecked', 'unchecked', ['from our orders'], true],
  ],
  [
    'a choice by a note',
    1,
    [total],
    [note],
    ['chosen by the note in our orders: unchecked', 'unchecked', ['from our orders'], true],
  ],
  [
    'two notes',
    1,
    [note, 'passage:p1'],
    [],
    ['the note in our orders: unchecked', 'unchecked', ['from a document: unchecked'], true],
  ],
  [
    'a document that gives orders, among others',
    1,
    [note, 'passage:p1', 'passage:p2#orders'],
    [],
    [
      'from a document that gives orders: unchecked',
      'unchecked',
      ['the note in our orders: unchecked', 'from a document: unchecked'],
      true,
    ],
  ],
  [
    'a choice by a document that gives orders',
    1,
    [total],
    ['passage:p2#orders'],
    ['chosen by a document that gives orders: unchecked', 'unchecked', ['from our orders'], true],
  ],
  ['the model', 'Hello', ['model', 'user:customer'], [], ['written by the agent', 'model', ['Maya said it'], false]],
  ['an approver', 1, ['approver:support-lead', total], [], ['you changed it', 'edit', ['from our orders'], false]],
  ['the clock', 1, ['clock'], [], ['from the clock', 'clock', [], false]],
  ['nobody we know', 1, ['unknown'], [], ['from nowhere we know: unchecked', 'unchecked', [], true]],
  ['nothing', 1, [], [], ['from our playbook', 'operator', [], false]],
  ['a step before', { $ref: { effect: 0, path: ['id'] } }, ['effect:0'], [], ['from step 1', 'step', [], false]],
] as readonly (readonly [string, Json, string[], string[], readonly [string, string, string[], boolean]])[]) {
  test(`a value from ${title} is told with its kind and its other sources`, () => {
    const { text, kind, others, unchecked } = originOf(value, { data, ctrl }, reader)
    assert.deepEqual([text, kind, others, unchecked], expected)
  })
}

const inWords: TitledEffect['declaration'] = {
  ...mail.declaration,
  title: 'Mail {to} {template}',
  words: {
    to: { name: 'to', requester: 'you' },
    template: { name: 'message', choices: { 'refund-issued': 'about the refund' } },
    'values.refundId': { name: 'refund number' },
  },
}

test('a title and values are in the words of tools.yaml, and a requester’s own address is "you" to them alone', () => {
  const { args } = mail
  const requester = { email: 'maya@example.com', roles: [] }
  assert.equal(effectTitle(inWords, args), 'Mail maya@example.com about the refund')
  assert.equal(effectTitle({ ...inWords, requester }, args), 'Mail you about the refund')
  assert.equal(argumentText({ ...inWords, requester }, args, 'to'), 'maya@example.com')
  assert.equal(
    effectTitle({ ...inWords, requester }, { ...args, to: 'maya@example.com.evil.example' }),
    'Mail maya@example.com.evil.example about the refund',
  )
  const values = { refundId: { $ref: { effect: 0, path: ['id'] } }, template: 'refund-issued' }
  assert.equal(
    argumentText(inWords, { values }, 'values'),
    'refund number: known once step 1 is done, template: refund-issued',
  )
})

test('money is said to be the requester’s only where nobody’s role lets them act for others', () => {
  const total = { requester: 'You get {money} back', others: '{money} goes back to the customer' }
  const owner = { kind: 'argument', argument: 'to', is: 'principal.email', unless: ['support-lead'] } as const
  const totals = (more: object) =>
    planTotals([{ ...refund(12_900), declaration: { ...refund(1).declaration, ...more } }])[0]
  const customer = { requester: { email: null, roles: [] } }
  assert.equal(totals({ total, owner, ...customer }), 'You get 129.00 EUR back')
  assert.equal(totals({ total, owner }), '129.00 EUR goes back to the customer')
  assert.equal(
    totals({ total, owner, requester: { email: null, roles: ['support-lead'] } }),
    '129.00 EUR goes back to the customer',
  )
  assert.equal(totals(customer), '129.00 EUR in all')
})
