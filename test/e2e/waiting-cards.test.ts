import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { MessageView } from '#contract/message.ts'
import { startShop } from '../helpers/parley.ts'
import type { PersonClient, Said } from '../helpers/parley-client.ts'

const { parley, customer, lead, shop } = await startShop({ after })

/** The one message that a run has for an answer, or for what it waits for. */
async function answerOf({ threadId, runId }: Said, who: PersonClient = customer): Promise<MessageView> {
  const { body } = await who.request<{ messages: MessageView[] }>(
    'GET',
    `/v1/threads/${threadId}/messages?runId=${runId}`,
  )
  const answers = body.messages.filter(({ role }) => role === 'assistant')
  const [answer] = answers
  assert.ok(answer && answers.length === 1, `a run has one answer, and not ${answers.length}`)
  return answer
}

test('from the moment a plan waits its card is a part of the answer, which takes its place in the same message', async () => {
  const said = await customer.say('Refund order A17')
  // The event that says so is of the transaction that has it wait.
  await customer.event(said.threadId, ({ type }) => type === 'plan-proposed')
  const waiting = await answerOf(said)
  const plan = await customer.planOf(said)
  const { status, digest, title, totals, awaits, expiresAt } = plan
  assert.deepEqual(waiting.parts, [
    { type: 'plan', planId: plan.id, plan: { status, digest, title, totals, awaits, expiresAt } },
  ])
  assert.deepEqual([waiting.isComplete, status, awaits], [false, 'waiting', ['support-lead']])
  await customer.settled(said.runId, 'waiting')
  assert.equal((await answerOf(said)).id, waiting.id)

  assert.equal((await lead.decide(plan, 'approve')).status, 200)
  await customer.settled(said.runId, 'done')
  const done = await answerOf(said)
  assert.deepEqual([done.id, done.createdAt, done.isComplete], [waiting.id, waiting.createdAt, true])
  assert.deepEqual(
    done.parts.map((part) => (part.type === 'plan' ? part.plan?.status : part.type)),
    ['done', 'text'],
  )
  const completed = (await customer.events(said.threadId)).filter(({ type }) => type === 'message-completed')
  assert.equal(completed.length, 1)
  assert.partialDeepStrictEqual(completed[0], { messageId: waiting.id, runId: said.runId })
})

test('an edited plan is the same card with another digest, and a second question doesn’t move it', async () => {
  const said = await customer.ask('Refund order A23')
  const plan = await lead.planOf(said).catch(() => customer.planOf(said))
  const changes = [{ effect: 0, path: '/amount', value: 5000 }]
  const edited = await lead.decide(plan, 'edit', { changes })
  assert.equal(edited.status, 200, JSON.stringify(edited.body))
  await customer.ask('How long does shipping take?', said.threadId)
  const messages = await customer.messages(said.threadId)
  assert.deepEqual(
    messages.map(({ role, isComplete }) => [role, isComplete]),
    [
      ['user', true],
      ['assistant', false],
      ['user', true],
      ['assistant', true],
    ],
  )
  const [card] = messages[1]?.parts ?? []
  assert.ok(card?.type === 'plan' && card.plan)
  assert.notEqual(card.plan.digest, plan.digest)
  assert.match(card.plan.title, /50\.00 EUR/)
})

test('who takes back what waits finds the card and the end of it in one message', async () => {
  await shop.renew()
  const said = await customer.ask('Refund order A17')
  const card = await answerOf(said)
  assert.equal((await customer.request('POST', `/v1/runs/${said.runId}/cancel`)).status, 200)
  await customer.settled(said.runId, 'done')
  const end = await answerOf(said)
  assert.deepEqual([end.id, end.isComplete], [card.id, true])
  assert.match((await customer.answers(said.threadId)).join(), /You withdrew this/)
})

test('beside a plan, another one that waited in its thread is nothing to whom it doesn’t ask', async () => {
  const first = await customer.ask('Refund order A23')
  const second = await customer.ask('Refund order A31', first.threadId)
  const plan = await customer.planOf(second)
  const { body } = await lead.request<{ messages: MessageView[] }>('GET', `/v1/plans/${plan.id}/messages`)
  const cards = body.messages.flatMap(({ parts }) => parts.filter((part) => part.type === 'plan'))
  assert.deepEqual(
    cards.map((part) => (part.type === 'plan' ? part.plan?.status : null)),
    ['waiting'],
  )
  assert.equal((await parley.as('finance').request('GET', `/v1/plans/${plan.id}/messages`)).status, 404)
})

test('a run says what it waits for, who can end that, since when, until when and where', async () => {
  await shop.renew()
  const said = await customer.ask('Refund order A17')
  const plan = await customer.planOf(said)
  const { waitingFor } = said.run
  assert.ok(waitingFor?.type === 'decision')
  assert.deepEqual(
    { ...waitingFor, since: '' },
    {
      type: 'decision',
      planId: plan.id,
      title: plan.title,
      digest: plan.digest,
      roles: ['support-lead'],
      people: { asked: 1, yes: 0 },
      since: '',
      until: plan.expiresAt,
      links: { plan: `/v1/plans/${plan.id}`, decisions: `/v1/plans/${plan.id}/decisions` },
    },
  )
  assert.ok(Math.abs(Date.now() - Date.parse(waitingFor.since)) < 60_000)
  assert.equal((await customer.request('GET', waitingFor.links.plan)).status, 200)
  const { digest } = waitingFor
  const decided = await lead.request('POST', waitingFor.links.decisions, {
    digest,
    decision: 'reject',
    reason: 'other',
  })
  assert.equal(decided.status, 200)
  const end = await customer.settled(said.runId, 'done')
  assert.deepEqual([end.waitingFor, end.finishedAt === null], [null, false])
})
