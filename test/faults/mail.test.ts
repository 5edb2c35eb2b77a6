import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { howMany } from '../helpers/depth.ts'
import { openMailDesk } from '../helpers/mail-desk.ts'
import { startParleyProcess } from '../helpers/parley-process.ts'
import { startTestShop } from '../helpers/shop.ts'
import { until } from '../helpers/until.ts'

const MAILS = howMany({ quick: 12, deep: 1_000 })
const shop = await startTestShop({ after })
const { box, world, answersTo, isSeen, ...desk } = await openMailDesk(
  { after },
  { name: 'fault', environment: { RUN_LEASE_MS: '1000' } },
)
const parley = await startParleyProcess({ after }, { shop, environment: world.environment })

let mails = 0
// A sender of an hour of their own: each writes few.
const put = () => desk.put({ from: `person-${(mails += 1) % 100}@example.com` })
const idsOf = (id: string) => new Set(answersTo(id).map((one) => one.mail.messageId))

test('a server killed when a mail is stored, and nobody has marked it, reads it as the one that it has', async () => {
  // The first mail after the first look: what lay there is people's.
  await until(() => box.selected > 0)
  let kills = 1
  box.beforeFlag(async () => {
    if (kills-- > 0) await parley.kill()
  })
  const { id } = await put()
  await until(() => kills === 0)
  box.beforeFlag(null)
  await parley.start()
  await until(() => answersTo(id).length > 0)
  const next = await put()
  await until(() => answersTo(next.id).length > 0)
  assert.equal(idsOf(id).size, 1)
})

test('a server killed when the answer was taken, and nobody has heard, sends the very same mail again', async () => {
  let kills = 1
  world.beforeAnswer(async () => {
    if (kills-- > 0) await parley.kill()
  })
  const { id } = await put()
  await until(() => kills === 0)
  world.beforeAnswer(null)
  await parley.start()
  await until(() => answersTo(id).length === 2)
  const [first, second] = answersTo(id)
  assert.equal(second?.raw, first?.raw)
})

test('of many mails, with one answer in ten refused for a while, none is lost or doubled', async (t) => {
  world.refuseEvery(10)
  const sent: Awaited<ReturnType<typeof put>>[] = []
  for (let index = 0; index < MAILS; index += 1) sent.push(await put())
  await until(
    () => sent.every(({ id, uid }) => isSeen(uid) && answersTo(id).length > 0),
    AbortSignal.timeout(30_000 + 600 * MAILS),
  )
  t.diagnostic(`${MAILS} mails, ${world.offered()} offered to the server`)
  for (const { id } of sent) assert.equal(answersTo(id).length, 1)
})
