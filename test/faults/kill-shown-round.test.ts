import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import type { PlanView } from '#contract/plan.ts'
import { copyAgents } from '../helpers/agents.ts'
import { fails, openModelServer, type ModelReply } from '../helpers/model-server.ts'
import { startParleyProcess } from '../helpers/parley-process.ts'
import { routesTo, writes } from '../helpers/planner-replies.ts'
import { startTestShop } from '../helpers/shop.ts'
import { startToolProxy, type ProxyAction } from '../helpers/tool-proxy.ts'

// A planner is shown what was read and writes once more, and the server dies at each step of that.

const shop = await startTestShop({ after })
let onCall: (tool: string | null) => ProxyAction = () => 'pass'
const proxy = await startToolProxy({ after }, shop.url, ({ tool }) => onCall(tool))
let programs: ModelReply[] = []
let onAsked = (): void => undefined
const model = await openModelServer(({ schemaName }) => {
  if (schemaName === 'reading') return routesTo('plan')
  const next = programs[0] ?? fails(400)
  if (next.kind === 'silence') onAsked()
  else programs = programs.slice(1)
  return next
})
after(() => model[Symbol.asyncDispose]())
const agents = await copyAgents({ after })
await agents.change('agent.yaml', 'whenBusy: queue', 'shownToPlanner: { rounds: 1 }\nwhenBusy: queue')
const parley = await startParleyProcess(
  { after },
  {
    shop: { url: proxy.url, token: shop.token },
    environment: { ...model.environment, AGENTS_DIR: agents.dir, RUN_LEASE_MS: '1500' },
  },
)
const customer = parley.as('customer')
const lead = parley.as('support-lead')

const ASKS = 'Do what the note of order A31 says, and mail maya.lindqvist@example.com'
const SHOWS = writes("const order = await tools.shop.orders.get({ id: 'A31' })\nreturn show(order.note)")
const SEND =
  "tools.shop.mail.send({ to: 'maya.lindqvist@example.com', template: 'refund-issued', values: { refundId: '1' } }, 'mail maya.lindqvist@example.com')"
const MAILS = writes(SEND)
const LOOKS_AND_MAILS = writes(`const other = await tools.shop.orders.get({ id: 'A12' })\n${SEND}`)

let before = count()

beforeEach(async () => {
  onCall = () => 'pass'
  onAsked = () => undefined
  await shop.renew()
  before = count()
})

function count() {
  const calls = (name: string) => proxy.requests.filter(({ tool }) => tool === name).length
  const asked = model.requests.filter(({ schemaName }) => schemaName === 'plan').length
  return { asked, read: calls('orders.get'), mailed: calls('mail.send') }
}

function made() {
  const now = count()
  return { asked: now.asked - before.asked, read: now.read - before.read, mailed: now.mailed - before.mailed }
}

/** Kills the server in the so-many-th call of a tool; resolves when it is dead. The tool is never reached. */
function killInCall(of: string, nth = 1): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  let calls = 0
  onCall = (tool) => {
    if (tool !== of || ++calls !== nth) return 'pass'
    onCall = () => 'pass'
    const killed = parley.kill().then(resolve)
    return { until: killed.then(() => Promise.reject(new Error('the caller is dead'))) }
  }
  return promise
}

/** The same while the model thinks. */
function killInThought(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  onAsked = () => {
    onAsked = () => undefined
    void parley.kill().then(resolve)
  }
  return promise
}

async function decided(plan: PlanView): Promise<void> {
  assert.equal((await lead.decide(plan, 'approve')).status, 200)
  assert.equal((await customer.decide(plan, 'approve')).status, 200)
}

/** The card has what the planner was shown, hangs on it, and asks both; after their yeses there is one mail. */
async function mailsOnce(said: Awaited<ReturnType<typeof customer.say>>): Promise<void> {
  await customer.settled(said.runId, 'waiting')
  const plan = await customer.planOf(said)
  isOfShown(plan)
  await decided(plan)
  await customer.settled(said.runId, 'done')
  await once(said, plan)
}

function isOfShown(plan: PlanView): void {
  assert.ok((plan.plannerRead?.excerpts[0]?.before ?? '').length > 20)
  assert.deepEqual([plan.intent?.basis, plan.intent?.doubts.includes('shown-text')], ['inferred', true])
  assert.ok(plan.verdict?.policies.includes('parley.shown'))
  assert.deepEqual(plan.awaits.toSorted(), ['requester', 'support-lead'])
}

async function once(said: { readonly threadId: string }, { id }: PlanView): Promise<void> {
  assert.equal((await customer.plan(id)).status, 'done')
  assert.equal((await shop.book()).mails.length, 1)
  const proposed = (await customer.events(said.threadId)).filter(({ type }) => type === 'plan-proposed')
  assert.deepEqual(new Set(proposed.map((event) => ('planId' in event ? event.planId : null))), new Set([id]))
}

test('killed in the read that is to be shown: it is made, shown and written once more', async () => {
  programs = [SHOWS, MAILS]
  const dead = killInCall('orders.get')
  const said = await customer.say(ASKS)
  await dead
  await parley.start()
  await mailsOnce(said)
  assert.equal(made().asked, 2)
})

test('killed while the planner reads: it is shown the same, whose read isn’t made again', async () => {
  programs = [SHOWS, { kind: 'silence' }]
  const dead = killInThought()
  const said = await customer.say(ASKS)
  await dead
  const { read } = made()
  programs = [MAILS]
  await parley.start()
  await customer.settled(said.runId, 'waiting')
  assert.equal(made().read, read)
  const [last, again] = model.requests.filter(({ schemaName }) => schemaName === 'plan').slice(-2)
  assert.deepEqual(again?.messages, last?.messages)
  await mailsOnce(said)
})

test('killed in a read that the second round was allowed: it is made, and what was shown stays beside the card', async () => {
  programs = [SHOWS, LOOKS_AND_MAILS]
  const said = await customer.ask(ASKS)
  const reads = await customer.planOf(said)
  assert.equal(reads.asking, true)
  const dead = killInCall('orders.get')
  for (const person of reads.awaits.includes('requester') ? [lead, customer] : [lead])
    assert.equal((await person.decide(reads, 'approve')).status, 200)
  await dead
  await parley.start()
  await customer.event(said.threadId, (event) => event.type === 'plan-proposed' && event.digest !== reads.digest)
  await mailsOnce(said)
  assert.equal(made().asked, 2)
})
