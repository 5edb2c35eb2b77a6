import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import type { PlanView } from '#contract/plan.ts'
import { openPlaceAsOwner } from '../helpers/database.ts'
import { startParley } from '../helpers/parley.ts'
import type { PersonClient } from '../helpers/parley-client.ts'
import { startTestShop } from '../helpers/shop.ts'
import { startToolProxy, type ProxyAction } from '../helpers/tool-proxy.ts'
import { callNow, openTestTools } from '../helpers/tool-servers.ts'

// Threats 17, 18 and 22: an approver who edits past the rules, a role that is gone, a world that has changed.

const shop = await startTestShop({ after })
let onCall: (tool: string | null) => ProxyAction = () => 'pass'
const proxy = await startToolProxy({ after }, shop.url, ({ tool }) => onCall(tool))
const parley = await startParley({ after }, { shop: { url: proxy.url, token: shop.token } })
const customer = parley.as('customer')
const lead = parley.as('support-lead')
const otherLead = parley.as('other-lead')

beforeEach(() => {
  onCall = () => 'pass'
  return shop.renew()
})

async function waiting(order: string) {
  const said = await customer.ask(`Refund order ${order}`)
  return { ...said, plan: await customer.planOf(said) }
}

function edit(plan: PlanView, by: PersonClient, value: number) {
  const changes = [{ effect: 0, path: '/amount', value }]
  const body = { digest: plan.digest, decision: 'edit', changes }
  return by.request<{ plan: PlanView; code?: string }>('POST', `/v1/plans/${plan.id}/decisions`, body)
}

async function writes(): Promise<number> {
  const { refunds, mails } = await shop.book()
  return refunds.length + mails.length
}

async function asOwner(statement: string): Promise<void> {
  await using owner = await openPlaceAsOwner(parley.place)
  await owner.exec(statement)
}

test('17: an approver’s edit past the limit is refused by the rules, and no digest of it can be approved', async () => {
  const { plan, runId, threadId } = await waiting('A23')
  const { status, body } = await edit(plan, lead, 9_000_000)
  assert.deepEqual([status, body.plan.status, body.plan.verdict?.decision], [200, 'refused', 'deny'])
  for (const digest of [plan.digest, body.plan.digest]) {
    for (const person of [lead, otherLead])
      assert.notEqual((await person.decide({ id: plan.id, digest }, 'approve')).status, 200)
  }
  await customer.settled(runId, 'done')
  assert.match((await customer.answers(threadId))[0] ?? '', /go through the bank.*Nothing was done/)
  assert.equal(await writes(), 0)
})

test('17: who raises an amount isn’t the second pair of eyes, and who edited together isn’t either', async () => {
  const { plan, runId } = await waiting('A17')
  const raised = (await edit(plan, lead, 13_000)).body.plan
  assert.equal((await lead.decide(raised, 'approve')).body['code'], 'own-edit')
  const again = (await edit(raised, otherLead, 12_800)).body.plan
  assert.equal((await otherLead.decide(again, 'approve')).body['code'], 'own-edit')
  assert.equal((await customer.decide(again, 'approve')).body['code'], 'wrong-role')
  assert.equal(await writes(), 0)
  // The amount is the other lead’s now, and nothing of the first one’s is left.
  assert.equal((await lead.decide(again, 'approve')).status, 200)
  await customer.settled(runId, 'done')
  assert.deepEqual(
    (await shop.book()).refunds.map(({ amount }) => amount),
    [12_800],
  )
})

test('17: edits taken out of their row, or put into it, are found out before anything is done', async () => {
  const taken = await waiting('A17')
  const edited = (await edit(taken.plan, lead, 12_000)).body.plan
  const put = await waiting('A23')
  await parley.stop()
  await asOwner(`update plans set edits = null where id = '${taken.plan.id}';
    update plans set edits = '{"staged": [], "changes": [], "asks": []}' where id = '${put.plan.id}'`)
  await parley.start()
  for (const { runId, threadId, plan } of [{ ...taken, plan: edited }, put]) {
    assert.equal((await otherLead.decide(plan, 'approve')).status, 200)
    await customer.settled(runId, 'done')
    assert.match((await customer.answers(threadId))[0] ?? '', /edits differs\). Nothing was done/)
  }
  assert.equal(await writes(), 0)
})

test('18: a role taken away after a yes and before the first step: nothing is done, and whose yes it was is told', async () => {
  const key = { name: 'desk', roles: ['support-lead'], scopes: ['read', 'decide'], expiresAt: null }
  const made = await parley.as('operator').request<{ key: string; principal: string }>('POST', '/v1/keys', key)
  assert.equal(made.status, 201, JSON.stringify(made.body))
  const desk = parley.withKey(made.body.key)
  const { plan, runId } = await waiting('A17')
  await parley.stop()
  await parley.start({ RUN_WORKER: 'false' })
  assert.equal((await desk.decide(plan, 'approve')).status, 200)
  await parley.stop()
  await asOwner(`update principals set roles = '{}' where id = '${made.body.principal}'`)
  await parley.start({ RUN_WORKER: 'true' })
  await customer.settled(runId, 'waiting')
  const again = await lead.plan(plan.id)
  assert.deepEqual([again.status, again.awaits], ['waiting', ['support-lead']])
  assert.deepEqual(
    again.decisions.map(({ decision, counts }) => [decision, counts]),
    [['approve', false]],
  )
  assert.equal((await desk.decide(again, 'approve')).status, 404)
  assert.equal(await writes(), 0)
})

test('22: an order that was delivered when its refund was approved, and is refunded since, goes back with both', async (t) => {
  const { plan, runId, threadId } = await waiting('A17')
  await parley.stop()
  await asOwner(`update plans set dry_run_ended_at = dry_run_ended_at - interval '1 minute' where id = '${plan.id}'`)
  await parley.start()
  const tools = await openTestTools(t, { url: shop.url, token: shop.token, tools: ['refunds.create'] })
  const atTheDesk = { orderId: 'A17', amount: 12_900, currency: 'EUR', reason: 'at the desk', key: 'desk-A17' }
  assert.partialDeepStrictEqual(await callNow(t, tools, 'refunds.create', atTheDesk), { ok: true })
  assert.equal((await lead.decide(plan, 'approve')).status, 200)
  await customer.settled(runId, 'done')
  const stale = await lead.plan(plan.id)
  assert.equal(stale.status, 'stale')
  const [first] = stale.changes
  assert.deepEqual(
    [first?.title, first?.pointer, first?.was, first?.is],
    ['Look up order A17', '/status', 'delivered', 'refunded'],
  )
  assert.match((await customer.answers(threadId))[0] ?? '', /refunded already/)
  // The one at the desk.
  assert.equal(await writes(), 1)
})

test('22: of what changed a reader is told what the plan hangs on; all that was read only who may see all of it', async () => {
  const { plan, runId, threadId } = await waiting('A23')
  const before = String(plan.effects[0]?.args['amount'])
  await parley.stop()
  await asOwner(`update plans set dry_run_ended_at = dry_run_ended_at - interval '1 minute' where id = '${plan.id}'`)
  onCall = (tool) =>
    tool === 'orders.get'
      ? { rewrite: (text) => text.replaceAll(before, '6900').replaceAll(/"placedAt":"[^"]*"/g, '"placedAt":"CANARY"') }
      : 'pass'
  await parley.start()
  assert.equal((await lead.decide(plan, 'approve')).status, 200)
  await customer.event(
    threadId,
    (event) => event.type === 'plan-proposed' && 'digest' in event && event.digest !== plan.digest,
  )
  await customer.settled(runId, 'waiting')
  const seen = async (person: PersonClient) => (await person.plan(plan.id)).changes.map(({ pointer }) => pointer)
  for (const person of [customer, lead]) assert.deepEqual(await seen(person), ['/total'])
  assert.ok((await seen(parley.as('operator'))).includes('/placedAt'))
  for (const [person, isTold] of [
    [customer, false],
    [lead, false],
    [parley.as('operator'), true],
  ] as const) {
    const { body } = await person.request('GET', `/v1/plans/${plan.id}/evidence`)
    assert.equal(JSON.stringify(body).includes('CANARY'), isTold)
    assert.equal(JSON.stringify(await person.plan(plan.id)).includes('CANARY'), isTold)
  }
})
