import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'drizzle-orm'
import { createLogger } from '#core/log.ts'
import { anyOf } from '#memory/database/driver/any-of.ts'
import { openPostgres } from '#memory/database/driver/postgres.ts'
import { textOf } from '#memory/database/driver/transaction.ts'
import { testPlace } from '../../helpers/database.ts'

const onPostgres = { skip: process.env.DATABASE_URL === undefined && 'this is about sessions of PostgreSQL' }

test('a statement that looks for ids is planned once, however few it is asked for', onPostgres, async (t) => {
  const { url } = await testPlace(t)
  assert.ok(url)
  await using connections = openPostgres(url, createLogger('error'))
  const session = await connections.acquire()
  await session.exec(`
    create table many as select gen_random_uuid() as id from generate_series(1, 5000);
    create unique index many_by_id on many (id);
    analyze many`)
  for (let time = 0; time < 12; time++) {
    const { text, params } = textOf(sql`select id from many where id = ${anyOf([crypto.randomUUID()])}`)
    await session.run(text, params)
  }
  const planned = await session.run(
    `select custom_plans::int as anew, generic_plans::int as kept from pg_prepared_statements
      where statement like 'select id from many%'`,
    [],
  )
  await session.release('clean')
  // Five times PostgreSQL tries what it would gain by planning for the values.
  assert.deepEqual(planned, [{ anew: 5, kept: 7 }])
})
