import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { deep } from '../helpers/depth.ts'
import { copyAgents } from '../helpers/agents.ts'
import { openPlaceAsOwner } from '../helpers/database.ts'
import { startParley } from '../helpers/parley.ts'
import { startTestShop } from '../helpers/shop.ts'
import { startToolProxy, type ProxyAction } from '../helpers/tool-proxy.ts'

const shop = await startTestShop({ after })
let onCall: (tool: string | null) => ProxyAction = () => 'pass'
const proxy = await startToolProxy({ after }, shop.url, ({ tool }) => onCall(tool))
const agents = await copyAgents({ after })
const parley = await startParley(
  { after },
  { shop: { url: proxy.url, token: shop.token }, environment: { AGENTS_DIR: agents.dir } },
)
const customer = parley.as('customer')

test('a plan that policy asks more of at its apply is judged anew with the reads that apply was asked with', async () => {
  const said = await customer.ask('Refund order A17')
  const plan = await customer.planOf(said)
  await parley.stop()
  await agents.change('policy.cedar', '@ask("support-lead")', '@ask("finance")')
  await asOwner(`update plans set dry_run_ended_at = now() - interval '1 minute' where id = '${plan.id}'`)
  await parley.start()
  // Read again, the order says something else that changes no step.
  const rewrite = (text: string) => text.replaceAll('lamp', 'lantern')
  onCall = (tool) => (tool === 'orders.get' ? { rewrite } : 'pass')
  assert.equal((await parley.as('support-lead').decide(plan, 'approve')).status, 200)
  await customer.event(said.threadId, (event) => event.type === 'plan-proposed' && event.digest !== plan.digest)
  await customer.settled(said.runId, 'waiting')
  const again = await customer.plan(plan.id)
  assert.deepEqual([again.status, again.awaits], ['waiting', ['finance']])
  // What no step hangs on is shown to those alone who may see all that was read.
  assert.deepEqual(again.changes, [])
  const { changes } = await parley.as('operator').plan(plan.id)
  assert.ok(changes.some(({ is }) => typeof is === 'string' && is.includes('lantern')))
  assert.equal((await parley.as('finance').decide(again, 'approve')).status, 200)
  await customer.settled(said.runId, 'done')
  assert.match((await customer.answers(said.threadId))[0] ?? '', /^Done/)
  assert.equal((await shop.book()).refunds.length, 1)
})

deep('a turn handed over by a worker that then died is handed over once', async () => {
  const said = await customer.ask('Can I talk to a human?')
  await parley.stop()
  await asOwner(`update runs set state = 'queued', finished_at = null where id = '${said.runId}'`)
  await parley.start()
  await customer.settled(said.runId, 'done')
  const told = await customer.events(said.threadId)
  assert.equal(told.filter(({ type }) => type === 'run-completed').length, 2)
  assert.equal(told.filter(({ type }) => type === 'handed-over').length, 1)
})

async function asOwner(statement: string): Promise<void> {
  await using owner = await openPlaceAsOwner(parley.place)
  await owner.exec(statement)
}
