import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import type { ScheduleView } from '#contract/schedule.ts'
import { copyAgents } from '../helpers/agents.ts'
import { openPlaceAsOwner } from '../helpers/database.ts'
import { deep } from '../helpers/depth.ts'
import { startShop } from '../helpers/parley.ts'
import { writeStarter } from '../helpers/starters.ts'
import { until } from '../helpers/until.ts'

const agents = await copyAgents({ after })
// Once a year, in the night in which clocks are put back in Berlin in 2026: nothing is due while this runs.
const NIGHTLY = `title: The nightly refund
cron: '30 2 25 10 *'
zone: Europe/Berlin
missed: all
procedure: refund
slots: { orderId: A12, reason: damaged }
roles: [support-lead]
confirmBy: support-lead
`
await writeStarter(agents, 'schedules/nightly.yaml', NIGHTLY)
await writeStarter(agents, 'schedules/skipping.yaml', NIGHTLY.replace('missed: all', 'missed: skip'))
await writeStarter(
  agents,
  'schedules/hourly.yaml',
  NIGHTLY.replace('30 2 25 10 *', '0 * 25 10 *').replace('missed: all', 'missed: once'),
)
await writeStarter(agents, 'schedules/unfit.yaml', NIGHTLY.replace('orderId: A12', 'orderId: the blue one'))
await writeStarter(
  agents,
  'schedules/asking.yaml',
  NIGHTLY.replace(/procedure: .*\nslots: .*\n/, 'message: Refund order A12\n').replace(
    'confirmBy: support-lead',
    'confirmBy: finance',
  ),
)
const environment = { AGENTS_DIR: agents.dir }
const { parley, lead, shop } = await startShop({ after }, { environment })
const operator = parley.as('operator')
beforeEach(() => shop.renew())

async function schedules(): Promise<readonly ScheduleView[]> {
  return (await operator.request<{ schedules: ScheduleView[] }>('GET', '/v1/schedules')).body.schedules
}

async function named(name: string): Promise<ScheduleView> {
  const schedule = (await schedules()).find((each) => each.name === name)
  assert.ok(schedule, name)
  return schedule
}

async function rows(statement: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
  await using owner = await openPlaceAsOwner(parley.place)
  return await owner.run(statement)
}

/** Nobody has looked since then, as after a server that was away for so long. */
async function awaySince(name: string, time: string): Promise<void> {
  await parley.stop()
  await rows(`update schedules set looked_until = '${time}' where name = '${name}'`)
  await parley.start()
}

const timesOf = (name: string) =>
  rows(`select due_at::text as at, state from schedule_times
         where name = '${name}' and due_at < '2026-10-26' order by due_at`)

await until(async () => (await rows('select from schedules')).length === 5)

deep(
  'a schedule that was away over the night in which clocks are put back begins once, also after a restart',
  async () => {
    await awaySince('nightly', '2026-10-24 12:00+00')
    await until(async () => (await named('nightly')).last?.run === 'waiting')
    const { last } = await named('nightly')
    assert.deepEqual([last?.state, last?.dueAt, last?.plans.length], ['begun', '2026-10-25T00:30:00.000Z', 1])
    await awaySince('nightly', '2026-10-24 12:00+00')
    await until(
      async () =>
        (await rows(`select from schedules where name = 'nightly' and looked_until > now() - interval '1 minute'`))
          .length === 1,
    )
    const begun = (await timesOf('nightly')).filter(({ state }) => state === 'begun')
    assert.equal(begun.length, 1)
    assert.equal((await rows(`select from threads where channel = 'schedule/support.nightly'`)).length, 1)
    const plan = await lead.plan(last?.plans[0]?.id ?? '')
    assert.deepEqual([plan.awaits, plan.intent?.doubts], [['support-lead'], ['schedule']])
    assert.deepEqual(plan.effects[0]?.labels['/reason']?.data, ['operator'])
    await lead.decide(plan, 'approve')
    await until(async () => (await shop.book()).refunds.length === 1)
  },
)

test('missed times are skipped where its file says so, and of several one is begun where it says once', async () => {
  await awaySince('skipping', '2026-10-24 12:00+00')
  await until(async () => (await timesOf('skipping')).length > 0)
  assert.deepEqual(
    (await timesOf('skipping')).map(({ state }) => state),
    ['skipped'],
  )
  await awaySince('hourly', '2026-10-25 12:30+00')
  await until(async () => (await named('hourly')).last?.state === 'begun')
  const times = await timesOf('hourly')
  assert.deepEqual(
    times.map(({ state }) => state).filter((state) => state !== 'skipped'),
    ['begun'],
  )
  assert.equal(times.at(-1)?.['state'], 'begun')
})

test('a schedule that has another rule than before missed nothing', async () => {
  await parley.stop()
  await rows(`update schedules set looked_until = '2026-10-01', rule = 'another' where name = 'skipping'`)
  const before = (await timesOf('skipping')).length
  await parley.start()
  await until(
    async () => (await rows(`select from schedules where name = 'skipping' and rule <> 'another'`)).length === 1,
  )
  assert.equal((await timesOf('skipping')).length, before)
})

test('an operator runs one by hand, and nobody else', async () => {
  const path = '/v1/schedules/support/asking/runs'
  const { status, body } = await operator.request<{ threadId: string }>('POST', path)
  assert.equal(status, 202)
  await until(async () => (await named('asking')).last?.run === 'waiting')
  const { last, nextAt } = await named('asking')
  assert.deepEqual([last?.threadId, last?.askedBy], [body.threadId, 'operator'])
  assert.match(nextAt ?? '', /-10-25T00:30/)
  const plan = await operator.request<{ awaits: string[] }>('GET', `/v1/plans/${last?.plans[0]?.id}`)
  assert.deepEqual(plan.body.awaits, ['finance'])
  for (const person of ['customer', 'support-lead'])
    assert.equal((await parley.as(person).request('POST', path)).status, 403, person)
  assert.equal((await parley.as('customer').request('GET', '/v1/schedules')).status, 403)
  assert.equal((await operator.request('POST', '/v1/schedules/support/elsewhere/runs')).status, 404)
})

test('what its file holds and no slot takes fails, and is listed with why', async () => {
  parley.expect('schedule-failed event-unfit')
  const { status, body } = await operator.request<{ code: string }>('POST', '/v1/schedules/support/unfit/runs')
  assert.deepEqual([status, body.code], [422, 'event-unfit'])
  const { last } = await named('unfit')
  assert.deepEqual([last?.state, last?.code, last?.threadId], ['failed', 'event-unfit', null])
})

test('what is due and was left by a server that died is begun by the next that looks', async () => {
  await parley.stop()
  await rows(`insert into schedule_times (tenant_id, agent, name, due_at, state)
              values ('default', 'support', 'nightly', '2026-10-24 23:59:59+00', 'due')`)
  await parley.start()
  await until(async () =>
    (await timesOf('nightly')).some(({ at, state }) => String(at).includes(':59:59') && state === 'begun'),
  )
})
