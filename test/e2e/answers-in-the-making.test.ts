import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { z } from 'zod'
import { deep } from '../helpers/depth.ts'
import { shownText as teamsText } from '../helpers/adaptive-card.ts'
import { shownText } from '../helpers/block-kit.ts'
import { environmentOfAll } from '../helpers/channels-file.ts'
import { directOf, openFakeSlack } from '../helpers/fake-slack.ts'
import { openFakeTeams, type TeamsMessage } from '../helpers/fake-teams.ts'
import { FIRST, MADE_UP, QUESTION, SECOND } from '../fixtures/vase-answer.ts'
import { heldReply, type HeldReply } from '../helpers/held-reply.ts'
import { fails, openModelServer, type ModelReply } from '../helpers/model-server.ts'
import { startParley } from '../helpers/parley.ts'
import { routesTo } from '../helpers/planner-replies.ts'
import { startTestShop } from '../helpers/shop.ts'
import { until } from '../helpers/until.ts'

const MAYA = { id: 'U1', name: 'Maya Lindqvist', email: 'maya.lindqvist@example.com' }
const IN_TEAMS = { ...MAYA, id: '29:1', objectId: '0c0c0c0c-0000-4000-8000-000000000001' }

let answering: readonly ModelReply[] = []
const model = await openModelServer(({ schemaName }) => {
  if (schemaName === 'reading') return routesTo('answer')
  const [next = fails(400), ...rest] = answering
  answering = rest
  return schemaName === 'answer' ? next : fails(400)
})
after(() => model[Symbol.asyncDispose]())
const shop = await startTestShop({ after })
const slack = await openFakeSlack({ after }, { users: [MAYA] })
const teams = await openFakeTeams({ after }, { users: [IN_TEAMS] })
const parley = await startParley(
  { after },
  { shop, environment: { ...model.environment, ...(await environmentOfAll({ after }, [slack, teams])) } },
)
const maya = parley.as('customer')

// A thread and a chat of its own for each test.
let places = 0
let thread = ''
let chat = ''
beforeEach(() => {
  places += 1
  thread = `14${String(places).padStart(8, '0')}.000100`
  chat = `a:making-${places}`
  slack.limitEvery(0)
  teams.refuseStreams(null)
})

const draft = () => slack.drafts.find((each) => each.thread === thread)
const ofThread = () => slack.posted.filter((posted) => posted.thread === thread)
const stream = () => teams.streams.find(({ conversation }) => conversation === chat)

async function ask(...replies: readonly HeldReply[]) {
  answering = replies.map(({ reply }) => reply)
  const message = { channel: directOf(MAYA.id), user: MAYA.id, thread_ts: thread, text: QUESTION }
  const response = await slack.write(parley.url, message)
  return z.object({ threadId: z.string() }).parse(await response.json()).threadId
}

async function askInTeams(reply: HeldReply, more: Partial<TeamsMessage> = {}) {
  answering = [reply.reply]
  const message = { from: IN_TEAMS, conversation: chat, text: QUESTION, ...more }
  assert.ok((await teams.write(parley.url, message)).ok)
}

test('in Slack a checked sentence is shown while the next is written, and the answer takes its place', async (t) => {
  const held = heldReply()
  await ask(held)
  await until(() => draft() !== undefined)
  assert.match(shownText(draft() ?? assert.fail()), /^Working on it…$/)
  const { ts } = draft() ?? assert.fail()
  held.say(MADE_UP)
  held.say(FIRST)
  await until(() => /14 days/.test(draft()?.looked.at(-1) ?? ''))
  assert.match(shownText(draft() ?? assert.fail()), /14 days[^]*Still writing…/)
  held.say(SECOND)
  await until(() => /return shipping/.test(draft()?.looked.at(-1) ?? ''))
  const looked = draft()?.looked ?? []
  held.end()
  await until(() => ofThread().length > 0)
  const [answer] = ofThread()
  assert.equal(answer?.ts, ts)
  assert.match(shownText(answer ?? assert.fail()), /14 days[^]*return shipping[^]*Where this comes from/)
  assert.doesNotMatch(shownText(answer ?? assert.fail()), /Still writing/)
  assert.equal(draft(), undefined)
  assert.doesNotMatch(looked.join('\n'), /1,000/)
  t.diagnostic([...looked, shownText(answer ?? assert.fail())].join('\n---\n'))
})

test('what a broken reply had said is replaced, and nothing of it stays', async () => {
  const [broken, whole] = [heldReply(), heldReply()]
  await ask(broken, whole)
  broken.say(FIRST)
  await until(() => /14 days/.test(draft()?.looked.at(-1) ?? ''))
  broken.end(',{"text":')
  whole.say(SECOND)
  await until(() => /return shipping/.test(draft()?.looked.at(-1) ?? ''))
  assert.doesNotMatch(draft()?.looked.at(-1) ?? '', /14 days/)
  whole.end()
  await until(() => ofThread().length > 0)
  assert.equal(ofThread().length, 1)
  assert.doesNotMatch(shownText(ofThread()[0] ?? assert.fail()), /14 days to send/)
})

deep('what was stopped halfway is taken away', async () => {
  const held = heldReply()
  const threadId = await ask(held)
  held.say(FIRST)
  await until(() => /14 days/.test(draft()?.looked.at(-1) ?? ''))
  const { runId = '' } = await maya.event(threadId, ({ type }) => type === 'run-started')
  assert.ok((await maya.request('POST', `/v1/runs/${runId}/cancel`)).status < 300)
  held.end()
  await until(() => draft() === undefined)
  assert.doesNotMatch(ofThread().map(shownText).join('\n'), /14 days|Still writing/)
})

deep('where Slack wants a pause, nothing of a draft is sent in it, and the answer comes', async () => {
  const held = heldReply()
  await ask(held)
  await until(() => draft() !== undefined)
  slack.limitEvery(1)
  held.say(FIRST)
  const updates = () => slack.calls.filter((call) => call === 'chat.update').length
  const before = updates()
  await until(() => updates() > before)
  held.say(SECOND)
  held.end()
  slack.limitEvery(0)
  await until(() => ofThread().length > 0)
  assert.match(shownText(ofThread()[0] ?? assert.fail()), /return shipping/)
  assert.equal(draft(), undefined)
})

deep('in a chat of Teams it is a stream, which ends with the answer', async (t) => {
  const held = heldReply()
  await askInTeams(held)
  await until(() => stream() !== undefined)
  const { id, looked } = stream() ?? assert.fail()
  held.say(MADE_UP)
  held.say(FIRST)
  await until(() => looked.some((text) => text.includes(FIRST.text)))
  held.say(SECOND)
  await until(() => looked.some((text) => text.includes(SECOND.text)))
  held.end()
  await until(() => teams.in(chat).length > 0)
  const [answer] = teams.in(chat)
  assert.equal(answer?.id, id)
  assert.match(teamsText(answer?.card ?? assert.fail()), /14 days[^]*Where this comes from/)
  assert.equal(stream(), undefined)
  assert.doesNotMatch(looked.join('\n'), /1,000/)
  t.diagnostic([...looked, teamsText(answer?.card ?? assert.fail())].join('\n---\n'))
})

deep(
  'a stream that its reader stopped, or that took too long, is followed by the whole answer in its place',
  async () => {
    const held = heldReply()
    await askInTeams(held)
    await until(() => stream() !== undefined)
    teams.refuseStreams('Content stream was canceled by user')
    held.say(FIRST)
    held.end()
    await until(() => teams.in(chat).length > 0)
    assert.match(teamsText(teams.in(chat)[0]?.card ?? assert.fail()), /14 days/)
    assert.equal(teams.in(chat).length, 1)
  },
)

deep('among others in Teams it is a message that is changed', async () => {
  chat = `19:making-${places}@thread.tacv2`
  const held = heldReply()
  await askInTeams(held, { type: 'channel', isNamed: true })
  held.say(FIRST)
  await until(() => teams.drafts.some(({ conversation }) => conversation === chat))
  const { id } = teams.drafts.find(({ conversation }) => conversation === chat) ?? assert.fail()
  held.end()
  await until(() => teams.in(chat).length > 0)
  assert.deepEqual(
    teams.in(chat).map((posted) => posted.id),
    [id],
  )
  assert.match(teamsText(teams.in(chat)[0]?.card ?? assert.fail()), /14 days/)
  assert.deepEqual(teams.drafts, [])
})

deep('neither of them refused anything', () => {
  assert.deepEqual(slack.refused, [])
  assert.deepEqual(teams.refused, [])
})
