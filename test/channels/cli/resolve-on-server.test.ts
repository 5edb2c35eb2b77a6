import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { PlanView } from '#contract/plan.ts'
import { copyAgents } from '../../helpers/agents.ts'
import { startParley } from '../../helpers/parley.ts'
import { startTestShop } from '../../helpers/shop.ts'
import { startToolProxy } from '../../helpers/tool-proxy.ts'
import { runParley, type Ran } from './run-parley.ts'

// A mail that went out, at a server that takes no key and whose answer was lost: only a person can say what became of it.
const shop = await startTestShop({ after })
const proxy = await startToolProxy({ after }, shop.url, ({ tool }) => (tool === 'mail.send' ? 'drop-after' : 'pass'))
const agents = await copyAgents({ after })
const key = '    later: [values]\n'
await agents.change('tools.yaml', `${key}    idempotencyKey: key\n    keyLives: 24h\n`, key)
await agents.change('agent.yaml', 'handOver: { role: support-lead', 'handOver: { role: finance')
await agents.change('tools.yaml', 'timeout: 5s', 'timeout: 2s')
const parley = await startParley(
  { after },
  { shop: { url: proxy.url, token: shop.token }, environment: { AGENTS_DIR: agents.dir } },
)
const { dataDir } = parley.place

async function run(...words: readonly string[]): Promise<Ran> {
  return await runParley(words, { dataDir, env: { PARLEY_URL: parley.url } })
}

test("the lead's word on a mail that nobody knows of ends the turn", { timeout: 90_000 }, async () => {
  const customer = parley.as('customer')
  const said = await customer.ask('Refund order A17')
  const { id, digest } = await customer.planOf(said)
  assert.equal((await parley.as('support-lead').decide({ id, digest }, 'approve')).status, 200)
  await customer.settled(said.runId, 'waiting')

  const short = id.replaceAll('-', '').slice(-4).toUpperCase()
  const queue = await run('queue', '--full', '--as', 'support-lead')
  assert.match(queue.out, new RegExp(`npx parley resolve ${short} 2 --happened --note "…" --as support-lead$`, 'm'))
  assert.match((await run('queue', '--as', 'operator')).out, /^\w{4} {2}We don't know if step 2 happened: /m)
  assert.equal((await run('queue')).out, 'Nothing waits for you. 1 waits for others.\n')
  assert.equal((await customer.plan(id)).mayResolve, false)

  const resolve = ['resolve', short, '2', '--happened', '--note', 'In the log of the mail server'] as const
  const refused = await run(...resolve, '--as', 'customer')
  assert.deepEqual([refused.code, refused.err], [1, 'Only those who decide on this plan can say what became of it.\n'])
  const ran = await run(...resolve, '--as', 'support-lead')
  assert.deepEqual([ran.code, ran.err], [0, ''])
  await customer.settled(said.runId, 'done')
  assert.match((await customer.answers(said.threadId))[0] ?? '', /^Done/)
  assert.equal((await run(...resolve)).err, 'What became of this step is known.\n')
})

test(
  'who may say it reads the plan while nobody knows, and an auditor reads without a say',
  { timeout: 90_000 },
  async () => {
    const [customer, lead, finance, operator] = ['customer', 'support-lead', 'finance', 'operator'].map((person) =>
      parley.as(person),
    )
    assert.ok(customer && lead && finance && operator)
    const said = await customer.ask('Refund order A23')
    const { id, digest } = await customer.planOf(said)
    const read = async (who = finance) => {
      const { status, body } = await who.request<PlanView>('GET', `/v1/plans/${id}`)
      const { body: list } = await who.request<{ plans: PlanView[] }>('GET', '/v1/plans')
      return [status, list.plans.some((plan) => plan.id === id), body.mayResolve]
    }
    assert.deepEqual(await read(), [404, false, undefined])
    await lead.decide({ id, digest }, 'approve')
    await customer.settled(said.runId, 'waiting')
    assert.deepEqual(await read(), [200, true, true])

    const key = { name: 'audit', roles: ['auditor'], scopes: ['read', 'decide'] }
    const auditor = parley.withKey((await operator.request<{ key: string }>('POST', '/v1/keys', key)).body.key)
    const resolution = { outcome: 'happened', note: 'In the log of the mail server' }
    const path = `/v1/plans/${id}/effects/1/resolution`
    assert.deepEqual(await read(auditor), [200, true, false])
    const refused = await auditor.request('POST', path, resolution)
    assert.deepEqual([refused.status, refused.body.code], [403, 'wrong-role'])
    assert.deepEqual(await read(parley.as('other-customer')), [404, false, undefined])

    assert.equal((await finance.request('POST', path, resolution)).status, 200)
    await customer.settled(said.runId, 'done')
    assert.deepEqual(await read(), [404, false, undefined])
  },
)
