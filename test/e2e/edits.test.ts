import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { canonicalJson } from '#core/commitment.ts'
import type { PlanView } from '#contract/plan.ts'
import type { ReplayView } from '#contract/replay.ts'
import { deep } from '../helpers/depth.ts'
import { verifyEvidence } from '../../bin/verify-evidence.ts'
import { openPlaceAsOwner } from '../helpers/database.ts'
import { edited } from '../helpers/edited.ts'
import { readEvidence } from '../helpers/evidence.ts'
import { startParley } from '../helpers/parley.ts'
import type { PersonClient } from '../helpers/parley-client.ts'
import { startTestShop } from '../helpers/shop.ts'
import { startToolProxy, type ProxyAction } from '../helpers/tool-proxy.ts'

// Refunds above 50.00 ask a support lead. Whoever decides on one may change its amount and reason (`edit` in tools.yaml).

const shop = await startTestShop({ after })
let onCall: (tool: string | null) => ProxyAction = () => 'pass'
const proxy = await startToolProxy({ after }, shop.url, ({ tool }) => onCall(tool))
const parley = await startParley({ after }, { shop: { url: proxy.url, token: shop.token } })
const customer = parley.as('customer')
const lead = parley.as('support-lead')
const otherLead = parley.as('other-lead')

beforeEach(async () => {
  onCall = () => 'pass'
  await shop.renew()
})

const lower = { effect: 0, path: '/amount', value: 7000 }

async function waiting(order = 'A23') {
  const said = await customer.ask(`Refund order ${order}`)
  return { ...said, plan: await customer.planOf(said) }
}

function edit(plan: PlanView, by: PersonClient, ...changes: readonly unknown[]) {
  const body = { digest: plan.digest, decision: 'edit', changes }
  type Answer = { plan: PlanView; code?: string; detail?: string; path?: string }
  return by.request<Answer>('POST', `/v1/plans/${plan.id}/decisions`, body)
}

async function refundsPaid(): Promise<readonly number[]> {
  return (await shop.book()).refunds.map(({ amount }) => amount)
}

// The first of this file: what is refunded later in it adds up to a day's limit.
test('an edit that no rule asks about any more pays nothing by itself, and its editor may agree to it', async () => {
  const { plan, runId } = await waiting()
  const now = await edited(plan, lead, { ...lower, value: 4000 })
  assert.deepEqual([now.status, now.awaits, now.verdict?.policies], ['waiting', ['support-lead'], ['parley.edited']])
  assert.deepEqual(await refundsPaid(), [])
  assert.equal((await lead.decide(now, 'approve')).status, 200)
  await customer.settled(runId, 'done')
  assert.deepEqual(await refundsPaid(), [4000])
})

test('a lower amount is judged again, needs another lead’s yes, and is what is paid', async () => {
  const { plan, runId, threadId } = await waiting()
  const now = await edited(plan, lead, lower)
  assert.notEqual(now.digest, plan.digest)
  assert.deepEqual([now.status, now.awaits, now.effects[0]?.args['amount']], ['waiting', ['support-lead'], 7000])
  const [was, is] = [plan, now].map(({ effects }) => effects[0]?.labels['/amount'])
  assert.deepEqual(is, { data: ['approver:support-lead'], ctrl: was?.ctrl })
  assert.equal((await otherLead.decide(plan, 'approve')).status, 412)
  const own = await lead.decide(now, 'approve')
  assert.deepEqual([own.status, own.body['code']], [403, 'own-edit'])
  assert.equal((await otherLead.decide(now, 'approve')).status, 200)
  await customer.settled(runId, 'done')
  assert.deepEqual(await refundsPaid(), [7000])
  assert.match((await customer.answers(threadId))[0] ?? '', /^Done\.\n- Refund 70\.00/)
})

test('a step that no other needs can be left out, and one that another needs can’t', async () => {
  const { plan, runId } = await waiting()
  const needed = await edit(plan, lead, { effect: 0, leaveOut: true })
  assert.deepEqual([needed.status, needed.body.code], [422, 'change-refused'])
  assert.match(needed.body.detail ?? '', /Step 2 needs what step 1 returns/)
  const both = await edit(plan, lead, { effect: 0, leaveOut: true }, { effect: 1, leaveOut: true })
  assert.match(both.body.detail ?? '', /Say no instead/)
  const now = await edited(plan, lead, { effect: 1, leaveOut: true })
  assert.deepEqual(
    now.effects.map(({ tool }) => tool),
    ['shop/refunds.create'],
  )
  assert.equal((await otherLead.decide(now, 'approve')).status, 200)
  await customer.settled(runId, 'done')
  assert.deepEqual(await refundsPaid(), [plan.effects[0]?.args['amount']])
  assert.deepEqual((await shop.book()).mails, [])
})

for (const [title, change, words] of [
  ['an argument that tools.yaml doesn’t list', { effect: 0, path: '/orderId', value: 'A17' }, /may not be changed/],
  ['an argument of a tool without `edit`', { effect: 1, path: '/to', value: 'eve@evil.example' }, /may not be changed/],
  ['one that waits for a step’s result', { effect: 1, path: '/values/refundId', value: 'R-1' }, /once an earlier step/],
  ['an amount that isn’t whole cents', { effect: 0, path: '/amount', value: 70.5 }, /step 1 can't be done like that/i],
  ['an amount below nothing', { effect: 0, path: '/amount', value: -1 }, /step 1 can't be done like that/i],
  ['a text for an amount', { effect: 0, path: '/amount', value: '70.00' }, /step 1 can't be done like that/i],
  ['a place that isn’t there', { effect: 0, path: '/amount/minor', value: 1 }, /has nothing at/],
  ['a step that isn’t there', { effect: 7, path: '/amount', value: 1 }, /There is no step 8/],
  ['what it is already', { effect: 0, path: '/reason', value: 'other' }, /changes nothing/],
] as const) {
  deep(`${title} can’t be changed, and the plan waits as it was`, async () => {
    const { plan } = await waiting()
    const answer = await edit(plan, lead, change)
    assert.deepEqual([answer.status, answer.body.code], [422, 'change-refused'])
    assert.match(answer.body.detail ?? '', words)
    if (/can't be done/.test(words.source)) assert.equal(answer.body.path, '/amount')
    assert.equal((await lead.plan(plan.id)).digest, plan.digest)
  })
}

test('the same edit again is the same, another one of the same version comes too late', async () => {
  const { plan } = await waiting()
  const now = await edited(plan, lead, lower)
  assert.equal((await edited(plan, lead, lower)).digest, now.digest)
  assert.equal((await edit(plan, lead, { ...lower, value: 6000 })).status, 412)
  assert.equal((await edit(plan, otherLead, lower)).status, 412)
})

test('who may not decide may not edit, and an edit needs its changes', async () => {
  const { plan } = await waiting()
  assert.equal((await edit(plan, customer, lower)).body.code, 'wrong-role')
  assert.equal((await edit(plan, parley.as('other-customer'), lower)).status, 404)
  assert.equal((await lead.decide(plan, 'edit')).status, 400)
  assert.equal((await lead.decide(plan, 'approve', { changes: [lower] })).status, 400)
})

deep('two people’s edits stand side by side, and put back by hand one is gone', async () => {
  const { plan, runId } = await waiting()
  const first = await edited(plan, lead, lower)
  const second = await edited(first, otherLead, { effect: 0, path: '/reason', value: 'late' })
  for (const editor of [lead, otherLead])
    assert.equal((await editor.decide(second, 'approve')).body['code'], 'own-edit')
  const amount = plan.effects[0]?.args['amount']
  const third = await edited(second, otherLead, { ...lower, value: amount })
  assert.deepEqual(third.effects[0]?.labels['/amount'], plan.effects[0]?.labels['/amount'])
  assert.deepEqual(third.effects[0]?.labels['/reason']?.data, ['approver:other-lead'])
  assert.equal((await lead.decide(third, 'approve')).status, 200)
  await customer.settled(runId, 'done')
  assert.deepEqual(await refundsPaid(), [amount])
})

/** Lets what a plan has read count as old, while nobody is there to apply it. */
async function madeOld(plan: PlanView): Promise<void> {
  await parley.stop()
  await using owner = await openPlaceAsOwner(parley.place)
  await owner.run(`update plans set dry_run_ended_at = dry_run_ended_at - interval '1 minute' where id = $1`, [plan.id])
  await owner[Symbol.asyncDispose]()
  await parley.start()
}

deep('tried again before it is applied, with the same edits it is the same plan, after a restart too', async () => {
  const { plan, runId } = await waiting()
  const now = await edited(await edited(plan, lead, lower), lead, { effect: 1, leaveOut: true })
  await madeOld(plan)
  // What the program would refund by itself has changed; what was agreed to hasn't.
  onCall = (tool) => (tool === 'orders.get' ? { rewrite: (text) => text.replaceAll(amountOf(plan), '6900') } : 'pass')
  assert.equal((await otherLead.decide(now, 'approve')).status, 200)
  await customer.settled(runId, 'done')
  const done = await lead.plan(plan.id)
  assert.deepEqual([done.status, done.digest], ['done', now.digest])
  assert.deepEqual(await refundsPaid(), [7000])
  assert.deepEqual((await shop.book()).mails, [])
})

deep('a plan that went stale keeps the edits of steps that are still the same, and asks again', async () => {
  const { plan, runId, threadId } = await waiting()
  const changes = [
    { effect: 0, path: '/reason', value: 'late' },
    { effect: 1, leaveOut: true },
  ]
  const now = await edited(plan, lead, ...changes)
  await madeOld(plan)
  onCall = (tool) => (tool === 'orders.get' ? { rewrite: (text) => text.replaceAll(amountOf(plan), '6900') } : 'pass')
  assert.equal((await otherLead.decide(now, 'approve')).status, 200)
  await customer.event(
    threadId,
    ({ type, ...of }) => type === 'plan-proposed' && 'digest' in of && ![plan.digest, now.digest].includes(of.digest),
  )
  await customer.settled(runId, 'waiting')
  const again = await lead.plan(plan.id)
  // The refund is another one now, so nobody knows that its reason would have been changed; and that is told.
  assert.deepEqual(again.lostEdits, [
    {
      title: plan.effects[0]?.title,
      changed: { name: 'reason', to: 'late' },
      by: { id: 'support-lead', name: 'Jonas Weber' },
    },
  ])
  assert.deepEqual(
    again.effects.map(({ args }) => [args['amount'], args['reason']]),
    [[6900, 'other']],
  )
  assert.ok(
    again.changes.some(({ pointer, was, is }) => pointer === '/total' && was === Number(amountOf(plan)) && is === 6900),
  )
  assert.equal((await lead.decide(again, 'approve')).body['code'], 'own-edit')
  assert.equal((await otherLead.decide(again, 'approve')).status, 200)
  await customer.settled(runId, 'done')
  assert.deepEqual([await refundsPaid(), (await shop.book()).mails], [[6900], []])
})

test('what an auditor is given of an edited plan replays to its digest, and its evidence verifies', async () => {
  const { plan, runId } = await waiting()
  const now = await edited(plan, lead, lower, { effect: 1, leaveOut: true })
  assert.equal((await otherLead.decide(now, 'approve')).status, 200)
  await customer.settled(runId, 'done')
  for (const reader of [parley.as('operator'), lead]) {
    const { body } = await reader.request<ReplayView>('GET', `/v1/plans/${plan.id}/replay`)
    assert.deepEqual([body.differs, body.digest, body.digestAgain], [[], now.digest, now.digest])
    assert.deepEqual(body.edits, [
      { ...lower, by: 'support-lead' },
      { effect: 1, leaveOut: true, by: 'support-lead' },
    ])
    // What the program staged, before anybody changed it.
    assert.deepEqual(
      body.steps.flatMap(({ type, args }) => (type === 'write' ? [args['amount']] : [])),
      [plan.effects[0]?.args['amount'], undefined],
    )
    const file = await readEvidence(reader, plan.id)
    const findings = verifyEvidence(Buffer.from(canonicalJson(file)), { trusted: null, anchors: null })
    assert.deepEqual(
      findings.filter(({ kind }) => kind === 'wrong'),
      [],
    )
  }
})

function amountOf({ effects: [refund] }: PlanView): string {
  return String(refund?.args['amount'])
}
