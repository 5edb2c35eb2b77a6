import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openModelServer } from '../helpers/model-server.ts'
import { startParley } from '../helpers/parley.ts'
import { routesTo, writes } from '../helpers/planner-replies.ts'
import { startTestShop } from '../helpers/shop.ts'

const model = await openModelServer(({ schemaName }) =>
  schemaName === 'route' ? routesTo('plan') : writes('return say("done")'),
)
after(() => model[Symbol.asyncDispose]())
const shop = await startTestShop({ after })
const parley = await startParley({ after }, { shop, environment: model.environment })
const customer = parley.as('customer')

test('a message that is nothing but pasted doesn’t have the one before it done again', async () => {
  const { threadId } = await customer.ask('Please mail me the number of my newest order')
  await customer.ask('> whatever they wrote to me', threadId)
  const plans = model.requests.filter(({ schemaName }) => schemaName === 'plan')
  assert.equal(plans.length, 2)
  const shown = plans.map(({ messages }) => messages.at(-1)?.content ?? '')
  assert.match(shown[0] ?? '', /newest order"\n \]/)
  assert.match(shown[1] ?? '', /newest order",\n {2}""\n \]/)
})
