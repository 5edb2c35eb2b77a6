import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { startTrip, TAKEN_BACK } from '../helpers/trip-agent.ts'
import type { Said } from '../helpers/parley-client.ts'
import { until } from '../helpers/until.ts'

// What a person says of a step reaches what is taken back for it: of the step that failed, of one before it, and of one that
// takes another back. That one said to have happened goes on with the next: compensate.test.ts.
const trip = await startTrip({ after })
const { parley, book } = trip
const customer = parley.as('customer')
const lead = parley.as('support-lead')

beforeEach(() => {
  book.length = 0
  trip.onCall = () => 'pass'
})

/** A trip for which the answer of one call was lost. */
async function lost(tool: string, how: 'drop-after' | 'drop-before' = 'drop-after'): Promise<Said> {
  trip.onCall = (called) => (called === tool ? how : 'pass')
  const said = await customer.ask('book a trip')
  trip.onCall = () => 'pass'
  assert.equal(said.run.waitingFor?.type, 'resolution')
  return said
}

async function says(said: Said, index: number, outcome: string) {
  const { id } = await customer.planOf(said)
  return lead.request('POST', `/v1/plans/${id}/effects/${index}/resolution`, { outcome, note: 'looked' })
}

async function ended(said: Said) {
  await customer.settled(said.runId, 'done')
  const plan = await customer.planOf(said)
  const [answer = ''] = await customer.answers(said.threadId)
  return { status: plan.status, states: plan.effects.map(({ state }) => state), answer }
}

test('a step that somebody says didn’t happen has those before it taken back', async () => {
  const said = await lost('card.charge', 'drop-before')
  assert.equal((await says(said, 2, 'did-not')).status, 200)
  const { status, states, answer } = await ended(said)
  assert.deepEqual([status, states], ['failed', ['compensated', 'compensated', 'failed', 'succeeded', 'succeeded']])
  assert.deepEqual(book, TAKEN_BACK)
  assert.match(answer, /All of it was undone/)
})

test('one that somebody says happened has no number to be taken back by: it stays done, and so does what was before it', async () => {
  const said = await lost('seat.book')
  assert.equal((await says(said, 1, 'happened')).status, 200)
  const { status, states, answer } = await ended(said)
  assert.deepEqual([status, states.slice(0, 4)], ['failed', ['succeeded', 'succeeded', 'failed', 'failed']])
  assert.deepEqual(book, ['room.book', 'seat.book'])
  assert.match(answer, /This was done:\n- Book a room in Lisbon.*\n- Book a seat/)
  assert.match(answer, /couldn’t, so it stays: something from the step before is missing\./)
})

test('taking back that somebody says didn’t happen ends there, and what stays done is told', async () => {
  const said = await lost('seat.cancel', 'drop-before')
  assert.equal((await says(said, 3, 'did-not')).status, 200)
  const { status, states, answer } = await ended(said)
  assert.deepEqual([status, states.slice(0, 4)], ['failed', ['succeeded', 'succeeded', 'failed', 'failed']])
  assert.deepEqual(book, ['room.book', 'seat.book'])
  assert.match(answer, /couldn’t, so it stays: it didn’t happen\./)
})

test('to look again at what can’t be looked up asks again, and the next word counts', async () => {
  const said = await lost('seat.cancel')
  const before = (await customer.events(said.threadId)).at(-1)?.seq ?? 0
  assert.equal((await says(said, 3, 'look-again')).status, 200)
  await customer.event(said.threadId, ({ type, seq }) => type === 'run-waiting' && seq > before)
  await customer.settled(said.runId, 'waiting')
  assert.equal((await says(said, 3, 'happened')).status, 200)
  const { states } = await ended(said)
  assert.deepEqual(states, ['compensated', 'compensated', 'failed', 'succeeded', 'succeeded'])
  assert.deepEqual(book, TAKEN_BACK)
})

test('taking back that is still being tried may be taken over by a person, and goes on with the next', async () => {
  await parley.stop()
  await trip.change('tools.yaml', 'seat {booking}\n', 'seat {booking}\n    idempotent: true\n')
  await parley.start()
  trip.onCall = (tool) => (tool === 'seat.cancel' ? 'drop-before' : 'pass')
  const said = await customer.say('book a trip')
  const event = await customer.event(said.threadId, ({ type }) => type === 'effect-tried')
  assert.partialDeepStrictEqual(event, { index: 3, code: 'tool-silent' })
  // While a try is under way it is another moment's.
  await until(async () => (await says(said, 3, 'happened')).status === 200)
  const { states } = await ended(said)
  assert.deepEqual(states, ['compensated', 'compensated', 'failed', 'succeeded', 'succeeded'])
  assert.deepEqual(book, ['room.book', 'seat.book', TAKEN_BACK[3]])
})
