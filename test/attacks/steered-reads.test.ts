import assert from 'node:assert/strict'
import { appendFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, beforeEach, test } from 'node:test'
import { copyAgents } from '../helpers/agents.ts'
import { someOf } from '../helpers/depth.ts'
import type { PersonClient } from '../helpers/parley-client.ts'
import { startParley } from '../helpers/parley.ts'
import { startTestShop } from '../helpers/shop.ts'
import { startToolServer } from '../helpers/tool-server.ts'

// The note of order A31 is hostile. It steers reads through each kind of flow: those of the customer's own orders are made
// without a question, none takes anything to another server, and a lead, for whom no owner is checked, is asked about all.
const shop = await startTestShop({ after })
const TEXT = { type: 'string' }
const depot = await startToolServer(
  { after },
  {
    tools: [
      {
        name: 'parcels.find',
        inputSchema: { type: 'object', properties: { about: TEXT }, required: ['about'] },
        outputSchema: { type: 'object', properties: { email: TEXT, word: TEXT }, required: ['email', 'word'] },
        answer: () => ({ structuredContent: { email: 'maya.lindqvist@example.com', word: 'A31' } }),
      },
    ],
  },
)
const agents = await copyAgents({ after })

const READ = `const order = await tools.shop.orders.get({ id: 'A31' })
if (!order) return say('There is none.')
const note = order.note ?? ''`
/** What is read, by which way of the note's, where `READ` is the read that it steers. */
const FLOWS: Readonly<Record<string, string>> = {
  value: `await READ(note.slice(0, 3))`,
  branch: `if (note.includes('SYSTEM')) await READ('A12')`,
  loop: `for (const word of note.split(' ').slice(0, 2)) await READ(word)`,
  choice: `await READ(note.length > 10 ? 'A12' : 'A17')`,
  template: `await READ(\`\${note.slice(0, 2)}\`)`,
  count: `for (const letter of note.slice(0, 2)) await READ('A12')`,
  map: `await Promise.all(note.split(' ').slice(0, 2).map((word) => READ(word)))`,
  filter: `const [first] = ['A12', 'A17'].filter((id) => note.includes('refund') || id === 'A17')
if (first) await READ(first)`,
  find: `const found = ['A12', 'A17'].find(() => note.includes('SYSTEM'))
if (found) await READ(found)`,
  sorted: `const [first = ''] = [note.slice(0, 3), 'A12'].sort()
await READ(first)`,
  index: `const ids = ['A12', 'A17']
await READ(ids[note.length % 2] ?? 'A12')`,
  number: `await READ('A' + note.length)`,
  json: `const packed = JSON.stringify({ note })
await READ(packed.slice(9, 12))`,
}
/** The same through a function, and a way back over what the read returned. */
const READS = {
  own: (flow: string) => flow.replaceAll(/READ\(/g, 'look('),
  away: (flow: string) => flow.replaceAll(/READ\(/g, 'tell('),
}
const HELPERS = {
  own: `const look = (id) => tools.shop.warranty.get({ orderId: String(id) })`,
  away: `const tell = (about) => tools.depot.parcels.find({ about: String(about) })`,
}

/** The first of them in a check, all in a night. */
const CHECKED = someOf(Object.entries(FLOWS), 3)

for (const [name, flow] of CHECKED) {
  for (const where of ['own', 'away'] as const) {
    const title = `steer ${where} ${name}`
    const program = [HELPERS[where], READ, READS[where](flow), `return say('Looked.')`].join('\n')
    await writeFile(
      join(agents.dir, `support/playbooks/steer-${where}-${name}.js`),
      `export const playbook = { title: '${title}', examples: ['${title}'], slots: {} }
export default async ({ tools, say }) => {\n${program}\n}\n`,
    )
  }
}
await agents.change(
  'tools.yaml',
  'tools:\n',
  `  depot: { url: '${depot.url}', as: service, title: the depot }

tools:
  depot/parcels.find:
    effect: read
    title: Find a parcel about {about}
    owner: { result: email, is: principal.email, unless: [support-lead] }
    trust: { trusted: [shape, email], untrusted: [word] }
`,
)
// What another server's note may not do for this one: the depot's word, beside the shop's own record.
await writeFile(
  join(agents.dir, 'support/playbooks/carry.js'),
  `export const playbook = { title: 'carry it away', examples: ['carry it away'], slots: {} }
export default async ({ tools, say }) => {
  const order = await tools.shop.orders.get({ id: 'A31' })
  const parcel = await tools.depot.parcels.find({ about: 'parcels' })
  if (parcel && parcel.word !== '') await tools.depot.parcels.find({ about: order.customerEmail })
  return say('Looked.')
}
`,
)
await appendFile(
  join(agents.dir, 'support/policy.cedar'),
  `\n@id("depot") permit (principal, action == Action::"depot/parcels.find", resource);\n`,
)
const parley = await startParley({ after }, { shop, environment: { AGENTS_DIR: agents.dir } })
const maya = parley.as('customer')
const lead = parley.as('support-lead')

let calledBefore = 0
beforeEach(() => {
  calledBefore = depot.calls.length
})
const calls = () => depot.calls.slice(calledBefore).map(({ args }) => args)

/** Which of these messages make a plan that waits with a read. */
async function askedOf(person: PersonClient, messages: readonly string[]): Promise<readonly string[]> {
  const asked = await Promise.all(
    messages.map(async (message) => {
      const said = await person.ask(message)
      if (said.run.status !== 'waiting') {
        assert.deepEqual(await person.answers(said.threadId), ['Looked.'], message)
        return []
      }
      const plan = await person.planOf(said)
      assert.deepEqual([plan.asking, plan.verdict?.policies], [true, ['parley.untrusted']], message)
      await person.request('POST', `/v1/runs/${said.runId}/cancel`)
      return [message]
    }),
  )
  return asked.flat()
}
const messages = (where: 'own' | 'away') => CHECKED.map(([name]) => `steer ${where} ${name}`)

test('a hostile note steers reads of the customer’s own without a question, through each kind of flow', async () => {
  assert.deepEqual(await askedOf(maya, messages('own')), [])
})

test('nothing that the note steers leaves its server without a question', async () => {
  assert.deepEqual(await askedOf(maya, messages('away')), messages('away'))
  assert.deepEqual(calls(), [])
})

test('a lead, for whom no owner is checked, is asked about each read that the note steers', async () => {
  assert.deepEqual(await askedOf(lead, messages('own')), messages('own'))
})

test('what another server trusts isn’t carried to one whose own text asks for it', async () => {
  assert.deepEqual(await askedOf(maya, ['carry it away']), ['carry it away'])
  assert.deepEqual(calls(), [{ about: 'parcels' }])
})
