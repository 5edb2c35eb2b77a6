import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import type { DeskProcedure } from '#contract/desk.ts'
import type { HandOverView } from '#contract/hand-over.ts'
import type { MessageView } from '#contract/message.ts'
import type { PersonClient } from '../helpers/parley-client.ts'
import { startParley } from '../helpers/parley.ts'
import { startTestShop } from '../helpers/shop.ts'
import { startToolProxy } from '../helpers/tool-proxy.ts'

const shop = await startTestShop({ after })
let isMailBroken = false
const proxy = await startToolProxy({ after }, shop.url, ({ tool }) =>
  isMailBroken && tool === 'mail.send' ? { status: 400 } : 'pass',
)
const parley = await startParley({ after }, { shop: { url: proxy.url, token: shop.token } })
const customer = parley.as('customer')
const lead = parley.as('support-lead')
const otherLead = parley.as('other-lead')
const finance = parley.as('finance')
const operator = parley.as('operator')
const HUMAN = 'I want to talk to a person'

beforeEach(() => shop.renew())

test('whoever has a conversation says what came of it, and that is kept with their note', async () => {
  const { handOver } = await taken()
  assert.deepEqual(handOver.outcomes, ['solved', 'not-solved', 'nothing-to-do'])
  assert.equal((await post(lead, handOver, 'close')).body['code'], 'outcome-missing')
  assert.equal((await post(lead, handOver, 'close', { outcome: 'heaven' })).body['code'], 'outcome-unknown')
  const end = { outcome: 'solved', note: 'A new vase comes on Friday.' }
  const kept = { status: 'closed', outcome: 'solved', outcomeNote: end.note, closedBy: { name: 'Jonas Weber' } }
  assert.partialDeepStrictEqual((await post(lead, handOver, 'close', end)).body, kept)
  assert.partialDeepStrictEqual(await inList(lead, handOver.id, '?status=closed'), kept)
  assert.partialDeepStrictEqual(await inList(operator, handOver.id, '?status=closed'), kept)
  assert.equal(await inList(otherLead, handOver.id, '?status=closed'), undefined)
})

test('what its requester gives up has no outcome, whatever they send', async () => {
  const { handOver } = await handedOver()
  assert.partialDeepStrictEqual((await post(customer, handOver, 'close', { outcome: 'solved', note: 'Hello' })).body, {
    status: 'closed',
    outcome: null,
    outcomeNote: null,
  })
})

test('it says by when somebody is to come, in which language, and how pressing it is', async () => {
  const { handOver } = await handedOver('Ich möchte mit einem Menschen sprechen')
  assert.equal(handOver.language, 'de')
  assert.equal(Date.parse(handOver.dueAt ?? '') - Date.parse(handOver.askedAt), 15 * 60_000)
  const { handOver: later } = await handedOver()
  assert.deepEqual([handOver.priority, later.priority], ['normal', 'normal'])
  assert.equal((await post(finance, later, 'priority', { priority: 'high' })).status, 404)
  assert.equal((await post(customer, later, 'priority', { priority: 'high' })).body['code'], 'wrong-role')
  assert.partialDeepStrictEqual((await post(lead, later, 'priority', { priority: 'high' })).body, { priority: 'high' })
  await post(lead, handOver, 'priority', { priority: 'low' })
  const { handOver: third } = await handedOver()
  const ours = [handOver.id, later.id, third.id]
  const ids = (await listOf(lead)).map(({ id }) => id).filter((id) => ours.includes(id))
  assert.deepEqual(ids, [later.id, third.id, handOver.id])
})

test('a conversation in which something failed half way is pressing', async () => {
  isMailBroken = true
  const said = await customer.ask('Refund order A12')
  isMailBroken = false
  await customer.ask(HUMAN, said.threadId)
  const handOver = (await listOf(lead)).find(({ threadId }) => threadId === said.threadId)
  assert.equal(handOver?.priority, 'high')
})

test('it is handed on to another role with a note, and waits for that role', async () => {
  const { handOver, threadId } = await taken()
  const { body } = await get<{ roles: { role: string; people: { id: string }[] }[] }>(lead, handOver, '/colleagues')
  const roles = body.roles.map(({ role }) => role)
  assert.ok(roles.includes('finance') && roles.includes('support-lead'), JSON.stringify(roles))
  assert.equal(roles.includes('customer') || roles.includes('auditor'), false)
  const to = { role: 'finance', note: 'She wants it on another account.' }
  assert.equal((await post(otherLead, handOver, 'hand-on', to)).body['code'], 'hand-over-taken')
  const handed = await post(lead, handOver, 'hand-on', to)
  assert.partialDeepStrictEqual(handed.body, { status: 'open', role: 'finance', mayTake: false, takenBy: null })
  assert.equal((await get(lead, handOver)).status, 404)
  assert.partialDeepStrictEqual((await get(finance, handOver)).body, {
    handedOn: { by: { name: 'Jonas Weber' }, note: to.note },
    mayTake: true,
  })
  // Its requester reads for whom it waits, and not the note.
  const events = (await customer.events(threadId)).filter(({ type }) => type === 'handed-over')
  assert.partialDeepStrictEqual(events.at(-1), { role: 'finance', handOverId: handOver.id })
  assert.doesNotMatch(JSON.stringify(await customer.events(threadId)), /another account/)
  assert.equal((await post(finance, handOver, 'take')).status, 200)
  assert.equal((await post(finance, handOver, 'close', { outcome: 'solved' })).status, 200)
})

test('it is handed on to one person, and another of the role may take it where they are away', async () => {
  const { handOver } = await taken()
  const colleague = 'other-lead'
  const handed = await post(lead, handOver, 'hand-on', { role: 'support-lead', person: colleague })
  assert.partialDeepStrictEqual(handed.body, { meantFor: { id: colleague }, status: 'open', mayTake: true })
  assert.equal((await post(otherLead, handOver, 'take')).status, 200)
  assert.equal((await post(otherLead, handOver, 'release')).status, 200)
  assert.equal((await post(lead, handOver, 'take')).status, 200)
})

for (const [what, to] of [
  ['a role that nobody holds', { role: 'legal' }],
  ['a role of customers', { role: 'customer' }],
  ['auditors, who change nothing', { role: 'auditor' }],
  ['somebody who doesn’t hold the role', { role: 'finance', person: 'other-lead' }],
  ['oneself', { role: 'support-lead', person: 'support-lead' }],
] as const) {
  test(`it isn’t handed on to ${what}`, async () => {
    const { handOver } = await taken()
    assert.equal((await post(lead, handOver, 'hand-on', to)).body['code'], 'nobody-there')
    assert.partialDeepStrictEqual((await get(lead, handOver)).body, { status: 'taken', role: 'support-lead' })
  })
}

test('a procedure begun at the desk is a plan of whoever began it, by the same rules, and another says yes', async () => {
  const { handOver, threadId } = await taken()
  const { body } = await get<{ procedures: DeskProcedure[] }>(lead, handOver, '/procedures')
  const form = body.procedures.find(({ name }) => name === 'refund')
  assert.deepEqual(
    form?.slots.map(({ name, isOptional, values }) => [name, isOptional, values]),
    [
      ['orderId', false, null],
      ['items', true, null],
      ['reason', true, ['damaged', 'late', 'other']],
    ],
  )
  for (const args of [{}, { orderId: 'the vase' }]) {
    const refused = await post(lead, handOver, 'plans', { procedure: 'refund', args })
    assert.partialDeepStrictEqual(refused.body, { code: 'argument-unfit', slot: 'orderId' })
  }
  assert.equal((await post(lead, handOver, 'plans', { procedure: 'nothing', args: {} })).status, 404)
  const wish = { procedure: 'refund', args: { orderId: 'A17', reason: 'damaged' } }
  assert.equal((await post(otherLead, handOver, 'plans', wish)).status, 403)
  const begun = await post(lead, handOver, 'plans', wish)
  assert.equal(begun.status, 202, JSON.stringify(begun.body))
  await lead.settled(String(begun.body['runId']), 'waiting')
  const [plan] = (await lead.waitingPlans()).filter(({ threadId: of }) => of === begun.body['threadId'])
  assert.ok(plan)
  assert.deepEqual([plan.requester.id, plan.status], ['support-lead', 'waiting'])
  assert.notEqual((await lead.decide(plan, 'approve')).status, 200)
  assert.equal((await shop.book()).refunds.length, 0)
  assert.equal((await otherLead.decide(plan, 'approve')).status, 200)
  await lead.settled(String(begun.body['runId']), 'done')
  assert.equal((await shop.book()).refunds.length, 1)
  const { body: own } = await get<{ messages: MessageView[] }>(lead, handOver, '/plans')
  assert.ok(own.messages.some(({ parts }) => parts.some((part) => part.type === 'plan' && part.planId === plan.id)))
  // The customer reads nothing of it but what they are told.
  assert.doesNotMatch(JSON.stringify(await customer.messages(threadId)), /A17/)
  await post(lead, handOver, 'close', { outcome: 'solved' })
})

async function handedOver(text = HUMAN): Promise<{ readonly threadId: string; readonly handOver: HandOverView }> {
  const { threadId } = await customer.ask(text)
  const handOver = (await listOf(lead)).find((one) => one.threadId === threadId)
  assert.ok(handOver, 'it stands in the list')
  return { threadId, handOver }
}

async function taken(): ReturnType<typeof handedOver> {
  const made = await handedOver()
  assert.equal((await post(lead, made.handOver, 'take')).status, 200)
  return made
}

async function listOf(person: PersonClient, query = ''): Promise<readonly HandOverView[]> {
  return (await person.request<{ handOvers: HandOverView[] }>('GET', `/v1/hand-overs${query}`)).body.handOvers
}

async function inList(person: PersonClient, handOverId: string, query: string): Promise<HandOverView | undefined> {
  return (await listOf(person, query)).find(({ id }) => id === handOverId)
}

function get<Body = Record<string, unknown>>(person: PersonClient, { id }: HandOverView, path = '') {
  return person.request<Body>('GET', `/v1/hand-overs/${id}${path}`)
}

function post(person: PersonClient, { id }: HandOverView, act: string, body?: object) {
  return person.request('POST', `/v1/hand-overs/${id}/${act}`, body)
}
