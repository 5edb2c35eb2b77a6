import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import type { PlanView } from '#contract/plan.ts'
import { openPlaceAsOwner } from '../helpers/database.ts'
import { deep, someOf } from '../helpers/depth.ts'
import type { Said } from '../helpers/parley-client.ts'
import { startTrip, TAKEN_BACK } from '../helpers/trip-agent.ts'

// A plan has failed and is being taken back: somebody writes to the rows that say how, or an operator stops it.
const trip = await startTrip({ after })
const { parley, book } = trip
const [customer, lead, operator] = [parley.as('customer'), parley.as('support-lead'), parley.as('operator')]

beforeEach(() => {
  book.length = 0
  trip.onCall = () => 'pass'
})

/** The rows of a plan that gives a seat back (3) and then a room (4), while nobody knows of the seat. */
const ROWS: readonly (readonly [what: string, field: string, change: string])[] = someOf(
  [
    ['another tool', 'tool', `tool = 'desk/card.charge'`],
    ['another booking', 'args', `args = jsonb_set(args, '{booking}', '"R-9"')`],
    ['another step that it takes back', 'step', `undoes = 1`],
    ['another definition', 'definition', `definition_hash = 'sha256:0'`],
    ['another reason for it', 'because', `because = '{"data": [], "ctrl": ["operator"]}'`],
    ['another city', 'args', `args = jsonb_set(args, '{city}', '"Porto"')`],
  ],
  5, // each column
)
const UNDER_WAY = 'a booking, under way'
const ONE_MORE = 'one row more'

test('a row of what takes a step back is changed in the database', async (t) => {
  trip.onCall = (tool) => (tool === 'seat.cancel' ? 'hang-after' : 'pass')
  const plans = new Map<string, { said: Said; plan: PlanView }>()
  for (const what of [...ROWS.map(([each]) => each), UNDER_WAY, ONE_MORE]) {
    const said = await customer.ask('book a trip')
    const plan = await customer.planOf(said)
    assert.deepEqual(plan.effects.map(({ state }) => state).slice(3), ['unknown', 'planned'], what)
    plans.set(what, { said, plan })
  }
  trip.onCall = () => 'pass'
  await parley.stop()
  await asOwner([
    ...ROWS.map(([what, , change]) => `update effects set ${change} where ${rowOf(what, 4)}`),
    // As a worker would have left it that died: begun, with the run to go on with.
    `update effects set state = 'succeeded' where ${rowOf(UNDER_WAY, 3)}`,
    `update effects set state = 'dispatched', dispatched_at = now(), fence = 1, resolved_args = args,
            args = jsonb_set(args, '{booking}', '"R-9"') where ${rowOf(UNDER_WAY, 4)}`,
    `update plans set status = 'applying' where id = '${plans.get(UNDER_WAY)?.plan.id}'`,
    `update runs set state = 'queued' where id = '${plans.get(UNDER_WAY)?.said.runId}'`,
    `insert into effects (tenant_id, plan_id, index, tool, args, labels, because, definition_hash, requester, agent, undoes)
     select tenant_id, plan_id, 5, 'desk/card.charge', '{"amount": 5}', labels, because, definition_hash, requester,
            agent, 0 from effects where ${rowOf(ONE_MORE, 4)}`,
  ])
  await parley.start()

  for (const [what, field] of ROWS) {
    await t.test(`${what}: nothing is called, and ${field} is named`, async () => {
      const { plan, threadId } = await foundOut(what)
      assert.deepEqual([plan.status, book], ['failed', []])
      const [answer = ''] = (await customer.answers(threadId)).slice(-1)
      assert.match(answer, new RegExp(`couldn’t, so it stays\\. .*\\(${field} differs\\)\\.$`))
      assert.match(answer, /This was done:\n- Book a room in Lisbon/m)
    })
  }

  await t.test(`${UNDER_WAY}: nothing is called, and a person is asked what became of it`, async () => {
    const { said, plan } = placeOf(UNDER_WAY)
    await customer.settled(said.runId, 'waiting')
    const now = await customer.plan(plan.id)
    assert.deepEqual([now.status, now.effects[4]?.state, book], ['unknown', 'unknown', []])
  })

  await t.test(`${ONE_MORE}: it calls nothing`, async () => {
    const { plan } = await foundOut(ONE_MORE)
    assert.deepEqual([plan.status, book], ['failed', TAKEN_BACK.slice(3)])
  })

  function placeOf(what: string) {
    const found = plans.get(what)
    assert.ok(found, `there is no plan for ${what}`)
    return found
  }

  function rowOf(what: string, index: number): string {
    return `plan_id = '${placeOf(what).plan.id}' and index = ${index}`
  }

  /** Somebody says that the seat was given back; what comes of the rest. */
  async function foundOut(what: string) {
    const { said, plan } = placeOf(what)
    await resolve(plan, 3)
    await customer.settled(said.runId, 'done')
    return { threadId: said.threadId, plan: await customer.plan(plan.id) }
  }
})

test('90: a stop that stands when steps are due to be taken back: nothing is called, and what stays done is told', async () => {
  const charging = Promise.withResolvers<void>()
  const stopping = Promise.withResolvers<void>()
  trip.onCall = (tool) => {
    if (tool !== 'card.charge') return 'pass'
    charging.resolve()
    return { until: stopping.promise }
  }
  const said = await customer.say('book a trip')
  await charging.promise
  const started = await stopped({ kind: 'tenant' })
  stopping.resolve()
  await customer.settled(said.runId, 'done')
  assert.deepEqual(book, TAKEN_BACK.slice(0, 2))
  const [answer = ''] = (await customer.answers(said.threadId)).slice(-1)
  assert.match(answer, /couldn’t, so it stays: our team has paused it for now\.$/)
  assert.match(answer, /This was done:\n- Book a room in Lisbon.*\n- Book a seat to Lisbon/m)
  await started()
})

deep('90: a stop of one tool keeps its step from being taken back, and no other', async () => {
  const started = await stopped({ kind: 'tool', name: 'desk/room.cancel' })
  const said = await customer.ask('book a trip')
  assert.deepEqual(book, TAKEN_BACK.slice(0, 3))
  const { status, effects } = await customer.planOf(said)
  assert.deepEqual(
    [status, effects.map(({ state }) => state)],
    ['failed', ['succeeded', 'compensated', 'failed', 'succeeded', 'failed']],
  )
  await started()
})

test('90: what would go on with taking back isn’t written down while that is stopped; after the start it goes on', async () => {
  trip.onCall = (tool) => (tool === 'seat.cancel' ? 'hang-after' : 'pass')
  const said = await customer.ask('book a trip')
  const plan = await customer.planOf(said)
  trip.onCall = () => 'pass'
  const started = await stopped({ kind: 'agent', name: 'trip' })
  const refused = await say(plan, 3)
  assert.deepEqual([refused.status, refused.body['code']], [423, 'stopped'])
  assert.match(String(refused.body['detail']), /stopped by operator: “look”\. Nothing was recorded/)
  assert.deepEqual([(await customer.plan(plan.id)).status, book], ['unknown', TAKEN_BACK.slice(0, 3)])
  await started()
  await resolve(plan, 3)
  await customer.settled(said.runId, 'done')
  assert.deepEqual(book, TAKEN_BACK)
})

function say({ id }: PlanView, index: number) {
  const body = { outcome: 'happened', note: 'looked' }
  return lead.request('POST', `/v1/plans/${id}/effects/${index}/resolution`, body)
}

async function resolve(plan: PlanView, index: number): Promise<void> {
  const answer = await say(plan, index)
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
}

/** Stops something; what is given back starts it again. */
async function stopped(what: { readonly kind: string; readonly name?: string }): Promise<() => Promise<void>> {
  const { status, body } = await operator.request<{ stop: { id: string } }>('POST', '/v1/stops', {
    ...what,
    why: 'look',
  })
  assert.equal(status, 201)
  return async () => {
    assert.equal((await operator.request('DELETE', `/v1/stops/${body.stop.id}`)).status, 200)
  }
}

async function asOwner(statements: readonly string[]): Promise<void> {
  await using owner = await openPlaceAsOwner(parley.place)
  await owner.exec(statements.join(';\n'))
}
