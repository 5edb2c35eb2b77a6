import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { deep } from '../helpers/depth.ts'
import { openModelServer } from '../helpers/model-server.ts'
import { startShop } from '../helpers/parley.ts'
import { routesTo } from '../helpers/planner-replies.ts'
import { say } from '../helpers/wishes.ts'

// A question about a deed that was asked for in the thread, without naming its order.
let route = routesTo('answer')
const model = await openModelServer(() => route)
after(() => model[Symbol.asyncDispose]())
const { customer } = await startShop({ after }, { environment: model.environment })

async function refund(order: string, threadId?: string): Promise<string> {
  const words = `Refund order ${order}`
  route = routesTo('playbook', 'refund', words)
  return (await say(customer, words, threadId)).threadId
}

async function asked(threadId?: string, words = 'Where is my refund?'): Promise<string> {
  route = routesTo('playbook', 'refunded', words)
  return (await say(customer, words, threadId)).answers.join('\n')
}

test('it is about the order of the one deed, or tells how that stands; where there is none, it is asked which', async () => {
  const threadId = await refund('A12')
  assert.match(await asked(threadId), /paid back for order A12/)
  await refund('A17', threadId)
  const waits = /^Others have to agree to this first: .*A17/
  assert.match(await asked(threadId), waits)
  assert.match(await asked(threadId, 'Did A12’s refund go out?'), /paid back for order A12/)
  assert.match(await asked(), /^Which order is it\?/)
})

deep('where two wait it is asked which, and of an order that nothing was done with nothing is supposed', async () => {
  const threadId = await refund('A23')
  await refund('A31', threadId)
  assert.equal(await asked(threadId), 'Do you mean A31 or A23?')
  const other = await say(customer, 'Hello', undefined)
  assert.match(await asked(other.threadId), /^Which order is it\?/)
})
