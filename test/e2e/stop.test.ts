import assert from 'node:assert/strict'
import { after, beforeEach, test, type TestContext } from 'node:test'
import { deep } from '../helpers/depth.ts'
import { openPlaceAsOwner } from '../helpers/database.ts'
import { startParley, type TestParley } from '../helpers/parley.ts'
import { startParleyProcess, startWorkerProcess } from '../helpers/parley-process.ts'
import type { Said } from '../helpers/parley-client.ts'
import { startTestShop } from '../helpers/shop.ts'
import { startToolProxy, type ProxyAction } from '../helpers/tool-proxy.ts'

// The shop's own book says what happened. A proxy before it holds a call for as long as a test wants.
const shop = await startTestShop({ after })
let onCall: (tool: string | null, gone: AbortSignal) => ProxyAction = () => 'pass'
const proxy = await startToolProxy({ after }, shop.url, ({ tool, gone }) => onCall(tool, gone))
const options = { shop: { url: proxy.url, token: shop.token }, environment: { RUN_LEASE_MS: '1500' } }
const parley = await startParley({ after }, options)
const customer = parley.as('customer')
const lead = parley.as('support-lead')
const onPostgres = { skip: parley.place.kind !== 'postgres' && 'a worker by itself needs PostgreSQL' }

const STOPPED = 'You stopped this; nothing was done.'

beforeEach(async () => {
  onCall = () => 'pass'
  await shop.renew()
})

test('a plan whose read takes long is stopped, with one answer, and the thread goes on', async (t) => {
  const read = hold(t, 'orders.get')
  const said = await customer.say('Refund order A17')
  await read.reached
  const next = await customer.say('How long do I have to return a damaged item?', said.threadId)
  const stopped = await stop(said)
  assert.deepEqual([stopped.status, stopped.body.status], [200, 'cancelled'])
  await customer.settled(next.runId, 'done')
  const answers = await customer.answers(said.threadId)
  assert.equal(answers[0], STOPPED)
  assert.equal(answers.length, 2)
  await assertNothingWasDone(said)
  read.release()
})

deep('what a stopped plan held is free for others while its read still hangs', async (t) => {
  const read = hold(t, 'orders.get')
  // More than run at once, so each has to give back its place.
  for (let count = 0; count < 4; count++) {
    const said = await customer.say('Refund order A17')
    await read.reached
    assert.equal((await stop(said)).status, 200)
  }
  onCall = () => 'pass'
  const said = await customer.ask('Refund order A17')
  assert.equal(said.run.status, 'waiting')
})

deep(
  'who stops a thing twice is told that it has ended; a stranger hears of nothing, and overseers stop nothing',
  async (t) => {
    const read = hold(t, 'orders.get')
    const said = await customer.say('Refund order A17')
    await read.reached
    assert.equal((await stop(said, 'other-customer')).status, 404)
    assert.equal((await stop(said, 'operator')).status, 409)
    assert.equal((await stop(said)).status, 200)
    const again = await stop(said)
    assert.deepEqual([again.status, again.body.code], [409, 'run-not-cancellable'])
    assert.deepEqual(await customer.answers(said.threadId), [STOPPED])
  },
)

deep('a step that has begun is finished, and what follows it', async (t) => {
  const write = hold(t, 'refunds.create')
  const said = await customer.ask('Refund order A17')
  assert.equal((await lead.decide(await customer.planOf(said), 'approve')).status, 200)
  await write.reached
  assert.equal((await stop(said)).status, 409)
  write.release()
  await customer.settled(said.runId, 'done')
  assert.equal((await customer.planOf(said)).status, 'done')
  assert.equal((await shop.book()).refunds.length, 1)
})

deep('a plan that somebody said yes to can be stopped until its first step begins', async (t) => {
  const said = await customer.ask('Refund order A17')
  const plan = await customer.planOf(said)
  // A yes after a while: the plan is tried out again before it begins.
  await aged(plan.id)
  const read = hold(t, 'orders.get')
  assert.equal((await lead.decide(plan, 'approve')).status, 200)
  await read.reached
  assert.equal((await stop(said)).status, 200)
  assert.equal((await customer.plan(plan.id)).status, 'cancelled')
  await assertNothingWasDone(said)
})

// Where a turn is when it is told to stop. Each of them lets it go on meanwhile, so either may win.
const MAKING = ['message-received', 'run-started', 'node-started', 'plan-proposed', 'run-waiting'] as const
const APPLYING = ['plan-decided', 'plan-decided', 'effect-dispatched', 'effect-completed', 'run-completed'] as const

for (const moment of [...MAKING, ...MAKING, ...APPLYING, ...APPLYING]) {
  deep(`of a stop at ${moment} and a plan that goes on, exactly one comes through`, async (t) => {
    const said = await customer.say('Refund order A17')
    if (APPLYING.some((later) => later === moment)) {
      await customer.settled(said.runId, 'waiting')
      const reached = customer.event(said.threadId, ({ type }) => type === moment)
      const [, decided] = await Promise.all([reached, lead.decide(await customer.planOf(said), 'approve')])
      assert.equal(decided.status, 200)
    } else await customer.event(said.threadId, ({ type }) => type === moment)
    const { status } = await stop(said)
    if (status !== 200 && (await customer.settled(said.runId, 'waiting', 'done')).status === 'waiting') {
      await lead.decide(await customer.planOf(said), 'approve')
    }
    const run = await customer.settled(said.runId, 'done', 'cancelled')
    const { refunds, mails } = await shop.book()
    const [answer = '', ...others] = await customer.answers(said.threadId)
    t.diagnostic(`${status} ${run.status}: ${answer}`)
    assert.deepEqual(others, [], 'answered once')
    if (status === 200) assert.deepEqual([refunds, mails], [[], []], 'nothing was done')
    else assert.deepEqual([refunds.length, mails.length, run.status], [1, 1, 'done'])
  })
}

const KILLS = [
  ['as soon as it is told to stop', () => Promise.resolve()],
  ['a moment after it is told to stop', () => new Promise((resolve) => setImmediate(resolve))],
  ['when it has said that it stopped', (asked: Promise<unknown>) => asked],
] as const

const mortal = await startParleyProcess({ after }, options)
const victim = mortal.as('customer')

for (const [title, moment] of KILLS) {
  deep(`a server killed ${title} has stopped or goes on after its start, and says which once`, async (t) => {
    const read = hold(t, 'orders.get')
    const said = await victim.say('Refund order A17')
    await read.reached
    const asked = stop(said, 'customer', mortal).catch(() => null)
    await moment(asked)
    await mortal.kill()
    onCall = () => 'pass'
    await mortal.start()
    const run = await victim.settled(said.runId, 'waiting', 'cancelled')
    assert.deepEqual(await victim.answers(said.threadId), run.status === 'cancelled' ? [STOPPED] : [])
    if ((await asked)?.status === 200) assert.equal(run.status, 'cancelled')
    t.diagnostic(run.status)
  })
}

deep('a worker by itself is told at once, and isn’t needed to stop what it had', onPostgres, async (t) => {
  await parley.stop()
  await parley.start({ RUN_WORKER: 'false' })
  const worker = await startWorkerProcess({
    shop: { url: proxy.url, token: shop.token },
    place: parley.place,
    environment: { RUN_LEASE_MS: '60000' },
  })
  const read = hold(t, 'orders.get')
  const said = await customer.say('Refund order A17')
  await read.reached
  assert.equal((await stop(said)).status, 200)
  const stoppedAt = performance.now()
  await read.left
  assert.ok(performance.now() - stoppedAt < 4_000, 'sooner than its lease or the read would end')
  assert.deepEqual(await customer.answers(said.threadId), [STOPPED])
  // One that died meanwhile isn't needed for it.
  const other = hold(t, 'orders.get')
  const second = await customer.say('Refund order A17', said.threadId)
  await other.reached
  await worker.kill()
  assert.equal((await stop(second)).status, 200)
  assert.deepEqual(await customer.answers(said.threadId), [STOPPED, STOPPED])
  onCall = () => 'pass'
  await worker.start()
  assert.equal((await customer.ask('Refund order A17', said.threadId)).run.status, 'waiting')
})

interface Held {
  readonly reached: Promise<void>
  readonly left: Promise<void>
  release(): void
}

/** Holds the calls of a tool until the test is over. */
function hold(t: TestContext, held: string): Held {
  const reached = Promise.withResolvers<void>()
  const left = Promise.withResolvers<void>()
  const over = Promise.withResolvers<void>()
  t.after(() => over.resolve())
  onCall = (tool, gone) => {
    if (tool !== held) return 'pass'
    gone.addEventListener('abort', () => left.resolve())
    reached.resolve()
    return { until: over.promise }
  }
  return { reached: reached.promise, left: left.promise, release: () => over.resolve() }
}

type Stopped = Readonly<Record<'status' | 'code', string>>

function stop({ runId }: Pick<Said, 'runId'>, person = 'customer', server: TestParley = parley) {
  return server.as(person).request<Stopped>('POST', `/v1/runs/${runId}/cancel`)
}

async function assertNothingWasDone({ runId }: Said): Promise<void> {
  assert.equal((await customer.settled(runId, 'cancelled')).failure, null)
  const { refunds, mails } = await shop.book()
  assert.deepEqual([refunds, mails], [[], []])
}

/** Makes what a plan read so old that it is read again. */
async function aged(planId: string): Promise<void> {
  await parley.stop()
  await using owner = await openPlaceAsOwner(parley.place)
  await owner.run(`update plans set dry_run_ended_at = dry_run_ended_at - interval '1 minute' where id = $1`, [planId])
  await owner[Symbol.asyncDispose]()
  await parley.start()
}
