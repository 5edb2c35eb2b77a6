import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { runParley } from '../channels/cli/run-parley.ts'
import { copyAgents } from '../helpers/agents.ts'
import { buttonsOf, shownText } from '../helpers/block-kit.ts'
import { deep } from '../helpers/depth.ts'
import { directOf, openFakeSlack } from '../helpers/fake-slack.ts'
import { startShop } from '../helpers/parley.ts'
import { patient } from '../helpers/patient.ts'
import { until } from '../helpers/until.ts'
import { say } from '../helpers/wishes.ts'

// Who has as many requests waiting as may is told which, and takes them back by a press or a word.
const MAYA = { id: 'U1', name: 'Maya Lindqvist', email: 'maya.lindqvist@example.com' }
const agents = await copyAgents({ after })
await agents.change('agent.yaml', 'effectsPerPlan: 20', 'effectsPerPlan: 20, waitingPlans: 3')
const slack = await openFakeSlack({ after }, { users: [MAYA] })
const environment = { ...slack.environment, AGENTS_DIR: agents.dir }
const { parley, shop } = await startShop({ after }, { environment })
const maya = parley.as('customer')

beforeEach(async () => {
  for (const { runId } of await maya.waitingPlans()) await maya.request('POST', `/v1/runs/${runId}/cancel`)
  await shop.renew()
})

const choicesIn = async (threadId: string) =>
  (await maya.messages(threadId)).flatMap(({ parts }) =>
    parts.flatMap((part) => (part.type === 'choices' ? part.choices : [])),
  )
const waiting = async () => (await maya.waitingPlans()).map(({ title }) => /A\d+/.exec(title)?.[0]).toSorted()

/** One waits in a conversation of its own, two in another, where a fourth is asked for. */
async function full(words = ['Refund order A17', 'Refund order A23', 'Refund order A31', 'Refund order A12']) {
  const [first = '', second = '', third = '', fourth = ''] = words
  await say(maya, first)
  const { threadId } = await say(maya, second)
  await say(maya, third, threadId)
  const { answers } = await say(maya, fourth, threadId)
  return { threadId, told: answers.at(-1) ?? '' }
}

test('at the limit it is told which requests wait, and each press takes back what it says', async () => {
  const { threadId, told } = await full()
  assert.match(
    told,
    /3 of your requests are waiting for a decision already, which is the most there may be\. Nothing was done\./,
  )
  assert.match(
    told,
    /These wait, the newest first:\n- .*A31.*\n- .*A23.*\n- .*A17.* \(in another conversation\)\nCancelling one makes room\./,
  )
  const [one, all] = await choicesIn(threadId)
  assert.deepEqual([one?.label, all?.label], ['Cancel one', 'Cancel all in this conversation'])
  // Of two it is asked which.
  const which = await say(maya, one?.says ?? '', threadId)
  assert.match(which.answers[0] ?? '', /Which one do you mean\?/)
  await say(maya, 'The first', threadId)
  assert.deepEqual(await waiting(), ['A17', 'A31'])
  const gone = await say(maya, all?.says ?? '', threadId)
  assert.match(gone.answers[0] ?? '', /^I’ve cancelled this, and none of it was done: Refund .*A31/)
  assert.deepEqual(await waiting(), ['A17'])
  const { body } = await maya.request<{ plans: { status: string }[] }>('GET', `/v1/plans?threadId=${threadId}`)
  assert.deepEqual(body.plans.map(({ status }) => status).toSorted(), ['cancelled', 'cancelled', 'refused'])
  assert.equal((await say(maya, 'Refund order A23', threadId)).run.status, 'waiting')
})

deep('the same in German', async () => {
  const { threadId, told } = await full([
    'Bitte A17 erstatten',
    'Bitte A23 erstatten',
    'Bitte A31 erstatten',
    'Bitte A12 erstatten',
  ])
  assert.match(told, /Diese warten, das neueste zuerst:\n- .*A31[^]*\(in einem anderen Gespräch\)/)
  const [one, all] = await choicesIn(threadId)
  assert.match((await say(maya, one?.says ?? '', threadId)).answers[0] ?? '', /Welches meinen Sie|Welche/)
  await say(maya, all?.says ?? '', threadId)
  assert.deepEqual(await waiting(), ['A17'])
})

test('in the terminal they are listed beside the card, with what to say', patient, async () => {
  const { threadId } = await full()
  const ran = await runParley(['chat', '--thread', threadId, '-m', 'Refund order A12'], {
    dataDir: parley.place.dataDir,
    env: { PARLEY_URL: parley.url },
  })
  assert.match(ran.out, /^This won't be done[^]*These wait, the newest first:\n- Refund[^]*1 {2}Cancel one\n/m)
})

deep('in Slack each way to take back is a button', async () => {
  const thread = '1600000002.000100'
  const write = (text: string) =>
    slack.write(parley.url, { channel: directOf(MAYA.id), user: MAYA.id, thread_ts: thread, text })
  const shown = () => slack.posted.filter((posted) => posted.thread === thread)
  for (const order of ['A17', 'A23', 'A31']) {
    const before = (await waiting()).length
    await write(`Refund order ${order}`)
    await until(async () => (await waiting()).length > before)
  }
  await write('Refund order A12')
  const isTold = () => shown().find((posted) => shownText(posted).includes('These wait, the newest first:'))
  await until(() => isTold() !== undefined)
  const told = isTold()
  assert.ok(told)
  assert.deepEqual(
    buttonsOf(told.blocks).map(({ text }) => text.text),
    ['Cancel one', 'Cancel all in this conversation'],
  )
})
