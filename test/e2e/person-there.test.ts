import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import type { AvailabilityView } from '#contract/availability.ts'
import type { HandOverView } from '#contract/hand-over.ts'
import { copyAgents } from '../helpers/agents.ts'
import type { PersonClient } from '../helpers/parley-client.ts'
import { startParley } from '../helpers/parley.ts'
import { startTestShop } from '../helpers/shop.ts'
import { until } from '../helpers/until.ts'

const HUMAN = 'I want to talk to a person'
const HAND_OVER = 'handOver: { role: support-lead,'

const shop = await startTestShop({ after })
// On one day of the week alone, which isn't today or tomorrow.
const agents = await copyAgents({ after })
const DAY = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'][(new Date().getUTCDay() + 3) % 7]
await agents.change('agent.yaml', HAND_OVER, `zone: UTC\nhandOver: { role: support-lead, hours: [${DAY} 09:00-17:00],`)
const [parley, closed] = [
  await startParley({ after }, { shop }),
  await startParley({ after }, { shop, environment: { AGENTS_DIR: agents.dir } }),
]
const customer = parley.as('customer')
const lead = parley.as('support-lead')

beforeEach(() => shop.renew())

test('whoever thinks of a person is told who that is; how long it takes once five were taken', async () => {
  const { threadId } = await customer.ask('How long do I have to return a damaged item?')
  const before = await there(customer, threadId)
  assert.deepEqual(before.body, {
    role: 'support-lead',
    isHeld: true,
    opensAt: null,
    waitMinutes: null,
    says: HUMAN,
  })
  for (let count = 0; count < 5; count++) {
    const asked = await customer.ask(before.body.says)
    await take(lead, asked.threadId)
  }
  assert.equal((await there(customer, threadId)).body.waitMinutes, 1)
  assert.equal((await there(parley.as('other-customer'), threadId)).status, 404)
  assert.equal((await there(customer, threadId, '?language=de')).status, 200)
})

test('outside their hours it is said when somebody is back, where it is asked and where it is passed on', async () => {
  const late = closed.as('customer')
  const { threadId } = await late.ask('How long do I have to return a damaged item?')
  const { opensAt } = (await there(late, threadId)).body
  assert.match(opensAt ?? '', /T09:00:00\.000Z$/)
  await late.ask(HUMAN, threadId)
  assert.match(
    (await late.answers(threadId)).at(-1) ?? '',
    /^Nobody is here right now\. A support lead takes this from \w+day( at)? 09:00; until then I go on here\.$/,
  )
})

test('both ends of a taken conversation are told who types and what was seen, and nothing of it is stored', async () => {
  const { threadId, messageId } = await customer.ask(HUMAN)
  // Nobody is told while nobody has it, and whoever hasn't taken it tells nothing.
  assert.equal((await tell(customer, threadId, { isTyping: true })).status, 200)
  assert.equal((await tell(lead, threadId, { isTyping: true })).status, 404)
  await take(lead, threadId)
  let isTold = false
  const atDesk = lead.presence(threadId, ({ from, isTyping }) => from === 'user' && isTyping)
  void atDesk.then(() => (isTold = true))
  // Said again while they go on: whether the desk follows by the first time, nobody knows.
  await until(async () => {
    assert.equal((await tell(customer, threadId, { isTyping: true })).status, 200)
    return isTold
  })
  assert.partialDeepStrictEqual(await atDesk, { name: 'Maya Lindqvist', isTyping: true, seen: null })
  await tell(lead, threadId, { isTyping: true, seen: messageId })
  // Who comes later hears what was seen, and nothing of typing that may be over.
  const atChat = await customer.presence(threadId, ({ from }) => from === 'person')
  assert.deepEqual([atChat.name, atChat.isTyping, atChat.seen], ['Jonas Weber', false, messageId])
  const stored = JSON.stringify([await customer.events(threadId), await customer.messages(threadId)])
  assert.doesNotMatch(stored, /presence|isTyping/)
})

test('what is said of presence is for its two ends alone, and checked', async () => {
  const { threadId } = await customer.ask(HUMAN)
  const id = await take(lead, threadId)
  for (const stranger of ['other-customer', 'other-lead', 'finance', 'operator'])
    assert.equal((await tell(parley.as(stranger), threadId, { isTyping: true })).status, 404, stranger)
  assert.equal((await tell(customer, threadId, { isTyping: 'yes' })).status, 400)
  assert.equal((await tell(customer, threadId, { isTyping: true, seen: 'all' })).status, 400)
  await lead.request('POST', `/v1/hand-overs/${id}/close`, { outcome: 'solved' })
  assert.equal((await tell(lead, threadId, { isTyping: true })).status, 404)
})

test('lines stay lines in both directions', async () => {
  const text = 'First line\n\n  second, set in\nthird'
  const { threadId } = await customer.ask(HUMAN)
  const id = await take(lead, threadId)
  await lead.request('POST', `/v1/hand-overs/${id}/answers`, { text })
  await customer.ask(text, threadId)
  const said = (await customer.messages(threadId)).filter(({ role }) => role !== 'assistant').slice(1)
  assert.deepEqual(
    said.map(({ role, parts }) => [role, parts.flatMap((part) => ('text' in part ? [part.text] : [])).join()]),
    [
      ['person', text],
      ['user', text],
    ],
  )
})

function there(person: PersonClient, threadId: string, query = '') {
  return person.request<AvailabilityView>('GET', `/v1/threads/${threadId}/person${query}`)
}

function tell(person: PersonClient, threadId: string, body: object) {
  return person.request('POST', `/v1/threads/${threadId}/presence`, body)
}

async function take(person: PersonClient, threadId: string): Promise<string> {
  const { body } = await person.request<{ handOvers: HandOverView[] }>('GET', '/v1/hand-overs?limit=200')
  const own = body.handOvers.find((one) => one.threadId === threadId)
  assert.ok(own)
  const taken = await person.request('POST', `/v1/hand-overs/${own.id}/take`)
  assert.equal(taken.status, 200, JSON.stringify(taken.body))
  return own.id
}
