import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openModelServer, witnesses, type ModelReply } from '../helpers/model-server.ts'
import { startParleyProcess } from '../helpers/parley-process.ts'
import { routesTo, writes } from '../helpers/planner-replies.ts'
import { startTestShop } from '../helpers/shop.ts'
import { startToolProxy, type ProxyAction } from '../helpers/tool-proxy.ts'

const shop = await startTestShop({ after })
let onCall: (tool: string | null) => ProxyAction = () => 'pass'
const proxy = await startToolProxy({ after }, shop.url, ({ tool }) => onCall(tool))
let programs: ModelReply[] = []
let onAsked: () => void = () => {}
let onWitness: (() => void) | null = null
const model = await openModelServer(
  ({ schemaName }) => {
    if (schemaName === 'reading') return routesTo('plan')
    onAsked()
    const [next, ...rest] = programs
    if (next?.kind !== 'silence') programs = rest
    return next ?? { kind: 'status', status: 400 }
  },
  {
    witness(request) {
      if (!onWitness) return witnesses('yes')(request)
      onWitness()
      return { kind: 'silence' }
    },
  },
)
after(() => model[Symbol.asyncDispose]())
const parley = await startParleyProcess(
  { after },
  {
    shop: { url: proxy.url, token: shop.token },
    environment: {
      ...model.environment,
      RUN_LEASE_MS: '1500',
    },
  },
)
const customer = parley.as('customer')

const asked = () => model.requests.filter(({ schemaName }) => schemaName === 'plan').length
const SEARCH = `const orders = await tools.shop.orders.search({ status: 'delivered' })
const order = await tools.shop.orders.get({ id: 'A17' })
return say(String(orders.length > 0) + order.status)`

/** Kills the server from within a call of a tool; resolves when it is dead. */
function killInCall(of: string): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  onCall = (tool) => {
    if (tool !== of) return 'pass'
    onCall = () => 'pass'
    const killed = parley.kill().then(resolve)
    return { until: killed.then(() => Promise.reject(new Error('the caller is dead'))) }
  }
  return promise
}

test('a program that was kept is tried out by the next worker, which asks the model for nothing', async () => {
  const before = asked()
  programs = [writes(SEARCH), writes('return say("asked again")')]
  const dead = killInCall('orders.get')
  const said = await customer.say('What became of my vase?')
  await dead
  const calls = proxy.requests.filter(({ tool }) => tool === 'orders.search').length
  await parley.start()
  await customer.settled(said.runId, 'done')
  assert.deepEqual(await customer.answers(said.threadId), ['truedelivered'])
  assert.equal(asked() - before, 1)
  // The read that was kept isn't made again.
  assert.equal(proxy.requests.filter(({ tool }) => tool === 'orders.search').length, calls)
})

test('a second program is gone on with as it is, and the first isn’t asked for again', async () => {
  const before = asked()
  programs = [writes('while (true) {}'), writes(SEARCH), writes('return say("asked again")')]
  const dead = killInCall('orders.search')
  const said = await customer.say('And what became of it now?')
  await dead
  await parley.start()
  await customer.settled(said.runId, 'done')
  assert.deepEqual(await customer.answers(said.threadId), ['truedelivered'])
  assert.equal(asked() - before, 2)
})

test('a server killed while the model thinks asks it anew, and answers once', async () => {
  programs = [{ kind: 'silence' }]
  const { promise: dead, resolve } = Promise.withResolvers<void>()
  onAsked = () => {
    onAsked = () => {}
    void parley.kill().then(resolve)
  }
  const said = await customer.say('What about the lamp?')
  await dead
  programs = [writes('return say("It shines.")')]
  await parley.start()
  await customer.settled(said.runId, 'done')
  assert.deepEqual(await customer.answers(said.threadId), ['It shines.'])
})

test('a server killed while the witness is asked asks it once more, and does the deed once', async () => {
  const before = model.witnessed.length
  const { promise: dead, resolve } = Promise.withResolvers<void>()
  onWitness = () => {
    onWitness = null
    void parley.kill().then(resolve)
  }
  programs = [
    writes(`const order = await tools.shop.orders.get({ id: 'A12' })
tools.shop.refunds.create({ orderId: order.id, amount: order.total, currency: order.currency }, 'do give A12 back to my card')`),
  ]
  const said = await customer.say('The mug came in pieces, so do give A12 back to my card')
  await dead
  await parley.start()
  await customer.settled(said.runId, 'done')
  assert.equal(model.witnessed.length - before, 2)
  assert.equal((await shop.book()).refunds.length, 1)
  await shop.renew()
})

test('a server killed between two rounds does the first once and goes on with the second', async () => {
  const { promise: dead, resolve } = Promise.withResolvers<void>()
  const refunds = () => proxy.requests.filter(({ tool }) => tool === 'refunds.create').length
  const before = refunds()
  programs = [
    writes(`const order = await tools.shop.orders.get({ id: 'A12' })
tools.shop.refunds.create({ orderId: order.id, amount: order.total, currency: order.currency }, 'Refund A12')
return next()`),
    { kind: 'silence' },
  ]
  onAsked = () => {
    if (programs[0]?.kind !== 'silence') return
    onAsked = () => {}
    void parley.kill().then(resolve)
  }
  const said = await customer.say('Refund A12. Say so then.')
  await dead
  programs = [writes('return say("It is.")')]
  await parley.start()
  await customer.settled(said.runId, 'done')
  assert.match((await customer.answers(said.threadId)).join(), /^Done[^]*It is\.$/)
  assert.equal((await shop.book()).refunds.length, 1)
  assert.equal(refunds() - before, 1)
})

test('a server killed between a program that failed and the next goes on with what the first has read', async () => {
  await shop.renew()
  const { promise: dead, resolve } = Promise.withResolvers<void>()
  const order = "const order = await tools.shop.orders.get({ id: 'A17' })"
  programs = [writes(`${order}\nconst by = {}\nreturn say(by[order.note ?? 'x'].y.z)`), { kind: 'silence' }]
  onAsked = () => {
    if (programs[0]?.kind !== 'silence') return
    onAsked = () => {}
    void parley.kill().then(resolve)
  }
  const said = await customer.say('Refund A17, it arrived damaged')
  await dead
  programs = [
    writes(
      `${order}\ntools.shop.refunds.create({ orderId: order.id, amount: order.total, currency: order.currency, reason: 'damaged' })`,
    ),
  ]
  await parley.start()
  await customer.settled(said.runId, 'waiting', 'done')
  assert.equal((await customer.planOf(said)).status, 'waiting')
})
