import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import test, { after } from 'node:test'
import type { Tx } from '#memory/database/database.ts'
import { acceptMessage } from '#memory/threads/inbox.ts'
import { appendAnswer, listMessages, showCards } from '#memory/threads/messages.ts'
import { claimRuns } from '#memory/runs/claim-runs.ts'
import { readRun } from '#memory/runs/runs.ts'
import { selectTurn, TurnRow } from '#memory/runs/turns.ts'
import { DEFAULT_TENANT } from '#memory/people/tenants.ts'
import { createThread, readThread } from '#memory/threads/threads.ts'
import { PrincipalId } from '#core/principal.ts'
import { testDatabase } from '../helpers/database.ts'
import { acceptedMessage, newThread } from '../helpers/threads.ts'

const database = await testDatabase({ after })

test('a message is stored with the run that will answer it', async () => {
  const { messageId, runId, threadId, duplicate } = await acceptedMessage(database, { text: 'Where is A17?' })
  assert.equal(duplicate, false)
  const [message] = await asTenant((tx) => listMessages(tx, threadId, { limit: 1 }))
  assert.partialDeepStrictEqual(message, {
    id: messageId,
    threadId,
    runId,
    role: 'user',
    principalId: 'customer',
    parts: [{ type: 'text', text: 'Where is A17?', citations: [] }],
  })
  assert.partialDeepStrictEqual(await asTenant((tx) => readRun(tx, runId)), {
    state: 'queued',
    messageId,
    threadId,
    agent: 'support',
    requester: 'customer',
    attempts: 0,
  })
})

test('how its writer was recognised is kept with a message, and its turn knows', async () => {
  const { runId } = await acceptedMessage(database, { authenticatedBy: 'key' })
  const turn = TurnRow.parse(await asTenant((tx) => selectTurn(tx, runId)))
  assert.equal(turn.authenticatedBy, 'key')
})

test('a second delivery changes nothing and gives the first one’s answer', async () => {
  const first = await acceptedMessage(database, { dedupeKey: 'same' })
  const second = await acceptedMessage(database, { dedupeKey: 'same', threadId: first.threadId, text: 'other words' })
  assert.deepEqual(second, { ...first, duplicate: true })
  const { messages } = await listed(first.threadId)
  assert.equal(messages.length, 1)
})

test('of eight deliveries at once one is stored', async () => {
  const threadId = await newThread(database)
  const accepted = await Promise.all(
    Array.from({ length: 8 }, () => acceptedMessage(database, { threadId, dedupeKey: 'at once' })),
  )
  assert.equal(accepted.filter(({ duplicate }) => !duplicate).length, 1)
  assert.equal(new Set(accepted.map(({ runId }) => runId)).size, 1)
})

test('a key of another thread’s message says nothing of that message', async () => {
  await acceptedMessage(database, { dedupeKey: 'taken' })
  await assert.rejects(acceptedMessage(database, { dedupeKey: 'taken' }), { code: 'dedupe-key-reused', status: 409 })
})

test('a thread that is another’s looks like one that is not there', async () => {
  const threadId = await newThread(database)
  const arriving = {
    principal: { id: PrincipalId.parse('other-customer'), authenticatedBy: 'session' as const },
    channel: 'web',
    dedupeKey: 'x',
    contentHash: null,
    text: 'Hello',
    messageId: crypto.randomUUID(),
    runId: crypto.randomUUID(),
    seen: null,
    traceparent: null,
  }
  for (const id of [threadId, crypto.randomUUID()]) {
    await assert.rejects(
      asTenant((tx) => acceptMessage(tx, { ...arriving, threadId: id }, randomBytes)),
      { code: 'not-found' },
    )
  }
})

for (const [title, text] of [
  ['U+0000', 'a\0b'],
  ['half a character', 'a\ud800b'],
] as const) {
  test(`a text with ${title} is refused in words`, async () => {
    await assert.rejects(acceptedMessage(database, { text }), { code: 'text-not-storable', status: 400 })
  })
}

test('accepting a message is one wait for the database', async (t) => {
  if (database.kind === 'pglite') return t.skip('counted where each is a wait')
  const threadId = await newThread(database)
  const before = database.statistics().roundTrips
  await acceptedMessage(database, { threadId })
  assert.equal(database.statistics().roundTrips - before, 1)
})

test('a run has one answer, however often it is made: the last', async () => {
  const { threadId, runId } = await acceptedMessage(database)
  const first = await answer(threadId, runId, 'One')
  assert.equal(await answer(threadId, runId, 'Two'), first)
  const { messages } = await listed(threadId)
  assert.deepEqual(
    messages.map(({ role, parts }) => [role, parts[0]?.type === 'text' && parts[0].text]),
    [
      ['user', 'Please refund order A17'],
      ['assistant', 'Two'],
    ],
  )
})

test('cards stand in a thread for whoever holds the run, until the answer takes their place under the same id', async () => {
  const { threadId, runId } = await acceptedMessage(database)
  const claimed = await claimRuns(database, { leaseMs: 60_000, atMost: 100 })
  const { fence } = claimed.find(({ id }) => id === runId) ?? assert.fail('the run was not claimed')
  const card = { id: crypto.randomUUID(), threadId }
  const show = (hold: number) => asTenant((tx) => showCards(tx, card, { runId, fence: hold }))
  const stored = async () => (await listed(threadId)).messages.filter(({ role }) => role === 'assistant')

  await assert.rejects(show(fence - 1), { code: 'lease-lost' })
  assert.deepEqual(await stored(), [])
  await show(fence)
  await show(fence)
  assert.deepEqual(
    (await stored()).map(({ id, isComplete }) => [id, isComplete]),
    [[card.id, false]],
  )
  assert.equal(await answer(threadId, runId, 'One'), card.id)
  await show(fence)
  assert.deepEqual(
    (await stored()).map(({ id, isComplete, parts }) => [id, isComplete, parts.length]),
    [[card.id, true, 1]],
  )
})

test('messages are listed page by page', async () => {
  const threadId = await newThread(database)
  const sent = []
  for (let count = 0; count < 5; count += 1) sent.push((await acceptedMessage(database, { threadId })).messageId)
  const seen = []
  for (let after: string | null = null, isFirst = true; isFirst || after !== null; isFirst = false) {
    const page: Awaited<ReturnType<typeof listed>> = await listed(threadId, after)
    seen.push(...page.messages.map(({ id }) => id))
    after = page.next
  }
  assert.deepEqual(seen, sent)
})

test('a thread is its requester’s, and begun again stays as it was', async () => {
  const id = crypto.randomUUID()
  const thread = { id, agent: 'support', requester: PrincipalId.parse('other-customer'), channel: 'cli' }
  await asTenant((tx) => createThread(tx, thread))
  await asTenant((tx) => createThread(tx, { ...thread, requester: PrincipalId.parse('customer') }))
  assert.partialDeepStrictEqual(await asTenant((tx) => readThread(tx, id)), thread)
  assert.equal(await asTenant((tx) => readThread(tx, crypto.randomUUID())), null)
})

async function listed(threadId: string, after: string | null = null) {
  const messages = await asTenant((tx) => listMessages(tx, threadId, { after, limit: 2 }))
  return { messages, next: messages.length < 2 ? null : (messages.at(-1)?.id ?? null) }
}

function answer(threadId: string, runId: string, text: string): Promise<string> {
  const parts = [{ type: 'text', text, citations: [] }] as const
  return asTenant((tx) => appendAnswer(tx, { id: crypto.randomUUID(), threadId, runId, parts }))
}

function asTenant<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  return database.tenant(DEFAULT_TENANT, work)
}
