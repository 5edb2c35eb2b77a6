import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openModelServer, saysJson } from '../helpers/model-server.ts'
import { startParley } from '../helpers/parley.ts'
import { startTestShop } from '../helpers/shop.ts'

const model = await openModelServer(({ schemaName }) =>
  saysJson(
    schemaName === 'route'
      ? { route: 'plan', playbook: null }
      : { program: 'return say("done")', slots: [], reason: null },
  ),
)
after(() => model[Symbol.asyncDispose]())
const shop = await startTestShop({ after })
const parley = await startParley(
  { after },
  { shop, environment: { OPENAI_API_KEY: 'test', OPENAI_BASE_URL: model.url, OPENAI_MODEL: 'scripted' } },
)
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
