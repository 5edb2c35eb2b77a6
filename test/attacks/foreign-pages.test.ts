import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { copyAgents } from '../helpers/agents.ts'
import { startParley } from '../helpers/parley.ts'
import type { PersonClient } from '../helpers/parley-client.ts'
import { startTestShop } from '../helpers/shop.ts'
import { startToolProxy } from '../helpers/tool-proxy.ts'

// Threat 26: a page that isn't ours decides for whoever looks at it, with the token that the chat on it was given. Frames,
// and what its script could press: test/channels/web/widget/foreign-page.test.ts.
const SHOP = 'https://shop.example'
const shop = await startTestShop({ after })
const agents = await copyAgents({ after })
await agents.change(
  'policy.cedar',
  '@ask("support-lead")\n@reason("Refunds above 50.00',
  '@ask("requester")\n@reason("Refunds above 50.00',
)
await agents.change(
  'policy.cedar',
  'when { context.args.amount > 5000 || context.ledger.user24h.amount > 10000 };',
  `when { context.args.amount > 5000 };

@id("largest-refund") @ask("support-lead") @reason("Refunds above 100.00 EUR need a support lead")
forbid (principal, action == Action::"shop/refunds.create", resource) when { context.args.amount > 10000 };`,
)
let isLost = false
const proxy = await startToolProxy({ after }, shop.url, ({ tool }) => {
  if (tool === 'mail.send' && isLost) return { status: 500 }
  return 'pass'
})
const parley = await startParley(
  { after },
  {
    shop: { url: proxy.url, token: shop.token },
    environment: { AGENTS_DIR: agents.dir, EMBED_ORIGINS: SHOP },
  },
)
const customer = parley.as('customer')
const lead = parley.as('support-lead')

beforeEach(async () => {
  isLost = false
  await shop.renew()
})

const decideFrom = (origin: string, by: PersonClient, plan: { id: string; digest: string | null }, decision: string) =>
  by.request('POST', `/v1/plans/${plan.id}/decisions`, { digest: plan.digest, decision }, { origin })

test('26: from a page of another site nobody decides as a role, with whatever token; what one asked for oneself one does', async () => {
  const said = await customer.ask('Refund order A17')
  const plan = await customer.planOf(said)
  assert.deepEqual(plan.awaits.toSorted(), ['requester', 'support-lead'])
  for (const decision of ['approve', 'reject']) {
    const refused = await decideFrom(SHOP, lead, plan, decision)
    assert.deepEqual([refused.status, refused.body['code']], [403, 'own-page-required'])
  }
  // The same person, not from a page, and the requester from theirs.
  assert.equal((await decideFrom(SHOP, customer, plan, 'approve')).status, 200)
  assert.equal((await customer.plan(plan.id)).status, 'waiting')
  assert.deepEqual((await shop.book()).refunds, [])
  assert.equal((await lead.decide(plan, 'approve')).status, 200)
  await customer.settled(said.runId, 'done')
  assert.equal((await shop.book()).refunds.length, 1)
})

test('26: nor does it say there what became of a step', async () => {
  isLost = true
  const said = await customer.ask('Refund order A23')
  const plan = await customer.planOf(said)
  assert.equal((await decideFrom(SHOP, customer, plan, 'approve')).status, 200)
  await customer.settled(said.runId, 'waiting')
  assert.equal((await customer.plan(plan.id)).status, 'unknown')
  const path = `/v1/plans/${plan.id}/effects/1/resolution`
  const word = { outcome: 'did-not', note: 'pressed' }
  const refused = await lead.request('POST', path, word, { origin: SHOP })
  assert.deepEqual([refused.status, refused.body['code']], [403, 'own-page-required'])
  assert.equal((await customer.plan(plan.id)).status, 'unknown')
  assert.equal((await lead.request('POST', path, word)).status, 200)
  await customer.settled(said.runId, 'done')
})

test('26: a page that isn’t listed gets nowhere', async () => {
  const plan = await customer.planOf(await customer.ask('Refund order A23'))
  for (const by of [customer, lead]) {
    const refused = await decideFrom('https://evil.example', by, plan, 'approve')
    assert.deepEqual([refused.status, refused.body['code']], [403, 'wrong-origin'])
  }
  assert.deepEqual((await customer.plan(plan.id)).decisions, [])
})
