import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { canonicalJson } from '#core/commitment.ts'
import type { PlanContextView } from '#contract/plan-context.ts'
import type { PlanView } from '#contract/plan.ts'
import { verifyEvidence } from '../../bin/verify-evidence.ts'
import { readEvidence } from '../helpers/evidence.ts'
import { startParley } from '../helpers/parley.ts'
import type { PersonClient } from '../helpers/parley-client.ts'
import { startTestShop } from '../helpers/shop.ts'
import { startToolProxy, type ProxyAction } from '../helpers/tool-proxy.ts'

const shop = await startTestShop({ after })
let onCall: (tool: string | null) => ProxyAction = () => 'pass'
const proxy = await startToolProxy({ after }, shop.url, ({ tool }) => onCall(tool))
const parley = await startParley({ after }, { shop: { url: proxy.url, token: shop.token } })
const customer = parley.as('customer')
const lead = parley.as('support-lead')
const finance = parley.as('finance')
const operator = parley.as('operator')

const ORDER = 'This order'
const ORDERS = 'All orders of this customer'

beforeEach(async () => {
  onCall = () => 'pass'
  await shop.renew()
})

async function waiting(text = 'Refund order A17'): Promise<PlanView> {
  return customer.planOf(await customer.ask(text))
}

async function beside({ id }: PlanView, by: PersonClient): Promise<PlanContextView> {
  const { status, body } = await by.request<PlanContextView>('GET', `/v1/plans/${id}/context`)
  assert.equal(status, 200)
  return body
}

function fieldsOf({ found }: PlanContextView, title: string): readonly Readonly<Record<string, string>>[] {
  const one = found.find((each) => each.title === title)
  return (one?.things ?? []).map((fields) => Object.fromEntries(fields.map(({ name, text }) => [name, text])))
}

test('beside a refund stand the order and the customer’s other orders, each with where it comes from', async () => {
  const plan = await waiting()
  const context = await beside(plan, lead)
  assert.equal(context.digest, plan.digest)
  assert.deepEqual(
    context.found.map(({ title, from, problem }) => [title, from, problem]),
    [
      [ORDER, 'our orders', null],
      [ORDERS, 'our orders', null],
    ],
  )
  const [order = {}] = fieldsOf(context, ORDER)
  assert.deepEqual([order['status'], order['total'], order['refunded']], ['delivered', '129.00 EUR', '0.00 EUR'])
  assert.match(order['delivered at'] ?? '', /^\d+ \w+ \d{4}$/)
  const all = fieldsOf(context, ORDERS)
  assert.ok(all.length > 1 && all.some(({ id }) => id === 'A17'))
  const unchecked = context.found.flatMap(({ things }) => things.flat().filter((field) => field.unchecked))
  assert.deepEqual([...new Set(unchecked.map(({ name }) => name))].includes('customer name'), true)
  // Nothing of it is what is approved.
  assert.equal((await lead.plan(plan.id)).digest, plan.digest)
})

test('it is looked up under the rights of whoever looks: what isn’t theirs isn’t found, and who may not read the plan gets nothing', async () => {
  const refund = await waiting('Refund order A23')
  assert.equal((await finance.request('GET', `/v1/plans/${refund.id}/context`)).status, 404)
  const account = await waiting('Pay refunds of order A17 to DE89370400440532013000')
  const context = await beside(account, finance)
  assert.deepEqual(fieldsOf(context, ORDER), [])
  assert.deepEqual(fieldsOf(context, ORDERS), [])
  const stranger = parley.as('other-customer')
  assert.equal((await stranger.request('GET', `/v1/plans/${refund.id}/context`)).status, 404)
})

test('what comes to more than a rule lets by over time stands against its limit', async () => {
  const [first, second] = [await waiting('Refund order A17'), await waiting('Refund order A23')]
  assert.match((await beside(first, lead)).limits.join('; '), /^\d+\.\d\d of 100\.00 EUR in 24 hours/)
  assert.match(
    (await beside(second, lead)).limits.join('; '),
    /^\d+\.\d\d of 100\.00 EUR in 24 hours; \d+\.\d\d of 300\.00 EUR in 30 days/,
  )
  assert.deepEqual((await beside(first, customer)).limits, [])
})

test('a look-up that fails says so in its line and hides nothing else', async () => {
  const plan = await waiting('Refund order A23')
  onCall = (tool) => (tool === 'orders.search' ? 'drop-before' : 'pass')
  const context = await beside(plan, lead)
  assert.deepEqual(
    context.found.map(({ title, things, problem }) => [title, things.length, problem]),
    [
      [ORDER, 1, null],
      [ORDERS, 0, 'This can’t be looked up just now.'],
    ],
  )
  assert.equal((await lead.plan(plan.id)).status, 'waiting')
})

test('what stood beside a plan is kept with the decision as it was shown, for overseers, and evidence is still whole', async () => {
  const plan = await waiting('Refund order A23')
  await lead.plan(plan.id)
  const shown = await beside(plan, lead)
  assert.equal((await lead.decide(plan, 'reject', { reason: 'not-eligible' })).status, 200)
  for (const [reader, sees] of [
    [operator, true],
    [lead, false],
    [customer, false],
  ] as const) {
    const file = await readEvidence(reader, plan.id)
    const kept = Object.entries(file.disclosed).filter(([place]) =>
      place.startsWith('/decisions/0/beside/found/0/things'),
    )
    assert.equal(kept.length > 0, sees)
    if (sees) assert.ok(kept.some(([, { value }]) => value === shown.found[0]?.things[0]?.[0]?.text))
    const findings = verifyEvidence(Buffer.from(canonicalJson(file)), { trusted: null, anchors: null })
    assert.deepEqual(
      findings.filter(({ kind }) => kind === 'wrong'),
      [],
    )
  }
})
