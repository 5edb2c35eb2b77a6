import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { canonicalJson } from '#core/commitment.ts'
import { deep } from '../helpers/depth.ts'
import { verifyEvidence } from '../../bin/verify-evidence.ts'
import { opened, readEvidence } from '../helpers/evidence.ts'
import { startParleyProcess } from '../helpers/parley-process.ts'
import type { Said } from '../helpers/parley-client.ts'
import { startTripWith, TAKEN_BACK } from '../helpers/trip-agent.ts'

const trip = await startTripWith(startParleyProcess, { after })
const { parley, book, change } = trip
const customer = parley.as('customer')

beforeEach(() => {
  book.length = 0
  trip.onCall = () => 'pass'
})

async function travelled(said: Said) {
  const plan = await customer.planOf(said)
  return { status: plan.status, states: plan.effects.map(({ state }) => state), plan }
}

test('what was done before a step that failed is taken back, the last first, and told', async () => {
  const said = await customer.ask('book a trip')
  const { status, states, plan } = await travelled(said)
  assert.deepEqual([status, states], ['failed', ['compensated', 'compensated', 'failed', 'succeeded', 'succeeded']])
  assert.deepEqual(book, TAKEN_BACK)
  const [answer] = await customer.answers(said.threadId)
  assert.match(answer ?? '', /All of it was undone\.\nThis was done and then undone:\n- Book a room in Lisbon/)
  assert.match(answer ?? '', /This was not done:\n- Charge 100 cents/)
  const file = await readEvidence(customer, plan.id)
  const { ledger } = opened<{ ledger: { undoes: number | null; state: string }[] }>(file)
  assert.deepEqual(ledger.map(({ undoes, state }) => [undoes, state]).slice(3), [
    [1, 'succeeded'],
    [0, 'succeeded'],
  ])
  const findings = verifyEvidence(Buffer.from(canonicalJson(file)), { trusted: null, anchors: null })
  assert.deepEqual(
    findings.filter(({ kind }) => kind === 'wrong'),
    [],
  )
})

deep('nothing is taken back where nothing failed', async () => {
  trip.isChargeRefused = false
  const said = await customer.ask('book a trip')
  trip.isChargeRefused = true
  assert.deepEqual((await travelled(said)).states, ['succeeded', 'succeeded', 'succeeded'])
  assert.deepEqual(book, ['room.book', 'seat.book', 'card.charge'])
})

deep('a process that dies while it takes back asks what became of that, and goes on from there', async () => {
  const { promise: dead, resolve: died } = Promise.withResolvers<void>()
  trip.onCall = (tool) => (tool === 'seat.cancel' ? { answered: () => void parley.kill().then(died) } : 'pass')
  const said = await customer.say('book a trip')
  await dead
  trip.onCall = () => 'pass'
  await parley.start()
  await customer.settled(said.runId, 'waiting')
  const { plan, states } = await travelled(said)
  assert.deepEqual([plan.status, states], ['unknown', ['succeeded', 'succeeded', 'failed', 'unknown', 'planned']])
  const lead = parley.as('support-lead')
  const answer = await lead.request('POST', `/v1/plans/${plan.id}/effects/3/resolution`, {
    outcome: 'happened',
    note: 'looked',
  })
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  await customer.settled(said.runId, 'done')
  assert.deepEqual(book, TAKEN_BACK)
  const { states: now } = await travelled(said)
  assert.deepEqual(now, ['compensated', 'compensated', 'failed', 'succeeded', 'succeeded'])
})

deep('a booking whose number nobody was told isn’t cancelled without it, and stays done', async () => {
  trip.isSeatNamed = false
  const said = await customer.ask('book a trip')
  trip.isSeatNamed = true
  const { status, states } = await travelled(said)
  assert.deepEqual(book, ['room.book', 'seat.book'])
  assert.deepEqual([status, states.slice(0, 4)], ['failed', ['succeeded', 'succeeded', 'failed', 'failed']])
  const [answer] = await customer.answers(said.threadId)
  assert.match(answer ?? '', /couldn’t, so it stays: something from the step before is missing\./)
})

deep('what no rule allows to be taken back stays done, and is told', async () => {
  await change(
    'policy.cedar',
    '[Action::"desk/room.cancel", Action::"desk/seat.cancel"]',
    '[Action::"desk/room.cancel"]',
  )
  await parley.stop()
  await parley.start()
  const said = await customer.ask('book a trip')
  assert.deepEqual(book, ['room.book', 'seat.book'])
  const [answer] = await customer.answers(said.threadId)
  assert.match(answer ?? '', /This was done:\n- Book a room in Lisbon/)
  assert.match(answer ?? '', /couldn’t, so it stays: it isn’t allowed here\./)
})

deep('an agent that doesn’t say so takes nothing back', async () => {
  await change('agent.yaml', 'onFailure: compensate', 'onFailure: stop')
  await parley.stop()
  await parley.start()
  const said = await customer.ask('book a trip')
  assert.deepEqual((await travelled(said)).states, ['succeeded', 'succeeded', 'failed'])
  assert.deepEqual(book, ['room.book', 'seat.book'])
})
