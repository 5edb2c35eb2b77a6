import { sql } from 'drizzle-orm'
import assert from 'node:assert/strict'
import { setTimeout as delay } from 'node:timers/promises'
import test from 'node:test'
import pg from 'pg'
import { LISTENER_CHANNEL, LISTENS_AS, ListenerLock, type Listeners } from '#memory/database/driver/listener-lock.ts'
import { batch } from '#memory/database/driver/batch.ts'
import { notificationsOver } from '#memory/database/driver/notifications.ts'
import type { Rights } from '#memory/database/driver/transaction.ts'
import { DEFAULT_TENANT } from '#memory/people/tenants.ts'
import { openConnections } from '../../helpers/connections.ts'
import { testPlace, type DatabasePlace } from '../../helpers/database.ts'
import { until } from '../../helpers/until.ts'

// Whom a process tells of what it commits. An embedded database is one process's.
const skip = process.env.DATABASE_URL === undefined && 'only PostgreSQL has several processes'
const rights: Rights = { role: 'parley_app', tenantId: DEFAULT_TENANT }

/** As much of a process as tells and hears. */
interface Process {
  readonly audience: Listeners
  readonly heard: readonly string[]
  tell(payload: string): Promise<unknown>
  close(): Promise<void>
}

async function startProcess(place: DatabasePlace): Promise<Process> {
  const closing = place.closing.use(new AsyncDisposableStack())
  const connections = await openConnections({ ...place, closing })
  const notices = notificationsOver(connections)
  const heard: string[] = []
  await notices.listen('parley_test', (payload) => void heard.push(payload))
  const tell = (payload: string) =>
    batch(connections, { rights, count: { roundTrips: 0 }, notices }, (tx) =>
      Promise.all([tx.query(sql`select 1`), tx.notify('parley_test', payload)]),
    )
  return { audience: connections.audience, heard, tell, close: () => closing.disposeAsync() }
}

/** A session past every process, with what it was notified of. */
async function openSession(place: DatabasePlace) {
  const session = new pg.Client(place.url?.reveal())
  const heard: string[] = []
  session.on('error', () => {})
  session.on('notification', ({ channel, payload = '' }) => heard.push(`${channel} ${payload}`))
  await session.connect()
  place.closing.defer(() => session.end())
  return { session, heard }
}

test('a process that listens alone tells itself, and PostgreSQL nothing', { skip }, async (t) => {
  const place = await testPlace(t)
  const { session, heard } = await openSession(place)
  const alone = await startProcess(place)
  await session.query('listen parley_test')
  await alone.tell('one')
  assert.deepEqual(alone.heard, ['one'])
  await session.query(`notify parley_test, 'end'`)
  await until(() => heard.length > 0)
  assert.deepEqual(heard, ['parley_test end'])
})

test('whoever comes looks for itself, and hears all that is told from then on', { skip }, async (t) => {
  const place = await testPlace(t)
  const first = await startProcess(place)
  const second = await startProcess(place)
  await until(() => second.heard.includes(''))
  await first.tell('of the first')
  await second.tell('of the second')
  await until(() => second.heard.includes('of the first') && first.heard.includes('of the second'))
})

test('whoever comes looks only when what is committed untold is over', { skip }, async (t) => {
  const place = await testPlace(t)
  const first = await startProcess(place)
  const ended = first.audience.beginUntold(['parley_test'])
  assert.ok(ended)
  const second = await startProcess(place)
  await until(() => !isAlone(first.audience))
  await first.tell('meanwhile')
  await until(() => second.heard.includes('meanwhile'))
  await delay(200)
  assert.deepEqual(second.heard, ['meanwhile'])
  ended()
  await until(() => second.heard.includes(''))
})

test('once the others have gone a process tells nobody again', { skip }, async (t) => {
  const place = await testPlace(t)
  const first = await startProcess(place)
  const second = await startProcess(place)
  await until(() => second.heard.includes(''))
  assert.equal(isAlone(first.audience), false)
  await second.close()
  await until(() => isAlone(first.audience))
})

test(
  'a process that didn’t know that its session was lost tells whoever came meanwhile to look',
  { skip },
  async (t) => {
    const place = await testPlace(t)
    const [lost, newer, again] = [await openSession(place), await openSession(place), await openSession(place)]
    const first = new ListenerLock({ onMissed: () => {} })
    await first.join(asking(lost.session))
    first.beginUntold(['parley_test'])?.()
    await lost.session.end()
    const second = new ListenerLock({ onMissed: () => {} })
    await newer.session.query(`listen parley_test; listen ${LISTENER_CHANNEL}`)
    newer.session.on('notification', ({ channel, payload = '' }) => {
      if (channel === LISTENER_CHANNEL) void second.hear(payload)
    })
    await second.join(asking(newer.session))
    // Neither tells anybody, and neither is alone.
    first.beginUntold(['parley_test'])?.()
    assert.ok(isAlone(second))
    first.leave()
    await first.join(asking(again.session))
    await until(() => newer.heard.includes('parley_test '))
    assert.equal(isAlone(second), false)
  },
)

test('a process of a version that knows of no lock is told, too', { skip }, async (t) => {
  const place = await testPlace(t)
  const older = new pg.Client({ connectionString: place.url?.reveal(), application_name: `${LISTENS_AS} of before` })
  await older.connect()
  place.closing.defer(() => older.end())
  const first = await startProcess(place)
  assert.equal(isAlone(first.audience), false)
})

function isAlone(audience: Listeners): boolean {
  const ended = audience.beginUntold([])
  ended?.()
  return ended !== null
}

function asking(session: pg.Client) {
  return { ask: async (statement: string) => (await session.query(statement)).rows }
}
