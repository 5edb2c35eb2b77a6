import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { cardRows } from '#cards/drawing/card-rows.ts'
import { copyAgents } from '../helpers/agents.ts'
import { startShop } from '../helpers/parley.ts'

const STEPS = 50
// 0.01 to 0.50 in turn: 12.75 in all, and each its own.
const INSTALMENTS = `export const playbook = { title: 'Instalments', examples: ['pay my table back in instalments'], slots: {} }
export default async ({ tools, say }) => {
  const order = await tools.shop.orders.get({ id: 'A40' })
  if (!order) return say('There is no such order.')
  for (const place of Array.from({ length: ${STEPS} }, (_, index) => index + 1)) {
    tools.shop.refunds.create({ orderId: order.id, amount: place, currency: order.currency, reason: 'other' })
  }
}
`
const RULES = `@id("read") permit (principal, action in Action::"read", resource);
@id("pay") permit (principal, action == Action::"shop/refunds.create", resource);
@id("ask") @ask("support-lead") @reason("Every refund asks")
forbid (principal, action == Action::"shop/refunds.create", resource);
`

const agents = await copyAgents({ after })
await agents.change('agent.yaml', 'effectsPerPlan: 20', `effectsPerPlan: ${STEPS}`)
await agents.change('tools.yaml', '    rate: 20/s\n', '')
await agents.remove('evals/refunds.yaml')
await writeFile(join(agents.dir, 'support/playbooks/instalments.js'), INSTALMENTS)
await writeFile(join(agents.dir, 'support/policy.cedar'), RULES)
const { customer, lead, shop } = await startShop({ after }, { environment: { AGENTS_DIR: agents.dir } })

test('fifty refunds in one plan are one line with their count and sum, one yes, and each is done once', async () => {
  const said = await customer.ask('Pay my table back in instalments')
  const plan = await lead.plan((await customer.planOf(said)).id)
  assert.equal(plan.effects.length, STEPS)
  const [row, ...more] = cardRows(plan)
  assert.equal(more.length, 0)
  assert.deepEqual([row?.title, row?.many?.folded.length], ['Refund 50 times, 12.75 EUR in all', STEPS])
  assert.ok(plan.totals.includes('12.75 EUR goes back to the customer'))
  assert.equal((await lead.decide(plan, 'approve')).status, 200)
  await customer.settled(said.runId, 'done')
  const { status, decisions } = await customer.plan(plan.id)
  assert.deepEqual([status, decisions.length], ['done', 1])
  const { refunds } = await shop.book()
  assert.deepEqual(
    refunds.map(({ amount }) => amount),
    Array.from({ length: STEPS }, (_, index) => index + 1),
  )
  assert.equal(new Set(refunds.map(({ key }) => key)).size, STEPS)
})
