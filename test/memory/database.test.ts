import { sql } from 'drizzle-orm'
import assert from 'node:assert/strict'
import { AsyncLocalStorage } from 'node:async_hooks'
import { execFile } from 'node:child_process'
import test, { after } from 'node:test'
import { promisify } from 'node:util'
import { assertInSql, LEASE_LOST } from '#memory/database/driver/assert-in-sql.ts'
import { notifyAll } from '#memory/database/driver/notifications.ts'
import { DEFAULT_TENANT } from '#memory/people/tenants.ts'
import { TenantId } from '#core/principal.ts'
import { openPlaceAsOwner, testDatabase, testPlace } from '../helpers/database.ts'
import { deep } from '../helpers/depth.ts'

const database = await testDatabase({ after })

test('a transaction that throws leaves nothing behind, and the next one is clean', async () => {
  const stop = new Error('stop')
  const renaming = database.tenant(DEFAULT_TENANT, async (tx) => {
    await tx.query(sql`update principals set name = 'changed' where tenant_id = ${tx.tenantId}`)
    throw stop
  })
  await assert.rejects(renaming, stop)
  assert.deepEqual(await whoAmI(), { name: 'Maya Lindqvist', role: 'parley_app', tenant: 'default' })
})

test('a statement that fails undoes its transaction, even when nobody looks', async () => {
  const swallowing = database.tenant(DEFAULT_TENANT, async (tx) => {
    await tx.query(sql`update principals set name = 'changed' where tenant_id = ${tx.tenantId}`)
    await tx.query(sql`select 1 / 0`).catch(() => {})
  })
  await assert.rejects(swallowing, { code: 'database-error', details: { sqlState: '22012' } })
  assert.deepEqual(await whoAmI(), { name: 'Maya Lindqvist', role: 'parley_app', tenant: 'default' })
})

test('a statement behind one that failed fails for what that one did', async () => {
  const storing = database.tenant(DEFAULT_TENANT, async (tx) => {
    const lost = tx.query(sql`select ${assertInSql(sql`false`, LEASE_LOST)}`)
    lost.catch(() => {})
    await tx.query(sql`select 1`)
  })
  await assert.rejects(storing, { code: 'lease-lost' })
})

test('a transaction that has ended takes no more statements', async () => {
  const escaped = await database.tenant(DEFAULT_TENANT, async (tx) => tx)
  await assert.rejects(escaped.query(sql`select 1`), { code: 'transaction-ended' })
})

test('on PostgreSQL a transaction of statements sent together waits for the database twice', async (t) => {
  if (database.kind === 'pglite') return t.skip('PGlite is in this process: there is nowhere to travel')
  const before = database.statistics().roundTrips
  await database.tenant(DEFAULT_TENANT, (tx) => tx.query(sql`select 1`))
  assert.equal(database.statistics().roundTrips - before, 2)
  await database.tenant(DEFAULT_TENANT, (tx) => Promise.all([tx.query(sql`select 1`), tx.query(sql`select 2`)]))
  assert.equal(database.statistics().roundTrips - before, 4)
})

test('no statement of many transactions overtakes the one that gives them their rights', async () => {
  for (let count = 0; count < 50; count += 1) {
    const roles = await database.tenant(DEFAULT_TENANT, (tx) =>
      Promise.all([1, 2, 3].map(() => tx.query<{ role: string }>(sql`select current_user::text as role`))),
    )
    assert.deepEqual(
      roles.flat().map(({ role }) => role),
      ['parley_app', 'parley_app', 'parley_app'],
    )
  }
})

test('a statement that nobody waited for fails its transaction too', async () => {
  const careless = database.tenant(DEFAULT_TENANT, async (tx) => {
    void tx.query(sql`select 1 / 0`).catch(() => {})
  })
  await assert.rejects(careless, { code: 'database-error', details: { sqlState: '22012' } })
})

test('a key that exists already is a conflict that names its constraint', async () => {
  const twice = database.tenant(DEFAULT_TENANT, (tx) =>
    tx.query(sql`insert into tenants (tenant_id, name) values (${tx.tenantId}, 'again')`),
  )
  await assert.rejects(twice, {
    code: 'database-conflict',
    status: 409,
    details: { sqlState: '23505', constraint: 'tenants_pkey' },
  })
})

test('values come back as they are meant, on both databases', async () => {
  const at = new Date('2026-07-01T12:00:00.123Z')
  const [row] = await database.tenant(DEFAULT_TENANT, (tx) =>
    tx.query<object>(sql`
      select ${at}::timestamptz as at, array[${at}::timestamptz] as times, 9007199254740991::bigint as safe,
             9007199254740993::bigint as large, 12::int as int, true as flag, null as nothing,
             ${JSON.stringify({ a: [1, { b: 'ä"\\' }] })}::jsonb as json,
             ${sql.param(['a', 'b,"c', ''])}::text[] as texts, ${Buffer.from([0, 255])}::bytea as bytes,
             '[1,2]'::vector as vector, ${'01890a5d-ac96-774b-bcce-b302099a8057'}::uuid as id`),
  )
  assert.deepEqual(
    { ...row },
    {
      at,
      times: [at],
      safe: 9007199254740991,
      large: 9007199254740993n,
      int: 12,
      flag: true,
      nothing: null,
      json: { a: [1, { b: 'ä"\\' }] },
      texts: ['a', 'b,"c', ''],
      bytes: Buffer.from([0, 255]),
      vector: '[1,2]',
      id: '01890a5d-ac96-774b-bcce-b302099a8057',
    },
  )
})

test('an object as a parameter is refused, since the two databases would take it differently', async () => {
  const passing = database.tenant(DEFAULT_TENANT, (tx) => tx.query(sql`select ${sql.param({ a: 1 })}::jsonb`))
  await assert.rejects(passing, { code: 'database-parameter' })
})

test('text that cannot be stored is the sender’s mistake and not ours', async () => {
  const storing = database.tenant(DEFAULT_TENANT, (tx) => tx.query(sql`select ${'a\0b'}::text`))
  await assert.rejects(storing, { code: 'text-not-storable', status: 400 })
})

test('a listener hears what was committed, and only that', async () => {
  const heard: string[] = []
  const { promise, resolve } = Promise.withResolvers<void>()
  await using _listener = await database.listen('parley_test', (payload) => {
    heard.push(payload)
    if (payload === 'end') resolve()
  })
  const undone = database.tenant(DEFAULT_TENANT, async (tx) => {
    await tx.notify('parley_test', 'undone')
    throw new Error('stop')
  })
  await assert.rejects(undone)
  await database.tenant(DEFAULT_TENANT, (tx) => tx.notify('parley_test', `it's "done" \\ ;`))
  await database.tenant(DEFAULT_TENANT, (tx) => tx.notify('parley_test', 'end'))
  await promise
  assert.deepEqual(heard, [`it's "done" \\ ;`, 'end'])
})

for (const [way, tell] of [
  ['with its transaction', (text) => database.tenant(DEFAULT_TENANT, (tx) => tx.notify('parley_context', text))],
  [
    'with its batch',
    (text) =>
      database.batch(DEFAULT_TENANT, async (tx) => {
        await Promise.all([tx.query(sql`select 1`), tx.notify('parley_context', text)])
      }),
  ],
  ['in no transaction', (text) => database.announce('parley_context', text)],
  [
    'by a statement',
    (text) =>
      database.tenant(DEFAULT_TENANT, async (tx) => {
        await tx.query(sql`select ${notifyAll('parley_context', text)}`)
      }),
  ],
] satisfies [string, (text: string) => Promise<void>][]) {
  test(`what a listener begins belongs to the listener, and not to whoever notified it ${way}`, async () => {
    const whose = new AsyncLocalStorage<string>()
    const { promise, resolve } = Promise.withResolvers<unknown>()
    await using _listener = await whose.run('the listener', () =>
      database.listen('parley_context', (text) => void (text === way && resolve(whose.getStore()))),
    )
    await whose.run('the sender', () => tell(way))
    assert.equal(await promise, 'the listener')
  })
}

test('twenty transactions at once all end', async () => {
  const counts = await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      database.tenant(DEFAULT_TENANT, async (tx) => {
        const [row] = await tx.query<{ index: number }>(sql`select ${index}::int as index`)
        return row?.index
      }),
    ),
  )
  assert.deepEqual(counts, [...counts.keys()])
})

test('timers run while statements follow each other without a pause', async () => {
  let ticks = 0
  const timer = setInterval(() => (ticks += 1), 1)
  await database.tenant(DEFAULT_TENANT, async (tx) => {
    for (let count = 0; count < 500; count += 1) await tx.query(sql`select ${count}::int`)
  })
  clearInterval(timer)
  assert.ok(ticks >= 10, `${ticks} ticks`)
})

test('PGlite serves one tenant, PostgreSQL any number', async () => {
  const other = database.tenant(TenantId.parse('other'), (tx) => tx.query(sql`select 1 as one`))
  if (database.kind === 'pglite') await assert.rejects(other, { code: 'one-tenant-only' })
  else assert.equal((await other).length, 1)
})

deep('times are right where the host is not in UTC', async (t) => {
  const { environment } = await testPlace(t)
  const script = `
    import { sql } from 'drizzle-orm'
    import { readConfig } from '#core/config.ts'
    import { createLogger } from '#core/log.ts'
    import { openDatabase } from '#memory/database/database.ts'
    const { DATABASE_URL, DATA_DIR } = readConfig()
    await using database = await openDatabase({ url: DATABASE_URL ?? null, dataDir: DATA_DIR, log: createLogger('silent'),
      signal: AbortSignal.timeout(60_000), onProgress() {} })
    const [row] = await database.tenant('default', (tx) => tx.query(sql\`
      select \${new Date('2026-07-01T12:00:00.000Z')}::timestamptz as passed, '2026-07-01T12:00:00Z'::timestamptz as said,
             extract(epoch from now())::float8 * 1000 - \${Date.now()}::float8 as "aheadMs"\`))
    console.log(JSON.stringify({ zone: new Date(0).getTimezoneOffset(), ...row }))`
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], {
    env: { PATH: process.env.PATH, TZ: 'America/New_York', ...environment },
  })
  const { zone, passed, said, aheadMs } = JSON.parse(stdout)
  assert.deepEqual([zone, passed, said], [300, '2026-07-01T12:00:00.000Z', '2026-07-01T12:00:00.000Z'])
  assert.ok(Math.abs(aheadMs) < 60_000)
})

test('the owner sees that every session is back without a role or a tenant', async (t) => {
  await using owner = await openPlaceAsOwner(await testPlace(t))
  const [row] = await owner.run(
    `select current_user = session_user as same, current_setting('app.tenant', true) as tenant`,
  )
  assert.equal(row?.same, true)
  assert.ok(row.tenant === null || row.tenant === '')
})

async function whoAmI(): Promise<unknown> {
  const [row] = await database.tenant(DEFAULT_TENANT, (tx) =>
    tx.query<object>(sql`
      select name, current_user::text as role, current_setting('app.tenant') as tenant
        from principals where tenant_id = ${tx.tenantId} and id = 'customer'`),
  )
  return { ...row }
}
