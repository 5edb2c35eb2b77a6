import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { shownText, titlesOf } from '../helpers/adaptive-card.ts'
import { openFakeTeams } from '../helpers/fake-teams.ts'
import { startParleyProcess } from '../helpers/parley-process.ts'
import { startTestShop } from '../helpers/shop.ts'
import { until } from '../helpers/until.ts'

const MAYA = {
  id: '29:m',
  objectId: '0c0c0c0c-0000-4000-8000-0000000000aa',
  name: 'Maya Lindqvist',
  email: 'maya.lindqvist@example.com',
}

const shop = await startTestShop({ after })
const teams = await openFakeTeams({ after }, { users: [MAYA] })
const environment = { ...teams.environment, RUN_LEASE_MS: '1000' }
const parley = await startParleyProcess({ after }, { shop, environment })

/** What Teams does whose activity got no answer: it sends the very same again. */
async function say(from: typeof MAYA, conversation: string, id: string, text = 'hello'): Promise<void> {
  for (;;) {
    const response = await teams.write(parley.url, { from, conversation, id, text }).catch(() => null)
    await response?.text()
    if (response?.ok === true) return
    await delay(100)
  }
}

test('a server killed when Teams has the card and nobody has heard loses nothing: two cards, one decision, told by either', async () => {
  let kills = 1
  // On a busy machine it would be there as a stream before, and a second card in its place.
  teams.refuseStreams('Content stream is not allowed')
  teams.beforeAnswer(async () => {
    if (kills-- > 0) await parley.kill()
  })
  await say(MAYA, 'a:card', '1', 'It never worked at home. Refund order A12')
  await until(() => kills <= 0)
  await parley.start()
  await until(() => teams.in('a:card').length >= 2)
  teams.beforeAnswer(null)
  teams.refuseStreams(null)
  const [lost, kept] = teams.in('a:card')
  assert.ok(lost && kept)
  await teams.press(parley.url, MAYA, lost, 'parley-approve')
  await until(async () => (await shop.book()).refunds.length === 1)
  await until(() => teams.in('a:card').some(({ card }) => shownText(card).startsWith('Done')))
  const { value } = await teams.look(parley.url, MAYA, lost)
  assert.ok(typeof value !== 'string')
  assert.deepEqual(titlesOf(value), [])
  assert.match(shownText(value), /you said yes/)
  assert.match(shownText(teams.in('a:card')[1]?.card ?? kept.card), /you said yes/)
  await teams.press(parley.url, MAYA, lost, 'parley-approve')
  assert.equal((await shop.book()).refunds.length, 1)
})
