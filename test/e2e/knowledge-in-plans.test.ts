import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { lookingAgent } from '../helpers/looking-agent.ts'
import { startParley } from '../helpers/parley.ts'
import { startTestShop } from '../helpers/shop.ts'

const LAST_DAY = `
const [found] = await knowledge.search('How long may I return an item?')
const sentence = found.text.split('. ').find((each) => each.includes(' days'))
const quote = await knowledge.quote(found, sentence)
const days = Number(/(\\d+) days/.exec(quote.text)[1])
const order = await tools.shop.orders.get({ id: 'A12' })
const last = dates.format(dates.add(dates.parse(order.createdAt), { days }), 'd MMM yyyy', 'UTC')`

const agents = await lookingAgent(
  { after },
  {
    'last day to return': `${LAST_DAY}\nreturn say('You can return A12 until ' + last + '. ' + quote.text)`,
    'what stands there': `const found = await knowledge.search('How long may I return an item?')\nreturn say(JSON.stringify(found))`,
  },
)
const shop = await startTestShop({ after })
const parley = await startParley({ after }, { shop, environment: { AGENTS_DIR: agents.dir } })
const customer = parley.as('customer')

test('a plan looks up how long an item may be returned and says the last day with the quote', async () => {
  const all = await customer.ask('what stands there')
  console.error(await customer.answers(all.threadId))
  const said = await customer.ask('last day to return')
  console.error(JSON.stringify(said.run), await customer.answers(said.threadId))
  assert.equal(said.run.status, 'done')
})
