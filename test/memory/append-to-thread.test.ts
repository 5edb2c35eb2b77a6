import { sql } from 'drizzle-orm'
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import test, { after } from 'node:test'
import { appendOptimistically, appendToThread } from '#memory/threads/append-to-thread.ts'
import type { Tx } from '#memory/database/database.ts'
import { appendEvents, type NewEvent } from '#memory/events/events.ts'
import { verifyChain } from '#memory/events/verify-chain.ts'
import { claimRuns } from '#memory/runs/claim-runs.ts'
import { finishRun, readRun } from '#memory/runs/runs.ts'
import { DEFAULT_TENANT } from '#memory/people/tenants.ts'
import { openPlace, openPlaceAsOwner } from '../helpers/database.ts'
import { lentPlace } from '../helpers/lent-database.ts'
import { acceptedMessage, newThread } from '../helpers/threads.ts'

// Lent, so that its owner can be let in beside who has it open.
const place = await lentPlace({ after }, 'people')
const database = await openPlace(place)

const RUN = '01890a5d-ac96-774b-bcce-b302099a8057'
const STARTED: readonly NewEvent[] = [{ event: { type: 'run-started', runId: RUN }, personal: [] }]

test('a change of a thread whose end is known is one wait for the database', async () => {
  const threadId = await newThread(database)
  const before = database.statistics().roundTrips
  assert.equal(await append(threadId), 1)
  assert.equal(await append(threadId), 2)
  assert.equal(database.statistics().roundTrips - before, 2)
  assert.deepEqual(await verified(threadId), { ok: true, count: 2 })
})

test('of changes that suppose the same end all are made, one after the other', async () => {
  const threadId = await newThread(database)
  const ends = await Promise.all(Array.from({ length: 6 }, () => append(threadId)))
  assert.deepEqual(ends.toSorted(), [1, 2, 3, 4, 5, 6])
  assert.deepEqual(await verified(threadId), { ok: true, count: 6 })
})

test('a chain that ends earlier than this process remembers goes on from where it ends', async () => {
  const threadId = await newThread(database)
  for (const seq of [1, 2, 3]) assert.equal(await append(threadId), seq)
  await using owner = await openPlaceAsOwner(place)
  await owner.exec(`delete from events where thread_id = '${threadId}' and seq > 1;
    update threads set head_seq = 1, head_hash = e.hash from events e
     where threads.id = '${threadId}' and e.seq = 1 and e.thread_id = threads.id`)
  assert.equal(await append(threadId), 2)
  assert.deepEqual(await verified(threadId), { ok: true, count: 2 })
})

test('statements whose assertion fails are made again from what is read behind a lock, and nothing is done twice', async () => {
  const threadId = await newThread(database)
  await append(threadId)
  const made: string[] = []
  const appendWhere = (holds: (read: string) => boolean) =>
    appendOptimistically(
      database,
      { tenantId: DEFAULT_TENANT, threadId },
      {
        read: 'before',
        lock: async () => 'behind a lock',
        statements: async (tx, read) => {
          made.push(read)
          const asserted = tx.query(sql`select insist(${holds(read)}, 'PY002')`)
          const [, seq] = await Promise.all([asserted, appendEvents(tx, threadId, STARTED, randomBytes)])
          return seq
        },
      },
    )
  const before = database.statistics().roundTrips
  assert.equal(await appendWhere(() => true), 2)
  assert.equal(database.statistics().roundTrips - before, 1)
  assert.deepEqual(made.splice(0), ['before'])
  assert.equal(await appendWhere((read) => read !== 'before'), 3)
  assert.deepEqual(made.splice(0), ['before', 'behind a lock'])
  await assert.rejects(
    appendWhere(() => false),
    { code: 'not-as-supposed' },
  )
  assert.deepEqual(await verified(threadId), { ok: true, count: 3 })
})

test('a worker that lost its run neither ends it nor tells of it, and what comes after is stored', async () => {
  const { threadId, runId } = await acceptedMessage(database)
  const [run] = await claimRuns(database, { leaseMs: 60_000, atMost: 1 })
  const lost = { runId, fence: (run?.fence ?? 0) + 1 }
  const end = (hold: typeof lost) =>
    appendToThread(database, { tenantId: DEFAULT_TENANT, threadId }, (tx) =>
      Promise.all([
        finishRun(tx, hold, 'done'),
        appendEvents(tx, threadId, [{ event: { type: 'run-completed', runId }, personal: [] }], randomBytes),
      ]),
    )
  await assert.rejects(end(lost), { code: 'lease-lost' })
  assert.deepEqual(await verified(threadId), { ok: true, count: 1 })
  assert.equal((await inTenant((tx) => readRun(tx, runId)))?.state, 'running')
  await end({ runId, fence: run?.fence ?? 0 })
  assert.deepEqual(await verified(threadId), { ok: true, count: 2 })
})

test('a change that fails before it is sent stores nothing, the statements beside it included', async () => {
  const threadId = await newThread(database)
  const wrong: NewEvent = { event: { type: 'run-started', runId: RUN }, personal: ['/text'] }
  const work = appendToThread(database, { tenantId: DEFAULT_TENANT, threadId }, (tx) =>
    Promise.all([
      tx.query(sql`update threads set channel = 'changed' where tenant_id = ${tx.tenantId} and id = ${threadId}`),
      appendEvents(tx, threadId, [wrong], randomBytes),
    ]),
  )
  await assert.rejects(work, { code: 'event-malformed' })
  const changed = await inTenant((tx) => tx.query(sql`select id from threads where channel = 'changed'`))
  assert.deepEqual(changed, [])
})

function append(threadId: string): Promise<number> {
  return appendToThread(database, { tenantId: DEFAULT_TENANT, threadId }, (tx) =>
    appendEvents(tx, threadId, STARTED, randomBytes),
  )
}

function verified(threadId: string) {
  return inTenant((tx) => verifyChain(tx, threadId))
}

function inTenant<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  return database.tenant(DEFAULT_TENANT, work)
}
