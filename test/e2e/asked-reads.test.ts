import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { z } from 'zod'
import type { ExplanationView } from '#contract/explanation.ts'
import type { PlanView } from '#contract/plan.ts'
import type { ReplayView } from '#contract/replay.ts'
import { canonicalJson } from '#core/commitment.ts'
import { JsonObject } from '#core/json.ts'
import type { Owner } from '#memory/database/owner.ts'
import { deep } from '../helpers/depth.ts'
import { verifyEvidence } from '../../bin/verify-evidence.ts'
import { openPlaceAsOwner } from '../helpers/database.ts'
import { opened, readEvidence, type EvidenceFile } from '../helpers/evidence.ts'
import { askingAgent } from '../helpers/asking-agent.ts'
import { startParley } from '../helpers/parley.ts'
import type { Said } from '../helpers/parley-client.ts'
import { until } from '../helpers/until.ts'

// A read that a rule asks about waits with a card, and is made once people have said yes to it.

const OPEN = `const { messages } = await tools.rooms.messages.list({})
const url = messages.find(({ author }) => author === 'Bob').text.match(/www\\.\\S+/)[0]
const page = await tools.rooms.page.open({ url })`
const agent = await askingAgent(
  { after },
  {
    'read the article': `${OPEN}\nreturn say('It says: ' + page.text)`,
    'post the article': `${OPEN}\ntools.rooms.note.post({ text: 'Read this' })`,
    'publish the article': `${OPEN}\ntools.rooms.note.publish({ text: 'Read this' })`,
    'look up the record': `const record = await tools.rooms.record.read({ id: 'R7' })\nreturn say('It is ' + record.holder)`,
    'open all of them': `const { messages } = await tools.rooms.messages.list({})
const texts = []
for (const { text } of messages) {
  const page = await tools.rooms.page.open({ url: text.match(/www\\.\\S+/)[0] })
  texts.push(page.text)
}
return say(texts.join(' / '))`,
    'open one for the other': `const { messages } = await tools.rooms.messages.list({})
const first = await tools.rooms.page.open({ url: messages[0].text.match(/www\\.\\S+/)[0] })
const second = await tools.rooms.page.open({ url: 'www.example.org/' + first.text.length })
return say(second.text)`,
  },
)
const parley = await startParley(
  { after },
  { shop: { url: 'http://127.0.0.1:1', token: 'none' }, environment: { AGENTS_DIR: agent.dir } },
)
const customer = parley.as('customer')
const lead = parley.as('support-lead')
let before = { list: 0, open: 0 }

beforeEach(() => {
  before = { list: agent.made('messages.list'), open: agent.made('page.open') }
})

const made = () => ({
  list: agent.made('messages.list') - before.list,
  open: agent.made('page.open') - before.open,
})

test('a read that a rule asks its requester about is made after their yes, and none is made twice', async () => {
  const { turn, plan } = await waiting('read the article')
  assert.deepEqual(plan.awaits, ['requester'])
  assert.equal(plan.asking, true)
  assert.equal(plan.title, 'Open www.example.org/selling')
  assert.deepEqual(made(), { list: 1, open: 0 })
  assert.equal((await customer.decide(plan, 'approve')).status, 200)
  await customer.settled(turn.runId, 'done')
  assert.deepEqual(made(), { list: 1, open: 1 })
  const done = await customer.plan(plan.id)
  assert.equal(done.status, 'done')
  assert.equal((await customer.answers(turn.threadId))[0], 'It says: Listen to your customers.')
})

test('another role is asked as for a step: not by whoever asked for it, and the plan goes on after theirs', async () => {
  const { turn, plan } = await waiting('look up the record')
  assert.deepEqual([plan.awaits, plan.title], [['support-lead'], 'Look up record R7'])
  assert.equal((await customer.decide(plan, 'approve')).status, 403)
  assert.equal((await lead.decide(plan, 'approve')).status, 200)
  await customer.settled(turn.runId, 'done')
  assert.equal((await customer.answers(turn.threadId))[0], 'It is Charlie')
  const { allowed, asking } = await customer.plan(plan.id)
  assert.equal(asking, false)
  assert.deepEqual(
    allowed.map(({ title, digest, by }) => [title, digest, by.map(({ id }) => id)]),
    [['Look up record R7', plan.digest, ['support-lead']]],
  )
})

test('reads that will be asked for whatever the others return are one card, and one that hangs on another is the next', async () => {
  const together = await waiting('open all of them')
  assert.deepEqual(
    together.plan.effects.map(({ title }) => title),
    ['Open www.example.org/selling', 'Open www.evil.example/x?about=maya'],
  )
  assert.deepEqual(made(), { list: 1, open: 0 })
  await approved(together)
  assert.deepEqual(made(), { list: 1, open: 2 })
  assert.match(await answer(together), /^Listen .* \/ Listen /)

  const first = await waiting('open one for the other')
  assert.equal(first.plan.effects.length, 1)
  assert.equal((await customer.decide(first.plan, 'approve')).status, 200)
  const second = await askedAgain(first)
  assert.equal(second.plan.title, 'Open www.example.org/25')
  assert.equal(second.plan.allowed.length, 1)
  await approved(second)
  assert.deepEqual(made(), { list: 2, open: 4 })
})

deep('the plan that comes of it asks for its steps alone, and says what was read with whose yes', async () => {
  const plain = await waiting('post the article')
  const posted = await approved(plain)
  assert.deepEqual(
    posted.effects.map(({ title, state }) => [title, state]),
    [['Post Read this', 'succeeded']],
  )
  const { plan, turn } = await waiting('publish the article')
  assert.equal((await customer.decide(plan, 'approve')).status, 200)
  const { plan: steps } = await askedAgain({ plan, turn })
  assert.deepEqual([steps.awaits, steps.asking, steps.title], [['support-lead'], false, 'Publish Read this'])
  assert.deepEqual(
    steps.allowed.map(({ title, by }) => [title, by.map(({ id }) => id)]),
    [['Open www.example.org/selling', ['customer']]],
  )
  assert.deepEqual(
    steps.decisions.map(({ counts }) => counts),
    [true],
  )
  await age(plan.id)
  assert.equal((await lead.decide(steps, 'approve')).status, 200)
  await customer.settled(turn.runId, 'done')
  const done = await customer.plan(plan.id)
  assert.equal(done.status, 'done', JSON.stringify(done.failure))
})

test('a no, silence, and what is taken back end it in words, and nothing is looked up', async () => {
  const no = await waiting('look up the record')
  assert.equal((await lead.decide(no.plan, 'reject')).status, 200)
  await customer.settled(no.turn.runId, 'done')
  assert.match(await answer(no), /said no\. Nothing was done\.$/)
  const notMeant = await waiting('read the article')
  assert.equal((await customer.decide(notMeant.plan, 'reject', { reason: 'not-meant' })).status, 200)
  await customer.settled(notMeant.turn.runId, 'done')
  assert.match(await answer(notMeant), /^All right, I’ve left it\. Nothing was done\. What did you mean\?/)
  const taken = await waiting('read the article')
  assert.equal((await customer.request('POST', `/v1/runs/${taken.turn.runId}/cancel`)).status, 200)
  assert.equal((await customer.plan(taken.plan.id)).status, 'cancelled')
  const silent = await waiting('read the article')
  await owned((owner) =>
    owner.run(`update plans set expires_at = now() - interval '1 minute' where id = $1`, [silent.plan.id]),
  )
  await customer.settled(silent.turn.runId, 'done')
  assert.match(await answer(silent), /^You didn’t answer in time\. Nothing was done\./)
  assert.equal(made().open, 0)
})

deep('who typed yes in the conversation has said it', async () => {
  const { turn, plan } = await waiting('read the article')
  const yes = await customer.request<Said>('POST', `/v1/threads/${turn.threadId}/messages`, { text: 'yes' })
  await customer.settled(yes.body.runId, 'done')
  await customer.settled(turn.runId, 'done')
  assert.equal((await customer.plan(plan.id)).allowed.length, 1)
  assert.equal(made().open, 1)
})

deep('the run says what it waits for, and a read is allowed as it is or not at all', async () => {
  const { turn, plan } = await waiting('open all of them')
  assert.deepEqual(
    turn.run.waitingFor?.type === 'decision' && [turn.run.waitingFor.planId, turn.run.waitingFor.roles],
    [plan.id, ['requester']],
  )
  assert.ok(plan.effects.every(({ mayLeaveOut, arguments: values }) => !mayLeaveOut && values[0]?.edit.length === 0))
  const edit = await customer.decide(plan, 'edit', { changes: [{ effect: 1, leaveOut: true }] })
  assert.deepEqual([edit.status, edit.body['code']], [422, 'change-refused'])
  const [url] = plan.effects[0]?.arguments ?? []
  assert.equal(url?.origin, "a link in Bob's message: unchecked")
  const explained = await customer.request<ExplanationView>('GET', `/v1/plans/${plan.id}/explanation`)
  assert.deepEqual([explained.status, explained.body.agrees, explained.body.whole], [200, true, null])
  const replay = await customer.request<ReplayView>('GET', `/v1/plans/${plan.id}/replay`)
  assert.deepEqual([replay.status, replay.body.differs], [200, []])
})

deep('what was changed in its rows while it waited is not made', async () => {
  const { turn, plan } = await waiting('read the article')
  await owned((owner) =>
    owner.run(`update effects set args = '{"url":"www.evil.example"}' where plan_id = $1`, [plan.id]),
  )
  assert.equal((await customer.decide(plan, 'approve')).status, 200)
  await customer.settled(turn.runId, 'done')
  const ended = await customer.plan(plan.id)
  assert.deepEqual([ended.status, ended.failure?.code], ['failed', 'digest-differs'])
  assert.equal(made().open, 0)
})

deep('evidence says what was asked, that it was allowed and by whom, and nothing of it can be changed', async () => {
  const { plan, turn } = await waiting('publish the article')
  assert.equal((await customer.decide(plan, 'approve')).status, 200)
  const { plan: steps } = await askedAgain({ plan, turn })
  assert.equal((await lead.decide(steps, 'approve')).status, 200)
  await customer.settled(turn.runId, 'done')
  const file = await readEvidence(customer, plan.id)
  assert.deepEqual(wrongIn(file), [])
  const { reads } = opened<{ reads: { seal: { digest: string }; approved: { effects: { args: unknown }[] } }[] }>(file)
  assert.deepEqual(
    reads.map(({ seal, approved }) => [seal.digest, approved.effects.map(({ args }) => args)]),
    [[plan.digest, [{ url: 'www.example.org/selling' }]]],
  )
  const [own] = JsonList.parse(file.statement['reads'])
  const changed = { ...file.statement, reads: [{ ...own, allowedAt: '2020-01-01T00:00:00.000000Z' }] }
  assert.match(wrongIn({ ...file, statement: changed }).join(), /isn’t what was signed/)
})

type Asked = Awaited<ReturnType<typeof customer.ask>>
const JsonList = z.array(JsonObject)

interface Waiting {
  readonly plan: PlanView
  readonly turn: Asked
}

async function waiting(text: string): Promise<Waiting> {
  const turn = await customer.ask(text)
  assert.equal(turn.run.status, 'waiting', JSON.stringify(await customer.answers(turn.threadId)))
  return { turn, plan: await customer.planOf(turn) }
}

async function askedAgain({ plan, turn }: Waiting): Promise<Waiting> {
  let again = plan
  await until(async () => {
    again = await customer.plan(plan.id)
    return again.status === 'waiting' && again.digest !== plan.digest
  })
  return { plan: again, turn }
}

async function approved({ plan, turn }: Waiting): Promise<PlanView> {
  assert.equal((await customer.decide(plan, 'approve')).status, 200)
  await customer.settled(turn.runId, 'done')
  const done = await customer.plan(plan.id)
  assert.equal(done.status, 'done', JSON.stringify(done.failure))
  return done
}

async function answer({ turn }: Waiting): Promise<string> {
  return (await customer.answers(turn.threadId))[0] ?? ''
}

async function owned(act: (owner: Owner) => Promise<unknown>): Promise<void> {
  await using owner = await openPlaceAsOwner(parley.place)
  await act(owner)
}

/** It has waited for longer than what it read counts as fresh. */
async function age(planId: string): Promise<void> {
  await owned((owner) =>
    owner.run(
      `update plans set dry_run_ended_at = dry_run_ended_at - interval '1 minute', created_at = created_at - interval '1 minute' where id = $1`,
      [planId],
    ),
  )
}

function wrongIn(file: EvidenceFile): readonly string[] {
  const findings = verifyEvidence(Buffer.from(canonicalJson(file)), { trusted: null, anchors: null })
  return findings.flatMap(({ kind, text }) => (kind === 'wrong' ? [text] : []))
}
