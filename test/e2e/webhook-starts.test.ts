import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { z } from 'zod'
import { copyAgents } from '../helpers/agents.ts'
import { deep } from '../helpers/depth.ts'
import { newSecret } from '../helpers/outside-desk.ts'
import { startShop } from '../helpers/parley.ts'
import { sendEvent, writeStarter, type EventOtherwise } from '../helpers/starters.ts'
import { until } from '../helpers/until.ts'

const Begun = z.object({ threadId: z.uuid(), messageId: z.uuid() })
const Problem = z.object({ code: z.string(), detail: z.string() })

// What a service that takes returns back sends once it has looked at them.
const [secret, oldSecret] = [newSecret(), newSecret()]
const agents = await copyAgents({ after })
const RETURNS = `title: Returns at the warehouse
secrets: ["\${RETURNS_SECRET}", "\${RETURNS_OLD_SECRET}"]
id: return.number
procedure: refund
slots: { orderId: return.order, reason: { value: damaged } }
trusted: [return.order]
roles: [support-lead]
confirmBy: support-lead
`
await writeStarter(agents, 'webhooks/returns.yaml', RETURNS)
await writeStarter(
  agents,
  'webhooks/unnamed.yaml',
  RETURNS.replace('trusted: [return.order]\n', '').replace('id: return.number\n', ''),
)
await writeStarter(agents, 'webhooks/unasked.yaml', RETURNS.replace('confirmBy: support-lead', 'confirmBy: nobody'))
const environment = { AGENTS_DIR: agents.dir, RETURNS_SECRET: secret, RETURNS_OLD_SECRET: oldSecret }
const { parley, lead, shop } = await startShop({ after }, { environment })

let numbers = 0
let number = ''
beforeEach(() => {
  number = `R-${(numbers += 1)}`
  return shop.renew()
})

function send(order: unknown, otherwise: EventOtherwise = {}, name = 'returns'): Promise<Response> {
  return sendEvent(`${parley.url}/hooks/support/${name}`, secret, { return: { number, order } }, otherwise)
}

async function begin(order: string, otherwise: EventOtherwise = {}, name = 'returns') {
  const response = await send(order, otherwise, name)
  assert.equal(response.status, 202, await response.clone().text())
  return Begun.parse(await response.json())
}

const waiting = () => lead.waitingPlans()
const refunds = async (): Promise<number> => (await shop.book()).refunds.length

test('an event begins its procedure, and the role that its file names is asked in a requester’s place', async () => {
  const { threadId } = await begin('A12')
  await until(async () => (await waiting()).length === 1)
  const [plan] = await waiting()
  assert.ok(plan)
  assert.deepEqual([plan.threadId, plan.awaits], [threadId, ['support-lead']])
  assert.deepEqual([plan.intent?.basis, plan.intent?.doubts], ['inferred', ['webhook']])
  assert.equal(await refunds(), 0)
  // What its file says is the operator's, and what is sent is from where it was sent.
  assert.deepEqual(plan.effects[0]?.labels['/reason']?.data, ['operator'])
  assert.equal((await lead.decide(plan, 'approve')).status, 200)
  await until(async () => (await refunds()) === 1)
  const [row] = (
    await parley.as('operator').request<{ threads: { id: string; channel: string }[] }>('GET', '/v1/threads')
  ).body.threads
  assert.equal(row?.channel, 'hook/support.returns')
})

test('the same event again, however it is signed, is the same thread and one refund', async () => {
  const first = await begin('A12')
  const again = await Promise.all([begin('A12'), begin('A12', { secrets: [oldSecret] }), begin('A40')])
  assert.deepEqual(again, [first, first, first])
  await until(async () => (await waiting()).length === 1)
  const [plan] = await waiting()
  assert.ok(plan)
  assert.match(plan.title, /A12/)
  await lead.decide(plan, 'approve')
  await until(async () => (await refunds()) === 1)
})

test('without a name of its own an event is known by the id that it was signed with', async () => {
  const first = await begin('A12', { id: 'evt_1' }, 'unnamed')
  assert.deepEqual(await begin('A12', { id: 'evt_1' }, 'unnamed'), first)
  assert.notDeepEqual(await begin('A12', { id: 'evt_2' }, 'unnamed'), first)
})

test('a field that nobody vouches for is untrusted: even looking the order up is asked about', async () => {
  const before = (await waiting()).map(({ id }) => id)
  const { threadId } = await begin('A17', {}, 'unnamed')
  await until(async () => (await waiting()).some((plan) => plan.threadId === threadId && !before.includes(plan.id)))
  const plan = (await waiting()).find((each) => each.threadId === threadId)
  assert.ok(plan)
  assert.deepEqual(plan.awaits, ['support-lead'])
  assert.match(plan.verdict?.reasons.join('\n') ?? '', /Text that nobody vouches for/)
  assert.match(JSON.stringify(plan.effects), /Returns at the warehouse: unchecked/)
})

test('where its file says that nobody is asked, the rules alone hold it back', async () => {
  await begin('A12', {}, 'unasked')
  await until(async () => (await refunds()) === 1)
  number = `${number}-large`
  const { threadId } = await begin('A17', {}, 'unasked')
  await until(async () => (await waiting()).some((plan) => plan.threadId === threadId))
  assert.equal(await refunds(), 1)
})

const REFUSED: readonly (readonly [string, unknown, EventOtherwise, number, string])[] = [
  ['another secret', 'A12', { secrets: [newSecret()] }, 401, 'signature-invalid'],
  ['no signature', 'A12', { headers: { 'webhook-signature': '' } }, 401, 'signature-invalid'],
  ['another id than was signed', 'A12', { headers: { 'webhook-id': 'evt_other' } }, 401, 'signature-invalid'],
  ['a signature of six minutes ago', 'A12', { ageS: 360 }, 401, 'signature-stale'],
  ['a signature of in six minutes', 'A12', { ageS: -360 }, 401, 'signature-stale'],
  ['what is no JSON', 'A12', { body: 'order=A12' }, 400, 'invalid-json'],
  ['more than it takes', 'A12', { body: JSON.stringify({ text: 'x'.repeat(70_000) }) }, 413, 'body-too-large'],
  ['an event without its name', 'A12', { body: '{"return":{"order":"A12"}}' }, 422, 'event-unfit'],
  ['no order', undefined, {}, 422, 'event-unfit'],
  ['what is no order', 'the blue one', {}, 422, 'event-unfit'],
  ['a list in the place of an order', ['A12'], {}, 422, 'event-unfit'],
]
for (const [title, order, otherwise, status, code] of REFUSED) {
  test(`${title} is refused, and begins nothing`, async () => {
    const before = await threads()
    const response = await send(order, otherwise)
    assert.deepEqual([response.status, Problem.parse(await response.json()).code], [status, code])
    assert.equal(await threads(), before)
  })
}

async function threads(): Promise<number> {
  return (await parley.as('operator').request<{ threads: unknown[] }>('GET', '/v1/threads?limit=100')).body.threads
    .length
}

test('one bit of what was signed is enough to refuse it, and a webhook that isn’t there looks the same', async () => {
  const body = JSON.stringify({ return: { number, order: 'A12' } })
  for (const place of [2, body.length - 3]) {
    const other = Buffer.from(body)
    other[place] = (other[place] ?? 0) ^ 1
    const response = await send('A12', { signed: body, body: other.toString() })
    assert.equal(response.status, 401)
  }
  const gone = await send('A12', {}, 'elsewhere')
  assert.deepEqual([gone.status, Problem.parse(await gone.json()).code], [401, 'signature-invalid'])
})

deep('what began before a restart goes on after it, once', async () => {
  const { threadId } = await begin('A12')
  await parley.stop()
  await parley.start()
  assert.deepEqual((await begin('A12')).threadId, threadId)
  await until(async () => (await waiting()).some((plan) => plan.threadId === threadId))
  const plan = (await waiting()).find((each) => each.threadId === threadId)
  assert.ok(plan)
  await lead.decide(plan, 'approve')
  await until(async () => (await refunds()) === 1)
})
