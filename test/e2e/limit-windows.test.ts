import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { copyAgents } from '../helpers/agents.ts'
import { openPlaceAsOwner } from '../helpers/database.ts'
import { startShop } from '../helpers/parley.ts'

const PAY = `export const playbook = {
  title: 'Pay',
  examples: ['pay 16 cents for A40', 'pay 2 cents for B61'],
  slots: {
    cents: { type: 'integer', ask: 'How many cents?' },
    order: { type: 'pattern', pattern: '[AB]\\\\d+', ask: 'Which order?' },
  },
}
export default async ({ tools, slots, say }) => {
  const order = await tools.shop.orders.get({ id: slots.order })
  if (!order) return say('There is no such order.')
  tools.shop.refunds.create({ orderId: order.id, amount: slots.cents, currency: 'EUR', reason: 'other' })
}
`
/** What was paid before, each a power of two: whose, by which agent, how long ago. Every sum of them is one of a kind. */
const PAID = [
  { cents: 1, by: 'customer', agent: 'support', ago: '1 minute' },
  { cents: 2, by: 'customer', agent: 'support', ago: '2 hours' },
  { cents: 4, by: 'customer', agent: 'support', ago: '2 days' },
  { cents: 8, by: 'customer', agent: 'support', ago: '31 days' },
  { cents: 16, by: 'customer', agent: 'trading', ago: '1 minute' },
  { cents: 32, by: 'customer', agent: 'trading', ago: '2 hours' },
  { cents: 64, by: 'other-customer', agent: 'support', ago: '1 minute' },
  { cents: 128, by: 'other-customer', agent: 'support', ago: '2 days' },
  { cents: 256, by: 'other-customer', agent: 'trading', ago: '2 hours' },
] as const
const NOW = 512

/** What the customer's payment of 512 by `support` comes to in each window, with itself. */
const SUMS = {
  user1h: NOW + 1 + 16,
  user24h: NOW + 1 + 16 + 2 + 32,
  user30d: NOW + 1 + 16 + 2 + 32 + 4,
  tenant1h: NOW + 1 + 16 + 64,
  tenant24h: NOW + 1 + 16 + 64 + 2 + 32 + 256,
  tenant30d: NOW + 1 + 16 + 64 + 2 + 32 + 256 + 4 + 128,
  agent1h: NOW + 1 + 64,
  agent24h: NOW + 1 + 64 + 2,
  agent30d: NOW + 1 + 64 + 2 + 4 + 128,
}

/** How many payments that is, in one window of each. */
const COUNTS = { user1h: 3, tenant24h: 7, agent30d: 6 }

const agents = await copyAgents({ after })
await agents.remove('evals/refunds.yaml')
await writeFile(join(agents.dir, 'support/playbooks/pay.js'), PAY)
await writeFile(
  join(agents.dir, 'support/policy.cedar'),
  [
    '@id("read") permit (principal, action in Action::"read", resource);',
    '@id("pay") permit (principal, action == Action::"shop/refunds.create", resource);',
    ...Object.entries(SUMS).map(
      ([name, sum]) => `@id("${name}") @ask("support-lead") @reason("${name} is ${sum}")
        forbid (principal, action == Action::"shop/refunds.create", resource)
        when { context.ledger.${name}.amount == ${sum} };`,
    ),
    ...Object.entries(COUNTS).map(
      ([name, count]) => `@id("count-${name}") @ask("support-lead") @reason("${name} has ${count}")
        forbid (principal, action == Action::"shop/refunds.create", resource)
        when { context.ledger.${name}.count == ${count} && context.args.amount == ${NOW} };`,
    ),
  ].join('\n'),
)
await agents.another('trading')
const { parley } = await startShop({ after }, { environment: { AGENTS_DIR: agents.dir } })

async function pay(by: string, agent: string, cents: number) {
  const client = parley.as(by)
  const thread = await client.request<{ id: string }>('POST', '/v1/threads', { agent })
  const order = by === 'customer' ? 'A40' : 'B61'
  return client.planOf(await client.ask(`Pay ${cents} cents for ${order}`, thread.body.id))
}

test('a limit adds up the user’s, the tenant’s or the agent’s own, of the last hour, day or 30 days, and nothing else', async () => {
  const paid = []
  for (const { by, agent, cents, ago } of PAID) {
    const plan = await pay(by, agent, cents)
    assert.equal(plan.status, 'done', `${cents}: ${plan.verdict?.reasons.join()}`)
    paid.push(`update effects set created_at = now() - interval '${ago}', dispatched_at = now() - interval '${ago}'
                where plan_id = '${plan.id}'`)
  }
  await parley.stop()
  await using owner = await openPlaceAsOwner(parley.place)
  await owner.exec(paid.join(';\n'))
  await owner[Symbol.asyncDispose]()
  await parley.start()
  const plan = await pay('customer', 'support', NOW)
  assert.deepEqual(
    plan.verdict?.reasons.toSorted(),
    [
      ...Object.entries(SUMS).map(([name, sum]) => `${name} is ${sum}`),
      ...Object.entries(COUNTS).map(([name, count]) => `${name} has ${count}`),
    ].toSorted(),
  )
})
