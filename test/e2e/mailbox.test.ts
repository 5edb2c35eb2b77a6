import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { deep } from '../helpers/depth.ts'
import { openPlaceAsOwner } from '../helpers/database.ts'
import { openMailDesk } from '../helpers/mail-desk.ts'
import { startShop } from '../helpers/parley.ts'
import { until } from '../helpers/until.ts'

const { box, world, put, answersTo, isSeen } = await openMailDesk({ after }, { name: 'box' })
// What lies there when it is read first is people's.
const before = box.deliver(await world.compose({ text: 'hello', messageId: '<before@example.com>' }), new Date(0))
const { parley } = await startShop({ after }, { environment: world.environment })

beforeEach(() => {
  world.names.beAway(false)
  box.beforeFlag(null)
})

async function place(): Promise<Readonly<Record<string, unknown>>> {
  await using owner = await openPlaceAsOwner(parley.place)
  const [row] = await owner.run(`select place ->> 'after' as after, place -> 'again' as again from channel_cursors`)
  return row ?? {}
}

test('a mail that comes is read at once, answered, and marked as seen; what lay there before isn’t', async () => {
  await until(async () => (await place())['after'] === String(before))
  const { id, uid } = await put()
  await until(() => answersTo(id).length === 1)
  await until(() => isSeen(uid))
  assert.deepEqual([box.fetched(before), isSeen(before)], [0, false])
  assert.equal(box.fetched(uid), 1)
})

test('what comes while nobody reads is read after a restart, once, and nothing is read again', async () => {
  const first = await put()
  await until(() => isSeen(first.uid))
  await parley.stop()
  const second = await put()
  const third = await put({ text: 'who are you' })
  await parley.start()
  await until(() => isSeen(second.uid) && isSeen(third.uid))
  await until(() => answersTo(second.id).length === 1 && answersTo(third.id).length === 1)
  assert.deepEqual(
    [first, second, third].map(({ uid }) => box.fetched(uid)),
    [1, 1, 1],
  )
  assert.deepEqual(await place(), { after: String(third.uid), again: [] })
})

test('a connection that breaks is made again', async () => {
  box.hangUp()
  const { id } = await put()
  await until(() => answersTo(id).length === 1)
})

deep('what a person has opened meanwhile is answered all the same', async () => {
  await parley.stop()
  const { id, uid } = await put()
  box.open(uid)
  await parley.start()
  await until(() => answersTo(id).length === 1)
})

deep('a mailbox that is numbered anew is looked through again, and what was taken is known', async () => {
  const { id, uid } = await put()
  await until(() => isSeen(uid))
  await until(() => answersTo(id).length === 1)
  const sent = world.received.length
  box.renumber()
  const next = await put()
  await until(() => answersTo(next.id).length === 1)
  await until(() => isSeen(next.uid))
  assert.equal(answersTo(id).length, 1)
  assert.equal(world.received.length - sent, 1)
})

deep('a mail that can’t be taken is left for people, with a flag, and those behind it are read', async () => {
  const large = box.deliver(Buffer.alloc(10_000_001, 'a'))
  const automatic = await put({ headers: { 'Auto-Submitted': 'auto-replied' } })
  const next = await put()
  await until(() => answersTo(next.id).length === 1)
  assert.deepEqual([box.flags(large), box.fetched(large)], [['\\Flagged'], 0])
  assert.deepEqual(box.flags(automatic.uid), [])
  assert.deepEqual(answersTo(automatic.id), [])
})

deep('a mail whose sender’s domain can’t be asked waits for it, and lets others by', async () => {
  world.names.beAway(true)
  const { id, uid } = await put()
  await until(() => box.fetched(uid) > 0)
  world.names.beAway(false)
  const next = await put()
  await until(() => answersTo(next.id).length === 1)
  await until(() => answersTo(id).length === 1)
  await until(async () => JSON.stringify((await place())['again']) === '[]')
})
