import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import type { PlanView } from '#contract/plan.ts'
import { copyAgents } from '../helpers/agents.ts'
import { deep } from '../helpers/depth.ts'
import { edited } from '../helpers/edited.ts'
import { fails, openModelServer, witnesses, type ModelReply } from '../helpers/model-server.ts'
import { startShop } from '../helpers/parley.ts'
import type { Said } from '../helpers/parley-client.ts'
import { reads, writes } from '../helpers/planner-replies.ts'

// An operator changes a procedure that a waiting plan's program calls: nobody said yes to what it does now.
let readings: ModelReply[] = []
let programs: ModelReply[] = []
const model = await openModelServer(
  ({ schemaName }) => (schemaName === 'reading' ? readings.shift() : programs.shift()) ?? fails(400),
  { witness: witnesses('yes') },
)
after(() => model[Symbol.asyncDispose]())
const agents = await copyAgents({ after })
const { parley, customer, lead, shop } = await startShop(
  { after },
  { environment: { ...model.environment, AGENTS_DIR: agents.dir } },
)

beforeEach(() => shop.renew())

const CHANGED = 'Our team changed how this is done while it waited. Nothing was done. Please ask for it again.'
const GONE = 'Our team has removed the procedure for this. Nothing was done.'
const CANCEL = 'cancel my last order'
const AGAIN = 'send the tea towels again'
const BOTH = 'cancel my order A58, and send what was in A31 again'
const REFUND = 'refund the one with the mug'

test('a procedure that a plan’s program calls changes: nothing is done, and its requester is told to ask again', async () => {
  const cancel = await waits(CANCEL, `procedures.cancelOrder({ orderId: (${LAST}).id }, '${CANCEL}')`)
  const again = await waits(AGAIN, `procedures.sendAgain({ orderId: (${DELIVERED}).id }, '${AGAIN}')`)
  const both = await waits(
    BOTH,
    `procedures.cancelOrder({ orderId: 'A58' }, 'cancel my order A58')
procedures.sendAgain({ orderId: (${DELIVERED}).id }, 'send what was in A31 again')`,
  )
  const left = { ...both, plan: await edited(both.plan, lead, { effect: 1, leaveOut: true }) }
  const refund = await waits(REFUND, `procedures.refund({ orderId: (${MUG}).id }, '${REFUND}')`)
  await restart(async () => {
    await agents.change('playbooks/cancel-order.js', 'if (!order) return', 'if (order === null) return')
    await agents.change('playbooks/send-again.js', '  slots: {', '  confirm: true,\n  slots: {')
    await agents.change('playbooks/refund.js', "title: 'Refund an order'", "title: 'Pay an order back'")
  })
  assert.deepEqual(await agreedTo(cancel), ['stale', CHANGED, ['cancel-order']])
  assert.deepEqual(await agreedTo(again), ['stale', CHANGED, ['send-again']])
  assert.deepEqual(await agreedTo(left), ['stale', CHANGED, ['cancel-order', 'send-again']])
  assert.deepEqual(await effective(), [])
  // What a procedure is called and recognised by is no part of what was agreed to.
  const [status, , settings] = await agreedTo(refund)
  assert.deepEqual([status, settings], ['done', []])
  assert.equal((await shop.book()).refunds.length, 1)
})

deep('a procedure that a plan’s program calls takes less, or is taken away: nothing is done', async () => {
  const program = `procedures.refund({ orderId: (${MUG}).id }, '${REFUND}')`
  const narrow = await waits(REFUND, program)
  const [was, is] = ["pattern: '(?i)[A-Z]\\\\d+', ask", "pattern: '(?i)[A-Z]\\\\d\\\\d+', ask"] as const
  await restart(() => agents.change('playbooks/refund.js', was, is))
  assert.deepEqual(await agreedTo(narrow), ['stale', CHANGED, ['refund']])
  const gone = await waits(REFUND, program)
  await restart(async () => {
    for (const file of ['playbooks/refund.js', 'playbooks/refund.de.yaml', 'evals/refunds.yaml', 'evals/deeds.yaml'])
      await agents.remove(file)
    await agents.change('agent.yaml', '  - refund: { trusted: [orderId, items, reason] }\n', '')
    await agents.change('agent.yaml', 'offer: [order-status, refund, ', 'offer: [order-status, ')
  })
  assert.deepEqual(await agreedTo(gone), ['stale', GONE, ['refund']])
  assert.deepEqual(await effective(), [])
})

const LAST = '(await tools.shop.orders.search({})).toSorted((a, b) => (a.placedAt < b.placedAt ? 1 : -1))[0]'
const DELIVERED = `(await tools.shop.orders.search({ status: 'delivered' })).find(({ id }) => id === 'A31')`
const MUG = `(await tools.shop.orders.search({})).find(({ items }) => items.some(({ title }) => title.includes('mug')))`

interface Waiting extends Said {
  readonly plan: PlanView
}

async function waits(said: string, program: string): Promise<Waiting> {
  readings = [reads({ procedure: 'cancel-order', from: 'tools' })]
  programs = [writes(program)]
  const asked = await customer.ask(said)
  const plan = await customer.planOf(asked)
  assert.equal(plan.status, 'waiting', (await customer.answers(asked.threadId)).join())
  return { ...asked, plan }
}

/** What comes of a plan once all who are asked have said yes to it: its status, the answer, and the procedures that changed. */
async function agreedTo({ plan, runId, threadId }: Waiting) {
  for (const who of [customer, lead]) {
    const { status, awaits } = await customer.plan(plan.id)
    if (status === 'waiting' && awaits.includes(who === lead ? 'support-lead' : 'requester'))
      assert.equal((await who.decide(plan, 'approve')).status, 200)
  }
  await customer.settled(runId, 'done')
  const { status, settings } = await customer.plan(plan.id)
  const changed = settings.flatMap(({ setting, of }) => (setting === 'procedure' ? [of] : [setting])).toSorted()
  return [status, (await customer.answers(threadId)).at(-1), changed]
}

async function restart(change: () => Promise<void>): Promise<void> {
  await parley.stop()
  await change()
  await parley.start()
}

async function effective() {
  return (await shop.book()).calls.filter((call) => call.effective)
}
