import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { copyAgents } from '../helpers/agents.ts'
import { startShop } from '../helpers/parley.ts'

/** One of two procedures for the same complaint: what is wanted has to be said. */
const procedure = (does: string, done: string, wanted: string) => `export const playbook = {
  title: '${does} an order',
  examples: ['${does.toLowerCase()} order A17', 'my lamp in A12 broke, I would like ${wanted}'],
  slots: {
    orderId: { type: 'pattern', pattern: '[A-Z]\\\\d+', ask: 'Which order is it?' },
  },
}

export default async ({ slots, say }) => {
  return say(\`Order \${slots.orderId} will be ${done}.\`)
}
`

const agents = await copyAgents({ after })
const playbooks = join(agents.dir, 'support/playbooks')
await writeFile(join(playbooks, 'replace.js'), procedure('Replace', 'replaced', 'a new one'))
await writeFile(join(playbooks, 'repair.js'), procedure('Repair', 'repaired', 'it mended'))
const { customer, shop } = await startShop({ after }, { environment: { AGENTS_DIR: agents.dir } })

test('a message as near to one procedure as to another is asked about, and nothing is done', async () => {
  const said = await customer.ask('My lamp in A17 broke, I would like help')
  assert.equal(said.run.status, 'done')
  assert.deepEqual(await customer.answers(said.threadId), ['I can do several things like that. Which one?'])
  const parts = (await customer.messages(said.threadId)).flatMap((message) => message.parts)
  const labels = parts.flatMap((part) => (part.type === 'choices' ? part.choices.map(({ label }) => label) : []))
  assert.deepEqual(labels.toSorted(), ['Repair order A17', 'Replace order A17'])
  assert.equal((await customer.events(said.threadId)).filter(({ type }) => type === 'plan-proposed').length, 0)
  assert.deepEqual((await shop.book()).calls, [])
})

test('the title that is said in answer chooses', async () => {
  const { threadId } = await customer.ask('My lamp in A17 broke, I would like help')
  await customer.ask('Replace an order', threadId)
  await customer.ask('yes', threadId)
  assert.deepEqual((await customer.answers(threadId)).slice(1), ['Do you mean A17?', 'Order A17 will be replaced.'])
})
