import assert from 'node:assert/strict'
import { after, test, type TestContext } from 'node:test'
import type { ThreadEvent } from '#memory/events/thread-event.ts'
import { copyAgents } from '../helpers/agents.ts'
import { openPlaceAsOwner } from '../helpers/database.ts'
import { IS_DEEP, deep, someOf } from '../helpers/depth.ts'
import { EvidenceChain, readEvidence } from '../helpers/evidence.ts'
import { startParleyProcess, startWorkerProcess, type TestWorker } from '../helpers/parley-process.ts'
import type { Said } from '../helpers/parley-client.ts'
import { startTestShop } from '../helpers/shop.ts'
import { callNow, openTestTools } from '../helpers/tool-servers.ts'
import { startToolProxy, type ProxyAction } from '../helpers/tool-proxy.ts'

// The shop survives, in this process: its book is the witness. Between it and Parley stands a proxy, which sees the very
// moment of a call. A shorter timeout makes a shorter lease, which is what a take-over waits for.
const shop = await startTestShop({ after })
let onCall: (tool: string | null) => ProxyAction = () => 'pass'
const proxy = await startToolProxy({ after }, shop.url, ({ tool }) => onCall(tool))
const agents = await copyAgents({ after })
await agents.change('tools.yaml', 'timeout: 5s', 'timeout: 2s')
const environment = { AGENTS_DIR: agents.dir, RUN_LEASE_MS: '1500' }
const reachedThrough = { url: proxy.url, token: shop.token }

interface Victim {
  kill(): Promise<void>
  start(): Promise<void>
}

/** When in the turn the process dies. */
type Moment =
  | { readonly answered: 'message' | 'decision' }
  | { readonly event: ThreadEvent['type']; readonly index?: number; readonly decided: boolean }
  | { readonly call: string; readonly reachesShop: boolean; readonly decided: boolean }

const MOMENTS: readonly (readonly [title: string, moment: Moment])[] = [
  ['the message has just been accepted', { answered: 'message' }],
  ['the order is being read', { call: 'orders.get', reachesShop: false, decided: false }],
  ['the plan has been judged', { event: 'plan-proposed', decided: false }],
  ['the plan waits for a person', { event: 'run-waiting', decided: false }],
  ['the decision has just been accepted', { answered: 'decision' }],
  ['the refund is on its way to the shop', { call: 'refunds.create', reachesShop: false, decided: true }],
  ['the shop has refunded and nobody has heard', { call: 'refunds.create', reachesShop: true, decided: true }],
  ['the mail is on its way to the shop', { call: 'mail.send', reachesShop: false, decided: true }],
  ['the shop has mailed and nobody has heard', { call: 'mail.send', reachesShop: true, decided: true }],
  ['all is done and nothing is answered', { event: 'effect-completed', index: 1, decided: true }],
]

const parley = await startParleyProcess({ after }, { shop: reachedThrough, environment })
const customer = parley.as('customer')
const lead = parley.as('support-lead')

/** Where one process alone has the database, all that differs is that the next takes everything over at once. */
const ON_PGLITE: readonly string[] = [
  'the message has just been accepted',
  'the plan waits for a person',
  'the shop has refunded and nobody has heard',
  'all is done and nothing is answered',
]
const tried = MOMENTS.filter(([title]) => parley.place.kind === 'postgres' || IS_DEEP || ON_PGLITE.includes(title))

for (const [title, moment] of someOf(tried)) {
  test(`a server killed when ${title} pays once, mails once and answers once`, async (t) => {
    await killAndJudge(moment, parley, (text) => t.diagnostic(text))
  })
}

// The shop's own record says "refunded" once the first step is done: looked at again then, the program would do nothing.
for (const [title, moment] of [
  ['the shop has refunded and nobody has heard', { call: 'refunds.create', reachesShop: true, decided: true }],
  ['the mail is on its way to the shop', { call: 'mail.send', reachesShop: false, decided: true }],
] as const) {
  const name = `a plan old enough to be looked at again isn’t stale by its own refund, killed when ${title}`
  deep(name, { skip: parley.place.kind !== 'postgres' && !IS_DEEP && 'the same on PostgreSQL' }, async (t) => {
    await shop.renew()
    const said = await customer.ask('Refund order A17')
    await parley.kill()
    await using owner = await openPlaceAsOwner(parley.place)
    await owner.run(`update plans set dry_run_ended_at = now() - interval '1 minute' where run_id = $1`, [said.runId])
    await owner[Symbol.asyncDispose]()
    await parley.start()
    const looks = () => proxy.requests.filter(({ tool }) => tool === 'orders.get').length
    const before = looks()
    await bringTo(moment, said, parley, arm(moment, parley))
    onCall = () => 'pass'
    assert.equal(looks(), before + 1, 'it is looked at again before its first step')
    assert.partialDeepStrictEqual(await orderAtTheShop(t, 'A17'), { status: 'refunded' })
    await parley.start()
    await driveOn(said)
    assert.equal(looks(), before + 1, 'and never after')
    await judge(said)
  })
}

async function orderAtTheShop(t: TestContext, id: string): Promise<unknown> {
  const tools = await openTestTools(t, { url: shop.url, token: shop.token, tools: ['orders.get'] })
  const answer = await callNow(t, tools, 'orders.get', { id })
  return answer.ok ? answer.value : answer
}

deep('a server killed between the checkpoint of a pause and its row waits on, and is decided as ever', async () => {
  await shop.renew()
  const said = await customer.ask('Refund order A17')
  await parley.kill()
  // What such a death leaves: the checkpoint says that it pauses, the row that it runs.
  await using owner = await openPlaceAsOwner(parley.place)
  await owner.run(
    `update runs set state = 'running', attempts = 1, lease_until = now() - interval '1 second' where id = $1`,
    [said.runId],
  )
  await owner[Symbol.asyncDispose]()
  await parley.start()
  await driveOn(said)
  await judge(said)
})

const onPostgres = { skip: parley.place.kind !== 'postgres' && 'a worker by itself needs PostgreSQL' }

deep('a worker by itself, killed at any moment of its work, is followed by another', onPostgres, async (t) => {
  await parley.stop()
  await parley.start({ RUN_WORKER: 'false' })
  const { place } = parley
  const worker: TestWorker = await startWorkerProcess({ shop: reachedThrough, place, environment })
  for (const [title, moment] of MOMENTS.filter(([, { ...of }]) => 'call' in of)) {
    await t.test(`killed when ${title}`, (each) => killAndJudge(moment, worker, (text) => each.diagnostic(text)))
  }
})

deep('after all of this nothing is running, waiting or begun', async () => {
  await parley.stop()
  await using owner = await openPlaceAsOwner(parley.place)
  const left = await owner.run(`
    select 'run ' || state as what from runs where state not in ('done')
     union all select 'plan ' || status from plans where status not in ('done')
     union all select 'effect ' || state from effects where state not in ('succeeded')
     union all select 'checkpoint' from checkpoints`)
  assert.deepEqual(left, [])
})

async function killAndJudge(moment: Moment, victim: Victim, tell: (text: string) => void): Promise<void> {
  await shop.renew()
  const armed = arm(moment, victim)
  const said = await customer.say('Refund order A17')
  await bringTo(moment, said, victim, armed)
  onCall = () => 'pass'
  const killedAt = performance.now()
  await victim.start()
  const startedAt = performance.now()
  await driveOn(said)
  const now = performance.now()
  tell(`through ${Math.round(now - killedAt)} ms after the kill, ${Math.round(now - startedAt)} ms after the start`)
  await judge(said)
}

/** Kills from within the call that the proxy sees; resolves when the process is dead. */
function arm(moment: Moment, victim: Victim): Promise<void> {
  const { promise: dead, resolve } = Promise.withResolvers<void>()
  if (!('call' in moment)) return dead
  const kill = () => victim.kill().then(resolve)
  onCall = (tool) => {
    if (tool !== moment.call) return 'pass'
    if (moment.reachesShop) return { answered: () => void kill() }
    return { until: kill().then(() => Promise.reject(new Error('the caller is dead'))) }
  }
  return dead
}

async function bringTo(moment: Moment, said: Said, victim: Victim, armed: Promise<void>): Promise<void> {
  if ('answered' in moment && moment.answered === 'message') return victim.kill()
  const seen = 'event' in moment ? customer.event(said.threadId, (event) => isEvent(moment, event)) : null
  if ('answered' in moment || moment.decided) {
    await customer.settled(said.runId, 'waiting')
    const approval = lead.decide(await customer.planOf(said), 'approve')
    // What follows it may kill the server before it is answered.
    const answer = await approval.catch((error: unknown) => {
      if ('answered' in moment) throw error
    })
    if (answer) assert.equal(answer.status, 200)
  }
  if ('answered' in moment) return victim.kill()
  if (seen === null) return armed
  await seen
  await victim.kill()
}

function isEvent(moment: Extract<Moment, { event: string }>, event: ThreadEvent): boolean {
  return (
    event.type === moment.event && (moment.index === undefined || ('index' in event && event.index === moment.index))
  )
}

async function driveOn(said: Said): Promise<void> {
  const run = await customer.settled(said.runId, 'waiting', 'done', 'failed')
  if (run.status === 'waiting') {
    assert.equal((await lead.decide(await customer.planOf(said), 'approve')).status, 200)
  }
  await customer.settled(said.runId, 'done', 'failed')
}

/** The shop's own book says what happened, the thread what was told, and the evidence that nothing is missing. */
async function judge(said: Said): Promise<void> {
  const { refunds, mails, calls } = await shop.book()
  assert.deepEqual(
    refunds.map(({ orderId, amount }) => [orderId, amount]),
    [['A17', 12900]],
  )
  assert.equal(mails.length, 1)
  assert.equal(calls.filter(({ effective }) => effective).length, 2)
  const answers = await customer.answers(said.threadId)
  assert.equal(answers.length, 1)
  assert.match(answers[0] ?? '', /^Done/)
  const plan = await customer.planOf(said)
  assert.equal(plan.status, 'done')
  assert.equal(plan.decisions.length, 1)
  const events = await customer.events(said.threadId)
  for (const type of ['run-started', 'message-completed', 'run-completed'] as const) {
    assert.equal(events.filter((event) => event.type === type).length, 1, type)
  }
  const { statement } = await readEvidence(customer, plan.id)
  const { chain } = EvidenceChain.parse(statement)
  assert.deepEqual([chain.fault, chain.head.seq], [null, events.length])
}
