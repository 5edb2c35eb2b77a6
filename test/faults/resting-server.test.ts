import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, beforeEach, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { deep } from '../helpers/depth.ts'
import { copyAgents } from '../helpers/agents.ts'
import { openPlaceAsOwner } from '../helpers/database.ts'
import { startParley } from '../helpers/parley.ts'
import { startTestShop } from '../helpers/shop.ts'
import { startToolProxy, type ProxyAction, type ProxiedRequest } from '../helpers/tool-proxy.ts'

// A step that was agreed to comes to a tool server that failed too often just now, and is left alone for ten seconds.
const NOTE = `export const playbook = { title: 'Note', examples: ['mail me a note'], slots: {} }
export default async ({ tools, say }) => {
  const values = { refundId: 'R-1', orderId: 'A17' }
  tools.shop.mail.send({ to: 'maya.lindqvist@example.com', template: 'refund-issued', values })
}
`
const RULES = `@id("read") permit (principal, action in [Action::"shop/orders.get", Action::"shop/orders.search"], resource);
@id("write") permit (principal, action in [Action::"shop/refunds.create", Action::"shop/mail.send"], resource);
@id("ask-refund") @ask("support-lead") @reason("Refunds ask")
forbid (principal, action == Action::"shop/refunds.create", resource);
@id("ask-mail") @ask("support-lead") @reason("Mails ask")
forbid (principal, action == Action::"shop/mail.send", resource);
`

const shop = await startTestShop({ after })
let onCall: (request: ProxiedRequest) => ProxyAction = () => 'pass'
const proxy = await startToolProxy({ after }, shop.url, (request) => onCall(request))
const agents = await copyAgents({ after })
await agents.change('tools.yaml', 'settles: 5s', 'settles: 300ms')
await agents.remove('evals/refunds.yaml')
await writeFile(join(agents.dir, 'support/playbooks/note.js'), NOTE)
await writeFile(join(agents.dir, 'support/policy.cedar'), RULES)
const parley = await startParley(
  { after },
  { shop: { url: proxy.url, token: shop.token }, environment: { AGENTS_DIR: agents.dir } },
)
const customer = parley.as('customer')
const lead = parley.as('support-lead')

beforeEach(async () => {
  await shop.renew()
  await untilCalledAgain()
})

const isRead = ({ tool }: ProxiedRequest) => tool === 'orders.get'

/** Other people's reads fail until the server is left alone. */
async function leaveAlone(meanwhile: (request: ProxiedRequest) => ProxyAction = () => 'pass'): Promise<void> {
  onCall = (request) => (isRead(request) ? 'drop-before' : meanwhile(request))
  while (!(await isLeftAlone())) await parley.as('other-customer').ask('Refund order A31')
}

async function isLeftAlone(): Promise<boolean> {
  const text = await (await fetch(`${parley.url}/metrics`)).text()
  return /^parley_tool_server_resting\{agent="support",server="shop"\} 1$/m.test(text)
}

async function untilCalledAgain(): Promise<void> {
  const within = AbortSignal.timeout(60_000)
  onCall = () => 'pass'
  while (await isLeftAlone()) {
    await delay(500, undefined, { signal: within })
    await parley.as('other-customer').ask('Refund order A31')
  }
}

async function approved(text: string) {
  const said = await customer.ask(text)
  const plan = await customer.planOf(said)
  assert.equal((await lead.decide(plan, 'approve')).status, 200)
  return { ...said, plan }
}

/** How often the shop was reached by tools that change something. */
const writes = () => proxy.requests.filter(({ tool }) => tool === 'refunds.create' || tool === 'mail.send').length

test('a first step isn’t called, is told as not done, and doesn’t happen later by itself; asked for again it is done once', async () => {
  const said = await customer.ask('Mail me a note')
  const plan = await customer.planOf(said)
  const before = writes()
  await leaveAlone()
  assert.equal((await lead.decide(plan, 'approve')).status, 200)
  await customer.settled(said.runId, 'done')
  const [answer = ''] = await customer.answers(said.threadId)
  assert.match(answer, /stopped at step 1 of 1: the service hasn’t answered for a while\. Nothing was done/)
  assert.partialDeepStrictEqual(await customer.plan(plan.id), { status: 'failed', effects: [{ state: 'failed' }] })
  await untilCalledAgain()
  // The yes was for that one: it is over.
  assert.equal((await lead.decide(plan, 'approve')).status, 200)
  assert.equal((await customer.plan(plan.id)).status, 'failed')
  assert.equal(writes(), before)
  const again = await customer.ask('Mail me a note')
  const asked = await customer.planOf(again)
  assert.deepEqual([asked.status, asked.awaits], ['waiting', ['support-lead']])
  assert.equal((await lead.decide(asked, 'approve')).status, 200)
  await customer.settled(again.runId, 'done')
  assert.equal((await shop.book()).mails.length, 1)
})

deep(
  'a plan whose reads have to be made again isn’t begun, and who asked is told why; asked for again it is done once',
  async () => {
    const said = await customer.ask('Refund order A17')
    const plan = await customer.planOf(said)
    await parley.stop()
    await using owner = await openPlaceAsOwner(parley.place)
    await owner.run(`update plans set dry_run_ended_at = now() - interval '1 minute' where id = $1`, [plan.id])
    await owner[Symbol.asyncDispose]()
    await parley.start()
    const before = writes()
    await leaveAlone()
    assert.equal((await lead.decide(plan, 'approve')).status, 200)
    await customer.settled(said.runId, 'done')
    const [answer = ''] = await customer.answers(said.threadId)
    assert.match(answer, /Nothing was done/)
    assert.doesNotMatch(answer, /can’t find order|prepared/)
    assert.deepEqual([(await customer.plan(plan.id)).status, writes()], ['stale', before])
    await untilCalledAgain()
    const again = await approved('Refund order A17')
    await customer.settled(again.runId, 'done')
    const { refunds, mails } = await shop.book()
    assert.deepEqual([refunds.length, mails.length], [1, 1])
  },
)

deep(
  'a step whose answer was lost when the server is left alone isn’t taken for undone: it is called again once it isn’t, and nobody is asked',
  async () => {
    const leftAlone = Promise.withResolvers<void>()
    const begun = Promise.withResolvers<void>()
    onCall = ({ tool }) => {
      if (tool !== 'refunds.create') return 'pass'
      begun.resolve()
      return { lost: leftAlone.promise }
    }
    const said = await approved('Refund order A17')
    await begun.promise
    await leaveAlone(() => 'drop-before')
    leftAlone.resolve()
    await customer.event(said.threadId, ({ type }) => type === 'effect-tried')
    assert.equal((await customer.plan(said.plan.id)).status, 'applying')
    await untilCalledAgain()
    await customer.settled(said.runId, 'done')
    assert.match((await customer.answers(said.threadId)).at(-1) ?? '', /^Done/)
    const { refunds, mails } = await shop.book()
    assert.deepEqual([refunds.length, mails.length], [1, 1])
  },
)

deep('to look again while the server is left alone waits for it, and asks nobody anew', async () => {
  let refused = 0
  onCall = ({ tool }) => (tool === 'mail.send' ? { status: 500, body: `{"refused": ${(refused += 1)}}` } : 'pass')
  const said = await approved('Mail me a note')
  await customer.settled(said.runId, 'waiting')
  assert.equal((await lead.plan(said.plan.id)).status, 'unknown')
  assert.ok(refused >= 3)
  await leaveAlone()
  const before = writes()
  const asked = (await customer.events(said.threadId)).filter(({ type }) => type === 'run-waiting').length
  const path = `/v1/plans/${said.plan.id}/effects/0/resolution`
  const lookAgain = { outcome: 'look-again', note: 'it is back soon' }
  assert.equal((await lead.request('POST', path, lookAgain)).status, 200)
  await delay(1_000)
  assert.equal(writes(), before)
  assert.equal((await lead.plan(said.plan.id)).status, 'applying')
  await untilCalledAgain()
  await customer.settled(said.runId, 'done')
  assert.equal((await shop.book()).mails.length, 1)
  const now = (await customer.events(said.threadId)).filter(({ type }) => type === 'run-waiting').length
  assert.equal(now, asked)
})
