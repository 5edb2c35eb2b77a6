import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import type { PlanView } from '#contract/plan.ts'
import { askingAgent } from '../helpers/asking-agent.ts'
import { startParley } from '../helpers/parley.ts'
import type { Said } from '../helpers/parley-client.ts'

// A read that a rule asks about waits with a card, and is made once people have said yes to it.

const OPEN = `const { messages } = await tools.rooms.messages.list({})
const url = messages.find(({ author }) => author === 'Bob').text.match(/www\\.\\S+/)[0]
const page = await tools.rooms.page.open({ url })`
const agent = await askingAgent(
  { after },
  {
    'read the article': `${OPEN}\nreturn say('It says: ' + page.text)`,
    'post the article': `${OPEN}\ntools.rooms.note.post({ text: 'Read this' })`,
    'publish the article': `${OPEN}\ntools.rooms.note.publish({ text: 'Read this' })`,
    'look up the record': `const record = await tools.rooms.record.read({ id: 'R7' })\nreturn say('It is ' + record.holder)`,
  },
)
const parley = await startParley(
  { after },
  { shop: { url: 'http://127.0.0.1:1', token: 'none' }, environment: { AGENTS_DIR: agent.dir } },
)
const customer = parley.as('customer')
const lead = parley.as('support-lead')
let before = { list: 0, open: 0 }

beforeEach(() => {
  before = { list: agent.made('messages.list'), open: agent.made('page.open') }
})

const made = () => ({
  list: agent.made('messages.list') - before.list,
  open: agent.made('page.open') - before.open,
})

test('a read that a rule asks its requester about is made after their yes, and none is made twice', async () => {
  const { turn, plan } = await waiting('read the article')
  assert.deepEqual(plan.awaits, ['requester'])
  assert.equal(plan.asking, true)
  assert.equal(plan.title, 'Open www.example.org/selling')
  assert.deepEqual(made(), { list: 1, open: 0 })
  assert.equal((await customer.decide(plan, 'approve')).status, 200)
  await customer.settled(turn.runId, 'done')
  assert.deepEqual(made(), { list: 1, open: 1 })
  const done = await customer.plan(plan.id)
  assert.equal(done.status, 'done')
  assert.equal((await customer.answers(turn.threadId))[0], 'It says: Listen to your customers.')
})

interface Waiting {
  readonly plan: PlanView
  readonly turn: Said
}

async function waiting(text: string): Promise<Waiting> {
  const turn = await customer.ask(text)
  assert.equal(turn.run.status, 'waiting', JSON.stringify(await customer.answers(turn.threadId)))
  return { turn, plan: await customer.planOf(turn) }
}
