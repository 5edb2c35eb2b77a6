import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { copyAgents } from '../helpers/agents.ts'
import { openModelServer } from '../helpers/model-server.ts'
import { startParley } from '../helpers/parley.ts'
import { routesTo, writes } from '../helpers/planner-replies.ts'
import { startTestShop } from '../helpers/shop.ts'
import { startToolServer, type ScriptedTool } from '../helpers/tool-server.ts'

const THINGS = ['invoice', 'parcel', 'voucher', 'salary', 'garden']
// Long to declare and quick to compare.
const FIELDS = Array.from({ length: 12 }, (_, index) => [
  `field${index}`,
  { type: 'string', description: 'It takes some telling what this is good for.' },
])
const OWNED = 'owner: none, why: A test has no owners to tell apart'

test('a catalogue that is too long to show is narrowed to what is nearest to the requester’s words', async (t) => {
  const names = THINGS.flatMap((thing) => Array.from({ length: 12 }, (_, index) => `${thing}.look${index}`))
  const tools = names.map((name): ScriptedTool => ({
    name,
    description: `Looks up ${name.split('.')[0]} records of the company.`,
    inputSchema: { type: 'object', properties: Object.fromEntries(FIELDS) },
    outputSchema: { type: 'object', properties: { found: { type: 'boolean' } }, required: ['found'] },
    answer: () => ({ structuredContent: { found: true } }),
  }))
  const server = await startToolServer(t, { tools })
  const agents = await copyAgents(t)
  await agents.change(
    'tools.yaml',
    '\ntools:',
    `\n  big: { title: the company, url: '${server.url}', as: service }\n\ntools:`,
  )
  const declared = names.map((name) => `  big/${name}: { effect: read, title: Look, ${OWNED} }`)
  await agents.change('tools.yaml', '\ntools:\n', `\ntools:\n${declared.join('\n')}\n`)
  await agents.change(
    'policy.cedar',
    '// Looking up orders.',
    `@id("company")\npermit (principal, action in [${names
      .filter((name) => !name.startsWith('salary'))
      .map((name) => `Action::"big/${name}"`)
      .join(', ')}], resource);\n\n// Looking up orders.`,
  )
  await using model = await openModelServer(({ schemaName }) =>
    schemaName === 'route' ? routesTo('plan') : writes('return say("seen")'),
  )
  const shop = await startTestShop({ after })
  const environment = { AGENTS_DIR: agents.dir, ...model.environment }
  const parley = await startParley({ after }, { shop, environment })
  await parley.as('customer').ask('Which voucher records of the company are there?')
  const system = model.requests.find(({ schemaName }) => schemaName === 'plan')?.messages[0]?.content ?? ''
  const declarations = system.slice(system.indexOf('declare const tools'), system.indexOf('Programs of ours'))
  assert.ok(declarations.length > 10_000 && declarations.length < 26_000, String(declarations.length))
  for (let index = 0; index < 12; index += 1) {
    assert.match(declarations.slice(declarations.indexOf('voucher')), new RegExp(`look${index}\\(`, 'u'))
  }
  assert.match(declarations, /voucher: \{/)
  // What no rule permits isn't shown, however near.
  assert.doesNotMatch(declarations, /salary/)
})
