import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { copyAgents } from '../helpers/agents.ts'
import { startShop } from '../helpers/parley.ts'

// A rule asks a role that nobody holds. Nothing is promised for anybody, and nothing is done.
const agents = await copyAgents({ after })
for (let asks = 0; asks < 3; asks += 1)
  await agents.change('policy.cedar', '@ask("support-lead")', '@ask("night-shift")')
await agents.change('agent.yaml', 'expireAfter: 24h', 'expireAfter: 4s')
await agents.change('agent.yaml', 'handOver: { role: support-lead', 'handOver: { role: night-shift')
const { parley, customer, shop } = await startShop({ after }, { environment: { AGENTS_DIR: agents.dir } })

test('a plan waits for it, says for whom and until when and no more, takes nobody else’s yes, and ends undone', async () => {
  const said = await customer.ask('Refund order A17')
  const plan = await customer.planOf(said)
  const { waitingFor } = said.run
  assert.ok(waitingFor?.type === 'decision')
  assert.deepEqual([waitingFor.roles, waitingFor.until], [['night-shift'], plan.expiresAt])
  const [card] = (await customer.messages(said.threadId)).filter(({ role }) => role === 'assistant')
  assert.deepEqual([card?.isComplete, card?.parts.map(({ type }) => type)], [false, ['plan']])
  for (const person of ['customer', 'support-lead', 'finance', 'operator']) {
    const { status } = await parley.as(person).decide(plan, 'approve')
    assert.ok(status === 403 || status === 404, `${person}: ${status}`)
  }
  await customer.say('yes', said.threadId)
  assert.deepEqual((await customer.plan(plan.id)).decisions, [])
  await customer.settled(said.runId, 'done')
  const told = (await customer.answers(said.threadId)).join('\n')
  assert.match(told, /Nobody answered in time\. Nothing was done/)
  assert.doesNotMatch(told, /night shift will|will take|will look|soon/i)
  assert.deepEqual((await shop.book()).refunds, [])
})

test('a person who is asked for is one that nobody is yet, and that is said', async () => {
  const { threadId } = await customer.ask('I want to talk to a person')
  assert.match((await customer.answers(threadId)).at(-1) ?? '', /nobody here is one yet, so I can’t say when/)
})
