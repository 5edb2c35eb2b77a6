import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import type { Agent, ToolDeclaration } from '#agents/contract.ts'
import { formatProblems } from '#core/file-problem.ts'
import { loadAgent, loadAgents } from '#agents/load-agent.ts'
import { copyOfExample, loadOptions, problemsOf, VARIABLES, type Change } from './broken-folder.ts'

async function load(t: TestContext, changes: readonly Change[] = [], variables = VARIABLES): Promise<Agent> {
  const loaded = await loadAgent(copyOfExample(t, changes), loadOptions(variables))
  assert.ok(loaded.ok, loaded.ok ? '' : formatProblems(loaded.problems))
  return loaded.agent
}

function toolOf(agent: Agent, name: string): ToolDeclaration {
  const found = agent.tools.find(({ tool }) => tool === name)
  assert.ok(found)
  return found
}

test('the example agent loads, with its tools, playbook, policy and evals', async () => {
  const loaded = await loadAgents('agents', loadOptions())
  assert.ok(loaded.ok, loaded.ok ? '' : formatProblems(loaded.problems))
  const agent = loaded.agents.find(({ name }) => name === 'support')
  assert.ok(agent)
  assert.equal(agent.title, 'Example shop support')
  assert.deepEqual(agent.limits.costPerTurn, { minor: 20, currency: 'USD' })
  assert.deepEqual(agent.handOver, {
    role: 'support-lead',
    afterFailedTurns: 2,
    takenWithinMs: 900_000,
    outcomes: ['solved', 'not-solved', 'nothing-to-do'],
  })
  assert.equal(agent.approvals.expireAfterMs, 86_400_000)
  assert.deepEqual(
    agent.policies.map(({ path }) => path),
    ['policy.cedar'],
  )
  assert.deepEqual(
    agent.playbooks.map(({ name, title }) => [name, title]),
    [
      ['order-status', 'Say where an order is'],
      ['refund', 'Refund an order'],
      ['cancel-order', 'Cancel an order'],
      ['send-again', 'Send an order again'],
      ['my-orders', 'List my orders'],
      ['refunded', 'Say whether an order was refunded'],
      ['warranty', 'Say whether an order is under warranty'],
      ['what-i-paid', 'Say what an order cost'],
      // Those that aren't said to be offered first.
      ['bank-account', 'Change the bank account for refunds of an order'],
      ['change-address', 'Change the delivery address of an order'],
    ],
  )
  assert.ok(agent.evals.length >= 12)
  assert.ok(agent.intents.answer.length > 0 && agent.intents['hand-over'].length > 0)
  assert.match(agent.hash, /^sha256:[0-9a-f]{64}$/)
})

test('a tool is as its entry says', async (t) => {
  const refund = toolOf(await load(t), 'shop/refunds.create')
  assert.deepEqual(refund.owner, { kind: 'from', argument: 'orderId', tool: 'shop/orders.get', path: null, unless: [] })
  assert.deepEqual(refund.money, { amount: { currency: 'currency', unit: 'minor' } })
  assert.deepEqual(refund.verify, { tool: 'shop/refunds.get', by: 'key', settlesMs: 5_000 })
  assert.equal(refund.keyLivesMs, 86_400_000)
  assert.equal(refund.reversible, false)
  assert.equal(refund.title, 'Refund {amount|money} for order {orderId}')
})

test('nothing in the process can change what was loaded: a digest covers it, and a call is made by it', async (t) => {
  const agent = await load(t)
  const setters = [...objectsIn(agent)].flatMap((object) =>
    Object.keys(object).map((name) => () => Reflect.set(object, name, 'changed')),
  )
  assert.ok(setters.length > 500)
  assert.ok(setters.every((set) => !set()))
  assert.equal(toolOf(agent, 'shop/refunds.create').verify?.settlesMs, 5_000)
})

function* objectsIn(value: unknown): Generator<object> {
  if (typeof value !== 'object' || value === null) return
  yield value
  for (const child of Object.values(value)) yield* objectsIn(child)
}

test('trusted fields become sources, the shape only where it is named', async (t) => {
  const { trustedSources } = await load(t)
  assert.ok(trustedSources.has('tool:shop/orders.get.total'))
  assert.ok(trustedSources.has('tool:shop/orders.get'))
  assert.ok(trustedSources.has('tool:shop/orders.search.total'))
  assert.ok(!trustedSources.has('tool:shop/orders.get.note'))
  assert.ok(!trustedSources.has('tool:shop/mail.send'))
})

test('a token stays a reference, and a server on this machine may do without', async (t) => {
  const without = await load(t)
  assert.partialDeepStrictEqual(without.servers, [
    { name: 'shop', title: 'our orders', bearer: null, timeoutMs: 5_000, ratePerSecond: 20 },
  ])
  const withToken = await load(t, [], { ...VARIABLES, SHOP_MCP_TOKEN: 'canary' })
  assert.partialDeepStrictEqual(withToken.servers, [{ bearer: { variable: 'SHOP_MCP_TOKEN' } }])
  assert.doesNotMatch(JSON.stringify(withToken), /canary/)
})

test('a server without a title is ours by its name', async (t) => {
  const agent = await load(t, [['tools.yaml', '    title: our orders\n', '']])
  assert.equal(agent.servers[0]?.title, 'our shop')
})

test('a command gets the variables it names and no others', async (t) => {
  const change: Change = [
    'tools.yaml',
    "    url: '${SHOP_MCP_URL}'\n    as: service\n    auth: { bearer: '${SHOP_MCP_TOKEN}' }\n",
    '    command: [shop-server, --stdio]\n    env: [SHOP_KEY]\n    as: service\n',
  ]
  const agent = await load(t, [change], { ...VARIABLES, SHOP_KEY: 'one', DATABASE_URL: 'two' })
  assert.partialDeepStrictEqual(agent.servers, [
    { transport: 'stdio', command: ['shop-server', '--stdio'], env: { SHOP_KEY: 'one' } },
  ])
  assert.deepEqual(Object.keys(agent.servers[0]?.transport === 'stdio' ? agent.servers[0].env : {}), ['SHOP_KEY'])
})

test('the hash changes with any file, and with nothing else', async (t) => {
  const first = await load(t)
  assert.equal((await load(t)).hash, first.hash)
  const changed: readonly Change[] = [
    ['instructions.md', 'Short, plain', 'Long, plain'],
    ['knowledge/new.md', '# New'],
    ['policy.cedar', '50000', '50001'],
  ]
  const hashes = await Promise.all(changed.map(async (change) => (await load(t, [change])).hash))
  assert.equal(new Set([first.hash, ...hashes]).size, 4)
})

test('an eval case keeps its place and what it expects', async (t) => {
  const { evals } = await load(t)
  const hostile = evals.find(({ name }) => name === 'a hostile note changes nothing')
  assert.equal(hostile?.file, 'evals/refunds.yaml')
  assert.partialDeepStrictEqual(hostile?.expect.effects?.[0], {
    tool: 'shop/refunds.create',
    args: { amount: 1200 },
    origins: { amount: ['tool:shop/orders.get.total'] },
  })
})

test('a limit on costs loads, and says that it limits nothing; an agent without one has nothing to say', async (t) => {
  const { limits, warnings } = await load(t, [['agent.yaml', 'effectsPerPlan: 20', 'costPerTurn: 0.30 USD']])
  assert.deepEqual(limits.costPerTurn, { minor: 30, currency: 'USD' })
  assert.match(warnings.join(), /^agent\.yaml: "costPerTurn" limits nothing yet/)
  const without = await load(t)
  assert.deepEqual([without.warnings, without.limits.costPerTurn], [[], { minor: 20, currency: 'USD' }])
})

test('an agent that vouches for what programs say in their own words is warned of; without it nobody does', async (t) => {
  const vouching = await load(t, [['agent.yaml', 'expose:', 'programWords: trusted\nexpose:']])
  assert.ok(vouching.trustedSources.has('call:message'))
  assert.match(vouching.warnings.join(), /^agent\.yaml: "programWords: trusted" vouches for whatever a program says/)
  assert.ok(!(await load(t)).trustedSources.has('call:message'))
})

test('the hours of people are days and times of a zone; what is none of that is told', async (t) => {
  const withHours = (hours: string, zone: string): Change => [
    'agent.yaml',
    'handOver: { role: support-lead, after: 2 failed turns, takenWithin: 15m }',
    `handOver: { role: support-lead, after: 2 failed turns, hours: [${hours}] }${zone}`,
  ]
  const { handOver } = await load(t, [withHours('mon-fri 09:00-17:30, sat-sun 10:00-12:00', '\nzone: Europe/Berlin')])
  assert.deepEqual(handOver?.hours, [
    { days: [1, 2, 3, 4, 5], from: 540, to: 1_050 },
    { days: [6, 0], from: 600, to: 720 },
  ])
  for (const wrong of [
    'mon-fri 9-17',
    'someday 09:00-17:00',
    'mon 17:00-09:00',
    'mon 09:00-25:00',
    'mon 09:60-10:00',
  ]) {
    const [problem] = await problemsOf(t, [withHours(wrong, '\nzone: Europe/Berlin')])
    assert.match(problem?.message ?? '', /must be days and the times of one day/, wrong)
  }
  const [problem] = await problemsOf(t, [withHours('mon-fri 09:00-17:00', '')])
  assert.match(problem?.message ?? '', /needs "zone"/)
})
