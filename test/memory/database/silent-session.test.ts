import { sql } from 'drizzle-orm'
import assert from 'node:assert/strict'
import test, { type TestContext } from 'node:test'
import type { Connections } from '#memory/database/driver/connection.ts'
import { notificationsOver } from '#memory/database/driver/notifications.ts'
import { inTransaction, type Rights } from '#memory/database/driver/transaction.ts'
import { batch } from '#memory/database/driver/batch.ts'
import { DEFAULT_TENANT } from '#memory/people/tenants.ts'
import { Secret } from '#core/secret.ts'
import { openConnections, tellFromElsewhere } from '../../helpers/connections.ts'
import { openPlaceAsOwner, testPlace } from '../../helpers/database.ts'
import {
  startPostgresProxy,
  type PostgresProxy,
  type ProxiedBatch,
  type StatementAction,
} from '../../helpers/postgres-proxy.ts'

// A session that says nothing more and doesn't close: behind a proxy that forgot it, or with a length in its stream that is
// another's. PGlite has none.
const skip = process.env.DATABASE_URL === undefined && 'a session that can fall silent needs PostgreSQL'

const RIGHTS: Rights = { role: 'parley_app', tenantId: DEFAULT_TENANT }
const LIMITS = { statementMs: 400, answerMs: 600 }
/**
 * A session is given up, what it left in its server is ended, and the next has connected, on a busy machine, too. Without
 * limits of ours it would take the system's, which are minutes.
 */
const SOON_MS = 10_000
/** Six of these are longer than that. */
const LONG_LIMITS = { statementMs: 1_500, answerMs: 2_000 }

const options = (connections: Connections) => ({
  rights: RIGHTS,
  count: { roundTrips: 0 },
  notices: notificationsOver(connections),
})

interface Behind {
  readonly connections: Connections
  readonly proxy: PostgresProxy
  /** What the owner of the database sees, past the proxy. */
  readonly look: (query: string) => Promise<readonly Readonly<Record<string, unknown>>[]>
  /** What becomes of the next batch that has this text in it. */
  next: (text: RegExp, action: StatementAction) => void
  close: () => Promise<void>
}

async function startBehind(t: TestContext, limits = LIMITS): Promise<Behind> {
  const place = await testPlace(t)
  const url = place.url?.reveal() ?? ''
  const waiting: { readonly text: RegExp; readonly action: StatementAction }[] = []
  const proxy = await startPostgresProxy(t, url, (batch: ProxiedBatch) => {
    const at = waiting.findIndex(({ text }) => batch.statements.some(({ sql }) => text.test(sql)))
    return at < 0 ? 'pass' : (waiting.splice(at, 1)[0]?.action ?? 'pass')
  })
  const owner = place.closing.use(await openPlaceAsOwner(place))
  await owner.exec('create table seats (id int primary key, n int not null); insert into seats values (1, 0)')
  await owner.exec('grant all on seats to parley_app')
  const connections = await openConnections({ ...place, url: new Secret(proxy.url) }, { limits })
  return {
    connections,
    proxy,
    look: (query) => owner.run(query),
    next: (text, action) => void waiting.push({ text, action }),
    close: () => place.closing.disposeAsync(),
  }
}

const LOST = { code: 'database-unavailable', retryable: true, status: 503 }

async function soon<T>(work: () => Promise<T>): Promise<T> {
  const began = performance.now()
  try {
    return await work()
  } finally {
    const took = performance.now() - began
    assert.ok(took < SOON_MS, `it took ${took} ms`)
  }
}

function answers(connections: Connections): Promise<unknown> {
  return inTransaction(connections, options(connections), ({ query }) => query(sql`select 1 as works`))
}

test(
  'sessions that fell silent while they waited cost one statement its time, and not each its own',
  { skip },
  async (t) => {
    const { connections, proxy } = await startBehind(t, LONG_LIMITS)
    const taken = await Promise.all(Array.from({ length: 6 }, () => connections.acquire()))
    for (const connection of taken) await connection.release('clean')
    assert.equal(proxy.silence(/^parley /), 6)
    await soon(() => assert.rejects(answers(connections), LOST))
    await soon(() => answers(connections))
  },
)

for (const [title, action] of [
  ['before it came to the database', 'silent-before'],
  ['after the database had done it', 'silent-after'],
  ['with a length that takes in what comes after', { garble: 'longer' }],
  ['with a length that nothing has', { garble: 'huge' }],
  ['with a length that is too short', { garble: 'short' }],
] as const satisfies readonly (readonly [string, StatementAction])[]) {
  test(`a session falls silent under a statement: ${title}`, { skip }, async (t) => {
    const { connections, look, next } = await startBehind(t)
    next(/update seats/, action)
    const change = inTransaction(connections, options(connections), async ({ query }) => {
      await query(sql`select 1`)
      await query(sql`update seats set n = n + 1 where id = 1`)
    })
    await soon(() => assert.rejects(change, LOST))
    // Its locks are gone, and so is what it did.
    await soon(() =>
      inTransaction(connections, options(connections), ({ query }) =>
        query(sql`update seats set n = n + 10 where id = 1`),
      ),
    )
    assert.deepEqual(
      (await look('select n from seats')).map(({ n }) => n),
      [10],
    )
  })
}

for (const [title, action, kept] of [
  ['never came', 'silent-before', 0],
  ['was done', 'silent-after', 1],
] as const) {
  for (const [way, transaction] of [
    ['one after the other', inTransaction],
    ['at once', batch],
  ] as const) {
    test(
      `a COMMIT whose answer never came is told as unknown, and what is read then is final: it ${title}, ${way}`,
      { skip },
      async (t) => {
        const { connections, look, next } = await startBehind(t)
        // Where all is sent at once, what is swallowed is all of it.
        next(/commit/, action)
        const change = transaction(connections, options(connections), ({ query }) =>
          query(sql`update seats set n = n + 1 where id = 1`),
        )
        await soon(() => assert.rejects(change, { ...LOST, details: { commit: 'unknown' } }))
        const read = await inTransaction(connections, options(connections), ({ query }) =>
          query<{ n: number }>(sql`select n from seats`),
        )
        assert.deepEqual(
          read.map(({ n }) => n),
          [kept],
        )
        const open = await look(
          `select pid from pg_stat_activity where datname = current_database() and state like '% in transaction%'`,
        )
        assert.deepEqual(open, [])
      },
    )
  }
}

test('a listening session that fell silent is found out, and whoever listens looks for itself', { skip }, async (t) => {
  const { connections, proxy } = await startBehind(t)
  const heard: string[] = []
  let next = Promise.withResolvers<void>()
  await notificationsOver(connections).listen('parley_test', (payload) => {
    heard.push(payload)
    next.resolve()
  })
  assert.equal(proxy.silence(/^parley-listen /), 1)
  await next.promise
  next = Promise.withResolvers<void>()
  await tellFromElsewhere(connections, 'again')
  await next.promise
  assert.deepEqual(heard, ['', 'again'])
})

test('sessions that fell silent keep nobody from closing', { skip }, async (t) => {
  const { connections, proxy, close } = await startBehind(t)
  await notificationsOver(connections).listen('parley_test', () => {})
  await answers(connections)
  assert.equal(proxy.silence(/^parley/), 2)
  await soon(close)
})

test('a server finds out by itself that a session’s other end is gone', { skip }, async (t) => {
  const { connections } = await startBehind(t)
  const connection = await connections.acquire()
  const [row] = await connection.run(
    `select current_setting('tcp_keepalives_idle')::int + 3 * current_setting('tcp_keepalives_interval')::int as idle,
            current_setting('tcp_user_timeout')::int as sending,
            (select setting::int from pg_settings where name = 'idle_in_transaction_session_timeout') as waiting`,
    [],
  )
  await connection.release('clean')
  assert.deepEqual({ ...row }, { idle: 11, sending: 15_000, waiting: LIMITS.statementMs })
})
