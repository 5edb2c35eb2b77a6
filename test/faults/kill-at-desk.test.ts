import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { HandOverView } from '#contract/hand-over.ts'
import type { MessageView } from '#contract/message.ts'
import { startParleyProcess } from '../helpers/parley-process.ts'
import { startTestShop } from '../helpers/shop.ts'
import { until } from '../helpers/until.ts'

// Somebody at the desk has a conversation, has begun a procedure and written a line when the server dies.

const shop = await startTestShop({ after })
const parley = await startParleyProcess({ after }, { shop, environment: { RUN_LEASE_MS: '1500' } })
const customer = parley.as('customer')
const lead = parley.as('support-lead')

test('what a desk has begun, written and said of a conversation is there after a killed server, once', async (t) => {
  const { threadId } = await customer.ask('I want to talk to a person')
  const { body } = await lead.request<{ handOvers: HandOverView[] }>('GET', '/v1/hand-overs')
  const handOver = body.handOvers.find((one) => one.threadId === threadId)
  assert.ok(handOver)
  const path = `/v1/hand-overs/${handOver.id}`
  assert.equal((await lead.request('POST', `${path}/take`)).status, 200)
  assert.equal((await lead.request('POST', `${path}/priority`, { priority: 'high' })).status, 200)
  assert.equal((await lead.request('POST', `${path}/answers`, { text: 'I am looking.' })).status, 201)
  const wish = { procedure: 'refund', args: { orderId: 'A17' } }
  assert.equal((await lead.request('POST', `${path}/plans`, wish)).status, 202)
  await parley.kill()
  await parley.start()
  const kept = (await lead.request<HandOverView>('GET', path)).body
  assert.partialDeepStrictEqual(kept, { status: 'taken', takenBy: { id: 'support-lead' }, priority: 'high' })
  const begun = async () => (await lead.request<{ messages: MessageView[] }>('GET', `${path}/plans`)).body.messages
  const plans = async () => (await begun()).flatMap(({ parts }) => parts.filter(({ type }) => type === 'plan'))
  await until(async () => (await plans()).length > 0, t.signal)
  assert.equal((await begun()).filter(({ role }) => role === 'user').length, 1)
  assert.equal((await lead.waitingPlans()).length, 1)
  assert.equal((await customer.messages(threadId)).filter(({ role }) => role === 'person').length, 1)
  const end = { outcome: 'solved', note: 'A colleague says yes to the refund.' }
  assert.equal((await lead.request('POST', `${path}/close`, end)).status, 200)
  await parley.kill()
  await parley.start()
  const { body: closed } = await lead.request<{ handOvers: HandOverView[] }>('GET', '/v1/hand-overs?status=closed')
  assert.partialDeepStrictEqual(closed.handOvers, [{ id: handOver.id, outcome: 'solved', outcomeNote: end.note }])
})
