import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { z } from 'zod'
import { openPlaceAsOwner } from '../helpers/database.ts'
import { howMany, SEED } from '../helpers/depth.ts'
import { type DeskMessage, MAYA, openOutsideDesk } from '../helpers/outside-desk.ts'
import { startParleyProcess } from '../helpers/parley-process.ts'
import { randomNumbers } from '../helpers/random-numbers.ts'
import { startTestShop } from '../helpers/shop.ts'
import { until } from '../helpers/until.ts'

// The desk survives, in this process: what it was sent, and by which ids, is the witness.
const Accepted = z.object({ threadId: z.uuid(), messageId: z.uuid() })
const ROUNDS = howMany({ quick: 4, deep: 60 })
const MESSAGES = howMany({ quick: 12, deep: 1_000 })
const random = randomNumbers(SEED)

const shop = await startTestShop({ after })
const desk = await openOutsideDesk({ after })
const options = { shop, environment: { ...desk.environment, RUN_LEASE_MS: '1000' } }
const parley = await startParleyProcess({ after }, options)

async function rows(statement: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
  await using owner = await openPlaceAsOwner(parley.place)
  return await owner.run(statement)
}

/** What a desk does whose message got no answer: it sends the very same again until there is one. */
async function deliver(url: string, message: DeskMessage) {
  for (;;) {
    const response = await desk.send(url, { ...message, text: 'hello' }).catch(() => null)
    if (response?.status === 202) return Accepted.parse(await response.json())
    await delay(50)
  }
}

test('a server killed when the desk has the answer and nobody has heard sends it again under its id', async () => {
  let kills = 1
  desk.answerWith(async () => {
    if (kills-- > 0) await parley.kill()
    return 204
  })
  await deliver(parley.url, { conversation: 'killed-once', message: 'm-1' })
  await until(() => desk.received.length === 1 && kills === 0)
  await parley.start()
  await until(() => desk.received.length === 2)
  const [first, again] = desk.received
  assert.equal(again?.id, first?.id)
  assert.deepEqual(again?.data, first?.data)
  await parley.stop()
  assert.deepEqual(await rows('select state, attempts from outbox'), [{ state: 'delivered', attempts: 2 }])
  await parley.start()
})

test('a server killed at any moment loses and doubles nothing, on its way in and out', async (t) => {
  desk.answerWith(() => 204)
  for (let round = 0; round < ROUNDS; round += 1) {
    const message = { conversation: `killed-${round}`, message: 'm-1' }
    const killAfterMs = Math.floor(random() * 400)
    t.diagnostic(`killed after ${killAfterMs} ms`)
    const delivering = deliver(parley.url, message)
    await delay(killAfterMs)
    await parley.kill()
    await parley.start()
    const accepted = await delivering
    assert.deepEqual(await deliver(parley.url, message), accepted)
    await until(() => desk.taken(message.conversation).length > 0)
    assert.equal(
      new Set(desk.taken(message.conversation).map(({ id }) => id)).size,
      1,
      'one answer, whatever its attempts',
    )
  }
  await parley.stop()
  const counted = await rows(`
    select (select count(*)::int from threads) as threads, (select count(*)::int from outside_threads) as outside,
           (select count(*)::int from messages where role = 'user') as asked,
           (select count(*)::int from messages where role = 'assistant') as answered,
           (select count(*)::int from events where type = 'message-completed') as events,
           (select count(*)::int from outbox) as entries`)
  const talks = ROUNDS + 1
  const each = { threads: talks, outside: talks, asked: talks, answered: talks, events: talks, entries: talks }
  assert.deepEqual(counted, [each])
  await parley.start()
})

test('of many messages, with one answer in ten refused for a while, none is lost or doubled', async (t) => {
  let offered = 0
  desk.answerWith(() => ((offered += 1) % 10 === 0 ? 503 : 204))
  const conversations = Array.from({ length: MESSAGES }, (_, index) => `many-${index}`)
  const queue = conversations.entries()
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      for (const [index, conversation] of queue) {
        // A sender of a minute of their own: each writes few.
        const message = { conversation, message: 'm-1', sender: { ...MAYA, id: `U${Math.floor(index / 10)}` } }
        await deliver(parley.url, message)
        // As a desk does that heard of no answer.
        if (index % 5 === 0) await deliver(parley.url, message)
      }
    }),
  )
  const hasAll = () => conversations.every((conversation) => desk.taken(conversation).length > 0)
  await until(hasAll, AbortSignal.timeout(60_000 + 300 * MESSAGES))
  t.diagnostic(`${MESSAGES} messages, ${offered} times something was offered to the desk`)
  for (const conversation of conversations) assert.equal(desk.taken(conversation).length, 1)
})

const onPostgres = { skip: parley.place.kind !== 'postgres' && 'several servers need PostgreSQL' }

test('two servers that are sent the same at once store it once, and send each answer once', onPostgres, async (t) => {
  const other = await startParleyProcess(t, { ...options, place: parley.place })
  const talks = Array.from({ length: 12 }, (_, index) => ({ conversation: `twice-${index}`, message: 'm-1' }))
  const accepted = await Promise.all(
    talks.map((talk) => Promise.all([deliver(parley.url, talk), deliver(other.url, talk), deliver(parley.url, talk)])),
  )
  for (const [one, two, three] of accepted) assert.deepEqual([two, three], [one, one])
  assert.equal(new Set(accepted.map(([one]) => one?.threadId)).size, talks.length)
  await until(() => talks.every(({ conversation }) => desk.taken(conversation).length > 0))
  await until(async () => (await rows(`select 1 from outbox where state <> 'delivered'`)).length === 0)
  for (const { conversation } of talks) assert.equal(desk.taken(conversation).length, 1)
})

test(
  'a sender that was taken for dead and wakes again changes nothing of what the other has sent',
  onPostgres,
  async (t) => {
    const other = await startParleyProcess(t, { ...options, place: parley.place })
    const [gate, open] = (({ promise, resolve }) => [promise, resolve] as const)(Promise.withResolvers<void>())
    let first = true
    desk.answerWith(async ({ data }) => {
      if (data.conversation !== 'late' || !first) return 204
      first = false
      await gate
      return 503
    })
    await deliver(other.url, { conversation: 'late', message: 'm-1' })
    await until(() => desk.received.some(({ data }) => data.conversation === 'late'))
    // As if its lease had ended: whoever looks next takes it over.
    await rows(`update outbox set lease_until = now() - interval '1 second' where state = 'sending'`)
    await until(() => desk.taken('late').length === 1)
    open()
    await delay(500)
    const [entry] = await rows(`
    select state, attempts from outbox o join outside_threads t using (tenant_id, thread_id) where t.outside_id = 'late'`)
    assert.deepEqual(entry, { state: 'delivered', attempts: 2 })
  },
)
