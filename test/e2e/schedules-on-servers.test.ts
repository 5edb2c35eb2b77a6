import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { copyAgents } from '../helpers/agents.ts'
import { openPlaceAsOwner, testPlace } from '../helpers/database.ts'
import { startParley } from '../helpers/parley.ts'
import { startTestShop } from '../helpers/shop.ts'
import { writeStarter } from '../helpers/starters.ts'
import { until } from '../helpers/until.ts'

const SCHEDULE = `title: Every hour
cron: '0 * * * *'
zone: UTC
missed: all
message: hello
confirmBy: support-lead
`

test(
  'of servers that all look at once, each time of a schedule is begun once',
  { skip: process.env.DATABASE_URL === undefined && 'the embedded database is for one process' },
  async () => {
    const shop = await startTestShop({ after })
    const agents = await copyAgents({ after })
    await writeStarter(agents, 'schedules/hourly.yaml', SCHEDULE)
    const place = await testPlace({ after })
    const options = { shop, place, environment: { AGENTS_DIR: agents.dir } }
    const one = await startParley({ after }, options)
    const rows = async (statement: string) => {
      await using owner = await openPlaceAsOwner(place)
      return await owner.run(statement)
    }
    await until(async () => (await rows('select from schedules')).length === 1)
    await one.stop()
    await rows(`update schedules set looked_until = now() - interval '9 hours'`)
    // A crash between a time and its thread leaves a time that is due, for whoever comes.
    await rows(`insert into schedule_times (tenant_id, agent, name, due_at, state)
                values ('default', 'support', 'hourly', date_trunc('hour', now()) - interval '2 hours', 'due')`)
    await Promise.all([one.start(), startParley({ after }, options), startParley({ after }, options)])
    await until(async () => (await rows(`select from schedule_times where state = 'begun'`)).length >= 9)
    await until(async () => (await rows(`select from runs where state <> 'done'`)).length === 0)
    const [count] = await rows(`
      select (select count(*)::int from schedule_times) as times,
             (select count(distinct thread_id)::int from schedule_times) as threads,
             (select count(*)::int from messages where role = 'user') as messages`)
    assert.equal(count?.['times'], count?.['threads'])
    assert.equal(count?.['times'], count?.['messages'])
  },
)
