import { sql } from 'drizzle-orm'
import assert from 'node:assert/strict'
import test, { after, beforeEach } from 'node:test'
import type { Tx } from '#memory/database/database.ts'
import { ownsRun, releaseAllLeases, renewLease, type ClaimedRun, type Lease } from '#memory/runs/leases.ts'
import { claimRuns } from '#memory/runs/claim-runs.ts'
import { readRunRows } from '#memory/runs/run-rows.ts'
import {
  cancelRun,
  finishRun,
  giveBackRun,
  pauseRun,
  readRun,
  storeRoute,
  tenantsWithWaitingRuns,
  wakeRun,
  type RunState,
} from '#memory/runs/runs.ts'
import { DEFAULT_TENANT } from '#memory/people/tenants.ts'
import { testDatabase } from '../helpers/database.ts'
import { acceptedMessage, newThread } from '../helpers/threads.ts'

const database = await testDatabase({ after })
const LEASE = { leaseMs: 60_000 }
const LOST = { code: 'lease-lost' }

// Each test begins with nothing to claim.
beforeEach(() => asTenant((tx) => tx.query(sql`update runs set state = 'done' where tenant_id = ${tx.tenantId}`)))

async function claimOne(lease = LEASE): Promise<ClaimedRun | null> {
  return (await claimRuns(database, { ...lease, atMost: 1 }))[0] ?? null
}

test('runs are claimed oldest first, and none is claimed twice', async () => {
  const first = await acceptedMessage(database)
  const second = await acceptedMessage(database)
  const claimed = [await claimOne(), await claimOne(), await claimOne()]
  assert.deepEqual(
    claimed.map((run) => run?.id ?? null),
    [first.runId, second.runId, null],
  )
  assert.partialDeepStrictEqual(claimed[0], { tenantId: 'default', threadId: first.threadId, fence: 1, attempts: 1 })
})

test('one claim takes the oldest run of each thread, up to as many as are asked for', async () => {
  const threads = [await newThread(database), await newThread(database), await newThread(database)]
  const runs: string[] = []
  for (const threadId of [...threads, ...threads]) runs.push((await acceptedMessage(database, { threadId })).runId)
  const taken = await claimRuns(database, { ...LEASE, atMost: 2 })
  assert.deepEqual(taken.map(({ id }) => id).toSorted(), runs.slice(0, 2))
  const rest = await claimRuns(database, { ...LEASE, atMost: 10 })
  assert.deepEqual(
    rest.map(({ id }) => id),
    [runs[2]],
  )
})

test('a run that was told of is read with its claim, and no other is', async () => {
  const { runId, threadId } = await acceptedMessage(database)
  const other = await acceptedMessage(database)
  const before = database.statistics().roundTrips
  const taken = await claimRuns(database, { ...LEASE, atMost: 2, likely: likely(runId) })
  assert.equal(database.statistics().roundTrips - before, 1)
  assert.deepEqual(
    taken.map(({ id, rows }) => [id, rows === null]).toSorted(),
    [
      [runId, false],
      [other.runId, true],
    ].toSorted(),
  )
  const rows = taken.find(({ id }) => id === runId)?.rows
  assert.deepEqual(rows, await asTenant((tx) => readRunRows(tx, runId)).then((now) => ({ ...now, turn: rows?.turn })))
  assert.partialDeepStrictEqual(rows?.turn, { threadId, state: 'running' })
})

test('a run that was told of and that another has taken is nobody else’s', async () => {
  const { runId } = await acceptedMessage(database)
  assert.equal((await claimOne())?.id, runId)
  assert.deepEqual(await claimRuns(database, { ...LEASE, atMost: 1, likely: likely(runId) }), [])
})

test('a run whose worker died goes on although an older one of its thread waits to go on', async () => {
  const threadId = await newThread(database)
  const older = await acceptedMessage(database, { threadId })
  const first = await claimOne()
  assert.ok(first)
  await asTenant((tx) => pauseRun(tx, { runId: first.id, fence: first.fence }))
  const newer = await acceptedMessage(database, { threadId })
  assert.equal((await claimOne({ leaseMs: 1 }))?.id, newer.runId)
  await asTenant((tx) => wakeRun(tx, older.runId))
  await asTenant((tx) => tx.query(sql`select pg_sleep(0.01)`))
  assert.equal((await claimOne())?.id, newer.runId)
})

test('four workers never hold two runs of one thread', async () => {
  const threads = [await newThread(database), await newThread(database)]
  for (let count = 0; count < 8; count += 1) await acceptedMessage(database, { threadId: threads[count % 2] ?? '' })
  const running = new Map<string, number>()
  const order: string[] = []
  await Promise.all(Array.from({ length: 4 }, () => work()))
  assert.equal(order.length, 8)

  async function work(): Promise<void> {
    while (order.length < 8) {
      const run = await claimOne()
      if (run === null) continue
      running.set(run.threadId, (running.get(run.threadId) ?? 0) + 1)
      assert.equal(running.get(run.threadId), 1)
      await asTenant((tx) => tx.query(sql`select pg_sleep(0.002)`))
      running.set(run.threadId, 0)
      order.push(run.id)
      await asTenant((tx) => finishRun(tx, holdOf(run), 'done'))
    }
  }
})

test('a run whose lease has ended goes to another worker, and its first one changes nothing more', async () => {
  const { runId } = await acceptedMessage(database)
  const first = await claimed()
  assert.equal(await claimOne(), null)
  await endLease(runId)
  const second = await claimed()
  assert.partialDeepStrictEqual(second, { id: runId, fence: 2, attempts: 2 })
  for (const write of [
    (tx: Tx) => finishRun(tx, holdOf(first), 'done'),
    (tx: Tx) => pauseRun(tx, holdOf(first)),
    (tx: Tx) => giveBackRun(tx, holdOf(first), { countAttempt: false }),
    (tx: Tx) => storeRoute(tx, holdOf(first), { route: {}, language: 'en', agentHash: 'hash' }),
  ]) {
    await assert.rejects(asTenant<unknown>(write), LOST)
  }
  await assert.rejects(renewLease(database, first, LEASE), LOST)
  assert.equal(await holds(holdOf(first)), false)
  assert.equal(await holds(holdOf(second)), true)
  await asTenant((tx) => finishRun(tx, holdOf(second), 'done'))
  assert.equal(await holds(holdOf(second)), false)
})

test('a queued run of a thread waits for one there whose lease has ended', async () => {
  const first = await acceptedMessage(database)
  const second = await acceptedMessage(database, { threadId: first.threadId })
  await claimed()
  await endLease(first.runId)
  const again = await claimed()
  assert.equal(again.id, first.runId)
  assert.equal(await claimOne(), null)
  await asTenant((tx) => finishRun(tx, holdOf(again), 'done'))
  assert.equal((await claimed()).id, second.runId)
})

test('a lease that is renewed stays', async () => {
  await acceptedMessage(database)
  const run = await claimOne({ leaseMs: 1 })
  assert.ok(run)
  await renewLease(database, run, LEASE)
  assert.equal(await claimOne(), null)
})

test('a lease that must last longer than it does is not held', async () => {
  await acceptedMessage(database)
  const run = await claimed()
  assert.equal(await holds(holdOf(run), 30_000), true)
  assert.equal(await holds(holdOf(run), 90_000), false)
})

test('whoever frees all leases can go on with every run at once', async () => {
  const { runId } = await acceptedMessage(database)
  await claimed()
  assert.equal(await releaseAllLeases(database), 1)
  assert.equal((await claimed()).id, runId)
})

test('a run that waits holds neither its thread nor a worker, and goes on when woken, with fresh attempts', async () => {
  const first = await acceptedMessage(database)
  const second = await acceptedMessage(database, { threadId: first.threadId })
  const run = await claimed()
  assert.equal(await asTenant((tx) => pauseRun(tx, holdOf(run))), 'waiting')
  assert.deepEqual(await tenantsWithWaitingRuns(database), ['default'])
  const next = await claimed()
  assert.equal(next.id, second.runId)
  await asTenant((tx) => finishRun(tx, holdOf(next), 'done'))
  assert.equal(await claimOne(), null)
  assert.equal(await asTenant((tx) => wakeRun(tx, first.runId)), true)
  assert.partialDeepStrictEqual(await claimed(), { id: first.runId, fence: 2, attempts: 1 })
})

test('a run that is woken before it pauses doesn’t wait', async () => {
  const { runId } = await acceptedMessage(database)
  const run = await claimed()
  assert.equal(await asTenant((tx) => wakeRun(tx, runId)), true)
  assert.equal(await asTenant((tx) => pauseRun(tx, holdOf(run))), 'queued')
  const again = await claimed()
  assert.equal(again.id, runId)
  assert.equal(await asTenant((tx) => pauseRun(tx, holdOf(again))), 'waiting')
})

test('an attempt counts unless its worker was told to stop', async () => {
  await acceptedMessage(database)
  const first = await claimed()
  await asTenant((tx) => giveBackRun(tx, holdOf(first), { countAttempt: false }))
  const second = await claimed()
  assert.equal(second.attempts, 1)
  await asTenant((tx) => giveBackRun(tx, holdOf(second), { countAttempt: true }))
  assert.equal((await claimed()).attempts, 2)
})

test('a failed run says why', async () => {
  const { runId } = await acceptedMessage(database)
  const run = await claimed()
  await asTenant((tx) =>
    storeRoute(tx, holdOf(run), { route: { to: 'answer' }, language: 'en', agentHash: 'sha256:files' }),
  )
  await asTenant((tx) => finishRun(tx, holdOf(run), 'failed', { code: 'run-failed', text: 'It went wrong.' }))
  const row = await asTenant((tx) => readRun(tx, runId))
  assert.partialDeepStrictEqual(row, {
    state: 'failed',
    failure: { code: 'run-failed', text: 'It went wrong.' },
    route: { to: 'answer' },
    agentHash: 'sha256:files',
    requester: 'customer',
    agent: 'support',
  })
  assert.ok(row?.finishedAt)
})

for (const [state, isCancelled] of [
  ['queued', true],
  ['running', false],
  ['waiting', false],
  ['done', false],
] as const satisfies [RunState, boolean][]) {
  test(`a run that is ${state} ${isCancelled ? 'can' : 'cannot'} be cancelled`, async () => {
    const { runId } = await acceptedMessage(database)
    await setState(runId, state)
    assert.equal(await asTenant((tx) => cancelRun(tx, runId)), isCancelled)
    assert.equal((await asTenant((tx) => readRun(tx, runId)))?.state, isCancelled ? 'cancelled' : state)
  })
}

test('a run that applies a plan is seen through and not cancelled', async () => {
  const { runId, threadId } = await acceptedMessage(database)
  await setState(runId, 'running')
  await asTenant((tx) =>
    tx.query(sql`
      insert into plans (tenant_id, id, thread_id, run_id, round, requester, agent, agent_hash, author, program, literals,
                         slots, now_ms, status)
      values (${tx.tenantId}, gen_random_uuid(), ${threadId}, ${runId}, 1, 'customer', 'support', '', 'model', '', '{}',
              '{}', 0, 'applying')`),
  )
  assert.equal(await asTenant((tx) => cancelRun(tx, runId)), false)
})

test('workers are told when there may be something to do', async () => {
  const { promise, resolve } = Promise.withResolvers<void>()
  await using _listener = await database.listen('parley_runs', () => resolve())
  await acceptedMessage(database)
  await promise
})

function asTenant<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  return database.tenant(DEFAULT_TENANT, work)
}

function likely(runId: string) {
  return { run: { tenantId: DEFAULT_TENANT, runId }, read: (tx: Tx) => readRunRows(tx, runId) }
}

function holdOf({ id, fence }: ClaimedRun): Lease {
  return { runId: id, fence }
}

async function claimed(): Promise<ClaimedRun> {
  const run = await claimOne()
  assert.ok(run)
  return run
}

async function holds(hold: Lease, leaseMustLastMs?: number): Promise<boolean> {
  const rows = await asTenant((tx) => tx.query(sql`select 1 where ${ownsRun(tx, hold, leaseMustLastMs)}`))
  return rows.length === 1
}

async function endLease(runId: string): Promise<void> {
  await asTenant((tx) =>
    tx.query(sql`
      update runs set lease_until = now() - interval '1 second' where tenant_id = ${tx.tenantId} and id = ${runId}`),
  )
}

async function setState(runId: string, state: RunState): Promise<void> {
  await asTenant((tx) =>
    tx.query(sql`update runs set state = ${state} where tenant_id = ${tx.tenantId} and id = ${runId}`),
  )
}
