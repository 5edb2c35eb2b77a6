import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { deep } from '../helpers/depth.ts'
import { openPlaceAsOwner } from '../helpers/database.ts'
import { askingAgent } from '../helpers/asking-agent.ts'
import { fails, openModelServer, type ModelReply } from '../helpers/model-server.ts'
import { startParley } from '../helpers/parley.ts'
import { routesTo, writes } from '../helpers/planner-replies.ts'
import { until } from '../helpers/until.ts'

// What a read that people are asked about was asked by is another when they say yes, and a program that was mended asks.
let programs: ModelReply[] = []
const model = await openModelServer(({ schemaName }) =>
  schemaName === 'reading' ? routesTo('plan') : (programs.shift() ?? fails(400)),
)
after(() => model[Symbol.asyncDispose]())
const RECORD = `const record = await tools.rooms.record.read({ id: 'R7' })\nreturn say('It is ' + record.holder)`
const agent = await askingAgent({ after }, { 'look up the record': RECORD })
await agent.change(
  'tools.yaml',
  'noun: post, owner: none, why: a test, accepts: [text]',
  'noun: post, owner: none, why: a test, accepts: [text, because]',
)
const parley = await startParley(
  { after },
  {
    shop: { url: 'http://127.0.0.1:1', token: 'none' },
    environment: { ...model.environment, AGENTS_DIR: agent.dir },
  },
)
const customer = parley.as('customer')
const lead = parley.as('support-lead')
const operator = parley.as('operator')

const OPEN = `const url = messages.find(({ author }) => author === 'Bob').text.match(/www\\.\\S+/)[0]
const page = await tools.rooms.page.open({ url })
return say('It says: ' + page.text)`
const LIST = 'const { messages } = await tools.rooms.messages.list({})\n'

test('a read that a mended program makes is asked about, once, and by all that was read before it was mended', async () => {
  programs = [writes(`${LIST}return say(new Date(messages[0].text).toISOString())`), writes(`${LIST}${OPEN}`)]
  const said = await customer.ask('What does the article say that Bob wrote of in general?')
  const told = (await customer.answers(said.threadId)).join('\n')
  assert.equal(said.run.status, 'waiting', told)
  const plan = await customer.planOf(said)
  assert.deepEqual([plan.asking, plan.title, agent.made('page.open')], [true, 'Open www.example.org/selling', 0])
  assert.ok(
    plan.effects[0]?.because.ctrl.includes('tool:rooms/messages.list.messages.text'),
    JSON.stringify(plan.effects[0]),
  )
  assert.equal((await customer.decide(plan, 'approve')).status, 200)
  await customer.settled(said.runId, 'done')
  assert.deepEqual(await customer.answers(said.threadId), ['It says: Listen to your customers.'])
  assert.equal(agent.made('page.open'), 1)
})

test('a mended plan that would need nobody’s yes, and whose reads are too old to begin by, asks once to look again', async () => {
  const open = OPEN.split('\n').slice(0, 2).join('\n')
  programs = [
    writes(`${LIST}${open}\nreturn say(new Date(page.text).toISOString())`),
    writes(`${LIST}${open}\nif (page.text) tools.rooms.note.post({ text: slots.text }, 'Please post Ready.')`, {
      text: 'Ready',
    }),
  ]
  const made = agent.made('page.open')
  const said = await customer.ask('Please post Ready.')
  const read = await customer.planOf(said)
  await using owner = await openPlaceAsOwner(parley.place)
  await owner.run(`update plans set created_at = created_at - interval '1 minute' where id = $1`, [read.id])
  assert.equal((await customer.decide(read, 'approve')).status, 200)
  let plan = read
  await until(async () => {
    plan = await customer.plan(read.id)
    return plan.status !== 'making' && plan.digest !== read.digest && !plan.asking
  })
  assert.deepEqual(
    [plan.status, plan.awaits, plan.verdict?.policies.at(-1)],
    ['waiting', ['requester'], 'parley.again'],
  )
  assert.deepEqual([agent.made('page.open') - made, agent.made('note.post')], [1, 0])
  assert.equal((await customer.decide(plan, 'approve')).status, 200)
  await customer.settled(said.runId, 'done')
  assert.equal((await customer.plan(plan.id)).status, 'done')
  assert.deepEqual([agent.made('page.open') - made, agent.made('note.post')], [2, 1])
})

deep(
  'a tool that is another by the time of the yes isn’t called: that is said, and asked anew it waits once more',
  async () => {
    const said = await customer.ask('look up the record')
    const plan = await customer.planOf(said)
    const before = await offered()
    agent.describe('Hands records to everybody')
    await until(async () => (await offered()).state !== 'accepted')
    const held = await lead.decide(plan, 'approve')
    assert.deepEqual([held.status, held.body['code']], [423, 'tool-suspended'])
    assert.equal((await customer.plan(plan.id)).status, 'waiting')
    const now = await offered()
    assert.notEqual(now.offered, before.offered)
    const accepted = await operator.request('POST', '/v1/tools/acceptances', { tool: now.tool, hash: now.offered })
    assert.equal(accepted.status, 200)
    // What the lead looked at was the other tool's.
    assert.equal((await lead.decide(plan, 'approve')).status, 200)
    await customer.settled(said.runId, 'done')
    assert.match(
      (await customer.answers(said.threadId)).join('\n'),
      /^Our team changed how this is done .* ask for it again\.$/,
    )
    assert.deepEqual([(await customer.plan(plan.id)).status, agent.made('record.read')], ['stale', 0])
    const again = await customer.ask('look up the record')
    assert.equal((await lead.decide(await customer.planOf(again), 'approve')).status, 200)
    await customer.settled(again.runId, 'done')
    assert.deepEqual([await customer.answers(again.threadId), agent.made('record.read')], [['It is Charlie'], 1])
  },
)

interface Offered {
  readonly tool: string
  readonly state: string
  readonly offered: string
}

async function offered(): Promise<Offered> {
  const { body } = await operator.request<{ tools: readonly Offered[] }>('GET', '/v1/tools')
  const tool = body.tools.find((one) => one.tool === 'rooms/record.read')
  assert.ok(tool)
  return tool
}
