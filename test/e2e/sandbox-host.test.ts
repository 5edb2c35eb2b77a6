import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { z } from 'zod'
import type { PlanView } from '#graph/contract.ts'
import { build } from '../../build.ts'
import { startParley } from '../helpers/parley.ts'
import { socketPath, startSandboxHost, type TestSandboxHost } from '../helpers/sandbox-host.ts'
import { startTestShop } from '../helpers/shop.ts'
import { startToolProxy } from '../helpers/tool-proxy.ts'

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

test('without its sandbox host a server starts, says so, answers from documents, and sets a plan aside', async () => {
  const { status, sandbox } = await readiness()
  assert.deepEqual([status, sandbox?.ok], [503, false])
  assert.match(sandbox?.detail ?? '', /SANDBOX_SOCKET can't be used\. There is no such file/)
  assert.equal((await customer.ask('How long does shipping take?')).run.status, 'done')
  const said = await customer.ask('Refund order A12')
  assert.equal(said.run.status, 'waiting')
  const told = (await customer.events(said.threadId)).find(({ type }) => type === 'run-set-aside')
  assert.match(JSON.stringify(told), /It isn’t lost: the people who run this look after it/)
  assert.deepEqual((await shop.book()).calls, [])
})

test('when the host is there, a refund is planned in it, approved, tried again and done, without a new start', async () => {
  host = await startSandboxHost(scope, { socket })
  assert.match((await untilReady(200))?.detail ?? '', /^in a sandbox host: /)
  const said = await customer.ask('Refund order A17')
  const plan = await customer.planOf(said)
  assert.equal(plan.status, 'waiting')
  assert.equal((await lead.decide(plan, 'approve')).status, 200)
  await customer.settled(said.runId, 'done')
  assert.equal((await customer.plan(plan.id)).status, 'done')
  const { refunds, mails } = await shop.book()
  assert.deepEqual([refunds.map(({ orderId }) => orderId), mails.length], [['A17'], 1])
})

test('a host that is killed in the middle of a plan ends it with a reason and no effect, and is found again', async () => {
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
})

test('a second plan waits while the one process that SANDBOX_PROCESSES allows has the first', async () => {
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
