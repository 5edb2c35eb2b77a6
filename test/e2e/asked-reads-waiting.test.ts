import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import type { PlanView } from '#contract/plan.ts'
import { deep } from '../helpers/depth.ts'
import { askingAgent } from '../helpers/asking-agent.ts'
import { openPlaceAsOwner } from '../helpers/database.ts'
import { startParley } from '../helpers/parley.ts'
import type { PersonClient } from '../helpers/parley-client.ts'
import { patient } from '../helpers/patient.ts'
import { until } from '../helpers/until.ts'
import { say } from '../helpers/wishes.ts'
import { cardTakesKeys, sitDown } from '../channels/cli/chat-seat.ts'

// A read that people are asked about waits, and the world changes meanwhile.

const OPEN = `const { messages } = await tools.rooms.messages.list({})
const url = messages.find(({ author }) => author === 'Bob').text.match(/www\\.\\S+/)[0]
const page = await tools.rooms.page.open({ url })`
const RECORD = `const record = await tools.rooms.record.read({ id: 'R7' })\nreturn say('It is ' + record.holder)`
const agent = await askingAgent(
  { after },
  {
    'read the article': `${OPEN}\nreturn say('It says: ' + page.text)`,
    'publish the article': `${OPEN}\ntools.rooms.note.publish({ text: 'Read this' })`,
    'look up the record': RECORD,
  },
)
const parley = await startParley(
  { after },
  { shop: { url: 'http://127.0.0.1:1', token: 'none' }, environment: { AGENTS_DIR: agent.dir } },
)
const customer = parley.as('customer')
const lead = parley.as('support-lead')
const otherLead = parley.as('other-lead')
const operator = parley.as('operator')
const ASKS_LEADS = `@id("records")\n@ask("support-lead")`

let before = 0
beforeEach(async () => {
  for (const plan of await customer.waitingPlans()) await customer.request('POST', `/v1/runs/${plan.runId}/cancel`)
  before = looked()
})

test('rules that forbid it meanwhile count: the yes from before does nothing, and the rule’s reason is told', async () => {
  const { plan, turn } = await waiting('look up the record')
  await withRules(`${ASKS_LEADS}\n`, '@id("records")\n', async () => {
    assert.equal((await lead.decide(plan, 'approve')).status, 200)
    await customer.settled(turn.runId, 'done')
    assert.match(await lastAnswer(turn.threadId), /^This can’t be done: Records of people .* Nothing was done\.$/)
    assert.equal(looked(), before)
  })
})

test('rules that ask two people meanwhile ask for the second one', async () => {
  const { plan, turn } = await waiting('look up the record')
  await withRules(`@ask("support-lead")\n@reason("Rec`, `@ask("2 support-lead")\n@reason("Rec`, async () => {
    assert.equal((await lead.decide(plan, 'approve')).status, 200)
    const again = await askedAgain(plan)
    assert.equal(looked(), before)
    for (const person of [lead, otherLead]) await person.decide(again, 'approve')
    await customer.settled(turn.runId, 'done')
    assert.equal(await lastAnswer(turn.threadId), 'It is Charlie')
    assert.equal(looked(), before + 1)
  })
})

test('rules that ask nobody any more let it be looked up by the yes it had, and new ones ask nobody', async () => {
  const { plan, turn } = await waiting('look up the record')
  const reason = '@reason("Records of people are looked at by a second person first")'
  await withRules(`${ASKS_LEADS}\n${reason}\nforbid`, `@id("records")\npermit`, async () => {
    assert.equal((await lead.decide(plan, 'approve')).status, 200)
    await customer.settled(turn.runId, 'done')
    assert.equal(await lastAnswer(turn.threadId), 'It is Charlie')
    assert.equal((await customer.ask('look up the record')).run.status, 'done')
  })
})

deep('who has lost the role while it waited can’t say yes, and somebody who has it can', async () => {
  const asked = { name: 'a lead for now', roles: ['support-lead'], scopes: ['read', 'decide'] }
  const made = await operator.request<{ key: string; id: string }>('POST', '/v1/keys', asked)
  const formerLead = parley.withKey(made.body.key)
  const { plan, turn } = await waiting('look up the record')
  assert.equal((await formerLead.plan(plan.id)).title, 'Look up record R7')
  assert.equal((await operator.request('DELETE', `/v1/keys/${made.body.id}`)).status, 204)
  assert.equal((await formerLead.decide(plan, 'approve')).status, 401)
  assert.equal((await customer.plan(plan.id)).status, 'waiting')
  assert.equal(looked(), before)
  assert.equal((await lead.decide(plan, 'approve')).status, 200)
  await customer.settled(turn.runId, 'done')
})

deep('a yes of somebody who has lost the role since counts no more', async () => {
  await withRules(`@ask("support-lead")\n@reason("Rec`, `@ask("2 support-lead")\n@reason("Rec`, async () => {
    const asked = { name: 'another lead for now', roles: ['support-lead'], scopes: ['read', 'decide'] }
    const made = await operator.request<{ key: string; id: string }>('POST', '/v1/keys', asked)
    const { plan, turn } = await waiting('look up the record')
    assert.equal((await parley.withKey(made.body.key).decide(plan, 'approve')).status, 200)
    assert.equal((await operator.request('DELETE', `/v1/keys/${made.body.id}`)).status, 204)
    assert.equal((await lead.decide(plan, 'approve')).status, 200)
    // It is asked anew, of both: what was judged by then is another digest.
    const again = await askedAgain(plan)
    assert.deepEqual([again.people.yes, looked()], [0, before])
    for (const person of [lead, otherLead]) assert.equal((await person.decide(again, 'approve')).status, 200)
    await customer.settled(turn.runId, 'done')
    assert.equal(looked(), before + 1)
  })
})

deep('with its agent stopped a yes is told so and not used up', async () => {
  const { plan, turn } = await waiting('look up the record')
  const stop = { kind: 'agent', name: 'support', why: 'to look into it' }
  await operator.request('POST', '/v1/stops', stop)
  const { body } = await operator.request<{ stops: readonly { id: string }[] }>('GET', '/v1/stops')
  const refused = await lead.decide(plan, 'approve')
  assert.deepEqual([refused.status, refused.body['code']], [423, 'stopped'])
  assert.deepEqual([(await customer.plan(plan.id)).status, looked()], ['waiting', before])
  await operator.request('DELETE', `/v1/stops/${body.stops[0]?.id}`)
  assert.equal((await lead.decide(plan, 'approve')).status, 200)
  await customer.settled(turn.runId, 'done')
  assert.equal(looked(), before + 1)
})

for (const words of ['stop', 'cancel that', 'never mind']) {
  deep(`“${words}” in the conversation takes it back`, async () => {
    const { plan, turn } = await waiting('read the article')
    const { answers } = await say(customer, words, turn.threadId)
    const now = await customer.plan(plan.id)
    assert.ok(['cancelled', 'rejected'].includes(now.status), `${now.status}: ${answers.join(' / ')}`)
    assert.match((await customer.answers(turn.threadId)).join('\n'), /[Nn]othing was done/)
    assert.deepEqual([(await customer.decide(plan, 'approve')).status, looked()], [409, before])
  })
}

deep(
  'of two who press at the same moment one is first, the other is told who it was, and it is looked up once',
  async () => {
    const { plan, turn } = await waiting('look up the record')
    const answers = await Promise.all([lead, otherLead].map((person) => person.decide(plan, 'approve')))
    assert.deepEqual(answers.map(({ status }) => status).toSorted(), [200, 409])
    const late = answers.find(({ status }) => status === 409)
    assert.equal(late?.body['code'], 'decided-before')
    assert.match(String(late.body['detail']), /Jonas Weber|other-lead|[A-Z]\w+ [A-Z]\w+/)
    await customer.settled(turn.runId, 'done')
    assert.equal(looked(), before + 1)
    const { allowed } = await customer.plan(plan.id)
    assert.equal(allowed[0]?.by.length, 1)
  },
)

for (const decision of ['approve', 'reject'] as const) {
  deep(
    `whoever comes with “${decision}” once it was looked up is told who was first, and still sees the plan`,
    async () => {
      const { plan, turn } = await waiting('look up the record')
      assert.equal((await lead.decide(plan, 'approve')).status, 200)
      await customer.settled(turn.runId, 'done')
      const late = await otherLead.decide(plan, decision)
      assert.deepEqual([late.status, late.body['code']], [409, 'decided-before'])
      assert.match(String(late.body['detail']), /Jonas Weber/)
      assert.equal((await otherLead.plan(plan.id)).status, (await customer.plan(plan.id)).status)
      assert.equal(looked(), before + 1)
    },
  )
}

deep('of a yes and a no at the same moment one counts', async () => {
  const { plan, turn } = await waiting('look up the record')
  const answers = await Promise.all([lead.decide(plan, 'approve'), otherLead.decide(plan, 'reject')])
  assert.deepEqual(answers.map(({ status }) => status).toSorted(), [200, 409])
  await customer.settled(turn.runId, 'done')
  assert.equal(looked() - before, answers[0].status === 200 ? 1 : 0)
})

deep('nobody’s yes in time ends it, with words in the conversation, and a yes is too late then', async () => {
  const { plan, turn } = await waiting('look up the record')
  await using owner = await openPlaceAsOwner(parley.place)
  await owner.run(`update plans set expires_at = now() - interval '1 minute' where id = $1`, [plan.id])
  await customer.settled(turn.runId, 'done')
  assert.match(await lastAnswer(turn.threadId), /in time\. Nothing was done/)
  assert.equal((await lead.decide(plan, 'approve')).status, 410)
  assert.equal(looked(), before)
})

deep('whoever asked is told of a no and by whom it was, and not of its note', async () => {
  const { plan, turn } = await waiting('look up the record')
  assert.equal((await lead.decide(plan, 'reject', { note: 'Not without a case' })).status, 200)
  await customer.settled(turn.runId, 'done')
  assert.match(await lastAnswer(turn.threadId), /^Jonas Weber said no\. Nothing was done\.$/)
})

deep('over a restart the same card waits, and the yes to it counts', async () => {
  const { plan, turn } = await waiting('look up the record')
  await parley.stop()
  await parley.start()
  const same = await lead.plan(plan.id)
  assert.deepEqual([same.digest, same.title, same.status], [plan.digest, plan.title, 'waiting'])
  assert.equal((await lead.decide(plan, 'approve')).status, 200)
  await customer.settled(turn.runId, 'done')
  assert.equal(await lastAnswer(turn.threadId), 'It is Charlie')
})

deep('a typed yes allows the look alone, and what comes of it asks once more', async () => {
  const { plan, turn } = await waiting('publish the article')
  await say(customer, 'yes', turn.threadId)
  const steps = await askedAgain(plan)
  assert.deepEqual([steps.asking, steps.awaits, steps.allowed.length], [false, ['support-lead'], 1])
  // A second yes of whoever asked is none of a lead.
  await say(customer, 'yes', turn.threadId)
  assert.equal((await customer.plan(plan.id)).status, 'waiting')
  assert.equal(published(), 0)
  assert.equal((await lead.decide(steps, 'approve')).status, 200)
  await customer.settled(turn.runId, 'done')
  assert.equal(published(), 1)
})

deep('in the terminal it is a card with a key for yes, and “yes” typed there counts', patient, async (t) => {
  for (const typed of ['y', 'yes']) {
    const seat = sitDown(t, parley, ['--as', 'customer'])
    await seat.see(/> $/)
    seat.type('read the article\r')
    await seat.see(/Open www\.example\.org\/selling[^]*\[y\]/)
    assert.match(seat.screen(), /This is only looked up/)
    await cardTakesKeys()
    seat.type(`${typed}\r`)
    await seat.see(/It says: Listen to your customers\./)
    await seat.leave()
  }
})

interface Waiting {
  readonly plan: PlanView
  readonly turn: Awaited<ReturnType<PersonClient['ask']>>
}

function looked(): number {
  return agent.made('record.read') + agent.made('page.open')
}

function published(): number {
  return agent.made('note.publish')
}

async function waiting(text: string): Promise<Waiting> {
  const turn = await customer.ask(text)
  assert.equal(turn.run.status, 'waiting', (await customer.answers(turn.threadId)).join(' / '))
  return { turn, plan: await customer.planOf(turn) }
}

async function askedAgain(plan: PlanView): Promise<PlanView> {
  let again = plan
  await until(async () => {
    again = await customer.plan(plan.id)
    return again.status === 'waiting' && again.digest !== plan.digest
  })
  return again
}

async function lastAnswer(threadId: string): Promise<string> {
  return (await customer.answers(threadId)).at(-1) ?? ''
}

/** Starts anew with other rules, and with those from before afterwards. */
async function withRules(from: string, to: string, act: () => Promise<void>): Promise<void> {
  await restartWith(from, to)
  try {
    await act()
  } finally {
    await restartWith(to, from)
  }
}

async function restartWith(from: string, to: string): Promise<void> {
  await parley.stop()
  await agent.change('policy.cedar', from, to)
  await parley.start()
}
