import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { shownText as teamsText } from '../helpers/adaptive-card.ts'
import { shownText as slackText } from '../helpers/block-kit.ts'
import { environmentOfAll } from '../helpers/channels-file.ts'
import { startDeskOfFiles } from '../helpers/desk-of-files.ts'
import { openFakeMail, type ReceivedMail } from '../helpers/fake-mail.ts'
import { directOf, openFakeSlack } from '../helpers/fake-slack.ts'
import { openFakeTeams } from '../helpers/fake-teams.ts'
import { fails, openModelServer, saysJson, type ModelReply } from '../helpers/model-server.ts'
import { MANY_MESSAGES, startParley } from '../helpers/parley.ts'
import type { PersonClient } from '../helpers/parley-client.ts'
import { reads, routesTo, writes } from '../helpers/planner-replies.ts'
import { startTestShop } from '../helpers/shop.ts'
import { until } from '../helpers/until.ts'

// What was looked up, and an outcome that nobody is sure of, as whoever asked outside our pages sees them.
let reading: ModelReply = routesTo('plan')
let programs: ModelReply[] = []
const model = await openModelServer(
  ({ schemaName }) => (schemaName === 'reading' ? reading : (programs.shift() ?? fails(400))),
  { outcome: () => saysJson({ came: 'unsure', words: null, needs: null }) },
)
after(() => model[Symbol.asyncDispose]())

const MAYA = { id: 'U1', name: 'Maya Lindqvist', email: 'maya.lindqvist@example.com' }
const IN_TEAMS = { ...MAYA, id: '29:1', objectId: '0c0c0c0c-0000-4000-8000-000000000001' }

type Channel = 'Slack' | 'Teams' | 'mail'
const CHANNELS: readonly Channel[] = ['Slack', 'Teams', 'mail']

interface Outside {
  readonly maya: PersonClient
  readonly lead: PersonClient
  /** Writes in a conversation of its own, and gives what stands in it, the newest last. */
  say(channel: Channel, text: string): Promise<() => readonly string[]>
}

async function openOutside(
  shop: { url: string; token: string },
  more: Readonly<Record<string, string>>,
): Promise<Outside> {
  const slack = await openFakeSlack({ after }, { users: [MAYA] })
  const teams = await openFakeTeams({ after }, { users: [IN_TEAMS] })
  const mail = await openFakeMail({ after })
  const channels = await environmentOfAll({ after }, [slack, teams, mail])
  const environment = { ...channels, ...model.environment, ...more }
  const parley = await startParley({ after }, { shop, limits: MANY_MESSAGES, environment })
  let conversations = 0
  const write = async (channel: Channel, text: string): Promise<() => readonly string[]> => {
    conversations += 1
    if (channel === 'Slack') {
      const thread = `16${String(conversations).padStart(8, '0')}.000100`
      await slack.write(parley.url, { channel: directOf(MAYA.id), user: MAYA.id, thread_ts: thread, text })
      return () => slack.posted.filter((posted) => posted.thread === thread).map(slackText)
    }
    if (channel === 'Teams') {
      const conversation = `a:chat-${conversations}`
      await teams.write(parley.url, { from: IN_TEAMS, conversation, text })
      return () => teams.in(conversation).map(({ card }) => teamsText(card))
    }
    const messageId = `<talk-${conversations}@example.com>`
    const isAnswer = (received: ReceivedMail) => received.mail.references?.includes(messageId)
    await mail.write(parley.url, { messageId, text })
    return () => mail.received.filter(isAnswer).map((received) => received.mail.text?.replaceAll(/\s+/gu, ' ') ?? '')
  }
  return {
    maya: parley.as('customer'),
    lead: parley.as('support-lead'),
    say: async (channel, text) => {
      const shown = await write(channel, text)
      await until(() => shown().length > 0)
      return shown
    },
  }
}

const shop = await startTestShop({ after })
const ofShop = await openOutside(shop, {})
const desk = await startDeskOfFiles({ after })
const ofDesk = await openOutside({ url: desk.server.url, token: 'none' }, { AGENTS_DIR: desk.dir })
beforeEach(() => shop.renew())

const THE_MUG = `const orders = await tools.shop.orders.search({})
const found = orders.filter((order) => order.items.some((item) => item.title.toLowerCase().includes('mug')))
return procedures.refund({ orderId: found[0].id }, 'refund the one with the mug')`

for (const channel of CHANNELS) {
  test(`in ${channel}, “the one with the mug” is asked about once, naming what was looked up`, async () => {
    reading = reads({ procedure: 'refund', from: 'tools' })
    programs = [writes(THE_MUG)]
    const shown = await ofShop.say(channel, 'refund the one with the mug')
    const [plan] = await ofShop.maya.waitingPlans()
    assert.ok(plan)
    assert.ok(plan.intent?.doubts.includes('looked-up'))
    assert.match(shown().at(-1) ?? '', /I looked up what is meant: A23 \([^)]*mug/iu)
    await ofShop.maya.decide(plan, 'approve')
    await ofShop.lead.decide(await ofShop.lead.plan(plan.id), 'approve')
    await until(() => /\bDone\b/u.test(shown().at(-1) ?? ''))
    assert.equal((await shop.book()).refunds.length, 1)
  })

  test(`in ${channel}, an answer that nobody is sure of isn’t told as done`, async () => {
    reading = routesTo('plan')
    programs = [writes("tools.desk.files.share({ path: '/a' }, 'share /a')\nsay('It is shared.')")]
    const shown = await ofDesk.say(channel, 'share /a')
    const [plan] = await ofDesk.maya.waitingPlans()
    if (plan) await ofDesk.maya.decide(plan, 'approve')
    await until(() => /doesn’t say whether this was done/u.test(shown().at(-1) ?? ''))
    assert.match(shown().at(-1) ?? '', /Share \/a: the tool answered “Shared \/a”/u)
    assert.doesNotMatch(shown().at(-1) ?? '', /It is shared/u)
  })
}
