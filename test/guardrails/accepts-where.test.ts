import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { AcceptedWhere } from '#agents/contract.ts'
import type { PolicySources } from '#guardrails/contract.ts'
import { labelOf, type Label, type Source } from '#plan-language/values/label.ts'
import { SEED } from '../helpers/depth.ts'
import { randomNumbers } from '../helpers/random-numbers.ts'
import { compiled, factsOf, refund, SHOP_TOOLS } from './shop-policy.ts'
import { ALL, NOTE } from './verdict-case.ts'

function accepting(...acceptsWhere: readonly AcceptedWhere[]): PolicySources['tools'] {
  return SHOP_TOOLS.map((tool) => (tool.tool === 'shop/refunds.create' ? { ...tool, acceptsWhere } : tool))
}

const ID: Source = 'tool:shop/orders.get.id'
const chosenBy = (data: Source, ...ctrl: readonly Source[]): Label => ({ data: [data], ctrl })

function decision(accepted: readonly AcceptedWhere[], call: Parameters<typeof refund>[1]) {
  const tools = accepting(...accepted)
  return compiled(ALL, { tools }).judgePlan([refund(1, call)], factsOf()).plan.decision
}

const CHOSEN: AcceptedWhere = { argument: 'orderId', where: 'chosen' }
const LISTED: AcceptedWhere = { argument: 'orderId', where: 'chosen', from: 'orders' }
const ADDRESSED: AcceptedWhere = { argument: 'reason', where: 'addressed', to: 'orderId' }

for (const [title, accepted, call, expected] of [
  ['a record’s value that untrusted text chose', CHOSEN, { labels: { orderId: chosenBy(ID, NOTE) } }, 'allow'],
  ['a value out of the text', CHOSEN, { labels: { orderId: labelOf(NOTE) } }, 'ask'],
  ['a value made of both', CHOSEN, { labels: { orderId: { data: [ID, NOTE], ctrl: [] } } }, 'ask'],
  ['a model’s word that it chose', CHOSEN, { labels: { orderId: chosenBy('model', NOTE) } }, 'ask'],
  ['a passage’s', CHOSEN, { labels: { orderId: chosenBy('passage:1', NOTE) } }, 'ask'],
  ['another’s word', CHOSEN, { labels: { orderId: chosenBy('user:eve', NOTE) } }, 'ask'],
  ['that it happens', CHOSEN, { because: labelOf(NOTE) }, 'ask'],
  ['another argument', CHOSEN, { labels: { amount: chosenBy(ID, NOTE) } }, 'ask'],
  ['a record’s value, where a list is named', LISTED, { labels: { orderId: chosenBy(ID, NOTE) } }, 'ask'],
  ['what the list vouches for', LISTED, { labels: { orderId: chosenBy('operator', NOTE) } }, 'allow'],
  ['what the requester typed', LISTED, { labels: { orderId: chosenBy('user:customer', NOTE) } }, 'allow'],
  ['words to whom the record names', ADDRESSED, { args: { reason: 'x' }, labels: { reason: labelOf(NOTE) } }, 'allow'],
  [
    'words to whom the text names',
    ADDRESSED,
    { args: { reason: 'x' }, labels: { reason: labelOf(NOTE), orderId: labelOf(NOTE) } },
    'ask',
  ],
  [
    'words to whom the text chose',
    ADDRESSED,
    { args: { reason: 'x' }, labels: { reason: labelOf(NOTE), orderId: chosenBy(ID, NOTE) } },
    'ask',
  ],
  [
    'words to whom a model made up',
    ADDRESSED,
    { args: { reason: 'x' }, labels: { reason: labelOf(NOTE), orderId: labelOf('model') } },
    'ask',
  ],
] as const) {
  test(`${title}: ${expected}`, () => assert.equal(decision([accepted], call), expected))
}

const SOURCES: readonly Source[] = [
  'operator',
  'model',
  'clock',
  'user:customer',
  'user:eve',
  ID,
  NOTE,
  'passage:1',
  'unknown',
]
const VOUCHED = new Set<Source>(['operator', 'user:customer', ID])

test(`whatever its labels, no value passes as chosen that isn’t vouched for (seed ${SEED})`, () => {
  const random = randomNumbers(SEED)
  const some = () => SOURCES.filter(() => random() < 0.3)
  const policies = { chosen: compiled(ALL, { tools: accepting(CHOSEN) }), plain: compiled(ALL) }
  let accepted = 0
  for (let tried = 0; tried < 1_000; tried += 1) {
    const label = { data: some(), ctrl: some() }
    const effects = [refund(1, { labels: { orderId: label } })]
    const [chosen, plain] = [policies.chosen, policies.plain].map(
      (each) => each.judgePlan(effects, factsOf()).plan.decision,
    )
    if (plain === 'allow') assert.equal(chosen, 'allow')
    if (plain === 'allow' || chosen !== 'allow') continue
    accepted += 1
    assert.ok(label.data.length > 0 && label.data.every((source) => VOUCHED.has(source)), JSON.stringify(label))
  }
  assert.ok(accepted > 10)
})
