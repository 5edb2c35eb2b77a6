import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { after, beforeEach, test } from 'node:test'
import type { ChannelView } from '#contract/channel.ts'
import { deep } from '../helpers/depth.ts'
import { openEventReceiver, writeEvents } from '../helpers/event-receiver.ts'
import { newSecret } from '../helpers/outside-desk.ts'
import { startParley, startShop } from '../helpers/parley.ts'
import { until } from '../helpers/until.ts'

// The last one is the next: both are signed with while it is changed.
const secrets = [newSecret(), newSecret()]
const ledger = await openEventReceiver({ after }, secrets)
const desk = await openEventReceiver({ after })
const KINDS = 'plan.waiting, plan.decided, effect.completed, run.completed, hand-over.opened, hand-over.closed'
const entries = `  ledger: { url: "${ledger.url}", secrets: ["\${ONE}", "\${TWO}"], private: true, roles: [auditor], kinds: [${KINDS}] }
  desk: { url: "${desk.url}", secrets: ["\${DESK}"], private: true, roles: [support-lead], kinds: [${KINDS}] }
  refused: { url: "${ledger.url.replace('http:', 'https:')}", secrets: ["\${ONE}"], roles: [auditor], kinds: [plan.decided], giveUpAfter: 60s }
`
const file = await writeEvents({ after }, entries)
const environment = { CHANNELS_FILE: file, ONE: secrets[0] ?? '', TWO: secrets[1] ?? '', DESK: desk.secrets[0] ?? '' }
const { parley, customer, lead, shop } = await startShop({ after }, { environment })
const operator = parley.as('operator')

beforeEach(() => {
  ledger.answerWith(() => 204)
  return shop.renew()
})

const told = (receiver: typeof ledger, threadId: string) =>
  receiver.received.filter(({ data }) => data.threadId === threadId)

async function channel(name: string): Promise<ChannelView> {
  const { body } = await operator.request<{ channels: ChannelView[] }>('GET', '/v1/channels')
  const found = body.channels.find((each) => each.name === name)
  assert.ok(found, name)
  return found
}

/** A plan that waits, and a no to it: three events, and nothing that a later plan would be held against. */
async function refusedRefund() {
  const said = await customer.ask('Refund order A17')
  await lead.decide(await customer.planOf(said), 'reject', { reason: 'suspicious' })
  await customer.settled(said.runId, 'done')
  return said
}

test('what a subscription’s roles may not read isn’t told to it, and is no failure', async () => {
  const said = await customer.ask('Refund order A12')
  assert.equal(said.run.status, 'done')
  await until(() => told(ledger, said.threadId).some(({ type }) => type === 'run.completed'))
  const asked = await customer.ask('Refund order A17')
  await until(() => told(desk, asked.threadId).length === 1)
  assert.deepEqual(told(desk, said.threadId), [], 'a plan that asked no support lead, and a run')
  await until(async () => (await channel('events/desk')).pending === 0)
  assert.equal((await channel('events/desk')).failed, 0)
})

test('a hand-over is told to its desk', async () => {
  const said = await customer.ask('I want to talk to a person')
  await until(() => told(desk, said.threadId).length === 1)
  const [opened] = told(desk, said.threadId)
  assert.equal(opened?.type, 'hand-over.opened')
  assert.partialDeepStrictEqual(opened?.data.handOver, { role: 'support-lead', takenBy: null })
})

test('what isn’t taken is tried again under its id, and in order', async () => {
  // What the tests before did is told by then, so that only what follows is refused.
  await until(async () => (await channel('events/ledger')).pending === 0)
  let refusals = 2
  ledger.answerWith(() => (refusals-- > 0 ? 503 : 204))
  const said = await refusedRefund()
  await until(() => told(ledger, said.threadId).some(({ type }) => type === 'run.completed'))
  const events = told(ledger, said.threadId)
  assert.equal(new Set(events.slice(0, 3).map(({ id }) => id)).size, 1)
  assert.deepEqual([...new Set(events.map(({ data }) => data.seq))], events.map(({ data }) => data.seq).slice(2))
})

test('an address on a private network is refused unless the operator says so', async () => {
  await refusedRefund()
  await until(async () => (await channel('events/refused')).code === 'outgoing-refused')
  assert.equal((await channel('events/refused')).lastOutAt, null)
})

deep('an operator has events sent again, by their ids or since a time, with the ids that they had', async () => {
  const said = await refusedRefund()
  await until(() => told(ledger, said.threadId).length === 3)
  assert.ok(
    told(ledger, said.threadId).every(({ signedBy }) => signedBy.join() === '0,1'),
    'old and new secret',
  )
  const path = '/v1/event-subscriptions/ledger/replays'
  // What is still being settled isn't sent again.
  await until(async () => (await channel('events/ledger')).pending === 0)
  const [first, , last] = told(ledger, said.threadId)
  const again = await operator.request('POST', path, { ids: [first?.id, last?.id] })
  assert.deepEqual([again.status, again.body], [202, { queued: 2 }])
  await until(() => told(ledger, said.threadId).length === 5)
  assert.deepEqual(
    told(ledger, said.threadId)
      .slice(3)
      .map(({ id }) => id),
    [first?.id, last?.id],
  )
  // As it may be seen now.
  assert.equal(told(ledger, said.threadId)[3]?.data.plan?.status, 'rejected')
  await until(async () => (await channel('events/ledger')).pending === 0)
  const since = await operator.request<{ queued: number }>('POST', path, { since: first?.timestamp })
  assert.equal(since.body.queued, 3)
  await until(() => told(ledger, said.threadId).length === 8)
  assert.equal((await operator.request('POST', path, { ids: ['A12'] })).status, 422)
  assert.equal((await operator.request('POST', path, {})).status, 400)
  assert.equal(
    (await operator.request('POST', path.replace('ledger', 'elsewhere'), { since: first?.timestamp })).status,
    404,
  )
  assert.equal((await lead.request('POST', path, { since: first?.timestamp })).status, 403)
})

deep('over a restart nothing is lost, and a secret that was taken away signs nothing', async () => {
  ledger.answerWith(() => 503)
  const said = await refusedRefund()
  await until(() => told(ledger, said.threadId).length > 0)
  await parley.stop()
  ledger.answerWith(() => 204)
  await writeFile(file, `events:\n${entries.replace('"${ONE}", "${TWO}"', '"${TWO}"').replace(/ {2}refused.*\n/, '')}`)
  await parley.start()
  await until(() => told(ledger, said.threadId).some(({ type }) => type === 'run.completed'))
  const events = told(ledger, said.threadId)
  assert.deepEqual(events.at(-1)?.signedBy, [1])
  assert.deepEqual((await channel('events/ledger')).failed, 0)
})

// The last, since what it refunds is more than the rules let pass in a day without a question.
deep('who follows is told of a plan that waits, the decision, each effect and the end, signed, in order', async () => {
  const said = await customer.ask('Refund order A17')
  const plan = await customer.planOf(said)
  await until(() => told(ledger, said.threadId).length === 1)
  await lead.decide(plan, 'approve')
  await customer.settled(said.runId, 'done')
  await until(() => told(ledger, said.threadId).some(({ type }) => type === 'run.completed'))
  const events = told(ledger, said.threadId)
  assert.deepEqual(
    events.map(({ type }) => type),
    ['plan.waiting', 'plan.decided', 'effect.completed', 'effect.completed', 'run.completed'],
  )
  assert.ok(events.every(({ signedBy }) => signedBy.join() === '1'))
  const [waiting, decided, effect] = events
  assert.match(waiting?.data.plan?.title ?? '', /Refund 129\.00 EUR/)
  assert.equal(decided?.data.decision, 'approve')
  assert.partialDeepStrictEqual(effect?.data.effect, { tool: 'shop/refunds.create', state: 'succeeded' })
  assert.equal(new Set(events.map(({ id }) => id)).size, events.length)
})

deep('mistakes in the file stop the start, each with its line', async (t) => {
  const wrong = `  ledger: { url: "ftp://example.com", secrets: ["whsec_abc"], roles: [auditor], kinds: [plan.waitin] }
  x y: { url: "https://example.com", secrets: ["\${NOWHERE}"], roles: [auditor], kinds: [plan.waiting] }
`
  const broken = await writeEvents(t, wrong)
  await assert.rejects(startParley(t, { shop, environment: { CHANNELS_FILE: broken } }), (error: Error) => {
    assert.match(error.message, /channels\.yaml:2:\d+ .*plan\.waiting/)
    assert.match(error.message, /channels\.yaml:3:\d+ .*A subscription can’t be called "x y"/)
    assert.match(error.message, /NOWHERE isn’t set/)
    return true
  })
})
