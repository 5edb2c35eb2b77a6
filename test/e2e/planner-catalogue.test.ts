import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { deep } from '../helpers/depth.ts'
import { copyAgents } from '../helpers/agents.ts'
import { fails, openModelServer, saysJson, type ChatRequest, type ModelReply } from '../helpers/model-server.ts'
import { startShop } from '../helpers/parley.ts'
import { routesTo } from '../helpers/planner-replies.ts'
import { saysYes } from '../helpers/requesters-yes.ts'
import { startToolServer, type ScriptedTool } from '../helpers/tool-server.ts'

const THINGS = ['invoice', 'parcel', 'voucher', 'salary', 'garden']
// Long to declare and quick to compare.
const FIELDS = Array.from({ length: 12 }, (_, index) => [
  `field${index}`,
  { type: 'string', description: 'It takes some telling what this is good for.' },
])
const OWNED = 'owner: none, why: A test has no owners to tell apart'
const NAMES = THINGS.flatMap((thing) => Array.from({ length: 12 }, (_, index) => `${thing}.look${index}`))

function tool(
  name: string,
  description: string,
  answer: object,
  properties = Object.fromEntries(FIELDS),
): ScriptedTool {
  const types = Object.entries(answer).map(([key, value]) => [key, { type: typeof value }])
  return {
    name,
    description,
    inputSchema: { type: 'object', properties },
    outputSchema: { type: 'object', properties: Object.fromEntries(types), required: Object.keys(answer) },
    answer: () => ({ structuredContent: answer }),
  }
}

// A write whose owner is checked by a read that has nothing to do with it by its words.
const POND = { pondId: { type: 'string' } }
const TOOLS = [
  ...NAMES.map((name) => tool(name, `Looks up ${name.split('.')[0]} records of the company.`, { found: true })),
  tool('basin.list', 'Gives what there is.', { pondId: 'p1' }),
  tool('pond.refill', 'Fills it up with fresh water.', { done: true }, POND),
]

let programs: ModelReply[] = []
const model = await openModelServer(({ schemaName }) =>
  schemaName === 'reading' ? routesTo('plan') : (programs.shift() ?? fails(400)),
)
after(() => model[Symbol.asyncDispose]())
const server = await startToolServer({ after }, { tools: TOOLS })
const agents = await copyAgents({ after })
await agents.change(
  'tools.yaml',
  '\ntools:',
  `\n  big: { title: the company, url: '${server.url}', as: service }\n\ntools:`,
)
const declared = [
  ...NAMES.map((name) => `  big/${name}: { effect: read, title: Look, ${OWNED} }`),
  `  big/basin.list: { effect: read, title: List, trust: { trusted: [shape, pondId] }, ${OWNED} }`,
  `  big/pond.refill: { effect: write, title: 'Refill {pondId}', noun: pond, reversible: true, owner: { arg: pondId, from: big/basin.list } }`,
]
await agents.change('tools.yaml', '\ntools:\n', `\ntools:\n${declared.join('\n')}\n`)
await agents.change('instructions.md', '## How you speak', 'Look with `garden.look7` first.\n\n## How you speak')
const permitted = [...NAMES.filter((name) => !name.startsWith('salary')), 'basin.list', 'pond.refill']
await agents.change(
  'policy.cedar',
  '// Looking up orders.',
  `@id("company")\npermit (principal, action in [${permitted
    .map((name) => `Action::"big/${name}"`)
    .join(', ')}], resource);\n\n// Looking up orders.`,
)
const environment = { AGENTS_DIR: agents.dir, OPENAI_API_KEY: 'k', OPENAI_BASE_URL: model.url, OPENAI_MODEL: 'm' }
const { customer } = await startShop({ after }, { environment })
let seen = 0
beforeEach(() => {
  programs = []
  seen = model.requests.length
})

function planRequests(): readonly ChatRequest[] {
  return model.requests.slice(seen).filter(({ schemaName }) => schemaName === 'plan')
}

function declarationsIn(request: ChatRequest | undefined): string {
  const system = request?.messages[0]?.content ?? ''
  return system.slice(system.indexOf('declare const tools'), system.indexOf('Programs of ours'))
}

const writes = (program: string) => saysJson({ program, slots: [], reason: null, findTools: null })
const looksFor = (findTools: string) => saysJson({ program: null, slots: [], reason: null, findTools })

const VOUCHERS = 'Which voucher records of the company are there?'
const REFILL = `const basin = await tools.big.basin.list({})
tools.big.pond.refill({ pondId: basin.pondId })`

test('a catalogue that is too long to show is narrowed to what is nearest to the requester’s words', async () => {
  programs = [writes('return say("seen")')]
  await customer.ask(VOUCHERS)
  const declarations = declarationsIn(planRequests()[0])
  assert.ok(declarations.length > 8_000 && declarations.length < 26_000, String(declarations.length))
  for (let index = 0; index < 12; index += 1) {
    assert.match(declarations.slice(declarations.indexOf('voucher')), new RegExp(`look${index}\\(`, 'u'))
  }
  assert.match(declarations, /voucher: \{/)
  // What no rule permits isn't shown, however near.
  assert.doesNotMatch(declarations, /salary/)
})

deep('the planner looks for a tool that it wasn’t shown, is shown it with its owner’s read, and uses it', async () => {
  programs = [looksFor('fill up with fresh water'), writes(REFILL)]
  const said = await customer.ask(`${VOUCHERS} And see to the koi.`)
  const [first, second, ...more] = planRequests()
  assert.equal(more.length, 0)
  assert.doesNotMatch(declarationsIn(first), /refill|basin/)
  assert.match(first?.messages[0]?.content ?? '', /"findTools" says/)
  // What was shown stays as it was: the tools found come after the words that they were found by.
  assert.equal(declarationsIn(second), declarationsIn(first))
  const [asked, found] = second?.messages.slice(-2) ?? []
  assert.equal(asked?.role, 'assistant')
  assert.match(asked?.content ?? '', /fill up with fresh water/)
  assert.match(found?.content ?? '', /refill\(args[^]*or look for others/)
  assert.match(found?.content ?? '', /basin: \{/)
  assert.doesNotMatch(found?.content ?? '', /voucher|salary/)
  assert.ok((found?.content.length ?? 0) < 10_000)
  // To see to the koi isn't to ask for this in so many words.
  await saysYes(customer, said)
  assert.equal((await customer.planOf(said)).status, 'done')
  assert.deepEqual(server.calls.find(({ name }) => name === 'pond.refill')?.args, { pondId: 'p1' })
  // With the reading’s. Whoever wrote was asked, so that no witness was.
  assert.equal(said.run.usage.modelCalls, 3)
})

deep('a program that is mended still has the tools that it calls before it', async () => {
  programs = [looksFor('fill up with fresh water'), writes(`${REFILL}\nclass Pond {}`), writes('return say("no")')]
  await customer.ask(`${VOUCHERS} And see to the koi.`)
  const [, , repair] = planRequests()
  assert.match(repair?.messages[0]?.content ?? '', /More tools:[^]*basin: \{[^]*refill\(/)
})

deep('a third search is refused, and the requester is told that there is no tool', async () => {
  programs = ['garden', 'parcel', 'invoice'].map((thing) => looksFor(`records of a ${thing}`))
  const said = await customer.ask(VOUCHERS)
  const requests = planRequests()
  assert.equal(requests.length, 3)
  assert.match(requests[2]?.messages.at(-1)?.content ?? '', /can’t look for others any more/)
  assert.match((await customer.answers(said.threadId))[0] ?? '', /I don’t have a tool for that. Nothing was done./)
})

test('a thread’s tools stay as they were shown: what comes up later stands behind them, and stays too', async () => {
  const asks = [VOUCHERS, 'Fill it up with fresh water', 'And which invoice records are there?', VOUCHERS]
  let threadId: string | undefined
  for (const text of asks) {
    programs = [writes('return say("seen")')]
    threadId = (await customer.ask(text, threadId)).threadId
  }
  const systems = planRequests().map(({ messages }) => messages[0]?.content ?? '')
  assert.equal(systems.length, asks.length)
  for (const [index, system] of systems.slice(1).entries())
    assert.ok(system.startsWith(systems[index] ?? '?'), `the prompt of message ${index + 2} begins otherwise`)
  assert.match(systems[1] ?? '', /More tools:[^]*refill\(/u)
  assert.doesNotMatch(systems[0] ?? '', /refill\(/u)
  assert.match(systems[3] ?? '', /refill\([^]*invoice: \{/u)
})

test('tools that the instructions name are shown whatever was said', async () => {
  programs = [writes('return say("seen")')]
  await customer.ask(VOUCHERS)
  const declarations = declarationsIn(planRequests()[0])
  assert.match(declarations, /garden: \{[^]*look7\(/u)
})
