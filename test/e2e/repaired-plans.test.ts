import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import type { ReplayView } from '#contract/replay.ts'
import { deep } from '../helpers/depth.ts'
import { openPlaceAsOwner } from '../helpers/database.ts'
import { fails, openModelServer, type ModelReply } from '../helpers/model-server.ts'
import { startParley } from '../helpers/parley.ts'
import { routesTo, writes } from '../helpers/planner-replies.ts'
import { startTestShop } from '../helpers/shop.ts'
import { startToolProxy } from '../helpers/tool-proxy.ts'

// What becomes of plans that were written anew, and of those that came to nothing, after they were kept.

let programs: ModelReply[] = []
const model = await openModelServer(({ schemaName }) => {
  if (schemaName === 'reading') return routesTo('plan')
  return programs.shift() ?? fails(400)
})
after(() => model[Symbol.asyncDispose]())
const shop = await startTestShop({ after })
const proxy = await startToolProxy({ after }, shop.url)
const parley = await startParley(
  { after },
  { shop: { url: proxy.url, token: shop.token }, environment: model.environment },
)
const customer = parley.as('customer')
const lead = parley.as('support-lead')

beforeEach(() => shop.renew())

const ORDER = 'const order = await tools.shop.orders.get({ id: slots.order })'
const FAILS = `${ORDER}\nconst by = {}\nreturn say(by[order.note ?? 'x'].y.z)`
const REFUND = `${ORDER}\ntools.shop.refunds.create({ orderId: order.id, amount: order.total, currency: order.currency, reason: 'damaged' })`

const lookedUp = () => proxy.requests.filter(({ tool }) => tool === 'orders.get').length

/** It has waited for longer than what it read counts as fresh. */
async function age(planId: string): Promise<void> {
  await parley.stop()
  await using owner = await openPlaceAsOwner(parley.place)
  await owner.run(`update plans set dry_run_ended_at = dry_run_ended_at - interval '1 minute' where id = $1`, [planId])
  await owner[Symbol.asyncDispose]()
  await parley.start()
}

async function replayed(runId: string): Promise<ReplayView> {
  const { plans } = (await customer.request<{ plans: { id: string; runId: string }[] }>('GET', '/v1/plans')).body
  const plan = plans.find((each) => each.runId === runId)
  return (await customer.request<ReplayView>('GET', `/v1/plans/${plan?.id}/replay`)).body
}

test('a repaired plan that people say yes to later is done, by what it reads then', async () => {
  programs = [writes(FAILS, { order: 'A17' }), writes(REFUND, { order: 'A17' })]
  const said = await customer.ask('Refund A17, it arrived damaged')
  const plan = await customer.planOf(said)
  assert.equal(plan.status, 'waiting')
  await age(plan.id)
  const before = lookedUp()
  for (const role of plan.awaits)
    assert.equal((await (role === 'requester' ? customer : lead).decide(plan, 'approve')).status, 200)
  await customer.settled(said.runId, 'done')
  assert.equal((await customer.plan(plan.id)).status, 'done')
  assert.deepEqual(
    (await shop.book()).refunds.map(({ orderId }) => orderId),
    ['A17'],
  )
  assert.equal(lookedUp(), before + 1)
})

test('a plan that ended since something wasn’t there is replayed as it was', async () => {
  programs = [
    writes(
      `const orders = await tools.shop.orders.search({})\nconst order = orders.find(({ id }) => id === slots.order)\nsay(order.status)`,
      { order: 'Z99' },
    ),
  ]
  const { runId, threadId } = await customer.ask('How is Z99?')
  assert.match((await customer.answers(threadId))[0] ?? '', /I found no order/)
  assert.deepEqual((await replayed(runId)).differs, [])
})

deep('a plan that did and said nothing is replayed as it was', async () => {
  programs = [1, 2, 3].map(() => writes(ORDER, { order: 'A17' }))
  const { runId, threadId } = await customer.ask('What about A17?')
  assert.match((await customer.answers(threadId))[0] ?? '', /found nothing to do/)
  assert.deepEqual((await replayed(runId)).differs, [])
})
