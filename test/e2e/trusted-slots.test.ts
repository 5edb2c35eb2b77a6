import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { z } from 'zod'
import type { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { copyAgents } from '../helpers/agents.ts'
import { connectMcp } from '../helpers/mcp-client.ts'
import { startShop } from '../helpers/parley.ts'

// What a program says for a slot is nobody's word, unless `expose:` vouches for that slot. With the example agent's file,
// which does, mcp-tools.test.ts asks the person alone.
const agents = await copyAgents({ after })
await agents.change(
  'agent.yaml',
  'refund: { trusted: [orderId, items, reason] }',
  'refund: { trusted: [orderId, items] }',
)
await agents.change('agent.yaml', 'order-status: { trusted: [orderId] }', 'order-status')
const { parley, lead, shop } = await startShop({ after }, { environment: { AGENTS_DIR: agents.dir } })
const maya = parley.as('customer')

beforeEach(async () => {
  for (const { runId } of await maya.waitingPlans()) await maya.request('POST', `/v1/runs/${runId}/cancel`)
  await shop.renew()
})

const Outcome = z.object({
  status: z.string(),
  text: z.string(),
  waits: z.object({ plan: z.string(), roles: z.array(z.string()) }).nullable(),
})

async function called(client: Client, name: string, args: Record<string, unknown>) {
  const answer = await client.callTool({ name, arguments: args })
  assert.ok(answer.structuredContent, JSON.stringify(answer))
  return Outcome.parse(answer.structuredContent)
}

test('a slot that the file doesn’t vouch for asks the role for untrusted text besides the person', async (t) => {
  const client = await connectMcp(t, parley.url, maya)
  const { waits } = await called(client, 'support.refund', { orderId: 'A12', reason: 'damaged' })
  assert.deepEqual(waits?.roles.toSorted(), ['requester', 'support-lead'])
  const { effects } = await lead.plan(waits.plan)
  assert.match(JSON.stringify(effects[0]?.labels), /call:refund\.reason/)
  assert.doesNotMatch(JSON.stringify(effects[0]?.labels), /user:/)
  // That it left the reason out is its saying, too.
  const without = await called(client, 'support.refund', { orderId: 'A12' })
  assert.deepEqual(without.waits?.roles.toSorted(), ['requester', 'support-lead'])
})

for (const [how, name, args] of [
  ['by name', 'support.order-status', { orderId: 'A12' }],
  ['in words', 'ask', { question: 'Where is order A12?' }],
] as const) {
  test(`even a look by it waits for that role, ${how}`, async (t) => {
    const client = await connectMcp(t, parley.url, maya)
    const { waits, text } = await called(client, name, args)
    assert.ok(waits?.roles.includes('support-lead'), text)
    assert.doesNotMatch(text, /is on its way|was delivered/)
  })
}

test('a service’s key is a program wherever it writes, and a person’s own words stay theirs', async () => {
  const made = { name: 'service', roles: ['customer'], scopes: ['chat', 'read'] }
  const { body } = await parley.as('operator').request<{ key: string }>('POST', '/v1/keys', made)
  const service = parley.withKey(body.key)
  const { runId } = await service.ask('Where is order A12?')
  const { waitingFor } = await service.settled(runId, 'waiting')
  assert.match(JSON.stringify(waitingFor), /support-lead/)
  const { run, threadId } = await maya.ask('Where is order A12?')
  assert.equal(run.status, 'done')
  assert.match((await maya.answers(threadId)).join(), /A12/)
})
