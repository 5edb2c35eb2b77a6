import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { startShop } from '../helpers/parley.ts'

const { parley } = await startShop({ after })
const customer = parley.as('customer')

test('who stops what is at work withdraws no plan that has come to wait meanwhile', async () => {
  const { runId } = await customer.ask('Refund order A17')
  for (const only of ['at-work', 'queued']) {
    const refused = await customer.request('POST', `/v1/runs/${runId}/cancel?only=${only}`)
    assert.deepEqual([refused.status, refused.body['code']], [409, 'run-not-cancellable'], only)
  }
  const [plan] = await customer.waitingPlans()
  assert.equal(plan?.runId, runId)
  assert.equal((await customer.request('POST', `/v1/runs/${runId}/cancel`)).status, 200)
  assert.deepEqual(await customer.waitingPlans(), [])
})
