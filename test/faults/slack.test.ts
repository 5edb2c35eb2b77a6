import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { openFakeSlack } from '../helpers/fake-slack.ts'
import { startParleyProcess } from '../helpers/parley-process.ts'
import { startTestShop } from '../helpers/shop.ts'
import { until } from '../helpers/until.ts'

const MAYA = { id: 'U0', name: 'Maya Lindqvist', email: 'maya.lindqvist@example.com' }

const shop = await startTestShop({ after })
const slack = await openFakeSlack({ after }, { users: [MAYA] })
const environment = { ...slack.environment, RUN_LEASE_MS: '1000' }
const parley = await startParleyProcess({ after }, { shop, environment })

/** What Slack does whose event got no answer: it sends the very same again. */
async function say(user: string, thread: string, ts: string): Promise<void> {
  for (;;) {
    const message = { channel: `D${user.slice(1)}`, user, thread_ts: thread, ts, text: 'hello' }
    const response = await slack.write(parley.url, message).catch(() => null)
    await response?.text()
    if (response?.ok === true) return
    await delay(100)
  }
}

const answers = (thread: string) => slack.posted.filter((posted) => posted.thread === thread)

test('a server killed when Slack has the answer and nobody has heard finds it there, and posts no second', async () => {
  let kills = 1
  slack.beforeAnswer(async () => {
    if (kills-- > 0) await parley.kill()
  })
  await say('U0', '1600000001.000100', '1600000001.000200')
  await until(() => kills <= 0)
  await parley.start()
  await until(() => slack.calls.includes('conversations.replies'))
  // A second one would be there by now: the next message of the thread comes after it.
  slack.beforeAnswer(null)
  await say('U0', '1600000001.000100', '1600000001.000300')
  await until(() => answers('1600000001.000100').length === 2)
  assert.equal(new Set(answers('1600000001.000100').map(({ id }) => id)).size, 2)
})
