import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { deep } from '../helpers/depth.ts'
import { openPlaceAsOwner } from '../helpers/database.ts'
import { startParley } from '../helpers/parley.ts'
import type { PersonClient } from '../helpers/parley-client.ts'
import { startTestShop } from '../helpers/shop.ts'

// What a program sends over the API with a key of its own.
const shop = await startTestShop({ after })
const parley = await startParley({ after }, { shop })
const lead = parley.as('support-lead')
const program = await keyOfMayas()

beforeEach(() => shop.renew())

/** A program whose orders are Maya's, so that nothing but whose words they are is in its way. */
async function keyOfMayas(): Promise<PersonClient> {
  const asked = { name: 'desk', roles: ['customer'], scopes: ['chat', 'read'] }
  const { body } = await parley.as('operator').request<{ key: string }>('POST', '/v1/keys', asked)
  await using owner = await openPlaceAsOwner(parley.place)
  await owner.run(`update principals set email = 'maya.lindqvist@example.com' where id like 'key-%'`)
  return parley.withKey(body.key)
}

const refunds = async (): Promise<number> => (await shop.book()).refunds.length

test('what a program asks for in so many words waits for a person of the role that is named', async () => {
  const said = await program.ask('Refund order A12')
  assert.equal(said.run.status, 'waiting')
  const plan = await lead.plan((await program.planOf(said)).id)
  assert.deepEqual(plan.awaits, ['support-lead'])
  assert.deepEqual([plan.intent?.basis, plan.intent?.doubts], ['inferred', ['client']])
  const own = await program.decide(plan, 'approve')
  assert.deepEqual([own.status, own.body['code']], [403, 'person-required'])
  await program.ask('yes', said.threadId)
  assert.equal(await refunds(), 0)
  assert.equal((await lead.decide(plan, 'approve')).status, 200)
  await program.settled(said.runId, 'done')
  assert.equal(await refunds(), 1)
})

test('a no of theirs ends it, and nothing is done', async () => {
  const said = await program.ask('Refund order A12')
  const plan = await program.planOf(said)
  assert.equal((await lead.decide(plan, 'reject', { reason: 'suspicious' })).status, 200)
  await program.settled(said.runId, 'done')
  assert.equal(await refunds(), 0)
})

deep('the same words of the person themselves are theirs', async () => {
  const customer = parley.as('customer')
  const said = await customer.ask('Refund order A12')
  assert.equal(said.run.status, 'done')
  const { intent } = await customer.planOf(said)
  assert.deepEqual([intent?.basis, intent?.doubts], ['explicit', []])
  assert.equal(await refunds(), 1)
})

deep('whoever passes on what a person asked for can’t say yes in their place', async () => {
  const customer = parley.as('customer')
  const said = await customer.ask('It never worked at home. Refund order A12')
  const plan = await customer.planOf(said)
  assert.ok(plan.awaits.includes('requester'), plan.awaits.join())
  assert.notEqual((await lead.decide(plan, 'approve')).status, 200)
  assert.equal(await refunds(), 0)
})
