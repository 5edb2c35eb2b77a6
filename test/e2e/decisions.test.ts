import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { after, beforeEach, test } from 'node:test'
import type { MessageView } from '#contract/message.ts'
import { deep } from '../helpers/depth.ts'
import { startShop } from '../helpers/parley.ts'
import type { PersonClient } from '../helpers/parley-client.ts'

const { parley, customer, lead, shop } = await startShop({ after })

// Each test begins with nothing refunded. A17 and A23 are above 50.00 EUR: they ask, whatever went out before.
beforeEach(() => shop.renew())

async function refundsOf(orderId: string): Promise<number> {
  return (await shop.book()).refunds.filter((refund) => refund.orderId === orderId).length
}

test('the same decision twice is one decision, and one refund', async () => {
  const said = await customer.ask('Refund order A17')
  const plan = await customer.planOf(said)
  const [first, second] = [await lead.decide(plan, 'approve'), await lead.decide(plan, 'approve')]
  assert.deepEqual([first.status, second.status], [200, 200])
  await customer.settled(said.runId, 'done')
  assert.equal((await lead.decide(plan, 'approve')).status, 200)
  assert.equal((await customer.plan(plan.id)).decisions.length, 1)
  assert.equal(await refundsOf('A17'), 1)
})

test('a list of plans carries no program, and a plan by itself has its own without the blanks above it', async () => {
  const plan = await customer.planOf(await customer.ask('Refund order A17'))
  const { body } = await lead.request<{ plans: readonly Record<string, unknown>[] }>('GET', '/v1/plans?limit=200')
  const listed = body.plans.find(({ id }) => id === plan.id)
  assert.deepEqual([listed?.['program'], listed?.['programLine']], [undefined, undefined])
  const { program = '', programLine = 1 } = await lead.plan(plan.id)
  assert.match(program, /^ *\S/)
  // The place in the file that an error of it would name.
  const file = await readFile('agents/support/playbooks/refund.js', 'utf8')
  const [first = ''] = program.split('\n')
  assert.equal(file.split('\n')[programLine - 1]?.trim(), first.trim())
  assert.ok(programLine > 1)
})

test('who may decide reads the messages that led to a plan, and no later ones, and nobody else any', async () => {
  const first = await customer.ask('How long do I have to return a damaged item?')
  const said = await customer.ask('Refund order A17', first.threadId)
  const plan = await customer.planOf(said)
  await customer.ask('Do you ship abroad, and what does it cost?', first.threadId)
  const read = async (who: PersonClient) =>
    await who.request<{ messages: MessageView[] }>('GET', `/v1/plans/${plan.id}/messages`)
  const { messages } = (await read(lead)).body
  assert.deepEqual(
    messages.map(({ role, parts }) => [role, ...parts.map((part) => ('text' in part ? part.text.slice(0, 16) : part))]),
    [
      ['user', 'How long do I ha'],
      ['assistant', 'You have 14 days'],
      ['user', 'Refund order A17'],
    ],
  )
  assert.deepEqual((await read(customer)).body.messages, messages)
  for (const person of ['other-customer', 'finance']) assert.equal((await read(parley.as(person))).status, 404, person)
  await lead.decide(plan, 'reject')
  await customer.settled(said.runId, 'done')
})

deep('a request that is sent again with its key is one message, one run and one plan', async () => {
  const { body } = await customer.request<{ id: string }>('POST', '/v1/threads', {})
  const key = { 'idempotency-key': randomUUID() }
  const send = () =>
    customer.request<{ messageId: string; runId: string }>(
      'POST',
      `/v1/threads/${body.id}/messages`,
      { text: 'Refund order A17' },
      key,
    )
  const answers = await Promise.all([send(), send(), send()])
  assert.ok(answers.every(({ status }) => status === 202))
  assert.equal(new Set(answers.map((answer) => answer.body.runId)).size, 1)
  const said = { ...answers[0].body, threadId: body.id }
  await customer.settled(said.runId, 'waiting')
  assert.equal((await lead.decide(await customer.planOf(said), 'approve')).status, 200)
  await customer.settled(said.runId, 'done')
  assert.equal((await send()).body.runId, said.runId)
  const proposed = (await customer.events(body.id)).filter(({ type }) => type === 'plan-proposed')
  assert.equal(proposed.length, 1)
  assert.equal((await customer.messages(body.id)).filter(({ role }) => role === 'user').length, 1)
  assert.equal(await refundsOf('A17'), 1)
})

test('who may not decide is told so, and nothing is done', async () => {
  const said = await customer.ask('Refund order A17')
  const plan = await customer.planOf(said)
  for (const person of ['customer', 'operator']) {
    const answer = await parley.as(person).decide(plan, 'approve')
    assert.deepEqual([answer.status, answer.body['code']], [403, 'wrong-role'], person)
    assert.deepEqual(answer.body['needs'], ['support-lead'])
  }
  assert.equal((await parley.as('other-customer').decide(plan, 'approve')).status, 404)
  const now = await customer.plan(plan.id)
  assert.deepEqual([now.status, now.decisions, await refundsOf('A17')], ['waiting', [], 0])
})

test('a decision on another digest than the plan’s is refused', async () => {
  const said = await customer.ask('Refund order A17')
  const plan = await customer.planOf(said)
  const wrong = await lead.decide({ id: plan.id, digest: `sha256:${'0'.repeat(64)}` }, 'approve')
  assert.deepEqual([wrong.status, wrong.body['code'], wrong.body['digest']], [412, 'digest-differs', plan.digest])
  assert.equal((await customer.plan(plan.id)).status, 'waiting')
  assert.equal((await lead.decide(plan, 'reject', { reason: 'suspicious' })).status, 200)
  await customer.settled(said.runId, 'done')
  assert.equal(await refundsOf('A17'), 0)
})

test('a key that may decide decides what others asked for, one without that scope doesn’t', async () => {
  const said = await customer.ask('Refund order A17')
  const plan = await customer.planOf(said)
  const refused = await (await keyWith(['chat', 'read'])).decide(plan, 'approve')
  assert.deepEqual([refused.status, refused.body['code']], [403, 'person-required'])
  assert.equal((await customer.plan(plan.id)).status, 'waiting')
  assert.equal((await (await keyWith(['read', 'decide'])).decide(plan, 'approve')).status, 200)
  await customer.settled(said.runId, 'done')
  assert.equal(await refundsOf('A17'), 1)
})

test('no key may both ask and decide', async () => {
  const asked = { name: 'both', roles: ['support-lead'], scopes: ['chat', 'decide'] }
  const { status, body } = await parley.as('operator').request('POST', '/v1/keys', asked)
  assert.deepEqual([status, body['code']], [422, 'key-scopes-conflict'])
})

test('a key makes no key with more than it has itself', async () => {
  const make = (maker: PersonClient, roles: readonly string[], scopes: readonly string[]) =>
    maker.request<{ key: string; code?: string }>('POST', '/v1/keys', { name: 'made', roles, scopes })
  const { body } = await make(parley.as('operator'), ['operator'], ['operate', 'read'])
  const key = parley.withKey(body.key)
  for (const [roles, scopes] of [
    [['support-lead'], ['read']],
    [['operator'], ['read', 'decide']],
    [['operator'], ['chat']],
  ] as const) {
    const refused = await make(key, roles, scopes)
    assert.deepEqual([refused.status, refused.body.code], [403, 'key-exceeds-maker'])
  }
  assert.equal((await make(key, ['operator'], ['operate', 'read'])).status, 201)
})

/** The API with a key of the support lead's role that may do so much. */
async function keyWith(scopes: readonly string[]): Promise<PersonClient> {
  const asked = { name: scopes.join('-'), roles: ['support-lead'], scopes }
  const { body } = await parley.as('operator').request<{ key: string }>('POST', '/v1/keys', asked)
  return parley.withKey(body.key)
}
