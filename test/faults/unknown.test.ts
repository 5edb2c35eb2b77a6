import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { PlanView } from '#contract/plan.ts'
import { deep } from '../helpers/depth.ts'
import { copyAgents } from '../helpers/agents.ts'
import { openPlaceAsOwner } from '../helpers/database.ts'
import { startParley, type TestParley } from '../helpers/parley.ts'
import { startParleyProcess } from '../helpers/parley-process.ts'
import type { Said } from '../helpers/parley-client.ts'
import { startTestShop } from '../helpers/shop.ts'
import { startToolProxy, type ProxyAction } from '../helpers/tool-proxy.ts'
import { until } from '../helpers/until.ts'

// Mail goes out without a key and can't be looked up, as at most mail servers: nobody but a person can say what became
// of one whose answer was lost. A refund's key lives for a day, and it can be looked up.
const shop = await startTestShop({ after })
let onCall: (tool: string | null) => ProxyAction = () => 'pass'
const proxy = await startToolProxy({ after }, shop.url, ({ tool }) => onCall(tool))
const agents = await copyAgents({ after })
const MAIL_WITHOUT_KEY = '    later: [values]\n'
const MAIL_WITH_KEY = `${MAIL_WITHOUT_KEY}    idempotencyKey: key\n    keyLives: 24h\n`
await agents.change('tools.yaml', MAIL_WITH_KEY, MAIL_WITHOUT_KEY)
// Longer than a call takes on a busy machine: one that takes longer is lost, and a mail's is a person's to find out.
await agents.change('tools.yaml', 'timeout: 5s', 'timeout: 30s')
await agents.change('tools.yaml', 'settles: 5s', 'settles: 300ms')
const options = {
  shop: { url: proxy.url, token: shop.token },
  environment: { AGENTS_DIR: agents.dir, RUN_LEASE_MS: '4000' },
}
const parley = await startParley({ after }, options)
const customer = parley.as('customer')
const lead = parley.as('support-lead')
const operator = parley.as('operator')
// Another one, which is killed.
const mortal = await startParleyProcess({ after }, options)
const itsCustomer = mortal.as('customer')
const itsLead = mortal.as('support-lead')
const itsOperator = mortal.as('operator')

/** Asks for a refund of A17 on a shop that has done nothing yet. */
async function asked(server: TestParley): Promise<Said & { readonly plan: PlanView }> {
  await shop.renew()
  const said = await server.as('customer').ask('Refund order A17')
  return { ...said, plan: await server.as('customer').planOf(said) }
}

/** The same, approved. */
async function approved(): Promise<Said & { readonly planId: string }> {
  const { plan, ...said } = await asked(parley)
  assert.equal((await lead.decide(plan, 'approve')).status, 200)
  return { ...said, planId: plan.id }
}

/** The same, and the server is killed once the shop has done what the tool asks but nobody was told. */
async function approvedAndKilledAfter(last: string): Promise<Said & { readonly planId: string }> {
  const { promise: dead, resolve: died } = Promise.withResolvers<void>()
  onCall = (tool) => (tool === last ? { answered: () => void mortal.kill().then(died) } : 'pass')
  const { plan, ...said } = await asked(mortal)
  // The server may be dead before it has answered; its decision isn't lost by that.
  const answer = await itsLead.decide(plan, 'approve').catch(() => null)
  if (answer) assert.equal(answer.status, 200)
  await dead
  onCall = () => 'pass'
  // A lease outlasts the call that it was taken for.
  await asOwner(`update runs set lease_until = now() where id = '${said.runId}'`, mortal)
  return { ...said, planId: plan.id }
}

/** The first call of a tool reaches the shop, and its answer is lost; whatever is called after that `then` says. */
function loseAnswerOf(lost: string, then: ProxyAction = 'pass'): void {
  let isLost = false
  onCall = (tool) => {
    if (isLost && tool !== null) return then
    if (tool !== lost) return 'pass'
    isLost = true
    return 'drop-after'
  }
}

async function resolve(planId: string, index: number, outcome: string, by = operator) {
  const answer = await by.request<{ plan: PlanView; code: string }>(
    'POST',
    `/v1/plans/${planId}/effects/${index}/resolution`,
    { outcome, note: 'asked the mail server' },
  )
  return answer
}

/** The answer of a tool call, as the tool's own error. */
function asToolError(text: string, words = 'this key is in progress'): string {
  const [start, end] = [text.indexOf('{'), text.lastIndexOf('}') + 1]
  const message: object = JSON.parse(text.slice(start, end))
  const result = { isError: true, content: [{ type: 'text', text: words }] }
  return text.slice(0, start) + JSON.stringify({ ...message, result }) + text.slice(end)
}

async function mailCalls(): Promise<number> {
  return (await shop.book()).calls.filter(({ tool }) => tool === 'mail.send').length
}

test('a mail that was under way when the server died is asked about, never sent again; who says it went ends the turn', async () => {
  const said = await approvedAndKilledAfter('mail.send')
  await mortal.start()
  const { waitingFor } = await itsCustomer.settled(said.runId, 'waiting')
  const plan = await itsCustomer.plan(said.planId)
  assert.deepEqual([plan.status, ...plan.effects.map(({ state }) => state)], ['unknown', 'succeeded', 'unknown'])
  assert.equal((await itsCustomer.answers(said.threadId)).length, 0)
  assert.ok(waitingFor?.type === 'resolution')
  assert.deepEqual([waitingFor.planId, waitingFor.roles], [said.planId, ['support-lead', 'operator']])
  const resolution = `/v1/plans/${said.planId}/effects/1/resolution`
  assert.deepEqual(waitingFor.steps, [{ index: 1, title: plan.effects[1]?.title, resolution }])
  const [, card] = await itsCustomer.messages(said.threadId)
  assert.deepEqual(
    [card?.isComplete, card?.parts.map((part) => part.type === 'plan' && [part.planId, part.plan?.status])],
    [false, [[said.planId, 'unknown']]],
  )
  assert.equal((await resolve(said.planId, 1, 'happened', itsCustomer)).status, 403)
  assert.equal((await resolve(said.planId, 0, 'happened', itsOperator)).body.code, 'effect-known')
  assert.equal((await resolve(said.planId, 1, 'happened', itsLead)).status, 200)
  await itsCustomer.settled(said.runId, 'done')
  assert.match((await itsCustomer.answers(said.threadId))[0] ?? '', /^Done/)
  assert.equal(await mailCalls(), 1)
  assert.equal((await shop.book()).refunds.length, 1)
})

deep('one that didn’t go is told as not done, beside what was, and isn’t sent by itself', async () => {
  loseAnswerOf('mail.send')
  const said = await approved()
  await customer.settled(said.runId, 'waiting')
  assert.equal((await resolve(said.planId, 1, 'did-not')).status, 200)
  await customer.settled(said.runId, 'done')
  const [answer] = await customer.answers(said.threadId)
  assert.match(answer ?? '', /stopped at step 2 of 2: it didn’t happen\. This was done:\n- Refund 129\.00 EUR/)
  assert.match(answer ?? '', /This was not done:\n- Mail/)
  assert.equal((await customer.plan(said.planId)).status, 'failed')
  assert.equal(await mailCalls(), 1)
})

deep('to look again where nothing can be looked up asks again', async () => {
  loseAnswerOf('mail.send')
  const said = await approved()
  await customer.settled(said.runId, 'waiting')
  const lastWait = (await customer.events(said.threadId)).at(-1)?.seq ?? 0
  assert.equal((await resolve(said.planId, 1, 'look-again')).status, 200)
  await customer.event(said.threadId, ({ type, seq }) => type === 'run-waiting' && seq > lastWait)
  await customer.settled(said.runId, 'waiting')
  assert.equal((await customer.plan(said.planId)).status, 'unknown')
  assert.equal((await resolve(said.planId, 1, 'happened')).status, 200)
  await customer.settled(said.runId, 'done')
  assert.equal(await mailCalls(), 1)
})

deep(
  'a refund whose answer was lost and whose shop then turns us away isn’t called undone: it is called again until it answers',
  async () => {
    loseAnswerOf('refunds.create', { status: 429 })
    const said = await approved()
    await customer.event(said.threadId, ({ type }) => type === 'effect-tried')
    assert.equal((await customer.plan(said.planId)).status, 'applying')
    onCall = () => 'pass'
    await customer.settled(said.runId, 'done')
    assert.match((await customer.answers(said.threadId))[0] ?? '', /^Done/)
    const { refunds, mails } = await shop.book()
    assert.deepEqual([refunds.length, mails.length], [1, 1])
  },
)

deep(
  'a refund whose answer was lost and whose shop then says that it is in progress is looked up, and told as done',
  async () => {
    let calls = 0
    onCall = (tool) => {
      if (tool !== 'refunds.create') return 'pass'
      return calls++ === 0 ? 'drop-after' : { rewrite: asToolError }
    }
    const said = await approved()
    await customer.settled(said.runId, 'done')
    assert.ok(calls > 1 && calls < 5, `${calls} calls`)
    assert.match((await customer.answers(said.threadId))[0] ?? '', /^Done/)
    assert.equal((await shop.book()).refunds.length, 1)
  },
)

deep(
  'a refund that a lookup says it can’t find, as an error, isn’t called undone: it is tried on, and looked for when asked',
  async () => {
    onCall = (tool) => {
      if (tool === 'refunds.create') return 'drop-before'
      return tool === 'refunds.get' ? { rewrite: (text) => asToolError(text, 'not found') } : 'pass'
    }
    const said = await approved()
    const lookedUp = async () =>
      ((await lead.plan(said.planId)).trying?.tries ?? []).some(({ did }) => did === 'look-up')
    await until(lookedUp)
    assert.equal((await customer.plan(said.planId)).status, 'applying')
    // The lookup answers as declared again: nothing is there, by its own result.
    onCall = (tool) => (tool === 'refunds.create' ? 'drop-before' : 'pass')
    // Not while a try is under way.
    await until(async () => (await resolve(said.planId, 0, 'look-again', lead)).status === 200)
    await customer.settled(said.runId, 'done')
    assert.match(
      (await customer.answers(said.threadId))[0] ?? '',
      /it didn’t happen: the tool answered “not found”\. Nothing was done/,
    )
    assert.equal((await shop.book()).refunds.length, 0)
  },
)

const DIED_THREE_TIMES = 'attempts = 3, claimed_at = now()'

deep('a run that died three times over a step is tried alone, and a person says what became of it', async () => {
  const said = await approvedAndKilledAfter('mail.send')
  await asOwner(`update runs set ${DIED_THREE_TIMES} where id = '${said.runId}'`, mortal)
  await mortal.start()
  await itsCustomer.settled(said.runId, 'waiting')
  assert.equal((await itsCustomer.plan(said.planId)).status, 'unknown')
  assert.match(mortal.log(), /run-tried-alone/)
  assert.equal((await resolve(said.planId, 1, 'happened', itsOperator)).status, 200)
  await itsCustomer.settled(said.runId, 'done')
  assert.match((await itsCustomer.answers(said.threadId))[0] ?? '', /^Done/)
  assert.equal(await mailCalls(), 1)
})

deep(
  'one that died alone, too, is set aside with nothing lost, and goes on from its refund when it is tried again',
  async () => {
    mortal.expect('run-set-aside run-kills')
    const said = await approvedAndKilledAfter('refunds.create')
    // What a death between the refund and the mail leaves.
    await asOwner(
      `
    update effects set state = 'succeeded', outcome = '{"ok": true, "value": {"id": "r-1"}}',
           completed_at = now() - interval '1 minute', dispatched_at = now() - interval '1 minute'
     where plan_id = '${said.planId}' and index = 0;
    update runs set attempts = 4, claimed_at = now() where id = '${said.runId}'`,
      mortal,
    )
    await mortal.start()
    const told = await itsCustomer.event(said.threadId, ({ type }) => type === 'run-set-aside')
    assert.partialDeepStrictEqual(told, { code: 'run-kills' })
    assert.equal((await itsCustomer.plan(said.planId)).status, 'applying')
    assert.equal((await itsCustomer.answers(said.threadId)).length, 0)
    assert.equal((await itsOperator.request('POST', `/v1/set-aside-runs/${said.runId}/retry`, {})).status, 200)
    await itsCustomer.settled(said.runId, 'done')
    assert.match((await itsCustomer.answers(said.threadId))[0] ?? '', /^Done/)
    const { refunds, mails } = await shop.book()
    assert.deepEqual([refunds.length, mails.length], [1, 1])
  },
)

deep(
  'a run that ends in an error of ours three times is set aside and told as looked after, others are answered meanwhile, and it goes on once mended',
  async () => {
    parley.expect('turn-failed unexpected', 'run-set-aside run-errors')
    await shop.renew()
    const said = await customer.ask('Refund order A17')
    const plan = await customer.planOf(said)
    await parley.stop()
    await asOwner(`
    create table mended as select literals from plans where id = '${plan.id}';
    update plans set status = 'applying', literals = '"malformed"' where id = '${plan.id}';
    update runs set state = 'queued' where id = '${said.runId}'`)
    // Its attempts don't wait for a lease to end.
    await parley.start({ RUN_LEASE_MS: '600000' })
    const other = await parley.as('other-customer').ask('How long do I have to return a damaged item?')
    assert.equal(other.run.status, 'done')
    assert.equal((await lead.request('GET', '/v1/plans')).status, 200)
    const told = await customer.event(said.threadId, ({ type }) => type === 'run-set-aside')
    assert.partialDeepStrictEqual(told, { code: 'run-errors' })
    assert.match(JSON.stringify(told), /look after it/)
    const next = await customer.ask('How long do I have to return a damaged item?', said.threadId)
    assert.equal(next.run.status, 'done')
    assert.equal((await shop.book()).refunds.length, 0)
    await parley.stop()
    await asOwner(
      `update plans set status = 'waiting', literals = (select literals from mended) where id = '${plan.id}'`,
    )
    await parley.start()
    assert.equal((await lead.decide(plan, 'approve')).status, 200)
    await customer.settled(said.runId, 'done')
    assert.equal((await shop.book()).refunds.length, 1)
    await parley.stop()
    await parley.start({ RUN_LEASE_MS: '4000' })
  },
)

deep(
  'a run whose step somebody has to say something of doesn’t end before, whoever worked on it died when',
  async () => {
    const said = await approvedAndKilledAfter('mail.send')
    // A worker that died between writing that nobody knows and letting the run wait, of a run that had never waited.
    await asOwner(
      `
    update effects set state = 'unknown', outcome = '{"ok": false, "code": "outcome-unknown"}'
     where plan_id = '${said.planId}' and index = 1;
    update plans set status = 'unknown' where id = '${said.planId}';
    delete from checkpoints where run_id = '${said.runId}'`,
      mortal,
    )
    await mortal.start()
    await itsCustomer.settled(said.runId, 'waiting')
    assert.equal((await itsCustomer.answers(said.threadId)).length, 0)
    assert.equal((await resolve(said.planId, 1, 'did-not', itsOperator)).status, 200)
    await itsCustomer.settled(said.runId, 'done')
    assert.match((await itsCustomer.answers(said.threadId))[0] ?? '', /stopped at step 2 of 2: it didn’t happen/)
  },
)

for (const state of ['done', 'failed']) {
  deep(`what a person says of a step reaches the thread although its run had ended as ${state} before`, async () => {
    loseAnswerOf('mail.send')
    const said = await approved()
    await customer.settled(said.runId, 'waiting')
    await parley.stop()
    // As runs ended before each of their steps had to have an end.
    await asOwner(`
      insert into messages (tenant_id, id, thread_id, run_id, role, parts)
      select tenant_id, gen_random_uuid(), thread_id, id, 'assistant',
             '[{"type": "text", "text": "This isn’t finished yet.", "citations": []}]'
        from runs where id = '${said.runId}'
          on conflict (tenant_id, run_id) where role = 'assistant' do update
         set parts = excluded.parts, is_complete = true;
      delete from checkpoints where run_id = '${said.runId}';
      update runs set state = '${state}', finished_at = now() where id = '${said.runId}'`)
    await parley.start()
    assert.equal((await resolve(said.planId, 1, 'happened')).status, 200)
    await customer.settled(said.runId, 'done')
    await until(async () => (await customer.answers(said.threadId)).join('\n').startsWith('Done'))
    assert.equal((await customer.answers(said.threadId)).length, 1)
    assert.equal(await mailCalls(), 1)
  })
}

// With a key of the playbook's own the shop can be asked for a refund, and Parley never calls twice by itself.
for (const [title, action, state, refunds] of [
  ['that reached the shop is found there', 'drop-after', 'succeeded', 1],
  ['that never reached it is found absent once that counts, and told as not done', 'drop-before', 'failed', 0],
] as const) {
  deep(`a refund without a key of ours ${title}`, async () => {
    if (state === 'succeeded') await withoutKeyOfOurs()
    let calls = 0
    onCall = (tool) => (tool === 'refunds.create' && calls++ === 0 ? action : 'pass')
    const said = await approved()
    await customer.settled(said.runId, 'done')
    assert.equal((await customer.plan(said.planId)).effects[0]?.state, state)
    assert.equal(calls, 1)
    assert.equal((await shop.book()).refunds.length, refunds)
    if (refunds === 0)
      assert.match((await customer.answers(said.threadId))[0] ?? '', /didn’t happen\. Nothing was done/)
  })
}

async function withoutKeyOfOurs(): Promise<void> {
  await agents.change(
    'tools.yaml',
    'trust: { trusted: [id] }\n    idempotencyKey: key\n    keyLives: 24h\n',
    'trust: { trusted: [id] }\n',
  )
  await agents.change(
    'playbooks/refund.js',
    'orderId: order.id,\n',
    'orderId: order.id,\n    key: `refund-of-${order.id}`,\n',
  )
  await parley.stop()
  await parley.start()
}

async function asOwner(statements: string, server: TestParley = parley): Promise<void> {
  await using owner = await openPlaceAsOwner(server.place)
  await owner.exec(statements)
}
