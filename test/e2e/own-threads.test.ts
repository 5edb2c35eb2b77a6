import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { ConversationView, TranscriptView } from '#contract/conversation-list.ts'
import type { PersonClient, Said } from '../helpers/parley-client.ts'
import { opened, readEvidence } from '../helpers/evidence.ts'
import { startShop } from '../helpers/parley.ts'

const { parley } = await startShop({ after })
const customer = parley.as('customer')
const other = parley.as('other-customer')

test('a person’s list has their conversations, each with its words, what it came to and what waits in it', async () => {
  const larger = await customer.ask('Refund order A17')
  const asked = await customer.ask('How long do I have to return a damaged item?')
  const person = await customer.ask('I want to talk to a person')
  await customer.request('POST', '/v1/threads', {})
  const all = await listed(customer)
  assert.deepEqual(
    all.map(({ id }) => id),
    [person, asked, larger].map(({ threadId }) => threadId),
  )
  const [third, second, first] = all
  assert.partialDeepStrictEqual(first, {
    title: 'Refund order A17',
    status: 'waiting',
    waitsFor: 'others',
    unread: 0,
    plan: { status: 'waiting' },
  })
  assert.match(first?.plan?.title ?? '', /129\.00 EUR/)
  assert.partialDeepStrictEqual(second, { status: 'idle', waitsFor: null, unread: 1, plan: null })
  assert.partialDeepStrictEqual(third, { waitsFor: 'person', person: null })
  assert.deepEqual(await listed(other), [])
  assert.deepEqual(
    (await listed(customer, '&words=A17%20refund')).map(({ id }) => id),
    [larger.threadId],
  )
  assert.deepEqual(await listed(customer, '&words=100%25'), [])
  const [newest, ...rest] = all
  const after = await customer.request<{ conversations: ConversationView[]; next: string | null }>(
    'GET',
    `/v1/conversations?limit=2&after=${newest?.id ?? ''}`,
  )
  assert.deepEqual(after.body.conversations, rest)
})

test('what was read on one device is read on all, and an answer that comes later is new', async () => {
  const said = await customer.ask('How long do I have to return a damaged item?')
  const { threadId } = said
  assert.equal((await only(customer, threadId)).unread, 1)
  const seq = (await customer.events(threadId)).at(-1)?.seq ?? 0
  assert.equal((await customer.request('POST', `/v1/threads/${threadId}/read`, { seq })).status, 204)
  assert.equal((await only(customer, threadId)).unread, 0)
  await customer.ask('And how do I send it back?', threadId)
  assert.equal((await only(customer, threadId)).unread, 1)
})

test('a deleted conversation is gone, what waited in it is withdrawn, and only what led to a plan is kept', async () => {
  const asked = await customer.ask('How long do I have to return a damaged item?')
  await customer.ask('Refund order A17', asked.threadId)
  const [plan] = (await customer.waitingPlans()).filter(({ threadId }) => threadId === asked.threadId)
  assert.ok(plan)
  const { status, body } = await customer.request('DELETE', `/v1/threads/${asked.threadId}`)
  assert.deepEqual({ status, body }, { status: 200, body: { keptPlans: 1 } })
  for (const path of ['', '/messages', '/events', '/transcript'])
    assert.equal((await customer.request('GET', `/v1/threads/${asked.threadId}${path}`)).status, 404, path)
  assert.equal(
    (await customer.request('POST', `/v1/threads/${asked.threadId}/messages`, { text: 'Hello' })).status,
    404,
  )
  assert.equal((await customer.request('DELETE', `/v1/threads/${asked.threadId}`)).status, 404)
  assert.equal(
    (await listed(customer)).some(({ id }) => id === asked.threadId),
    false,
  )
  assert.equal((await customer.plan(plan.id)).status, 'cancelled')
  assert.equal(
    (await parley.as('support-lead').waitingPlans()).some(({ id }) => id === plan.id),
    false,
  )
  const evidence = JSON.stringify(opened(await readEvidence(customer, plan.id)))
  assert.match(evidence, /Refund order A17/)
  const seen = await parley.as('support-lead').request<{ messages: unknown[] }>('GET', `/v1/plans/${plan.id}/messages`)
  assert.match(JSON.stringify(seen.body), /Refund order A17/)
  assert.doesNotMatch(JSON.stringify(seen.body), /damaged item/)
})

test('a conversation that a person has is closed for them when it is deleted', async () => {
  const { threadId } = await customer.ask('I want to talk to a person')
  const lead = parley.as('support-lead')
  const queue = async () =>
    (await lead.request<{ handOvers: { id: string; threadId: string }[] }>('GET', '/v1/hand-overs')).body.handOvers
  assert.equal(
    (await queue()).some((each) => each.threadId === threadId),
    true,
  )
  assert.equal((await customer.request('DELETE', `/v1/threads/${threadId}`)).status, 200)
  assert.equal(
    (await queue()).some((each) => each.threadId === threadId),
    false,
  )
})

test('a conversation is exported by message and as a text that a person can read', async () => {
  const { threadId } = await customer.ask('How long do I have to return a damaged item?')
  await customer.ask('Refund order A12', threadId)
  const { body } = await customer.request<TranscriptView>('GET', `/v1/threads/${threadId}/transcript`)
  assert.deepEqual(
    body.messages.map(({ by }) => by),
    ['you', 'agent', 'you', 'agent'],
  )
  assert.match(body.text, /^Maya Lindqvist, .* UTC\nHow long do I have to return a damaged item\?$/m)
  assert.match(body.text, /14 days/)
  assert.match(body.text, /\[Refund 24\.90 EUR.*: (?:waits for an answer|done)\]/)
  const german = await customer.request<TranscriptView>('GET', `/v1/threads/${threadId}/transcript?lang=de`)
  assert.match(german.body.text, /: (?:wartet auf eine Antwort|erledigt)\]/)
})

test('another’s conversation can’t be read as a file, marked or deleted, not by an operator either', async () => {
  const said: Said = await customer.ask('How long do I have to return a damaged item?')
  for (const stranger of ['other-customer', 'support-lead', 'operator'].map((who) => parley.as(who))) {
    const at = `/v1/threads/${said.threadId}`
    assert.equal((await stranger.request('GET', `${at}/transcript`)).status, 404)
    assert.equal((await stranger.request('POST', `${at}/read`, { seq: 1 })).status, 404)
    assert.equal((await stranger.request('DELETE', at)).status, 404)
  }
  assert.equal((await only(customer, said.threadId)).id, said.threadId)
})

async function listed(person: PersonClient, query = ''): Promise<readonly ConversationView[]> {
  const { status, body } = await person.request<{ conversations: ConversationView[] }>(
    'GET',
    `/v1/conversations?limit=100${query}`,
  )
  assert.equal(status, 200)
  return body.conversations
}

async function only(person: PersonClient, threadId: string): Promise<ConversationView> {
  const found = (await listed(person)).find(({ id }) => id === threadId)
  assert.ok(found)
  return found
}
