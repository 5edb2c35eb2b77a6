import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { JudgedCall, PlanFacts } from '#guardrails/contract.ts'
import { explainedVerdictView, type StepSubjects } from '#cards/plan-view/explanation-view.ts'
import { labelOf } from '#plan-language/values/label.ts'
import { PrincipalId, Scope, TenantId, type Principal } from '#core/principal.ts'
import { call, compiled, factsOf, mail, refund } from '../guardrails/shop-policy.ts'

const TITLES: Readonly<Record<string, string>> = {
  'shop/refunds.create': 'Refund {amount|money} for order {orderId}',
  'shop/payouts.setAccount': 'Pay refunds of order {orderId} to {iban}',
  'shop/mail.send': 'Mail {to}: {template}',
}
const MONEY = { amount: { currency: 'currency', unit: 'minor' } } as const

const toolOf: StepSubjects['toolOf'] = (tool) => ({
  tool,
  title: TITLES[tool] ?? tool,
  noun: null,
  money: tool === 'shop/refunds.create' ? MONEY : {},
  reversible: false,
})

interface Told {
  readonly effects?: readonly JudgedCall[]
  readonly facts?: Partial<PlanFacts>
  /** Whose roles decide what is shown. */
  readonly roles?: readonly string[]
  readonly action?: string
}

/** What the first part of a rule that forbids by this condition is told as, to whoever oversees unless said. */
function told(condition: string, { effects = [refund(12_900)], facts, roles, action }: Told = {}): string | null {
  const about = action ?? effects[0]?.tool ?? ''
  const policies = compiled(`@id("all") permit (principal, action, resource);
    @id("asked") @ask("support-lead") forbid (principal, action == Action::"${about}", resource) when { ${condition} };`)
  const explained = policies.explainPlan(effects, factsOf(facts))
  const isWhole = action === 'plan.apply'
  const verdict = isWhole ? explained.whole : explained.effects[0]
  assert.ok(verdict)
  const reader = { principal: personOf(roles ?? ['auditor']), seesConditions: true }
  const subjects = {
    toolOf,
    own: isWhole ? null : toolOf(about),
    moneyOf: (name: string) => (name === 'amount' ? 'EUR' : null),
  }
  const texts = { atJudgement: policies, today: policies }
  const { rules } = explainedVerdictView(verdict, reader, { texts, about: subjects })
  const rule = rules.find(({ id }) => id === 'asked')
  assert.ok(rule, JSON.stringify(rules))
  return rule.parts[0]?.words ?? null
}

function personOf(roles: readonly string[]): Principal {
  const known = { tenantId: TenantId.parse('default'), id: PrincipalId.parse('reader'), name: 'Reader', email: null }
  return { ...known, roles, groups: [], authenticatedBy: 'session', scopes: Scope.options }
}

const held = { counts: { 'shop/refunds.create': 1 }, amounts: { 'shop/refunds.create': { EUR: 5_000 } } }
const moved = { counts: { 'shop/payouts.setAccount': 1 }, amounts: {} }
const account = call('shop/payouts.setAccount', { orderId: 'A17', iban: 'DE00' }, { iban: labelOf('user:customer') })

const TOLD: readonly (readonly [condition: string, words: string | null, around?: Told])[] = [
  ['context.args.amount > 5000', 'amount is 129.00 EUR, more than 50.00 EUR'],
  ['5000 < context.args.amount', 'amount is 129.00 EUR, more than 50.00 EUR'],
  ['!(context.args.amount < 5000)', 'amount is 129.00 EUR, at least 50.00 EUR'],
  ['context.args.amount != 5000', 'amount is 129.00 EUR, not 50.00 EUR'],
  ['context.args.currency == "EUR"', 'currency is "EUR"'],
  ['!(context.args.currency == "USD")', 'currency is "EUR", not "USD"'],
  [
    'context.ledger.user24h.amount > 10000',
    'amount for this person in 24 hours is 179.00 EUR, more than 100.00 EUR',
    { facts: { ledger: { user24h: held } } },
  ],
  [
    'context.ledger.user24h.amount > 10000',
    'amount for this person in 24 hours is 179.00 EUR, more than 100.00 EUR',
    { facts: { ledger: { user24h: held } }, roles: ['support-lead'] },
  ],
  [
    'context.ledger.user24h.amount > 10000',
    'amount for this person in 24 hours is more than 100.00 EUR',
    { facts: { ledger: { user24h: held } }, roles: ['finance'] },
  ],
  ['context.ledger.tenant24h.count > 0', 'number of such steps for everybody in 24 hours is 1, more than 0'],
  [
    'context.ledger.agent24h.tools["shop/payouts.setAccount"].count > 0',
    'number of "Pay refunds of order … to …" for this agent in 24 hours is 1, more than 0',
    { facts: { ledger: { agent24h: moved } } },
  ],
  [
    'context.plan.tools["shop/refunds.create"].count > context.plan.tools["shop/refunds.create"].distinct.orderId',
    'number of "Refund … for order …" in this plan is 2, more than 1, the number of different order ids in "Refund … for order …" in this plan',
    { effects: [refund(100), refund(200)], action: 'plan.apply' },
  ],
  [
    'context.plan.tools["shop/refunds.create"].amount > 200',
    'amount of "Refund … for order …" in this plan is 3.00 EUR, more than 2.00 EUR',
    { effects: [refund(100), refund(200)], action: 'plan.apply' },
  ],
  ['context.plan.effects >= 2', 'number of steps is 2, at least 2', { effects: [refund(100), mail()] }],
  ['["record"].containsAll(context.origin.amount)', 'amount comes from our records'],
  [
    '!["user", "approver"].containsAll(context.origin.amount)',
    'amount comes from our records, and may only come from who asked or somebody who changed it',
  ],
  ['context.untrusted.isEmpty()', 'nothing in it is unchecked'],
  ['context.trusted.amount', 'amount is checked'],
  ['!(context.args has reason)', 'no reason is given'],
  ['context.args has reason', 'reason is given', { effects: [refund(100, { args: { reason: 'damaged' } })] }],
  ['context.args.iban != "DE01"', 'iban is "DE00", not "DE01"', { effects: [account] }],
  ['principal.name == "Maya Lindqvist"', 'name of who asked is "Maya Lindqvist"'],
  ['context.intent.basis == "explicit"', 'what it rests on that this was asked for is "explicit"'],
  ['context.intent.language != "de"', 'language of the request is "en", not "de"'],
  // What has no words is told by its own text.
  ['context.args.currency like "E*"', null],
  ['context.args.amount + 1 > 5000', null],
  ['principal.roles.contains("customer")', null],
  ['context.plan.tools["shop/mail.send"].order.last < 1', null],
]

for (const [condition, words, around] of TOLD) {
  test(`${condition} is told as ${words ?? 'nothing'}${around?.roles ? ` to a ${around.roles[0]}` : ''}`, () => {
    assert.equal(told(condition, around), words)
  })
}
