import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { shownText } from '../helpers/block-kit.ts'
import { howMany } from '../helpers/depth.ts'
import { directOf, openFakeSlack } from '../helpers/fake-slack.ts'
import { startParley } from '../helpers/parley.ts'
import { startTestShop } from '../helpers/shop.ts'
import { until } from '../helpers/until.ts'

// Three people who write in Slack without waiting for answers.
const PEOPLE = [
  { id: 'U1', name: 'Maya Lindqvist', email: 'maya.lindqvist@example.com' },
  { id: 'U2', name: 'Jonas Weber', email: 'jonas.weber@example.com' },
  { id: 'U3', name: 'Omar Haddad', email: 'omar.haddad@example.com' },
]
const SAID: readonly (readonly [string, RegExp])[] = [
  ['How long do I have to return a damaged item?', /14 days/],
  ['hello', /Hello/],
  ['thanks', /welcome/i],
]
const CONVERSATIONS = howMany({ quick: 3, deep: 21 })

const shop = await startTestShop({ after })
const slack = await openFakeSlack({ after }, { users: PEOPLE })
const parley = await startParley({ after }, { shop, environment: slack.environment })

test('in Slack each answer is the one to its message, and quotes it where that isn’t the newest any more', async () => {
  let quoted = 0
  for (let at = 0; at < CONVERSATIONS; at += PEOPLE.length) {
    await Promise.all(
      PEOPLE.map(async ({ id }) => {
        const thread = `17${String(at).padStart(8, '0')}.00010${id.slice(1)}`
        const channel = directOf(id)
        for (const [text] of SAID) {
          const response = await slack.write(parley.url, { channel, user: id, thread_ts: thread, text })
          assert.ok(response.ok)
          await response.text()
        }
        const told = () =>
          slack.posted.filter((posted) => posted.thread === thread && posted.channel === channel).map(shownText)
        await until(() => told().length >= SAID.length)
        for (const [place, text] of told().entries()) {
          const [words = '', answered] = SAID[place] ?? []
          assert.match(text, answered ?? /$^/)
          if (!text.includes('↩')) continue
          assert.ok(text.includes(`↩ “${words}”`), text)
          quoted += 1
        }
        assert.ok(!told().at(-1)?.includes('↩'))
      }),
    )
  }
  assert.ok(quoted > 0)
})
