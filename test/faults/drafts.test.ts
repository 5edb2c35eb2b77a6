import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { shownText } from '../helpers/block-kit.ts'
import { directOf, openFakeSlack } from '../helpers/fake-slack.ts'
import { FIRST, SECOND } from '../fixtures/vase-answer.ts'
import { heldReply } from '../helpers/held-reply.ts'
import { fails, openModelServer, type ModelReply } from '../helpers/model-server.ts'
import { startParleyProcess } from '../helpers/parley-process.ts'
import { routesTo } from '../helpers/planner-replies.ts'
import { startTestShop } from '../helpers/shop.ts'
import { until } from '../helpers/until.ts'

const MAYA = { id: 'U1', name: 'Maya Lindqvist', email: 'maya.lindqvist@example.com' }

// Until the server is killed every request gets the one that is lost: a busy machine asks twice, when a lease lapses.
let answering: ModelReply = fails(400)
const model = await openModelServer(({ schemaName }) => {
  if (schemaName === 'reading') return routesTo('answer')
  return schemaName === 'answer' ? answering : fails(400)
})
after(() => model[Symbol.asyncDispose]())
const shop = await startTestShop({ after })
const slack = await openFakeSlack({ after }, { users: [MAYA] })
const environment = { ...model.environment, ...slack.environment, RUN_LEASE_MS: '1000' }
const parley = await startParleyProcess({ after }, { shop, environment })

test('a server killed while its answer was written leaves one message, which is the whole answer of the next', async () => {
  const [lost, whole] = [heldReply(), heldReply()]
  answering = lost.reply
  const message = { channel: directOf(MAYA.id), user: MAYA.id, text: 'My vase is broken, until when can I return it?' }
  await slack.write(parley.url, message)
  lost.say(FIRST)
  await until(() => slack.drafted.some((looked) => looked.includes(FIRST.text)))
  await parley.kill()
  lost.end()
  const [draft] = slack.drafts
  answering = whole.reply
  await parley.start()
  whole.say(SECOND)
  whole.end()
  await until(() => slack.posted.length > 0)
  assert.deepEqual(
    slack.posted.map(({ ts }) => ts),
    [draft?.ts],
  )
  assert.deepEqual(slack.drafts, [])
  const shown = shownText(slack.posted[0] ?? assert.fail())
  assert.match(shown, /return shipping/)
  assert.doesNotMatch(shown, /14 days to send|Still writing/)
  assert.deepEqual(slack.refused, [])
})

test('a server killed between Slack’s having a draft and its saying so is followed by one message', async () => {
  const [lost, whole] = [heldReply(), heldReply()]
  answering = lost.reply
  let kills = 1
  slack.beforeAnswer(async () => {
    if (kills-- > 0) await parley.kill()
  })
  const thread = '1600000009.000100'
  const message = { channel: directOf(MAYA.id), user: MAYA.id, thread_ts: thread, text: 'Until when can I return it?' }
  await slack.write(parley.url, message)
  lost.say(FIRST)
  await until(() => kills <= 0)
  lost.end()
  answering = whole.reply
  await parley.start()
  whole.say(SECOND)
  whole.end()
  const ofThread = () => [...slack.posted, ...slack.drafts].filter((each) => each.thread === thread)
  await until(() => slack.posted.some((each) => each.thread === thread))
  assert.equal(ofThread().length, 1)
})
