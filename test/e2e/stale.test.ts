import assert from 'node:assert/strict'
import { after, test, type TestContext } from 'node:test'
import { deep } from '../helpers/depth.ts'
import { openPlaceAsOwner } from '../helpers/database.ts'
import { startShop } from '../helpers/parley.ts'
import { callNow, openTestTools } from '../helpers/tool-servers.ts'
import { until } from '../helpers/until.ts'

const { parley, customer, lead, shop } = await startShop({ after })

/** A plan that has waited for longer than what it read counts as fresh. */
async function oldPlan(order: string) {
  const said = await customer.ask(`Refund order ${order}`)
  const plan = await customer.planOf(said)
  await parley.stop()
  await using owner = await openPlaceAsOwner(parley.place)
  await owner.run(`update plans set dry_run_ended_at = dry_run_ended_at - interval '1 minute' where id = $1`, [plan.id])
  await owner[Symbol.asyncDispose]()
  await parley.start()
  return { ...said, plan }
}

/** Somebody at the shop's own desk. */
async function refundAtTheShop(t: TestContext, orderId: string, amount: number): Promise<void> {
  const tools = await openTestTools(t, { url: shop.url, token: shop.token, tools: ['refunds.create'] })
  const refund = { orderId, amount, currency: 'EUR', reason: 'at the desk', key: `desk-${orderId}-${amount}` }
  assert.partialDeepStrictEqual(await callNow(t, tools, 'refunds.create', refund), { ok: true })
}

async function refundsOf(orderId: string): Promise<readonly number[]> {
  const { refunds } = await shop.book()
  return refunds.filter((refund) => refund.orderId === orderId).map(({ amount }) => amount)
}

test('an order refunded elsewhere while its plan waited isn’t refunded again, and who asked is told why', async (t) => {
  const { plan, runId, threadId } = await oldPlan('A17')
  await refundAtTheShop(t, 'A17', 12900)
  assert.equal((await lead.decide(plan, 'approve')).status, 200)
  await customer.settled(runId, 'done')
  assert.match((await customer.answers(threadId))[0] ?? '', /A17 was refunded already, so there is nothing to refund/)
  const now = await customer.plan(plan.id)
  assert.equal(now.status, 'stale')
  assert.ok(
    now.changes.some(({ pointer, was, is }) => pointer === '/status' && was === 'delivered' && is === 'refunded'),
  )
  assert.deepEqual(await refundsOf('A17'), [12900])
})

deep(
  'of one refunded in part meanwhile what is left is planned anew, and who said yes to the whole is asked again',
  async (t) => {
    const { plan, runId } = await oldPlan('A23')
    await refundAtTheShop(t, 'A23', 1000)
    assert.equal((await lead.decide(plan, 'approve')).status, 200)
    await until(async () => (await lead.waitingPlans()).some(({ digest }) => digest !== plan.digest), t.signal)
    const [again] = await lead.waitingPlans()
    assert.ok(again)
    assert.deepEqual(await refundsOf('A23'), [1000])
    assert.match(again.title, /^Refund 79\.50 EUR for order A23/)
    assert.equal((await lead.decide(again, 'approve')).status, 200)
    await customer.settled(runId, 'done')
    assert.deepEqual(await refundsOf('A23'), [1000, 7950])
  },
)

deep('of two plans for one order the second to be applied finds nothing left to refund', async () => {
  await shop.renew()
  const first = await customer.ask('Refund order A17')
  const second = await oldPlan('A17')
  assert.equal((await lead.decide(await customer.planOf(first), 'approve')).status, 200)
  await customer.settled(first.runId, 'done')
  assert.equal((await lead.decide(second.plan, 'approve')).status, 200)
  await customer.settled(second.runId, 'done')
  assert.match((await customer.answers(second.threadId))[0] ?? '', /was refunded already/)
  assert.deepEqual(await refundsOf('A17'), [12900])
})
