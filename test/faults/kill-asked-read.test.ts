import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import type { PlanView } from '#contract/plan.ts'
import { askingAgent } from '../helpers/asking-agent.ts'
import { startParleyProcess } from '../helpers/parley-process.ts'
import { startToolProxy, type ProxyAction } from '../helpers/tool-proxy.ts'

// People allow reads, and the server dies before they are made, in the midst of them, or just after the yes.

const agent = await askingAgent(
  { after },
  {
    'open all of them': `const { messages } = await tools.rooms.messages.list({})
const texts = []
for (const { text } of messages) {
  const page = await tools.rooms.page.open({ url: text.match(/www\\.\\S+/)[0] })
  texts.push(page.text)
}
tools.rooms.note.post({ text: 'Read ' + texts.length })
return say('All of them.')`,
  },
)
let onCall: (tool: string | null) => ProxyAction = () => 'pass'
const proxy = await startToolProxy({ after }, agent.server.url, ({ tool }) => onCall(tool))
await agent.change('tools.yaml', agent.server.url, proxy.url)
const parley = await startParleyProcess(
  { after },
  {
    shop: { url: 'http://127.0.0.1:1', token: 'none' },
    environment: { AGENTS_DIR: agent.dir, RUN_LEASE_MS: '1500' },
  },
)
const customer = parley.as('customer')
let before = { list: 0, open: 0, post: 0 }

beforeEach(() => {
  onCall = () => 'pass'
  before = count()
})

function count() {
  return { list: agent.made('messages.list'), open: agent.made('page.open'), post: agent.made('note.post') }
}

function made() {
  const now = count()
  return { list: now.list - before.list, open: now.open - before.open, post: now.post - before.post }
}

/** Kills the server in the so-many-th call of a page; resolves when it is dead. The page is never asked for. */
function killInCall(nth: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  let calls = 0
  onCall = (tool) => {
    if (tool !== 'page.open' || ++calls !== nth) return 'pass'
    onCall = () => 'pass'
    const killed = parley.kill().then(resolve)
    return { until: killed.then(() => Promise.reject(new Error('the caller is dead'))) }
  }
  return promise
}

async function asked(): Promise<{ readonly plan: PlanView; readonly runId: string; readonly threadId: string }> {
  const said = await customer.ask('open all of them')
  assert.equal(said.run.status, 'waiting')
  return { plan: await customer.planOf(said), ...said }
}

for (const nth of [1, 2]) {
  test(`a server killed in allowed read ${nth} of 2 is followed by one that makes what is left, and asks nobody`, async () => {
    const { plan, runId, threadId } = await asked()
    const dead = killInCall(nth)
    assert.equal((await customer.decide(plan, 'approve')).status, 200)
    await dead
    assert.equal(made().open, nth - 1)
    await parley.start()
    await customer.settled(runId, 'done')
    await onceAllowed(plan, threadId)
  })
}

test('a server killed right after the yes goes on once, whoever says it again', async () => {
  const { plan, runId, threadId } = await asked()
  const yes = customer.decide(plan, 'approve')
  const again = customer.decide(plan, 'approve').catch(() => null)
  assert.equal((await yes).status, 200)
  await parley.kill()
  await again
  await parley.start()
  assert.equal((await customer.decide(plan, 'approve')).status, 200)
  await customer.settled(runId, 'done')
  assert.equal((await customer.decide(plan, 'approve')).status, 200)
  await onceAllowed(plan, threadId)
})

test('a server killed while the card waits has the same card afterwards', async () => {
  const { plan, runId, threadId } = await asked()
  await parley.kill()
  await parley.start()
  assert.deepEqual((await customer.plan(plan.id)).digest, plan.digest)
  assert.equal((await customer.decide(plan, 'approve')).status, 200)
  await customer.settled(runId, 'done')
  await onceAllowed(plan, threadId)
})

// No read stands in the journal twice, none that stood there was made again, and it was asked and allowed once.
async function onceAllowed(plan: PlanView, threadId: string): Promise<void> {
  const done = await customer.plan(plan.id)
  assert.equal(done.status, 'done', JSON.stringify(done.failure))
  assert.deepEqual(
    done.allowed.map(({ digest }) => digest),
    [plan.digest, plan.digest],
  )
  assert.deepEqual(
    done.reads.map(({ tool }) => tool),
    ['rooms/messages.list', 'rooms/page.open', 'rooms/page.open'],
  )
  assert.equal(made().post, 1)
  assert.equal((await customer.answers(threadId)).length, 1)
  const proposed = (await customer.events(threadId)).filter(({ type }) => type === 'plan-proposed')
  assert.equal(proposed.length, 2)
}
