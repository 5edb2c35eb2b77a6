import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { deep } from '../helpers/depth.ts'
import { runParley } from '../channels/cli/run-parley.ts'
import { buttonsOf, shownText } from '../helpers/block-kit.ts'
import { directOf, openFakeSlack, type SentOtherwise } from '../helpers/fake-slack.ts'
import { startParley } from '../helpers/parley.ts'
import { startTestShop } from '../helpers/shop.ts'
import { until } from '../helpers/until.ts'

const MAYA = { id: 'U1', name: 'Maya Lindqvist', email: 'maya.lindqvist@example.com' }
const STRANGER = { id: 'U3', name: 'Somebody', email: 'nobody@elsewhere.example' }

const shop = await startTestShop({ after })
const slack = await openFakeSlack({ after }, { users: [MAYA, STRANGER], bySocket: true })
const parley = await startParley({ after }, { shop, environment: slack.environment })
const maya = parley.as('customer')
const { sockets } = slack

/** May be meant so, or not: its plan asks whoever said it. */
const INFERRED = 'It never worked at home. Refund order A12'

let threads = 0
let thread = ''
beforeEach(async () => {
  for (const { runId } of await maya.waitingPlans()) await maya.request('POST', `/v1/runs/${runId}/cancel`)
  thread = `13${String((threads += 1)).padStart(8, '0')}.000100`
  sockets.loseAcks(0)
  await shop.renew()
})

const ofThread = () => slack.posted.filter((posted) => posted.thread === thread)
const last = () => ofThread().at(-1) ?? assert.fail()

async function say(text: string, more: Readonly<Record<string, unknown>> = {}, otherwise: SentOtherwise = {}) {
  const message = { channel: directOf(MAYA.id), user: MAYA.id, thread_ts: thread, text, ...more }
  return await slack.write(parley.url, message, otherwise)
}

test('where Slack doesn’t know our address it sends over a connection of ours, and a refund is done', async () => {
  await until(() => sockets.count() === 1)
  await say('Refund order A12')
  await until(() => ofThread().length > 0)
  assert.match(shownText(last()), /^Done/)
  assert.equal((await shop.book()).refunds.length, 1)
})

test('a card’s buttons and windows are answered over the connection', async () => {
  await say(INFERRED)
  await until(() => ofThread().length > 0)
  const card = last()
  await slack.press(parley.url, MAYA.id, card, 'parley-edit')
  const view = slack.views.at(-1) ?? assert.fail()
  const wrong = await slack.fill(parley.url, MAYA.id, view, { 'edit 0 /amount': 'much' })
  assert.match(JSON.stringify(wrong), /Write an amount in EUR/)
  await slack.press(parley.url, STRANGER.id, card, 'parley-approve')
  await until(() => slack.ephemeral.some(({ user }) => user === STRANGER.id))
  assert.deepEqual((await shop.book()).refunds, [])
  await slack.press(parley.url, MAYA.id, card, 'parley-approve')
  await until(() => ofThread().length === 2)
  assert.equal((await shop.book()).refunds.length, 1)
  assert.equal(buttonsOf(ofThread()[0]?.blocks ?? []).length, 0)
})

test('before Slack closes a connection the next one stands, and nothing that is said meanwhile is lost', async () => {
  const before = sockets.ever()
  const first = say('hello')
  sockets.disconnect('refresh_requested')
  const second = say('thanks')
  await until(() => sockets.ever() === before + 1 && sockets.count() === 1)
  await Promise.all([first, second])
  await until(() => ofThread().length >= 1)
  await say('hello again')
  await until(() => ofThread().length === 3)
})

deep('an acknowledgement that is lost has the message sent again, and it is one message', async () => {
  sockets.loseAcks(2)
  await say('Refund order A12')
  await until(() => ofThread().length > 0)
  await say('hello')
  await until(() => ofThread().length > 1)
  assert.equal((await shop.book()).refunds.length, 1)
  assert.equal(ofThread().length, 2)
})

deep('a line that breaks is mended by itself', async () => {
  const before = sockets.ever()
  sockets.cut()
  await say('hello')
  await until(() => ofThread().length === 1)
  assert.ok(sockets.ever() > before)
})

deep('what is of another workspace is left alone, and our address takes nothing of that entry', async () => {
  await say('hello', {}, { team: 'T0OTHER' })
  const response = await say('hello', {}, { name: 'acme' })
  assert.equal(response.status, 401)
  await say('hello')
  await until(() => ofThread().length > 0)
  assert.equal(ofThread().length, 1)
})

deep('an operator sees that it is connected', async () => {
  await until(async () => {
    const { body } = await parley.as('operator').request('GET', '/v1/channels')
    return /"connection":"connected"/.test(JSON.stringify(body))
  })
  const listed = await runParley(['channels', '--server', parley.url], { dataDir: parley.place.dataDir })
  assert.match(listed.out, /slack\/acme {2}connected/)
})

deep('once Slack says that connections are switched off, an operator sees that it isn’t', async () => {
  sockets.disconnect('link_disabled')
  await until(() => /slack-socket-off/.test(parley.log()))
  assert.deepEqual(
    slack.refused.filter((why) => why !== 'invalid_auth'),
    [],
  )
})
