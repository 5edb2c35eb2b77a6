import { sql } from 'drizzle-orm'
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { DEFAULT_TENANT } from '#memory/people/tenants.ts'
import { testDatabase } from '../helpers/database.ts'

const database = await testDatabase({ after })

test('statements that don’t wait for each other are one transaction and one wait', async () => {
  const before = database.statistics().roundTrips
  const [[role], [tenant], [same]] = await database.batch(DEFAULT_TENANT, (tx) =>
    Promise.all([
      tx.query<{ role: string }>(sql`select current_user as role`),
      tx.query<{ tenant: string }>(sql`select current_setting('app.tenant') as tenant`),
      tx.query<{ at: Date }>(sql`select now() as at`),
    ]),
  )
  assert.deepEqual([role?.role, tenant?.tenant], ['parley_app', DEFAULT_TENANT])
  assert.ok(same?.at instanceof Date)
  assert.equal(database.statistics().roundTrips - before, 1)
})

test('a statement that fails undoes the others that were sent with it', async () => {
  const name = `at once ${Date.now()}`
  const work = database.batch(DEFAULT_TENANT, (tx) =>
    Promise.all([
      tx.query(sql`update principals set name = ${name} where tenant_id = ${tx.tenantId} and id = 'customer'`),
      tx.query(sql`select 1 / 0`),
    ]),
  )
  await assert.rejects(work, { name: 'AppError' })
  const rows = await database.batch(DEFAULT_TENANT, (tx) =>
    tx.query(sql`select 1 from principals where tenant_id = ${tx.tenantId} and name = ${name}`),
  )
  assert.deepEqual(rows, [])
})

test('a statement that can’t be sent undoes the others beside it', async () => {
  const name = `never sent ${Date.now()}`
  const work = database.batch(DEFAULT_TENANT, (tx) =>
    Promise.all([
      tx.query(sql`update principals set name = ${name} where tenant_id = ${tx.tenantId} and id = 'customer'`),
      tx.query(sql`select ${{ not: 'a parameter' }}::jsonb`),
    ]),
  )
  await assert.rejects(work, { code: 'database-parameter' })
  const rows = await database.batch(DEFAULT_TENANT, (tx) =>
    tx.query(sql`select 1 from principals where tenant_id = ${tx.tenantId} and name = ${name}`),
  )
  assert.deepEqual(rows, [])
})

test('a statement that comes after an answer is refused', async () => {
  const work = database.batch(DEFAULT_TENANT, async (tx) => {
    await tx.query(sql`select 1`)
    await tx.query(sql`select 2`)
  })
  await assert.rejects(work, { code: 'transaction-ended' })
})

test('whoever comes next has neither the role nor the tenant of the one before', async () => {
  await database.batch(DEFAULT_TENANT, (tx) => tx.query(sql`select 1`))
  const [row] = await database.queueBatch((tx) =>
    tx.query<{ role: string; tenant: string }>(
      sql`select current_user as role, current_setting('app.tenant', true) as tenant`,
    ),
  )
  assert.deepEqual(row, { role: 'parley_queue', tenant: '' })
})

test('a batch of the queue goes on with a tenant’s rights, in the same transaction', async () => {
  const before = database.statistics().roundTrips
  const look = sql`select current_user as role, current_setting('app.tenant', true) as tenant, now() as at`
  const [[first], [then]] = await database.queueBatch((tx, asTenant) =>
    Promise.all([tx.query<Looked>(look), asTenant(DEFAULT_TENANT).query<Looked>(look)]),
  )
  assert.deepEqual([first?.role, first?.tenant], ['parley_queue', ''])
  assert.deepEqual([then?.role, then?.tenant], ['parley_app', DEFAULT_TENANT])
  assert.deepEqual(then?.at, first?.at)
  assert.equal(database.statistics().roundTrips - before, 1)
})

interface Looked {
  readonly role: string
  readonly tenant: string
  readonly at: Date
}

test('a listener that throws takes no connection with it', async () => {
  const atMost = 11 // one more than PostgreSQL's pool has, and ten more than PGlite
  await using _listener = await database.listen('parley_events', (_payload, here) => {
    if (here === 'throw') throw new Error('a listener’s fault')
  })
  for (let count = 0; count < atMost; count += 1) {
    const work = database.batch(DEFAULT_TENANT, (tx) =>
      Promise.all([tx.query(sql`select 1`), tx.notify('parley_events', 'x', 'throw')]),
    )
    await assert.rejects(work, { message: 'a listener’s fault' })
  }
  assert.equal((await database.batch(DEFAULT_TENANT, (tx) => tx.query(sql`select 1`))).length, 1)
})
