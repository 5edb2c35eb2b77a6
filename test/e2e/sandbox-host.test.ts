import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { z } from 'zod'
import type { PlanView } from '#contract/plan.ts'
import type { RunView } from '#contract/run.ts'
import { deep } from '../helpers/depth.ts'
import { build } from '../../build.ts'
import { startParley } from '../helpers/parley.ts'
import type { Said } from '../helpers/parley-client.ts'
import { socketPath, startSandboxHost, type TestSandboxHost } from '../helpers/sandbox-host.ts'
import { startTestShop } from '../helpers/shop.ts'
import { startToolProxy } from '../helpers/tool-proxy.ts'
import { until } from '../helpers/until.ts'

await build()

/** What a read of an order waits for, once. */
let hold: (() => Promise<unknown>) | null = null
// What a test starts for those after it.
const closing = new AsyncDisposableStack()
after(() => closing.disposeAsync())
const scope = { after: (cleanUp: () => Promise<void>) => closing.defer(cleanUp) }
const shop = await startTestShop(scope)
const proxy = await startToolProxy(scope, shop.url, ({ tool }) => {
  const until = tool === 'orders.get' ? hold?.() : undefined
  hold = until ? null : hold
  return until ? { until } : 'pass'
})
const socket = await socketPath(scope)
let host: TestSandboxHost | null = null // nobody listens there yet
const parley = await startParley(scope, {
  shop: { url: proxy.url, token: shop.token },
  environment: { SANDBOX_SOCKET: socket, SANDBOX_PROCESSES: '1' },
  expected: ['sandbox-start-failed', 'turn-failed sandbox-away'],
})
const customer = parley.as('customer')
const lead = parley.as('support-lead')

const Readiness = z.object({
  dependencies: z.record(z.string(), z.object({ ok: z.boolean(), detail: z.string() })),
})

async function readiness() {
  const response = await fetch(`${parley.url}/readyz`)
  return { status: response.status, sandbox: Readiness.parse(await response.json()).dependencies['sandbox'] }
}

async function untilReady(status: number) {
  for (;;) {
    const state = await readiness()
    if (state.status === status) return state.sandbox
    await delay(50)
  }
}

let resting: Said | null = null

test('without its sandbox host a server starts, says so and answers from documents; a plan rests, and is told of', async () => {
  const { status, sandbox } = await readiness()
  assert.deepEqual([status, sandbox?.ok], [503, false])
  assert.match(sandbox?.detail ?? '', /SANDBOX_SOCKET can't be used\. There is no such file/)
  assert.equal((await customer.ask('How long does shipping take?')).run.status, 'done')
  resting = await customer.say('Refund order A17')
  const { threadId, runId } = resting
  const told = await customer.event(threadId, ({ type }) => type === 'run-resting')
  assert.match(JSON.stringify(told), /"sandbox-away".*It goes on by itself once that is back/)
  const run = await untilResting(runId)
  assert.equal(run.status, 'running')
  assert.ok(run.waitingFor?.type === 'dependency')
  const { dependency, tries, since, nextTryAt } = run.waitingFor
  assert.deepEqual([dependency, tries.code, tries.firstAt], ['sandbox', 'sandbox-away', since])
  assert.ok(tries.times >= 3 && Date.parse(nextTryAt) > Date.parse(tries.lastAt))
  assert.deepEqual(
    (await parley.as('operator').request<{ runs: unknown[] }>('GET', '/v1/set-aside-runs')).body.runs,
    [],
  )
  assert.deepEqual((await shop.book()).calls, [])
})

deep('what rests for the sandbox can be stopped by whoever asked for it', async () => {
  const said = await customer.say('Refund order A12')
  await untilResting(said.runId)
  assert.equal((await customer.request('POST', `/v1/runs/${said.runId}/cancel`)).status, 200)
  await customer.settled(said.runId, 'cancelled')
  assert.match((await customer.answers(said.threadId)).join(), /nothing was done/)
})

deep(
  'when the host is there, what rested is planned in it, approved, and done, without a new start and once',
  async () => {
    assert.ok(resting)
    host = await startSandboxHost(scope, { socket })
    assert.match((await untilReady(200))?.detail ?? '', /^in a sandbox host: /)
    await customer.settled(resting.runId, 'waiting')
    const plan = await customer.planOf(resting)
    assert.equal(plan.status, 'waiting')
    // Away between the yes and the first step, too: what was agreed to is tried out once more before it begins.
    await host.kill()
    await untilReady(503)
    await delay(5_000)
    assert.equal((await lead.decide(plan, 'approve')).status, 200)
    await untilResting(resting.runId)
    assert.deepEqual((await shop.book()).refunds, [])
    await host.start()
    await customer.settled(resting.runId, 'done')
    assert.equal((await customer.plan(plan.id)).status, 'done')
    const { refunds, mails } = await shop.book()
    assert.deepEqual([refunds.map(({ orderId }) => orderId), mails.length], [['A17'], 1])
    assert.equal((await customer.events(resting.threadId)).filter(({ type }) => type === 'run-set-aside').length, 0)
  },
)

/** The run, once it rests between two tries. */
async function untilResting(runId: string): Promise<RunView> {
  const read = async () => (await customer.request<RunView>('GET', `/v1/runs/${runId}`)).body
  let run = await read()
  await until(async () => (run = await read()).waitingFor?.type === 'dependency')
  return run
}

deep(
  'a host that is killed in the middle of a plan ends it with a reason and no effect, and is found again',
  async () => {
    await shop.renew()
    hold = async () => await host?.kill()
    const said = await customer.ask('Refund order A12')
    const { body } = await customer.request<{ plans: readonly PlanView[] }>('GET', '/v1/plans')
    const plan = body.plans.find(({ runId }) => runId === said.runId)
    assert.deepEqual([plan?.status, plan?.failure?.code], ['failed', 'plan-crashed'])
    assert.match((await customer.answers(said.threadId)).join(), /Nothing was done/)
    assert.equal((await untilReady(503))?.ok, false)
    assert.deepEqual((await shop.book()).refunds, [])

    await host?.start()
    await untilReady(200)
    const again = await customer.ask('Refund order A12')
    // After A17's it is more than may go ahead by itself in a day.
    assert.equal((await lead.decide(await customer.planOf(again), 'approve')).status, 200)
    await customer.settled(again.runId, 'done')
    assert.equal((await shop.book()).refunds.length, 1)
  },
)

deep('a second plan waits while the one process that SANDBOX_PROCESSES allows has the first', async () => {
  await shop.renew()
  const reads = () => proxy.requests.filter(({ tool }) => tool === 'orders.get').length
  const before = reads()
  const isReading = Promise.withResolvers<void>()
  const mayGoOn = Promise.withResolvers<void>()
  hold = () => {
    isReading.resolve()
    return mayGoOn.promise
  }
  const first = await customer.say('Refund order A17')
  await isReading.promise
  const second = await customer.say('Refund order A17')
  await delay(500)
  assert.equal(reads(), before + 1)
  mayGoOn.resolve()
  await customer.settled(first.runId, 'waiting')
  await customer.settled(second.runId, 'waiting')
  assert.ok(reads() > before + 1)
})
