import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openModelServer } from '../helpers/model-server.ts'
import { startParley } from '../helpers/parley.ts'
import { routesTo, writes } from '../helpers/planner-replies.ts'
import { startTestShop } from '../helpers/shop.ts'

const model = await openModelServer(({ schemaName }) =>
  schemaName === 'reading' ? routesTo('plan') : writes('return say("done")'),
)
after(() => model[Symbol.asyncDispose]())
const shop = await startTestShop({ after })
const parley = await startParley({ after }, { shop, environment: model.environment })
const customer = parley.as('customer')

test('a message that is nothing but pasted doesn’t have the one before it done again', async () => {
  const { threadId } = await customer.ask('Please mail me the number of my newest order')
  await customer.ask('> whatever they wrote to me', threadId)
  const plans = model.requests.filter(({ schemaName }) => schemaName === 'plan')
  // Nothing of it is typed, so there is nothing to plan: we ask what they want.
  assert.equal(plans.length, 1)
  assert.match(plans[0]?.messages.at(-1)?.content ?? '', /newest order"\n \]/)
  assert.match((await customer.answers(threadId)).at(-1) ?? '', /^I didn’t understand that/)
})
