import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import type { RunView, WaitingForTool } from '#contract/run.ts'
import { copyAgents } from '../helpers/agents.ts'
import { startParley } from '../helpers/parley.ts'
import type { Said } from '../helpers/parley-client.ts'
import { startTestShop } from '../helpers/shop.ts'
import { startToolProxy, type ProxyAction } from '../helpers/tool-proxy.ts'
import { until } from '../helpers/until.ts'

// A run that rests while its mail server is away: what it says that it waits for, what happens to its tool meanwhile, and how
// it ends where nobody ever answers. The refund is small and goes ahead by itself; the mail takes a key.
const shop = await startTestShop({ after })
let onCall: (tool: string | null) => ProxyAction = () => 'pass'
let isRedefined = false
const proxy = await startToolProxy({ after }, shop.url, ({ method, tool }) => {
  if (method === 'tools/list' && isRedefined) return { rewrite: redefined }
  return onCall(tool)
})
const agents = await copyAgents({ after })
await agents.change('agent.yaml', 'expireAfter: 24h', 'expireAfter: 6s')
const KEEP_TRYING_MS = 6_000
const parley = await startParley(
  { after },
  {
    shop: { url: proxy.url, token: shop.token },
    environment: { AGENTS_DIR: agents.dir, KEEP_TRYING_MS: `${KEEP_TRYING_MS}` },
  },
)
const customer = parley.as('customer')
const operator = parley.as('operator')

beforeEach(async () => {
  onCall = () => 'pass'
  isRedefined = false
  await shop.renew()
})

function redefined(text: string): string {
  const other = text.replaceAll('Sends a mail from a template.', 'Sends a letter.')
  assert.notEqual(other, text)
  return other
}

const mailCalls = () => proxy.requests.filter(({ tool }) => tool === 'mail.send').length
const runOf = async ({ runId }: Said) => (await customer.request<RunView>('GET', `/v1/runs/${runId}`)).body

async function whileAway(): Promise<Said & { readonly waits: WaitingForTool }> {
  onCall = (tool) => (tool === 'mail.send' ? 'drop-before' : 'pass')
  const said = await customer.say('Refund order A12')
  let { waitingFor: waits } = await runOf(said)
  await until(async () => (waits = (await runOf(said)).waitingFor)?.type === 'tool')
  assert.ok(waits?.type === 'tool')
  return { ...said, waits }
}

test('a run says which tool it waits for, for which step, since when, and when it is tried next; where nobody ever answers, it ends told', async () => {
  const { waits, ...said } = await whileAway()
  const { status } = await runOf(said)
  assert.ok(status === 'running' || status === 'queued')
  const plan = await customer.planOf(said)
  assert.deepEqual([waits.tool, waits.planId, waits.title], ['shop/mail.send', plan.id, plan.title])
  assert.deepEqual(waits.step, { index: 1, title: plan.effects[1]?.title })
  assert.deepEqual(waits.links, { plan: `/v1/plans/${plan.id}` })
  const [since, next, ends] = [waits.since, waits.nextTryAt, waits.until ?? ''].map((time) => Date.parse(time))
  assert.ok(since && next && ends && since < next && ends >= since + KEEP_TRYING_MS && ends < since + 60_000)
  // In real time: as long as its patience lasts, and no row is moved.
  const { waitingFor } = await customer.settled(said.runId, 'waiting')
  const told = Date.now()
  assert.ok(told >= ends, `asked ${ends - told} ms before its time`)
  assert.ok(waitingFor?.type === 'resolution')
  const { trying, status: now } = await operator.plan(plan.id)
  assert.deepEqual([now, trying?.code, trying?.nextAt], ['unknown', 'tool-silent', null])
  assert.ok(trying?.tries.every(({ did, firstAt }) => did === 'call' && firstAt !== ''))
  assert.equal(mailCalls() >= 3, true)
  const path = waitingFor.steps[0]?.resolution ?? ''
  // Its server is left alone by now, for longer than the patience: it is tried once more all the same before anybody is asked.
  const before = mailCalls()
  const asked = (await customer.events(said.threadId)).at(-1)?.seq ?? 0
  assert.equal((await operator.request('POST', path, { outcome: 'look-again', note: 'once more' })).status, 200)
  await customer.event(said.threadId, ({ type, seq }) => type === 'run-waiting' && seq > asked)
  assert.ok(mailCalls() > before)
  const didNot = { outcome: 'did-not', note: 'the mail server has nothing' }
  assert.equal((await operator.request('POST', path, didNot)).status, 200)
  await customer.settled(said.runId, 'done')
  assert.match((await customer.answers(said.threadId))[0] ?? '', /stopped at step 2 of 2: it didn’t happen/)
  assert.deepEqual([(await shop.book()).refunds.length, (await shop.book()).mails.length], [1, 0])
})

test('a tool that is redefined while its step rests isn’t called any more: a person is asked', async () => {
  // The breaker of the test before is open still.
  await parley.stop()
  await parley.start()
  const { waits: _waits, ...said } = await whileAway()
  // What its server offers is read with a new session, as after a restart on either side.
  await parley.stop()
  isRedefined = true
  const before = mailCalls()
  onCall = () => 'pass'
  await parley.start()
  await customer.settled(said.runId, 'waiting')
  assert.equal((await customer.planOf(said)).status, 'unknown')
  assert.equal((await shop.book()).mails.length, 0)
  assert.equal(mailCalls(), before)
})
