import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { copyAgents } from '../helpers/agents.ts'
import { startParley } from '../helpers/parley.ts'
import { startTestShop } from '../helpers/shop.ts'

// A second procedure for the same complaint: what is wanted has to be said.
const REPLACE = `export const playbook = {
  title: 'Replace an order',
  examples: ['replace order A17', 'my order A12 arrived damaged, I would like another one'],
  slots: {
    orderId: { type: 'pattern', pattern: '[A-Z]\\\\d+', ask: 'Which order shall be replaced?' },
  },
}

export default async ({ slots, say }) => {
  return say(\`Order \${slots.orderId} will be replaced.\`)
}
`

const shop = await startTestShop({ after })
const agents = await copyAgents({ after })
await writeFile(join(agents.dir, 'support/playbooks/replace.js'), REPLACE)
const parley = await startParley({ after }, { shop, environment: { AGENTS_DIR: agents.dir } })
const customer = parley.as('customer')

test('a message as near to one procedure as to another is asked about, and nothing is done', async () => {
  const said = await customer.ask('My order A17 arrived damaged, I would like')
  assert.equal(said.run.status, 'done')
  assert.deepEqual(await customer.answers(said.threadId), ['I can do several things like that. Which one?'])
  const parts = (await customer.messages(said.threadId)).flatMap((message) => message.parts)
  const labels = parts.flatMap((part) => (part.type === 'choices' ? part.choices.map(({ label }) => label) : []))
  assert.deepEqual(labels.toSorted(), ['Refund order A17', 'Replace order A17'])
  assert.equal((await customer.events(said.threadId)).filter(({ type }) => type === 'plan-proposed').length, 0)
  assert.deepEqual((await shop.book()).calls, [])
})

test('the title that is said in answer chooses', async () => {
  const { threadId } = await customer.ask('My order A17 arrived damaged, I would like')
  await customer.ask('Replace an order', threadId)
  await customer.ask('yes', threadId)
  assert.deepEqual((await customer.answers(threadId)).slice(1), ['Do you mean A17?', 'Order A17 will be replaced.'])
})
