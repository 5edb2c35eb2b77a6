import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { PlanView } from '#contract/plan.ts'
import type { ReplayView } from '#contract/replay.ts'
import type { JournalEntry } from '#plan-language/contract.ts'
import { copyAgents } from '../helpers/agents.ts'
import { opened, readEvidence } from '../helpers/evidence.ts'
import { startParleyProcess } from '../helpers/parley-process.ts'
import { startTestShop } from '../helpers/shop.ts'
import { startToolProxy, type ProxyAction } from '../helpers/tool-proxy.ts'

// The refund's plan looks at two more orders, one after the other, and says what it found.
const shop = await startTestShop({ after })
let onRead: (count: number) => ProxyAction = () => 'pass'
const reached: string[] = []
const proxy = await startToolProxy({ after }, shop.url, ({ tool }) => {
  if (tool !== 'orders.get') return 'pass'
  const action = onRead(reached.length)
  if (action === 'pass') reached.push(tool)
  return action
})
const agents = await copyAgents({ after })
// It speaks other texts than its German file says.
await agents.remove('playbooks/refund.de.yaml')
await agents.change(
  'playbooks/refund.js',
  '  if (!order) return',
  `  const second = await tools.shop.orders.get({ id: 'A23' })
  const third = await tools.shop.orders.get({ id: 'A31' })
  if (!order) return`,
)
await agents.change(
  'playbooks/refund.js',
  '  const refund = tools',
  '  say(`${second?.total} and ${third?.total} apart`)\n  const refund = tools',
)
await agents.change('tools.yaml', 'timeout: 5s', 'timeout: 2s')
const parley = await startParleyProcess(
  { after },
  {
    shop: { url: proxy.url, token: shop.token },
    environment: { AGENTS_DIR: agents.dir, RUN_LEASE_MS: '1500' },
  },
)
const customer = parley.as('customer')

/** What was read and what would be done, without what no two plans share. */
async function essence(plan: PlanView) {
  const file = await readEvidence(parley.as('operator'), plan.id)
  const { approved } = opened<{ approved: { journal: JournalEntry[] } }>(file)
  return {
    said: plan.said,
    effects: plan.effects.map(({ tool, args, labels, because }) => ({ tool, args, labels, because })),
    journal: approved.journal.map(({ index, tool, args, request, answer }) => ({ index, tool, args, request, answer })),
  }
}

test('a server killed between two reads of a plan is followed by another that makes only what is left', async () => {
  const undisturbed = await essence(await customer.planOf(await customer.ask('Refund order A17')))
  assert.equal(undisturbed.journal.length, 3)
  assert.equal(reached.length, 3)

  await shop.renew()
  reached.length = 0
  const dead = Promise.withResolvers<void>()
  onRead = (count) => {
    if (count < 2) return 'pass'
    onRead = () => 'pass'
    const killed = parley.kill()
    void killed.then(dead.resolve)
    return { until: killed.then(() => Promise.reject(new Error('the caller is dead'))) }
  }
  const said = await customer.say('Refund order A17')
  await dead.promise
  assert.equal(reached.length, 2)
  await parley.start()
  await customer.settled(said.runId, 'waiting')

  const plan = await customer.planOf(said)
  assert.equal(reached.length, 3, 'no read is made twice')
  assert.deepEqual(await essence(plan), undisturbed)
  const { body } = await customer.request<ReplayView>('GET', `/v1/plans/${plan.id}/replay`)
  assert.deepEqual([body.differs, body.digestAgain], [[], plan.digest])
})
