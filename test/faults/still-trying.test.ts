import assert from 'node:assert/strict'
import { after, beforeEach } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import type { PlanView } from '#contract/plan.ts'
import { copyAgents } from '../helpers/agents.ts'
import { deep } from '../helpers/depth.ts'
import { makeOlder } from '../helpers/older-steps.ts'
import { startParley } from '../helpers/parley.ts'
import type { Said } from '../helpers/parley-client.ts'
import { startTestShop } from '../helpers/shop.ts'
import { stateText } from '#cards/drawing/plan-state.ts'
import { until } from '../helpers/until.ts'
import { startToolProxy, type ProxyAction } from '../helpers/tool-proxy.ts'

// A refund takes a key and can be looked up; a mail takes a key. The shop answers, and is away, as a test says.
const shop = await startTestShop({ after })
let onCall: (tool: string | null) => ProxyAction = () => 'pass'
const proxy = await startToolProxy({ after }, shop.url, ({ tool }) => onCall(tool))
const agents = await copyAgents({ after })
await agents.change('tools.yaml', 'settles: 5s', 'settles: 300ms')
const parley = await startParley(
  { after },
  { shop: { url: proxy.url, token: shop.token }, environment: { AGENTS_DIR: agents.dir } },
)
const customer = parley.as('customer')
const lead = parley.as('support-lead')

beforeEach(async () => {
  onCall = () => 'pass'
  await shop.renew()
})

async function approved(): Promise<Said & { readonly planId: string }> {
  const said = await customer.ask('Refund order A17')
  const plan = await customer.planOf(said)
  assert.equal((await lead.decide(plan, 'approve')).status, 200)
  return { ...said, planId: plan.id }
}

/** From a call of a tool on the shop answers nobody, whether it did what it was asked or not, until it is told to. */
function away(tool: string, first: 'drop-after' | 'drop-before'): { untilAway: Promise<void>; comeBack: () => void } {
  let [isAway, isBack] = [false, false]
  const { promise: untilAway, resolve } = Promise.withResolvers<void>()
  onCall = (called) => {
    if (isBack) return 'pass'
    if (isAway) return 'drop-before'
    if (called !== tool) return 'pass'
    isAway = true
    resolve()
    return first
  }
  return { untilAway, comeBack: () => void (isBack = true) }
}

/** The plan, once its step is being tried again. */
async function whileTrying(said: Said & { readonly planId: string }): Promise<PlanView> {
  await until(async () => (await customer.plan(said.planId)).trying !== null)
  return customer.plan(said.planId)
}

deep('while a shop is away its thread says so, the queue shows no question, and no worker is held', async () => {
  const { untilAway, comeBack } = away('mail.send', 'drop-before')
  const said = await approved()
  await untilAway
  await customer.event(said.threadId, ({ type }) => type === 'effect-tried')
  const { trying, status, mayResolve } = await whileTrying(said)
  assert.deepEqual(
    [status, mayResolve, trying?.service, trying?.code],
    ['applying', false, 'our orders', 'tool-silent'],
  )
  assert.deepEqual(trying?.tries, [])
  assert.match(
    stateText(await customer.plan(said.planId), { id: 'customer', roles: [] }, { now: new Date() }),
    /^Still trying: our orders doesn't answer/,
  )
  const asked = await lead.request<{ plans: PlanView[] }>('GET', '/v1/plans?status=unknown')
  assert.equal(
    asked.body.plans.some(({ id }) => id === said.planId),
    false,
  )
  // The thread is free meanwhile.
  const other = await customer.ask('How long do I have to return a damaged item?', said.threadId)
  assert.equal(other.run.status, 'done')
  comeBack()
  await customer.settled(said.runId, 'done')
})

deep('a person may take a step over that is still being tried, and what they say goes on', async () => {
  const { untilAway, comeBack } = away('mail.send', 'drop-before')
  const said = await approved()
  await untilAway
  await whileTrying(said)
  await until(async () => (await lead.plan(said.planId)).mayResolve)
  const path = `/v1/plans/${said.planId}/effects/1/resolution`
  assert.equal((await customer.request('POST', path, { outcome: 'happened', note: 'I know' })).status, 403)
  // While a try is under way it is another moment's.
  await until(async () => {
    const note = 'the mail server has nothing'
    return (await lead.request('POST', path, { outcome: 'did-not', note })).status === 200
  })
  await customer.settled(said.runId, 'done')
  assert.match((await customer.answers(said.threadId))[0] ?? '', /stopped at step 2 of 2: it didn’t happen/)
  comeBack()
  assert.equal((await shop.book()).mails.length, 0)
})

deep(
  'the same error three times is the service’s word: a person is asked within a minute, told what it said, and nothing is called after',
  async () => {
    let calls = 0
    onCall = (tool) => {
      if (tool !== 'mail.send') return 'pass'
      return calls++ === 0 ? 'drop-before' : { rewrite: asToolError }
    }
    const said = await approved()
    await until(async () => (await customer.plan(said.planId)).status === 'unknown')
    await customer.settled(said.runId, 'waiting')
    const plan = await lead.plan(said.planId)
    assert.deepEqual(
      plan.trying?.tries.map(({ came, times }) => [came, times]),
      [
        ['silence', 1],
        ['error', 3],
      ],
    )
    assert.equal(plan.trying.nextAt, null)
    assert.match(plan.failure?.text ?? '', /refused/)
    assert.equal(calls, 4)
    assert.equal(
      (await lead.waitingPlans()).some(({ id }) => id === said.planId),
      false,
    )
  },
)

/** The answer of a tool call, as the tool's own error. */
function asToolError(text: string): string {
  const [start, end] = [text.indexOf('{'), text.lastIndexOf('}') + 1]
  const message: object = JSON.parse(text.slice(start, end))
  const result = { isError: true, content: [{ type: 'text', text: 'no such template' }] }
  return text.slice(0, start) + JSON.stringify({ ...message, result }) + text.slice(end)
}

// What the database's clock decides is moved in its rows, which no other process can do on PGlite.
const onPostgres = { skip: parley.place.kind !== 'postgres' && 'PGlite is open in one process alone' }

deep('no call is made once its key has ended: then it is a question', onPostgres, async () => {
  const { untilAway, comeBack } = away('mail.send', 'drop-before')
  const said = await approved()
  await untilAway
  await whileTrying(said)
  await makeOlder(parley.place, said.planId, 24 * 3_600)
  await until(async () => (await customer.plan(said.planId)).status === 'unknown')
  const before = proxy.requests.filter(({ tool }) => tool === 'mail.send').length
  comeBack()
  await customer.settled(said.runId, 'waiting')
  assert.equal(proxy.requests.filter(({ tool }) => tool === 'mail.send').length, before)
  assert.equal((await shop.book()).mails.length, 0)
})

deep('a step that is stopped while it rests isn’t called again: a person is asked', async () => {
  const { untilAway, comeBack } = away('mail.send', 'drop-before')
  const said = await approved()
  await untilAway
  await whileTrying(said)
  const operator = parley.as('operator')
  const stop = { kind: 'tool', name: 'shop/mail.send', why: 'to look into it' }
  const { body } = await operator.request<{ stop: { id: string } }>('POST', '/v1/stops', stop)
  await delay(1_000)
  comeBack()
  await until(async () => (await customer.plan(said.planId)).status === 'unknown')
  assert.equal((await shop.book()).mails.length, 0)
  assert.equal((await operator.request('DELETE', `/v1/stops/${body.stop.id}`)).status, 200)
})
