import { sql } from 'drizzle-orm'
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import test from 'node:test'
import type { Database, Tx } from '#memory/database/database.ts'
import { appendEvents, eraseEvents, readEvents, type NewEvent } from '#memory/events/events.ts'
import { verifyChain, type ChainVerdict } from '#memory/events/verify-chain.ts'
import type { Owner } from '#memory/database/owner.ts'
import type { Part } from '#memory/threads/part.ts'
import { DEFAULT_TENANT } from '#memory/people/tenants.ts'
import { openPlace, openPlaceAsOwner, testDatabase, testPlace, type DatabasePlace } from '../helpers/database.ts'
import { acceptedMessage, newThread } from '../helpers/threads.ts'

const RUN = '01890a5d-ac96-774b-bcce-b302099a8057'
const PARTS: readonly Part[] = [
  {
    type: 'text',
    text: 'Thirty days, Maya.',
    citations: [
      {
        start: 0,
        end: 18,
        passageId: 'p1',
        quote: 'thirty days',
        document: { id: 'd1', title: 'Returns', version: 1 },
        span: { start: 4, end: 15 },
      },
    ],
  },
  { type: 'notice', code: 'late', text: '' },
]
const EVENTS: readonly NewEvent[] = [
  { event: { type: 'run-started', runId: RUN }, personal: [] },
  { event: { type: 'message-completed', runId: RUN, messageId: RUN, parts: PARTS }, personal: ['/parts'] },
  {
    event: { type: 'plan-decided', planId: RUN, digest: 'sha256:1', decision: 'approve', principalId: 'support-lead' },
    personal: ['/principalId'],
  },
  { event: { type: 'run-completed', runId: RUN }, personal: [] },
]

test('events are read as they were appended, in order and from any place', async (t) => {
  const { database, threadId } = await chain(t)
  const events = await inTenant(database, (tx) => readEvents(tx, threadId, { after: 0, limit: 100 }))
  assert.deepEqual(
    events.map(({ at: _at, ...event }) => event),
    EVENTS.map(({ event }, index) => ({ seq: index + 1, threadId, ...event })),
  )
  const later = await inTenant(database, (tx) => readEvents(tx, threadId, { after: 2, limit: 1 }))
  assert.deepEqual(later, [events[2]])
  assert.deepEqual(await verify(database, threadId), { ok: true, count: 4 })
})

test('an accepted message begins its thread’s chain, which is empty before', async (t) => {
  const database = await testDatabase(t)
  const threadId = await newThread(database)
  assert.deepEqual(await verify(database, threadId), { ok: true, count: 0 })
  const { messageId, runId } = await acceptedMessage(database, { threadId, text: 'Where is it?' })
  const [event] = await inTenant(database, (tx) => readEvents(tx, threadId, { after: 0, limit: 10 }))
  const parts = [{ type: 'text', text: 'Where is it?', citations: [] }]
  assert.partialDeepStrictEqual(event, { type: 'message-received', seq: 1, messageId, runId, parts })
  assert.deepEqual(await verify(database, threadId), { ok: true, count: 1 })
})

test('an erased chain still verifies, and its words are nowhere', async (t) => {
  const { database, threadId } = await chain(t)
  assert.equal(await inTenant(database, (tx) => eraseEvents(tx, threadId)), 2)
  assert.deepEqual(await verify(database, threadId), { ok: true, count: 4 })
  const rows = await inTenant(database, (tx) =>
    tx.query<{ row: string }>(sql`select row_to_json(e)::text as row from events e where tenant_id = ${tx.tenantId}`),
  )
  for (const { row } of rows) assert.doesNotMatch(row, /Maya|thirty|support-lead/)
  const events = await inTenant(database, (tx) => readEvents(tx, threadId, { after: 1, limit: 1 }))
  assert.partialDeepStrictEqual(events, [{ type: 'message-completed', parts: [] }])
})

for (const [title, tamper, seq, reason] of [
  ['a changed body', `update events set body = '{"role": "x"}' where seq = 3`, 3, /content/],
  ['a changed kind', `update events set type = 'handed-over' where seq = 1`, 1, /content/],
  ['a changed time', `update events set at = at + interval '1 hour' where seq = 4`, 4, /content/],
  [
    'a changed disclosed value',
    `update events set disclosed = jsonb_set(disclosed, '{/parts/0/text,value}', '"Sixty days."') where seq = 2`,
    2,
    /\/parts\/0\/text/,
  ],
  [
    'a disclosed value that was never there',
    `update events set disclosed = disclosed || '{"/parts/7": {"value": 1, "salt": ""}}' where seq = 2`,
    2,
    /\/parts\/7/,
  ],
  ['a missing event', `delete from events where seq = 2`, 3, /missing/],
  ['a missing end', `delete from events where seq = 4`, 4, /end/],
  [
    'an event moved to another place',
    `update events set seq = 9 where seq = 3; update events set seq = 3 where seq = 4; update events set seq = 4 where seq = 9`,
    3,
    /follow/,
  ],
] as const) {
  test(`${title} is found, with its place`, async (t) => {
    const { place, database, threadId } = await chain(t)
    const verdict = await afterTampering(place, database, threadId, (owner) => owner.exec(tamper))
    assert.ok(!verdict.ok)
    assert.equal(verdict.seq, seq)
    assert.match(verdict.reason, reason)
  })
}

test('two who append at once wait for each other, and the chain has both', async (t) => {
  const database = await testDatabase(t)
  const threadId = await newThread(database)
  await Promise.all(Array.from({ length: 6 }, () => append(database, threadId, EVENTS)))
  assert.deepEqual(await verify(database, threadId), { ok: true, count: 24 })
})

test('messages accepted at once in one thread don’t lock each other out', async (t) => {
  const database = await testDatabase(t)
  const threadId = await newThread(database)
  await Promise.all(Array.from({ length: 8 }, () => acceptedMessage(database, { threadId })))
  assert.deepEqual(await verify(database, threadId), { ok: true, count: 8 })
})

test('who listens is told the thread and the last number', async (t) => {
  const database = await testDatabase(t)
  const threadId = await newThread(database)
  const { promise, resolve } = Promise.withResolvers<string>()
  await using _listener = await database.listen('parley_events', resolve)
  await append(database, threadId, EVENTS)
  assert.deepEqual(JSON.parse(await promise), { tenantId: 'default', threadId, seq: 4 })
})

test('nothing is appended to a thread that is not there', async (t) => {
  await assert.rejects(append(await testDatabase(t), RUN, EVENTS), { code: 'not-found' })
})

test('a personal place that is not in the event is refused', async (t) => {
  const database = await testDatabase(t)
  const threadId = await newThread(database)
  const event: NewEvent = { event: { type: 'run-started', runId: RUN }, personal: ['/text'] }
  await assert.rejects(append(database, threadId, [event]), { code: 'event-malformed' })
})

async function chain(
  t: Parameters<typeof testPlace>[0],
): Promise<{ place: DatabasePlace; database: Database; threadId: string }> {
  const place = await testPlace(t)
  const database = await openPlace(place)
  const threadId = await newThread(database)
  await append(database, threadId, EVENTS)
  return { place, database, threadId }
}

// PGlite's folder has one holder at a time.
async function afterTampering(
  place: DatabasePlace,
  database: Database,
  threadId: string,
  tamper: (owner: Owner) => Promise<void>,
): Promise<ChainVerdict> {
  await database[Symbol.asyncDispose]()
  const owner = await openPlaceAsOwner(place)
  await owner.exec('alter table events no force row level security')
  await tamper(owner)
  await owner[Symbol.asyncDispose]()
  return verify(await openPlace(place), threadId)
}

function append(database: Database, threadId: string, events: readonly NewEvent[]): Promise<number> {
  return inTenant(database, (tx) => appendEvents(tx, threadId, events, randomBytes))
}

function verify(database: Database, threadId: string): Promise<ChainVerdict> {
  return inTenant(database, (tx) => verifyChain(tx, threadId))
}

function inTenant<T>(database: Database, work: (tx: Tx) => Promise<T>): Promise<T> {
  return database.tenant(DEFAULT_TENANT, work)
}
