import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import type { Connections } from '#memory/database/driver/connection.ts'
import { createLogger } from '#core/log.ts'
import { openPglite } from '#memory/database/driver/pglite.ts'
import { openPostgres } from '#memory/database/driver/postgres.ts'
import { testPlace } from '../helpers/database.ts'
import { patient } from '../helpers/patient.ts'

async function open(t: TestContext): Promise<Connections> {
  return await openPglite(join((await testPlace(t)).dataDir, 'database'), '')
}

async function rowsOf(connections: Connections, sql: string): Promise<readonly unknown[]> {
  const connection = await connections.acquire()
  try {
    return (await connection.run(sql, [])).flatMap((row) => Object.values(row))
  } finally {
    await connection.release('clean')
  }
}

// What is PGlite's alone is looked at where the tests run on it.
const onPglite = { skip: process.env.DATABASE_URL !== undefined && 'this is about PGlite', ...patient }

const onPostgres = { skip: process.env.DATABASE_URL === undefined && 'this is about PostgreSQL', ...patient }

test('the planner of PGlite learns what tables have become, of those that changed', onPglite, async (t) => {
  await using connections = await open(t)
  await rowsOf(connections, 'create table many (id integer primary key)')
  await rowsOf(connections, 'create table "few rows" (id integer primary key)')
  await rowsOf(connections, 'insert into many select generate_series(1, 1000)')
  await rowsOf(connections, 'insert into "few rows" select generate_series(1, 20)')
  const known = () =>
    rowsOf(connections, `select reltuples from pg_class where relname in ('many', 'few rows') order by relname`)
  while (JSON.stringify(await known()) !== '[-1,1000]') await delay(100)
  await rowsOf(connections, 'insert into "few rows" select generate_series(21, 71)')
  while (JSON.stringify(await known()) !== '[71,1000]') await delay(100)
})

test(
  'the planner of PostgreSQL learns what young tables have become before autovacuum comes',
  onPostgres,
  async (t) => {
    const { url } = await testPlace(t)
    assert.ok(url)
    await using connections = openPostgres(url, createLogger('error'))
    const make = async (name: string, rows: number) => {
      await rowsOf(connections, `create table ${name} (id integer primary key) with (autovacuum_enabled = false)`)
      await rowsOf(connections, `insert into ${name} select generate_series(1, ${rows})`)
    }
    await make('old', 20_000)
    await rowsOf(connections, 'analyze old')
    await rowsOf(connections, 'insert into old select generate_series(20001, 30000)')
    await make('few', 20)
    await make('many', 1000)
    const known = () =>
      rowsOf(connections, `select reltuples from pg_class where relname in ('few', 'many', 'old') order by relname`)
    while (JSON.stringify(await known()) !== '[-1,1000,20000]') await delay(100)
    await rowsOf(connections, 'insert into few select generate_series(21, 71)')
    while (JSON.stringify(await known()) !== '[71,1000,20000]') await delay(100)
  },
)

test('a database whose tables are being looked at closes all the same', onPglite, async (t) => {
  t.mock.timers.enable({ apis: ['setInterval'] })
  const connections = await open(t)
  await rowsOf(connections, 'create table many as select generate_series(1, 100000) as id')
  t.mock.timers.tick(5_000)
  await connections[Symbol.asyncDispose]()
  await assert.rejects(rowsOf(connections, 'select 1'))
})
