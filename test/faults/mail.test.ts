import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openMailDesk } from '../helpers/mail-desk.ts'
import { startParleyProcess } from '../helpers/parley-process.ts'
import { startTestShop } from '../helpers/shop.ts'
import { until } from '../helpers/until.ts'

const shop = await startTestShop({ after })
const { box, world, answersTo, ...desk } = await openMailDesk(
  { after },
  { name: 'fault', environment: { RUN_LEASE_MS: '1000' } },
)
const parley = await startParleyProcess({ after }, { shop, environment: world.environment })

const put = () => desk.put({ from: 'person@example.com' })
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
