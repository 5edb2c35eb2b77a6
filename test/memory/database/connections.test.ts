import { sql } from 'drizzle-orm'
import assert from 'node:assert/strict'
import test from 'node:test'
import type { Connection, Connections } from '#memory/database/driver/connection.ts'
import { notificationsOver } from '#memory/database/driver/notifications.ts'
import { inTransaction, type Rights } from '#memory/database/driver/transaction.ts'
import { DEFAULT_TENANT } from '#memory/people/tenants.ts'
import type { AppError } from '#core/errors.ts'
import { openConnections, tellFromElsewhere } from '../../helpers/connections.ts'
import { openPlaceAsOwner, testPlace, type DatabasePlace } from '../../helpers/database.ts'
import { deep } from '../../helpers/depth.ts'
import { until } from '../../helpers/until.ts'

const RIGHTS: Rights = { role: 'parley_app', tenantId: DEFAULT_TENANT }
const options = (connections: Connections) => ({
  rights: RIGHTS,
  count: { roundTrips: 0 },
  notices: notificationsOver(connections),
})

test('a transaction inside another fails loudly instead of waiting for itself for ever', async (t) => {
  const connections = await openConnections(await testPlace(t), { poolSize: 1, acquireTimeoutMs: 100 })
  // To connect may take longer than to wait for a turn.
  await until(() =>
    inTransaction(connections, options(connections), async () => true).catch(({ code }: AppError) => {
      assert.equal(code, 'database-unavailable')
      return false
    }),
  )
  const nested = inTransaction(connections, options(connections), () =>
    inTransaction(connections, options(connections), async () => {}),
  )
  await assert.rejects(nested, { code: 'database-busy', retryable: true })
  const [row] = await inTransaction(connections, options(connections), ({ query }) =>
    query<{ one: number }>(sql`select 1 as one`),
  )
  assert.equal(row?.one, 1)
})

test('a session whose prepared statement is outdated fails once, and not for ever', async (t) => {
  const place = await testPlace(t)
  const connections = await openConnections(place, { poolSize: 1 })
  const rounds = () =>
    inTransaction(connections, options(connections), ({ query }) => query(sql`select round from plans`))
  assert.deepEqual(await rounds(), [])
  await asOwner(place, connections, 'alter table plans alter column round type bigint')
  await assert.rejects(rounds(), { code: 'database-error', details: { sqlState: '0A000' } })
  assert.deepEqual(await rounds(), [])
})

/** What a migration does beside those at work: on PGlite, whose one session is the owner's too, between them. */
async function asOwner(place: DatabasePlace, connections: Connections, statement: string): Promise<void> {
  if (place.kind === 'postgres') {
    await using owner = await openPlaceAsOwner(place)
    return await owner.exec(statement)
  }
  const connection = await connections.acquire()
  await connection.exec(statement)
  await connection.release('clean')
}

deep('transactions get their turn in the order of asking', async (t) => {
  const connections = await openConnections(await testPlace(t), { poolSize: 1 })
  const order: number[] = []
  const asked = [1, 2, 3, 4, 5].map((number) =>
    inTransaction(connections, options(connections), async ({ query }) => {
      await query(sql`select ${number}::int`)
      order.push(number)
    }),
  )
  await Promise.all(asked)
  assert.deepEqual(order, [1, 2, 3, 4, 5])
})

test('a session that comes free is waited for, and whoever waits in vain gets another', async (t) => {
  const place = await testPlace(t)
  if (place.kind === 'pglite') return t.skip('PGlite has one session')
  const connections = await openConnections(place)
  const idOf = async (connection: Connection) => (await connection.run('select pg_backend_pid() as id', []))[0]?.id
  const first = await connections.acquire()
  const firstId = await idOf(first)
  const asked = connections.acquire()
  await first.release('clean')
  const second = await asked
  assert.equal(await idOf(second), firstId)
  const third = await connections.acquire()
  assert.notEqual(await idOf(third), firstId)
  await second.release('clean')
  await third.release('clean')
})

test('a connection given back broken keeps no open transaction, setting or role', async (t) => {
  const connections = await openConnections(await testPlace(t), { poolSize: 1 })
  const first = await connections.acquire()
  await first.exec(`begin; set app.tenant = 'default'; set role parley_app`)
  await assert.rejects(first.run('select 1 / 0', []))
  await first.release('broken')
  const second = await connections.acquire()
  const [row] = await second.run(
    `select current_user = session_user as same, coalesce(current_setting('app.tenant', true), '') as tenant`,
    [],
  )
  await second.release('clean')
  assert.deepEqual({ ...row }, { same: true, tenant: '' })
})

deep('a listener goes on hearing after another session was reset', async (t) => {
  const connections = await openConnections(await testPlace(t), { poolSize: 1 })
  const { promise, resolve } = Promise.withResolvers<string>()
  await notificationsOver(connections).listen('parley_test', resolve)
  const broken = await connections.acquire()
  await broken.release('broken')
  await tellFromElsewhere(connections, 'still here')
  assert.equal(await promise, 'still here')
})

test('after a lost connection a listener is told to look for itself, and hears again', async (t) => {
  const connections = await openConnections(await testPlace(t))
  if (connections.kind === 'pglite') return t.skip('PGlite has no connection to lose')
  const heard: string[] = []
  let next = Promise.withResolvers<void>()
  await notificationsOver(connections).listen('parley_test', (payload) => {
    heard.push(payload)
    next.resolve()
  })
  const killer = await connections.acquire()
  await killer.run(
    `select pg_terminate_backend(pid) from pg_stat_activity
      where application_name like 'parley-listen %' and datname = current_database()`,
    [],
  )
  await killer.release('clean')
  await next.promise
  next = Promise.withResolvers<void>()
  await tellFromElsewhere(connections, 'again')
  await next.promise
  assert.deepEqual(heard, ['', 'again'])
})

test('a session that dies in a transaction fails it alone, and says that it may be tried again', async (t) => {
  const connections = await openConnections(await testPlace(t))
  if (connections.kind === 'pglite') return t.skip('PGlite has no connection to lose')
  const dying = inTransaction(connections, options(connections), async ({ query }) => {
    const [row] = await query<{ pid: number }>(sql`select pg_backend_pid() as pid`)
    const killer = await connections.acquire()
    await killer.run('select pg_terminate_backend($1)', [row?.pid])
    await killer.release('clean')
    await query(sql`select 1`)
  })
  await assert.rejects(dying, { code: 'database-unavailable', retryable: true, status: 503 })
  await inTransaction(connections, options(connections), ({ query }) => query(sql`select 1`))
})

test('a database that is not there is unavailable, not broken', async (t) => {
  const place = await testPlace(t)
  if (place.url === null) return t.skip('PGlite is always there')
  const url = new URL(place.url.reveal())
  url.port = '1'
  const { Secret } = await import('#core/secret.ts')
  const connections = await openConnections({ ...place, url: new Secret(url.href) })
  await assert.rejects(
    inTransaction(connections, options(connections), async () => {}),
    { code: 'database-unavailable', retryable: true },
  )
})
