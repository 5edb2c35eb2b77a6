import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import type { StopView } from '#contract/tool.ts'
import { howMany } from '../helpers/depth.ts'
import { startDesk } from '../helpers/desk-agent.ts'
import { startParley } from '../helpers/parley.ts'
import { startWorkerProcess } from '../helpers/parley-process.ts'
import { until } from '../helpers/until.ts'

// Threat 90, the stop switch: a second after its answer nothing is dispatched any more, whoever works.
const desk = await startDesk({ after })
const shop = { url: desk.server.url, token: 'none' }
const parley = await startParley({ after }, { shop, environment: { AGENTS_DIR: desk.dir } })
const [customer, lead, operator] = [parley.as('customer'), parley.as('support-lead'), parley.as('operator')]

for (const [what, stop] of [
  ['a tool', { kind: 'tool', name: 'desk/notes.put' }],
  ['an agent', { kind: 'agent', name: 'desk' }],
  ['everything', { kind: 'tenant' }],
] as const) {
  test(`90: with ${what} stopped a yes is told why and isn’t used up; started again it counts`, async () => {
    const before = desk.puts()
    const said = await customer.ask('put note N1')
    const plan = await customer.planOf(said)
    const { id } = await stopped(stop)
    const refused = await lead.decide(plan, 'approve')
    assert.equal(refused.status, 423)
    assert.partialDeepStrictEqual(refused.body, { code: 'stopped' })
    assert.match(String(refused.body['detail']), /stopped by operator: “to look into it”.*the plan goes on waiting/)
    assert.equal((await customer.plan(plan.id)).status, 'waiting')
    assert.equal(desk.puts(), before)
    await started(id)
    assert.equal((await lead.decide(plan, 'approve')).status, 200)
    await customer.settled(said.runId, 'done')
    assert.equal(desk.puts(), before + 1)
  })
}

test('90: a read of what is stopped isn’t made, and who asked is told; others are', async () => {
  const { id } = await stopped({ kind: 'tool', name: 'desk/notes.get' })
  const before = desk.server.calls.length
  const said = await customer.ask('show note N1')
  assert.match((await customer.answers(said.threadId))[0] ?? '', /has paused something.*Nothing was done/)
  assert.equal(desk.server.calls.length, before)
  const ready = await operator.request<{ dependencies: Record<string, { warnings?: string[] }> }>('GET', '/readyz')
  assert.deepEqual(ready.body.dependencies['tools/desk/desk']?.warnings, ['desk/notes.get is stopped by an operator.'])
  await started(id)
  assert.equal((await customer.ask('show note N1')).run.status, 'done')
  assert.equal(desk.server.calls.length, before + 1)
})

test('90: who stopped and who started is kept; stopping twice is one stop; a misspelt name stops nothing', async () => {
  const first = await stopped({ kind: 'agent', name: 'desk' })
  assert.equal((await stopped({ kind: 'agent', name: 'desk' })).id, first.id)
  const misspelt = await operator.request('POST', '/v1/stops', { kind: 'tool', name: 'desk/notes.putt', why: 'x' })
  assert.equal(misspelt.status, 422)
  assert.match(String(misspelt.body['detail']), /Did you mean desk\/notes\.put\?/)
  for (const client of [customer, lead]) {
    assert.equal((await client.request('POST', '/v1/stops', { kind: 'tenant', why: 'x' })).status, 403)
    assert.equal((await client.request('DELETE', `/v1/stops/${first.id}`)).status, 403)
    assert.equal((await client.request('GET', '/v1/stops')).status, 403)
  }
  await started(first.id)
  assert.equal((await operator.request('DELETE', `/v1/stops/${first.id}`)).status, 404)
  const { body } = await operator.request<{ stops: readonly StopView[] }>('GET', '/v1/stops?all=true')
  assert.partialDeepStrictEqual(body.stops[0], { id: first.id, stoppedBy: 'operator', startedBy: 'operator' })
  assert.deepEqual((await operator.request('GET', '/v1/stops')).body, { stops: [] })
})

const IN_FLIGHT = howMany({ quick: 20, deep: 50 })

const onPostgres = { skip: parley.place.kind !== 'postgres' && 'a worker by itself needs PostgreSQL' }

test(
  '90: of many plans in flight none begins a call a second after the stop’s answer, with a worker of its own',
  onPostgres,
  async (t) => {
    // Eight calls a second: most of them wait for their turn when the stop comes.
    const slow = await startDesk(t, { asks: false, server: 'as: service, rate: 8/s' })
    // Nobody dies here: where a lease ended because the machine is busy, a call that can't be looked up would be asked about.
    const environment = { AGENTS_DIR: slow.dir, RUN_LEASE_MS: '60000' }
    const slowShop = { url: slow.server.url, token: 'none' }
    const web = await startParley(t, { shop: slowShop, environment: { ...environment, RUN_WORKER: 'false' } })
    await startWorkerProcess({ shop: slowShop, place: web.place, environment })
    const asks = web.as('customer')
    const said = await Promise.all(Array.from({ length: IN_FLIGHT }, () => asks.say('put note N1')))
    await until(() => slow.puts() >= 3, t.signal)
    const answer = await web.as('operator').request('POST', '/v1/stops', { kind: 'tenant', why: 'to look into it' })
    assert.equal(answer.status, 201)
    // The second that the promise is about.
    await delay(1_000)
    const aSecondLater = slow.server.calls.length
    assert.ok(slow.puts() < IN_FLIGHT, 'the stop came while plans were in flight')
    for (const { runId } of said) await asks.settled(runId, 'done')
    assert.equal(slow.server.calls.length, aSecondLater)
    const answers = await Promise.all(said.map(async ({ threadId }) => (await asks.answers(threadId))[0] ?? ''))
    const done = answers.filter((text) => text.startsWith('Done'))
    assert.equal(done.length, slow.puts())
    for (const text of answers) assert.match(text, /^Done|paused (?:something|it for now)/)
  },
)

async function stopped(stop: { readonly kind: string; readonly name?: string }): Promise<StopView> {
  const answer = await operator.request<{ stop: StopView }>('POST', '/v1/stops', { ...stop, why: 'to look into it' })
  assert.equal(answer.status, 201)
  return answer.body.stop
}

async function started(id: string): Promise<void> {
  assert.equal((await operator.request('DELETE', `/v1/stops/${id}`)).status, 200)
}
