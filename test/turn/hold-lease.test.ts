import { sql } from 'drizzle-orm'
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { after, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { systemContext } from '#core/context.ts'
import { AppError } from '#core/errors.ts'
import { claimHealth } from '#turn/lease/claim-health.ts'
import { extendLease } from '#turn/lease/extend-lease.ts'
import { holdLease, type HeldLease, type LeaseOptions } from '#turn/lease/hold-lease.ts'
import { withAbortDeadline } from '#graph/claims/abort-deadline.ts'
import { createLogger } from '#core/log.ts'
import type { Database } from '#memory/database/database.ts'
import { claimRuns } from '#memory/runs/claim-runs.ts'
import type { ClaimedRun, Lease } from '#memory/runs/leases.ts'
import { DEFAULT_TENANT } from '#memory/people/tenants.ts'
import { testDatabase } from '../helpers/database.ts'
import { acceptedMessage } from '../helpers/threads.ts'
import { until } from '../helpers/until.ts'

const LEASE_MS = 1_500
const context = systemContext(createLogger('silent'))
const database = await testDatabase({ after })

interface Held extends Disposable {
  readonly run: ClaimedRun
  readonly hold: Lease
  readonly lost: AbortController
  readonly lease: HeldLease
}

async function held(over: Database, more: Partial<LeaseOptions> = {}): Promise<Held> {
  await acceptedMessage(database)
  const claimedAtMs = performance.now()
  const [run] = await claimRuns(database, { leaseMs: LEASE_MS, atMost: 1 })
  assert.ok(run)
  const hold = { runId: run.id, fence: run.fence }
  const lost = new AbortController()
  const config = {
    TYPED_BLOCK_LENGTH: 600,
    RUNS_AT_ONCE: 1,
    RUN_LEASE_MS: LEASE_MS,
    SIGN_IN_KEY: undefined,
    KEEP_TRYING_MS: 900_000,
  }
  const services = { agents: new Map(), config, context, database: over }
  const lease = holdLease(services, { claimed: run, claimedAtMs, lost, ...more })
  return { run, hold, lost, lease, [Symbol.dispose]: () => lease[Symbol.dispose]() }
}

const TICK_MS = 10
/** A process that comes to nothing for longer stood still. */
const STILL_MS = 40

/**
 * When the work was aborted: a busy machine asks its database later. Where this process stood still until just then, when
 * that began: it had no sooner moment to abort it in.
 */
async function abortedAt({ lost }: Held): Promise<number> {
  let ranAt = Date.now()
  let stoodStill = { from: ranAt, until: ranAt }
  const ticks = setInterval(() => {
    const now = Date.now()
    if (now - ranAt > STILL_MS) stoodStill = { from: ranAt, until: now }
    ranAt = now
  }, TICK_MS)
  await once(lost.signal, 'abort')
  clearInterval(ticks)
  const now = Date.now()
  if (now - ranAt > STILL_MS) return ranAt
  return now - stoodStill.until > STILL_MS ? now : stoodStill.from
}

/** When the lease ends as the database has it, by the clock of the machine that both are on; null where the run isn't held. */
async function leaseEnd({ run }: Held): Promise<number | null> {
  const [row] = await database.tenant(DEFAULT_TENANT, (tx) =>
    tx.query<{ end: number | null }>(sql`
      select (extract(epoch from lease_until) * 1000)::float8 as end from runs
       where tenant_id = ${tx.tenantId} and id = ${run.id} and state = 'running' and fence = ${run.fence}`),
  )
  return row?.end ?? null
}

async function assertHeldAt(work: Held, at: number): Promise<number> {
  const end = (await leaseEnd(work)) ?? assert.fail('It isn’t held any more.')
  assert.ok(end > at, `${end - at} ms were left`)
  return end
}

/** A database that takes no renewals any more: they are never answered. */
const deaf: Database = { ...database, queueBatch: () => new Promise(() => {}) }

test('work is aborted before its lease ends where the lease can’t be renewed', async () => {
  using work = await held(deaf)
  const at = await abortedAt(work)
  assert.equal(work.lost.signal.reason instanceof AppError && work.lost.signal.reason.code, 'lease-not-renewed')
  await assertHeldAt(work, at)
})

test('work goes on beyond a lease that can’t be renewed as long as a call that was begun holds it', async () => {
  using work = await held(deaf)
  const heldAtMs = performance.now()
  await database.tenant(DEFAULT_TENANT, (tx) => extendLease(tx, work, 3 * LEASE_MS))
  const at = await abortedAt(work)
  // A busy machine looks late, and never too soon.
  assert.ok(performance.now() - heldAtMs > 2 * LEASE_MS)
  await assertHeldAt(work, at)
})

test('a lease is renewed while the work gives signs of life, and no more once it has given none for long', async () => {
  using work = await held(database, { silentMs: LEASE_MS })
  const signs = setInterval(() => work.lease.sign(), 200)
  await delay(3 * LEASE_MS)
  assert.ok(!work.lost.signal.aborted)
  clearInterval(signs)
  const at = await abortedAt(work)
  assert.match(String(work.lost.signal.reason), /said nothing/)
  const end = await assertHeldAt(work, at)
  // Those of the tests before are there to be taken, too.
  const isTaken = async () =>
    (await claimRuns(database, { leaseMs: LEASE_MS, atMost: 10 })).some(({ id }) => id === work.run.id)
  await until(isTaken)
  assert.ok(Date.now() > end)
})

test('what was aborted and never ends is waited for no longer than so', async () => {
  const lost = new AbortController()
  let abandoned = 0
  const waiting = withAbortDeadline(new Promise(() => {}), lost.signal, () => (abandoned += 1), 50)
  await delay(100)
  assert.equal(abandoned, 0)
  // The wait alone keeps no process.
  const alive = setInterval(() => {}, 1_000)
  lost.abort()
  await waiting
  clearInterval(alive)
  assert.equal(abandoned, 1)
})

test('a worker that gets through to no queue for five sweeps says so, and is to begin anew each five', () => {
  let nowMs = 0
  const health = claimHealth(() => nowMs)
  const sweep = () => {
    nowMs += 2_000
    return health.swept()
  }
  assert.deepEqual([sweep(), sweep(), sweep(), sweep(), health.state().ok], [false, false, false, false, true])
  assert.equal(sweep(), true)
  assert.deepEqual(health.state(), { ok: false, detail: 'It hasn’t got through to the queue for 10 s.' })
  assert.deepEqual([sweep(), sweep(), sweep(), sweep(), sweep()], [false, false, false, false, true])
  health.looked()
  assert.equal(health.state().ok, true)
})
