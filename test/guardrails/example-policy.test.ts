import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { PlanFacts } from '#guardrails/contract.ts'
import { labelOf, type Label } from '#plan-language/values/label.ts'
import { call, compiled, EXAMPLE_POLICY, factsOf, FROM_RECORD, mail, refund } from './shop-policy.ts'
import { NOTE } from './verdict-case.ts'

const policies = compiled(EXAMPLE_POLICY)
const USER = labelOf('user:customer')

function account(iban: Label, because?: Label) {
  const args = { orderId: 'A17', iban: 'DE89370400440532013000' }
  return call('shop/payouts.setAccount', args, { orderId: FROM_RECORD['orderId'] ?? USER, iban }, because)
}

const OFFERS: readonly (readonly [title: string, iban: Label, because: Label | undefined, decided: string])[] = [
  ['typed by the customer asks finance', USER, undefined, 'ask finance'],
  ['written by an approver asks finance', labelOf('approver:finance'), undefined, 'ask finance'],
  ['from an order’s note is refused, whoever would say yes', labelOf(NOTE), undefined, 'deny '],
  ['from a document is refused', labelOf('passage:p1'), undefined, 'deny '],
  ['typed, for the sake of an order’s note, is refused', USER, labelOf('user:customer', NOTE), 'deny '],
  ['that a model made up is refused', labelOf('model'), undefined, 'deny '],
  ['of the operator’s own is refused: no rule allows it', labelOf('operator'), undefined, 'deny '],
]

for (const [title, iban, because, decided] of OFFERS) {
  test(`a bank account ${title}`, () => {
    const { plan } = policies.judgePlan([account(iban, because)], factsOf())
    assert.equal(`${plan.decision} ${plan.roles.join()}`, decided)
  })
}

function address(from: Label, because?: Label) {
  const args = { orderId: 'A58', address: 'Elm Street 4, 8000 Aarhus' }
  return call('shop/orders.setAddress', args, { orderId: FROM_RECORD['orderId'] ?? USER, address: from }, because)
}

const ADDRESSES: typeof OFFERS = [
  ['typed by the customer goes ahead', USER, undefined, 'allow '],
  ['from an order’s note is refused, whoever would say yes', labelOf(NOTE), undefined, 'deny '],
  ['typed, for the sake of an order’s note, is refused', USER, labelOf('user:customer', NOTE), 'deny '],
  ['that a model made up is refused', labelOf('model'), undefined, 'deny '],
]

for (const [title, from, because, decided] of ADDRESSES) {
  test(`an address ${title}`, () => {
    const { plan } = policies.judgePlan([address(from, because)], factsOf())
    assert.equal(`${plan.decision} ${plan.roles.join()}`, decided)
  })
}

test('a cancellation goes ahead, and what is sent again asks the lead', () => {
  const orderId = { orderId: FROM_RECORD['orderId'] ?? USER }
  const decided = (tool: string) => policies.judgePlan([call(tool, { orderId: 'A58' }, orderId)], factsOf()).plan
  assert.equal(decided('shop/orders.cancel').decision, 'allow')
  assert.deepEqual(decided('shop/orders.sendAgain').roles, ['support-lead'])
})

/** What others did or hold, of one tool in one window. */
function held(window: 'user24h' | 'user30d', tool: string, minor: number): Partial<PlanFacts> {
  return { ledger: { [window]: { counts: { [tool]: 1 }, amounts: { [tool]: { EUR: minor } } } } }
}

const REFUNDS: readonly (readonly [title: string, amount: number, facts: Partial<PlanFacts>, decided: string])[] = [
  ['a small refund goes ahead', 5000, {}, 'allow '],
  ['one above 50.00 asks the lead', 5001, {}, 'ask support-lead'],
  ['one above 500.00 is refused', 50_001, {}, 'deny '],
  ['one that makes 100.00 in a day goes ahead', 5000, held('user24h', 'shop/refunds.create', 5000), 'allow '],
  [
    'one that makes more in a day asks the lead',
    5000,
    held('user24h', 'shop/refunds.create', 5001),
    'ask support-lead',
  ],
  ['one that makes 300.00 in 30 days goes ahead', 5000, held('user30d', 'shop/refunds.create', 25_000), 'allow '],
  [
    'one that makes more in 30 days asks the lead',
    5000,
    held('user30d', 'shop/refunds.create', 25_001),
    'ask support-lead',
  ],
  [
    'one after a bank account was changed asks finance',
    1,
    held('user30d', 'shop/payouts.setAccount', 0),
    'ask finance',
  ],
]

for (const [title, amount, facts, decided] of REFUNDS) {
  test(`of refunds, ${title}`, () => {
    const { plan } = policies.judgePlan([refund(amount), mail()], factsOf(facts))
    assert.equal(`${plan.decision} ${plan.roles.join()}`, decided)
  })
}

test('a plan that changes the bank account and refunds asks finance for both', () => {
  const { plan, effects } = policies.judgePlan([account(USER), refund(1)], factsOf())
  assert.deepEqual([plan.decision, ...effects.flatMap(({ roles }) => roles)], ['ask', 'finance', 'finance'])
})
