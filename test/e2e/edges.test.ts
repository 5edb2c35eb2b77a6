import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openPlaceAsOwner } from '../helpers/database.ts'
import { startShop } from '../helpers/parley.ts'

const { parley, customer } = await startShop({ after })

test('a page of messages after what is no message is the caller’s mistake', async () => {
  const { body } = await customer.request<{ id: string }>('POST', '/v1/threads', {})
  assert.equal((await customer.request('GET', `/v1/threads/${body.id}/messages?after=abc`)).status, 400)
})

test('a key of a tenant that isn’t here is nobody’s', async () => {
  const stranger = parley.withKey(`parley_x_${'0'.repeat(24)}_${'a'.repeat(43)}`)
  assert.equal((await stranger.request('GET', '/v1/plans')).status, 401)
})

test('a plan that can’t be read any more doesn’t hide the others', async () => {
  parley.expect('plan-unreadable')
  const broken = await customer.planOf(await customer.ask('Refund order A17'))
  const whole = await customer.planOf(await customer.ask('Refund order A23'))
  await parley.stop()
  const owner = await openPlaceAsOwner(parley.place)
  await owner.run(`update plan_reads set entry = '{}' where plan_id = $1`, [broken.id])
  await owner[Symbol.asyncDispose]()
  await parley.start()
  const { status, body } = await customer.request<{ plans: { id: string }[] }>('GET', '/v1/plans')
  assert.deepEqual([status, body.plans.map(({ id }) => id)], [200, [whole.id]])
  assert.match(parley.log(), /plan-unreadable/)
})
