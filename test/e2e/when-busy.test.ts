import assert from 'node:assert/strict'
import { after, beforeEach, describe, test, type TestContext } from 'node:test'
import { deep } from '../helpers/depth.ts'
import { copyAgents } from '../helpers/agents.ts'
import { openPlaceAsOwner } from '../helpers/database.ts'
import { startParley, type TestParley } from '../helpers/parley.ts'
import type { PersonClient, Said } from '../helpers/parley-client.ts'
import { startTestShop } from '../helpers/shop.ts'
import { until } from '../helpers/until.ts'
import { startToolProxy, type ProxyAction } from '../helpers/tool-proxy.ts'
import { untilQuiet } from '../helpers/wishes.ts'

// A second message comes while the first one's turn is queued, works, rests, or waits for a person. The shop's own book
// says what was done.
const shop = await startTestShop({ after })
let onCall: (tool: string | null) => ProxyAction = () => 'pass'
const proxy = await startToolProxy({ after }, shop.url, ({ tool }) => onCall(tool))

const starting: Promise<TestParley>[] = []

beforeEach(async () => {
  // Whoever starts asks the shop for its tools, which is away while it begins anew.
  await Promise.all(starting)
  onCall = () => 'pass'
  await shop.renew()
})

const STOPPED = 'You wrote again, so this was stopped; nothing was done.'
const JOINED = 'This is answered with what you wrote next.'

describe('cancel', () => {
  const started = start('cancel')
  after(() => started) // before what it opens is closed, which is at once where a check runs none of these

  test('what works and has begun nothing is stopped by the next message, which is answered', async (t) => {
    const { as } = await started
    const customer = as('customer')
    const read = hold(t, 'orders.get')
    const first = await customer.say('Refund order A12')
    await read.reached
    const second = await customer.ask('How long do I have to return a damaged item?', first.threadId)
    assert.equal(second.run.status, 'done')
    await customer.settled(first.runId, 'cancelled')
    read.release()
    const [stopped, answer, ...more] = await customer.answers(first.threadId)
    assert.deepEqual([stopped, more], [STOPPED, []])
    assert.match(answer ?? '', /14 days/)
    await nothingMore()
  })

  test('of messages that wait their turn only the last is answered', async (t) => {
    const customer = (await started).as('customer')
    const write = hold(t, 'refunds.create')
    const first = await customer.say('Refund order A12')
    await write.reached
    // The first has begun its step: these two come after it, and the later takes the place of the earlier.
    const second = await customer.say('Refund order A31', first.threadId)
    const third = await customer.say('How long do I have to return a damaged item?', first.threadId)
    write.release()
    await customer.settled(first.runId, 'done')
    await customer.settled(second.runId, 'cancelled')
    await customer.settled(third.runId, 'done')
    assert.deepEqual(await refunds(), ['A12'])
  })

  deep('what waits for a person goes on waiting', async () => {
    const customer = (await started).as('customer')
    const first = await customer.ask('Refund order A17')
    assert.equal(first.run.status, 'waiting')
    await customer.ask('How long do I have to return a damaged item?', first.threadId)
    assert.equal((await customer.planOf(first)).status, 'waiting')
  })

  deep('what rests has begun a step, and is neither stopped nor in the way', async (t) => {
    const customer = (await started).as('customer')
    await resting(t, customer)
  })

  deep('the same message sent again stops nothing', async (t) => {
    const customer = (await started).as('customer')
    const read = hold(t, 'orders.get')
    const key = { 'idempotency-key': 'once' }
    const { threadId } = await customer.ask('How long do I have to return a damaged item?')
    const send = () =>
      customer.request<Said>('POST', `/v1/threads/${threadId}/messages`, { text: 'Refund order A12' }, key)
    const { body: first } = await send()
    await read.reached
    assert.deepEqual((await send()).body, first)
    read.release()
    await customer.settled(first.runId, 'done')
    assert.deepEqual(await refunds(), ['A12'])
  })

  deep('of messages that come at once the last one alone is answered, and no effect is done twice', async () => {
    const customer = (await started).as('customer')
    for (let round = 0; round < 5; round += 1) {
      await shop.renew()
      const { threadId } = await customer.ask('How long do I have to return a damaged item?')
      const sent = await Promise.all(
        ['Refund order A12', 'Refund order A12', 'Refund order A31'].map((text) => customer.say(text, threadId)),
      )
      const ended = await Promise.all(
        sent.map(({ runId }) => customer.settled(runId, 'done', 'cancelled', 'failed', 'waiting')),
      )
      const done = await refunds()
      assert.equal(new Set(done).size, done.length, done.join())
      // Whichever was taken in last, and those that had begun before it came.
      const answered = sent.filter((_, index) => ended[index]?.status === 'done')
      assert.ok(answered.length > 0, JSON.stringify(ended))
      assert.equal(done.length, answered.length - (await refused(customer, answered)))
    }
  })
})

describe('join', () => {
  const started = start('join')
  after(() => started) // before what it opens is closed, which is at once where a check runs none of these

  deep('what was said in two messages is answered as one', async (t) => {
    const customer = (await started).as('customer')
    const { first, second } = await saidInTwo(t, customer, ['Refund order A12', 'please'])
    await customer.settled(second.runId, 'done')
    assert.deepEqual(await refunds(), ['A12'])
    const answers = await customer.answers(first.threadId)
    assert.equal(answers[0], JOINED)
    assert.match(answers[1] ?? '', /24\.90 EUR/)
  })

  deep(
    'several wishes in joined messages are each done once, and who asks for a person among them gets one',
    async (t) => {
      const customer = (await started).as('customer')
      const wishes = ['Refund order A12 and A31', 'and I want to talk to a person'] as const
      const { first, second } = await saidInTwo(t, customer, wishes)
      await customer.settled(second.runId, 'done', 'waiting')
      await untilQuiet(customer, first.threadId)
      const told = await customer.answers(first.threadId)
      assert.equal(told[0], JOINED)
      const done = await refunds()
      assert.ok(done.length === new Set(done).size, done.join())
      // Of each it is said what came of it: it was done, or left to the person.
      for (const order of ['A12', 'A31'])
        assert.ok(done.includes(order) || told.slice(1).some((text) => text.includes(order)), told.join(' / '))
      const { body } = await (
        await started
      )
        .as('support-lead')
        .request<{ handOvers: readonly { threadId: string }[] }>('GET', '/v1/hand-overs')
      assert.equal(body.handOvers.filter(({ threadId }) => threadId === first.threadId).length, 1, told.join(' / '))
    },
  )

  deep('an answer to a question of ours that comes in pieces is one answer', async (t) => {
    const customer = (await started).as('customer')
    const { threadId } = await customer.ask('I want a refund')
    const { second } = await saidInTwo(t, customer, ['A12', 'please'], threadId)
    await customer.settled(second.runId, 'done')
    assert.deepEqual(await refunds(), ['A12'])
  })

  deep('what has begun a step is finished, and the next message is answered by itself', async (t) => {
    const customer = (await started).as('customer')
    const write = hold(t, 'refunds.create')
    const first = await customer.say('Refund order A12')
    await write.reached
    const second = await customer.say('Refund order A31', first.threadId)
    write.release()
    await customer.settled(first.runId, 'done')
    await customer.settled(second.runId, 'done')
    assert.deepEqual(await refunds(), ['A12', 'A31'])
  })

  deep('a yes that somebody pressed isn’t lost to the message after it', async (t) => {
    const parley = await started
    const customer = parley.as('customer')
    const first = await customer.ask('Refund order A17')
    const plan = await customer.planOf(first)
    // Its order is looked up anew before the first step.
    await using owner = await openPlaceAsOwner(parley.place)
    await owner.run(`update plans set dry_run_ended_at = now() - interval '1 minute' where id = $1`, [plan.id])
    const read = hold(t, 'orders.get')
    assert.equal((await parley.as('support-lead').decide(plan, 'approve')).status, 200)
    await read.reached
    const second = await customer.say('thanks', first.threadId)
    read.release()
    for (const { runId } of [first, second]) await customer.settled(runId, 'done')
    assert.deepEqual([await refunds(), (await customer.planOf(first)).status], [['A17'], 'done'])
  })

  deep('that a long message is their own request isn’t lost to the message after it', async (t) => {
    const customer = (await started).as('customer')
    const letter = `Please refund order A12. ${'It came on a Tuesday and has a crack from top to bottom. '.repeat(12)}`
    const { threadId, messageId } = await customer.ask(letter)
    const read = hold(t, 'orders.get')
    const place = `/v1/threads/${threadId}/messages/${messageId}/own-request`
    const { runId } = (await customer.request<Said>('POST', place)).body
    await read.reached
    const second = await customer.say('thanks', threadId)
    read.release()
    await customer.settled(runId, 'done', 'waiting')
    await customer.settled(second.runId, 'done')
    assert.equal((await customer.planOf({ threadId, runId, messageId })).intent?.said.length, 1)
  })

  deep('what rests has begun a step, and is neither joined nor in the way', async (t) => {
    await resting(t, (await started).as('customer'))
  })

  deep('messages that come at once are each answered once, and no effect is done twice', async () => {
    const customer = (await started).as('customer')
    for (let round = 0; round < 5; round += 1) {
      await shop.renew()
      const { threadId } = await customer.ask('How long do I have to return a damaged item?')
      const sent = await Promise.all(
        ['Refund order A12', 'please', 'Refund order A12'].map((text) => customer.say(text, threadId)),
      )
      const ended = await Promise.all(
        sent.map(({ runId }) => customer.settled(runId, 'done', 'cancelled', 'failed', 'waiting')),
      )
      // Said twice it is asked for once, or twice where the first had begun: then its order is refunded already.
      assert.ok((await refunds()).length <= 1)
      assert.ok(
        ended.some(({ status }) => status === 'done'),
        JSON.stringify(ended),
      )
    }
  })
})

function start(whenBusy: 'cancel' | 'join'): Promise<TestParley> {
  const started = startWith(whenBusy)
  starting.push(started)
  return started
}

async function startWith(whenBusy: 'cancel' | 'join'): Promise<TestParley> {
  const agents = await copyAgents({ after })
  await agents.change('agent.yaml', 'whenBusy: queue', `whenBusy: ${whenBusy}`)
  await agents.change('tools.yaml', 'settles: 5s', 'settles: 300ms')
  // So many small refunds would come to ask.
  await agents.change(
    'policy.cedar',
    'context.ledger.user24h.amount > 10000',
    'context.ledger.user24h.amount > 10000000',
  )
  await agents.change(
    'policy.cedar',
    'context.ledger.user30d.amount > 30000',
    'context.ledger.user30d.amount > 30000000',
  )
  const environment = { AGENTS_DIR: agents.dir }
  return startParley({ after }, { shop: { url: proxy.url, token: shop.token }, environment })
}

/** While a step's service doesn't answer its run rests: a question is answered meanwhile, and the step done once it is back. */
async function resting(t: TestContext, customer: ReturnType<TestParley['as']>): Promise<void> {
  let [isAway, isBack] = [false, false]
  onCall = (tool) => {
    isAway ||= tool === 'refunds.create'
    return isAway && !isBack ? 'drop-before' : 'pass'
  }
  t.after(() => (isBack = true))
  const first = await customer.say('Refund order A12')
  await until(async () => (await customer.planOf(first).catch(() => null))?.trying != null)
  const second = await customer.ask('How long do I have to return a damaged item?', first.threadId)
  assert.equal(second.run.status, 'done')
  isBack = true
  await customer.settled(first.runId, 'done')
  assert.deepEqual(await refunds(), ['A12'])
}

/** Says a second thing while an order is looked up for the first, whose turn ends by that. */
async function saidInTwo(
  t: TestContext,
  customer: PersonClient,
  [one, other]: readonly [string, string],
  threadId?: string,
): Promise<{ readonly first: Said; readonly second: Said }> {
  const read = hold(t, 'orders.get')
  const first = await customer.say(one, threadId)
  await read.reached
  const second = await customer.say(other, first.threadId)
  read.release()
  await customer.settled(first.runId, 'cancelled')
  return { first, second }
}

/** Holds the first call of a tool until it is let go, or the test is over. */
function hold(t: TestContext, tool: string) {
  const reached = Promise.withResolvers<void>()
  const released = Promise.withResolvers<void>()
  let isFirst = true
  onCall = (called) => {
    if (called !== tool || !isFirst) return 'pass'
    isFirst = false
    reached.resolve()
    return { until: released.promise }
  }
  t.after(() => released.resolve())
  return { reached: reached.promise, release: () => released.resolve() }
}

async function refunds(): Promise<readonly string[]> {
  return (await shop.book()).refunds.map(({ orderId }) => orderId).filter((id) => /^A(12|31|17)$/.test(id))
}

async function refused(customer: ReturnType<TestParley['as']>, sent: readonly Said[]): Promise<number> {
  const plans = await Promise.all(sent.map((said) => customer.planOf(said).catch(() => null)))
  return plans.filter((plan) => plan?.status === 'refused' || plan?.status === 'failed').length
}

async function nothingMore(): Promise<void> {
  assert.deepEqual(await refunds(), [])
}
