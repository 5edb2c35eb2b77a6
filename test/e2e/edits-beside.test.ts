import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { edited } from '../helpers/edited.ts'
import { startTrip } from '../helpers/trip-agent.ts'

// A trip is a room, a seat and what the card is charged; here a support lead decides on it.
const RULE = `@id("large")
@ask("support-lead")
@reason("Trips are looked at")
forbid (principal, action == Action::"desk/card.charge", resource);
`

const trip = await startTrip({ after })
trip.isChargeRefused = false
await trip.parley.stop()
await trip.change('policy.cedar', '@id("cancel")', `${RULE}\n@id("cancel")`)
await trip.change('tools.yaml', 'nothing: [no_money]', 'nothing: [no_money]\n    edit: [amount]')
await trip.parley.start()
const customer = trip.parley.as('customer')
const lead = trip.parley.as('support-lead')

test('after a step was left out, a change is made to the step that stands at its place on the card', async () => {
  const said = await customer.ask('book a trip')
  const without = await edited(await customer.planOf(said), lead, { effect: 0, leaveOut: true })
  assert.deepEqual(
    without.effects.map(({ title }) => title),
    ['Book a seat to Lisbon', 'Charge 100 cents'],
  )
  const now = await edited(without, lead, { effect: 1, path: '/amount', value: 60 })
  assert.deepEqual(
    now.effects.map(({ title }) => title),
    ['Book a seat to Lisbon', 'Charge 60 cents'],
  )
  assert.equal((await trip.parley.as('other-lead').decide(now, 'approve')).status, 200)
  await customer.settled(said.runId, 'done')
  assert.deepEqual(trip.book, ['seat.book', 'card.charge'])
})
