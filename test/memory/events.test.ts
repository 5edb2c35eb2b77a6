import { sql } from 'drizzle-orm'
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import test, { after } from 'node:test'
import type { Tx } from '#memory/database/database.ts'
import { appendEvents, eraseEvents, readEvents, type NewEvent } from '#memory/events/events.ts'
import { verifyChain, type ChainVerdict } from '#memory/events/verify-chain.ts'
import { DEFAULT_TENANT } from '#memory/people/tenants.ts'
import { openPlace, openPlaceAsOwner } from '../helpers/database.ts'
import { lentPlace } from '../helpers/lent-database.ts'
import { acceptedMessage, newThread } from '../helpers/threads.ts'

// Lent, so that its owner can be let in beside who has it open.
const place = await lentPlace({ after }, 'people')
const database = await openPlace(place)

const RUN = '01890a5d-ac96-774b-bcce-b302099a8057'
const EVENTS = eventsOf({ said: 'Thirty days, Maya.', quote: 'thirty days', decidedBy: 'support-lead' })

test('events are read as they were appended, in order and from any place', async () => {
  const threadId = await chain()
  const events = await inTenant((tx) => readEvents(tx, threadId, { after: 0, limit: 100 }))
  assert.deepEqual(
    events.map(({ at: _at, ...event }) => event),
    EVENTS.map(({ event }, index) => ({ seq: index + 1, threadId, ...event })),
  )
  const later = await inTenant((tx) => readEvents(tx, threadId, { after: 2, limit: 1 }))
  assert.deepEqual(later, [events[2]])
  assert.deepEqual(await verify(threadId), { ok: true, count: 4 })
})

test('an accepted message begins its thread’s chain, which is empty before', async () => {
  const threadId = await newThread(database)
  assert.deepEqual(await verify(threadId), { ok: true, count: 0 })
  const { messageId, runId } = await acceptedMessage(database, { threadId, text: 'Where is it?' })
  const [event] = await inTenant((tx) => readEvents(tx, threadId, { after: 0, limit: 10 }))
  const parts = [{ type: 'text', text: 'Where is it?', citations: [] }]
  assert.partialDeepStrictEqual(event, { type: 'message-received', seq: 1, messageId, runId, parts })
  assert.deepEqual(await verify(threadId), { ok: true, count: 1 })
})

test('an erased chain still verifies, and its words are nowhere', async () => {
  // Words that no other test has said, so that all rows can be looked through for them.
  const threadId = await chain(
    eventsOf({ said: 'Forty-one days, Theodora.', quote: 'forty-one days', decidedBy: 'finance' }),
  )
  assert.equal(await inTenant((tx) => eraseEvents(tx, threadId)), 2)
  assert.deepEqual(await verify(threadId), { ok: true, count: 4 })
  const rows = await inTenant((tx) =>
    tx.query<{ row: string }>(sql`select row_to_json(e)::text as row from events e where tenant_id = ${tx.tenantId}`),
  )
  for (const { row } of rows) assert.doesNotMatch(row, /Theodora|orty-one|finance/)
  const events = await inTenant((tx) => readEvents(tx, threadId, { after: 1, limit: 1 }))
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
  test(`${title} is found, with its place`, async () => {
    const threadId = await chain()
    await using owner = await openPlaceAsOwner(place)
    await owner.exec(tamper.replaceAll('where', `where thread_id = '${threadId}' and`))
    const verdict = await verify(threadId)
    assert.ok(!verdict.ok)
    assert.equal(verdict.seq, seq)
    assert.match(verdict.reason, reason)
  })
}

test('two who append at once wait for each other, and the chain has both', async () => {
  const threadId = await newThread(database)
  await Promise.all(Array.from({ length: 6 }, () => append(threadId, EVENTS)))
  assert.deepEqual(await verify(threadId), { ok: true, count: 24 })
})

test('messages accepted at once in one thread don’t lock each other out', async () => {
  const threadId = await newThread(database)
  await Promise.all(Array.from({ length: 8 }, () => acceptedMessage(database, { threadId })))
  assert.deepEqual(await verify(threadId), { ok: true, count: 8 })
})

test('who listens is told the thread and the last number', async () => {
  const threadId = await newThread(database)
  const { promise, resolve } = Promise.withResolvers<string>()
  await using _listener = await database.listen('parley_events', resolve)
  await append(threadId, EVENTS)
  assert.deepEqual(JSON.parse(await promise), { tenantId: 'default', threadId, seq: 4 })
})

test('nothing is appended to a thread that is not there', async () => {
  await assert.rejects(append(RUN, EVENTS), { code: 'not-found' })
})

test('a personal place that is not in the event is refused', async () => {
  const threadId = await newThread(database)
  const event: NewEvent = { event: { type: 'run-started', runId: RUN }, personal: ['/text'] }
  await assert.rejects(append(threadId, [event]), { code: 'event-malformed' })
})

/** What a run says of itself: an answer that quotes a document, and a plan that somebody approved. */
function eventsOf(words: Readonly<Record<'said' | 'quote' | 'decidedBy', string>>): readonly NewEvent[] {
  const { said, quote, decidedBy } = words
  const document = { id: 'd1', title: 'Returns', version: 1 }
  const span = { start: 4, end: 4 + quote.length }
  const parts = [
    {
      type: 'text' as const,
      text: said,
      citations: [{ start: 0, end: said.length, passageId: 'p1', quote, document, span }],
    },
    { type: 'notice' as const, code: 'late', text: '' },
  ]
  return [
    { event: { type: 'run-started', runId: RUN }, personal: [] },
    { event: { type: 'message-completed', runId: RUN, messageId: RUN, parts }, personal: ['/parts'] },
    {
      event: { type: 'plan-decided', planId: RUN, digest: 'sha256:1', decision: 'approve', principalId: decidedBy },
      personal: ['/principalId'],
    },
    { event: { type: 'run-completed', runId: RUN }, personal: [] },
  ]
}

/** A thread of its own with these events. */
async function chain(events: readonly NewEvent[] = EVENTS): Promise<string> {
  const threadId = await newThread(database)
  await append(threadId, events)
  return threadId
}

function append(threadId: string, events: readonly NewEvent[]): Promise<number> {
  return inTenant((tx) => appendEvents(tx, threadId, events, randomBytes))
}

function verify(threadId: string): Promise<ChainVerdict> {
  return inTenant((tx) => verifyChain(tx, threadId))
}

function inTenant<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  return database.tenant(DEFAULT_TENANT, work)
}
