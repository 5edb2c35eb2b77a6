import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { copyAgents } from '../helpers/agents.ts'
import { openPlaceAsOwner } from '../helpers/database.ts'
import { opened, readEvidence } from '../helpers/evidence.ts'
import { startShop } from '../helpers/parley.ts'

// What was asked for in so many words is done; what was inferred is asked of whoever asked, bound to its digest.
const agents = await copyAgents({ after })
await agents.change('playbooks/bank-account.js', '  slots: {', '  confirm: true,\n  slots: {')
const { parley, customer, lead, shop } = await startShop({ after }, { environment: { AGENTS_DIR: agents.dir } })

/** May be meant so, or not. */
const inferred = (order: string) => `It never worked at home. Refund order ${order}`

test('what is asked for in so many words is done without another yes, and says in which words', async () => {
  const text = '  Hello there!\r\n> our rules\r\nPlease refund order A12'
  const said = await customer.ask(text)
  assert.equal(said.run.status, 'done')
  const { status, intent } = await customer.planOf(said)
  assert.equal(status, 'done')
  assert.deepEqual([intent?.basis, intent?.doubts, intent?.goal], ['explicit', [], 'Refund an order'])
  const words = intent?.said[0]
  assert.equal(words?.messageId, said.messageId)
  assert.equal(words.text, 'Please refund order A12')
  assert.equal(text.slice(words.start, words.end), words.text)
})

for (const words of ['I want to return A17', 'Ich möchte A17 zurückgeben']) {
  test(`“${words}” is no wish for its money: nothing is planned`, async () => {
    const { threadId, run } = await customer.ask(words)
    assert.equal(run.status, 'done')
    const parts = (await customer.messages(threadId)).at(-1)?.parts ?? []
    assert.ok(
      parts.every(({ type }) => type !== 'plan'),
      JSON.stringify(parts),
    )
    assert.ok((await shop.book()).refunds.every(({ orderId }) => orderId !== 'A17'))
  })
}

test('an inferred plan waits for whoever asked, and is done by their yes to its digest, which makes it confirmed', async () => {
  const said = await customer.ask(inferred('A31'))
  const plan = await customer.planOf(said)
  assert.deepEqual([plan.status, plan.awaits, plan.intent?.basis], ['waiting', ['requester'], 'inferred'])
  assert.deepEqual(plan.verdict?.policies, ['parley.inferred'])
  assert.equal((await customer.decide({ ...plan, digest: `sha256:${'0'.repeat(64)}` }, 'approve')).status, 412)
  assert.equal((await lead.request('GET', `/v1/plans/${plan.id}`)).status, 404)
  assert.equal((await customer.decide(plan, 'approve')).status, 200)
  await customer.settled(said.runId, 'done')
  const done = await customer.plan(plan.id)
  assert.deepEqual([done.status, done.digest, done.intent?.basis], ['done', plan.digest, 'confirmed'])
  const { approved, decisions } = opened<{
    approved: { intent: { basis: string; doubts: string[]; said: { text: string }[] } }
    decisions: { principal: string; digest: string }[]
  }>(await readEvidence(customer, plan.id))
  assert.deepEqual([approved.intent.basis, approved.intent.doubts], ['inferred', ['speech-act']])
  assert.deepEqual(approved.intent.said[0]?.text, plan.intent?.said[0]?.text)
  assert.deepEqual([decisions[0]?.principal, decisions[0]?.digest], ['customer', plan.digest])
})

test('a requester’s yes stands in for no role’s, and a role’s for none of theirs', async () => {
  for (const order of [customer, lead]) {
    const said = await customer.ask(inferred('A23'))
    const plan = await customer.planOf(said)
    assert.deepEqual(plan.awaits.toSorted(), ['requester', 'support-lead'])
    const other = order === customer ? lead : customer
    assert.equal((await order.decide(plan, 'approve')).status, 200)
    const half = await customer.plan(plan.id)
    assert.deepEqual([half.status, half.awaits], ['waiting', [order === customer ? 'support-lead' : 'requester']])
    assert.deepEqual(
      half.effects.map(({ state }) => state),
      half.effects.map(() => 'planned'),
    )
    assert.equal((await other.decide(plan, 'reject')).status, 200)
    await customer.settled(said.runId, 'done')
  }
})

test('“That’s not what I meant” ends it with nothing done, and says what else may be meant', async () => {
  const before = (await shop.book()).calls.length
  const said = await customer.ask(inferred('A17'))
  const plan = await customer.planOf(said)
  const no = await customer.decide(plan, 'reject', { reason: 'not-meant' })
  assert.equal(no.status, 200)
  await customer.settled(said.runId, 'done')
  const [answer = ''] = await customer.answers(said.threadId)
  assert.match(answer, /Nothing was done\. What did you mean\?/)
  assert.match(answer, /- What our documents say about it\n- Talk to a person/)
  assert.equal((await customer.plan(plan.id)).decisions[0]?.reason, 'not-meant')
  assert.equal((await shop.book()).calls.length, before)
})

test('what isn’t what was meant is nobody else’s to say', async () => {
  const plan = await customer.planOf(await customer.ask('Refund order A17'))
  assert.equal(plan.intent?.basis, 'explicit')
  const { status, body } = await lead.decide(plan, 'reject', { reason: 'not-meant' })
  assert.deepEqual([status, body['code']], [422, 'reason-unknown'])
})

test('an intent changed in a waiting plan’s row stops it, whoever has said yes', async (t) => {
  const said = await customer.ask(inferred('A17'))
  const plan = await customer.planOf(said)
  await parley.stop()
  const owner = await openPlaceAsOwner(parley.place)
  t.after(() => owner[Symbol.asyncDispose]())
  await owner.run(`update plans set intent = jsonb_set(jsonb_set(intent, '{basis}', '"explicit"'), '{doubts}', '[]')
                    where id = '${plan.id}'`)
  await owner[Symbol.asyncDispose]()
  await parley.start()
  for (const one of [customer, lead]) assert.equal((await one.decide(plan, 'approve')).status, 200)
  await customer.settled(said.runId, 'done')
  assert.match((await customer.answers(said.threadId))[0] ?? '', /\(intent differs\)\. Nothing was done/)
})

// At the end: once a bank account was changed, refunds ask finance.
test('a playbook that wants its requester’s yes asks it of an explicit wish too, once, and a yes to a slot is none', async () => {
  const finance = parley.as('finance')
  const first = await customer.ask('change my bank account for order A17')
  const said = await customer.ask('DE89370400440532013000', first.threadId)
  const plan = await customer.planOf(said)
  assert.deepEqual([plan.intent?.basis, plan.awaits.toSorted()], ['explicit', ['finance', 'requester']])
  assert.ok(plan.verdict?.policies.includes('parley.confirm'))
  assert.equal((await finance.decide(plan, 'approve')).status, 200)
  assert.equal((await customer.plan(plan.id)).status, 'waiting')
  assert.equal((await customer.decide(plan, 'approve')).status, 200)
  await customer.settled(said.runId, 'done')
  const done = await customer.plan(plan.id)
  assert.deepEqual([done.status, done.intent?.basis], ['done', 'confirmed'])
})
